"""`klausel why`: from a line's cents to its entries, consents, rates, rules and clauses, and from any of these forward to lines."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder, record_address


class Language(StrEnum):
    """In which rules and clauses are told to a person."""

    DE = "de"
    EN = "en"


def why(
    context: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
        ),
    ],
    lang: Annotated[Language, typer.Option("--lang")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """What is behind a line or a difference; and the lines that anything recorded, a rule or a clause is behind."""
    from engine.store.record import open_record
    from engine.use_cases.tracing.why import why as asked_why

    record = open_record(record_address(context.obj))
    deciders = open_policies(policies_folder(), notes_folder())
    answer = asked_why(record, deciders, id_)
    if as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        from engine.cli.why_output import print_why

        print_why(answer, lang.value)
    return 0
