"""`klausel policy import --xlsx FILE`, and what `policy export … --xlsx FILE` writes: rules and hourly rates in a spreadsheet."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.language import say
from engine.cli.problem_output import show_warnings
from engine.policy.packs import read_packs_with_flaws
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of
from engine.vocabulary.problems import Place, Refused, Value, problem, refuse
from engine.wording.catalogue import LANGUAGES

if TYPE_CHECKING:
    from engine.books.records import Rate
    from engine.use_cases.intake.admit_acts import Admitted
    from engine.use_cases.workbooks.policy_workbook import PolicyGiven

_RULES_ONLY = Annotated[bool, typer.Option("--rules-only")]


def export_workbook(db: str | None, policy: str, xlsx: Path, lang: str, *, rules_only: bool, replace: bool) -> None:
    """Writes the workbook and says so."""
    from engine.store.record import open_record
    from engine.use_cases.lifecycle.version_lookup import find_version
    from engine.use_cases.workbooks.policy_workbook import policy_workbook

    language = next((one for one in LANGUAGES if one == lang), None)
    if language is None:
        raise refuse("bad_value.language", value=lang)
    if xlsx.suffix.lower() != ".xlsx":
        raise refuse("bad_name.workbook", Place(str(xlsx)))
    if xlsx.exists() and not replace:
        raise refuse("file_exists.workbook", Place(str(xlsx)))
    packs = read_packs_with_flaws(policies_folder(), notes_folder())
    version = find_version(policy, packs, lambda: open_record(record_address(db)))
    rates = None if rules_only else _rates(db)
    written = policy_workbook(version, packs, rates, language)
    xlsx.write_bytes(written)
    told: dict[str, Value] = {"file": str(xlsx), "rules": len(version.rules), "policy": version.ref}
    if rates is None:
        print(say("command.policy_export.workbook_without_rates", **told))
    else:
        print(say("command.policy_export.workbook", rates=len(rates), **told))


def import_(
    context: typer.Context,
    xlsx: Annotated[Path, typer.Option("--xlsx", metavar="FILE")],
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER")] = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="PACK@VERSION|FOLDER"),
    ] = None,
    rules_only: _RULES_ONLY = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Write the rules of a workbook as a version's folder and record its new hourly rates; or nothing, where one cell is wrong."""
    from engine.use_cases.workbooks.import_policy import difference, record_rates, refuse_place, write_version
    from engine.use_cases.workbooks.policy_workbook import read_policy_workbook

    given = read_policy_workbook(xlsx, read_packs_with_flaws(policies_folder(), notes_folder()), base=base, with_rates=not rules_only)
    written: list[Path] = []

    def write() -> None:
        refuse_place(given, to, policies_folder(), replace=replace)
        if to is not None:
            written.extend(write_version(given.texts, to))

    admitted = None
    if given.rates is not None:
        from engine.store.record import open_record
        from engine.use_cases.reckoning.open_policies import open_policies

        record = open_record(record_address(context.obj))
        deciders = open_policies(policies_folder(), notes_folder())
        now = instant_of(datetime.now(UTC))
        admitted = record_rates(given, record, deciders, write, now=now, who=login(), dry_run=dry_run)
    elif not dry_run:
        write()
    if given.problems:
        raise Refused(given.problems)
    show_warnings([*given.flaws, *(admitted.warnings if admitted else ())])
    changed = difference(given)
    if as_json:
        print(json.dumps(_as_json(given, changed, written, admitted, dry_run), ensure_ascii=False))
        return 0
    print(changed or say("command.policy_import.same_rules", policy=given.base.ref))
    for line in _lines(written, to, admitted, dry_run):
        print(line)
    return 0


def _rates(db: str | None) -> tuple[Rate, ...] | None:
    """The rates of the record; None where no record was named and there is none."""
    from engine.store import act_queries
    from engine.store.record import open_record

    try:
        record = open_record(record_address(db))
    except Refused as refused:
        named = db is not None or bool(os.environ.get("KLAUSEL_DATABASE_URL"))
        if named or [one.kind for one in refused.problems] != ["no_record"]:
            raise
        show_warnings([problem("no_record.no_rates")])
        return None
    with record.reading() as connection:
        return tuple(act_queries.of_customers(connection, ()).rates)


def _as_json(given: PolicyGiven, changed: str, written: list[Path], admitted: Admitted | None, dry_run: bool) -> dict[str, Any]:
    rates = None if admitted is None else {"recorded": admitted.recorded.get("rates", 0), "known": admitted.known}
    return {
        "base": given.base.ref,
        "policy": f"{given.base.product}@{given.name}",
        "changed": bool(changed),
        "diff": changed,
        "written": [str(path) for path in written],
        "rates": rates,
        "dry_run": dry_run,
    }


def _lines(written: list[Path], to: Path | None, admitted: Admitted | None, dry_run: bool) -> list[str]:
    lines = []
    if to is not None and not dry_run:
        if written:
            lines.append(say("command.policy_import.written", files=tuple(map(str, written))))
        else:
            lines.append(say("command.policy_import.written_already", folder=str(to)))
    if admitted is not None:
        new = admitted.recorded.get("rates", 0)
        rates = "command.policy_import.rates_would_be_recorded" if dry_run else "command.policy_import.rates_recorded"
        lines.append(say(rates, new=new, known=admitted.known))
    return [*lines, *([say("command.policy_import.dry_run")] if dry_run else [])]
