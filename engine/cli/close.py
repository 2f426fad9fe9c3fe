"""`klausel close`: a month's statement is frozen, and stays as it is; or, before that, what is unfinished in it is listed."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.arguments import parse_month
from engine.cli.language import reader, say
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of
from engine.vocabulary.problems import Amount

if TYPE_CHECKING:
    from engine.use_cases.months.closing_preview import Unfinished


def close(
    context: typer.Context,
    month: Annotated[str, typer.Argument(metavar="YYYY-MM")],
    preview: Annotated[bool, typer.Option("--preview")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Freeze a month's statement; what is learnt about it later stands in the earliest open month."""
    # All of it is kept until the command ends: looking for garbage costs a third of its time.
    gc.disable()
    from engine.store.record import open_record
    from engine.use_cases.months.close_month import close_month
    from engine.use_cases.months.closing_preview import unfinished

    asked = parse_month(month, "month")
    record = open_record(record_address(context.obj))
    deciders = open_policies(policies_folder(), notes_folder())
    now = instant_of(datetime.now(UTC))
    if preview:
        return _show_preview(unfinished(record, deciders, asked, now=now), as_json)
    closed = close_month(record, deciders, asked, now=now, who=login())
    if as_json:
        told = [{"month": str(one.statement.month), "digest": one.digest, **one.statement.totals_as_json()} for one in closed]
        print(json.dumps({"closed": told}, ensure_ascii=False))
        return 0
    for one in closed:
        statement = one.statement
        lines = sum(len(customer.lines) for customer in statement.customers)
        differences = sum(len(customer.differences) for customer in statement.customers)
        print(
            say(
                "command.close.done",
                month=statement.month,
                customers=len(statement.customers),
                lines=lines,
                differences=differences,
                minutes=statement.minutes.recorded,
                net=Amount(statement.sums.net),
                currency=statement.currency,
                digest=one.digest,
            )
        )
    return 0


def _show_preview(found: Unfinished, as_json: bool) -> int:
    if as_json:
        print(json.dumps(found.as_json(reader().as_json), ensure_ascii=False))
    else:
        from engine.cli.closing_preview_output import print_closing_preview

        print_closing_preview(found)
    return 0
