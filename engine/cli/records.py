"""`klausel import` and `klausel report`: records in, a month's figures out."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.arguments import parse_instant, parse_month
from engine.cli.language import reader, say
from engine.cli.problem_output import show_warnings
from engine.cli.progress import bar
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of


def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="DIR|FILE.xlsx")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Record everything in a folder or workbook, or nothing where one row is wrong."""
    # What a command needs is loaded by that command: none waits for another's libraries.
    from engine.store.record import open_record
    from engine.use_cases.intake.import_records import import_acts, read_acts

    deciders = open_policies(policies_folder(), notes_folder())
    with bar() as progress:
        read = read_acts(path, progress)
        progress(say("command.import.recording"), len(read.acts))
        record = open_record(record_address(context.obj), create=True)
        admitted = import_acts(read, record, deciders, now=instant_of(datetime.now(UTC)), who=login())
    show_warnings((*record.warnings, *admitted.warnings))
    if as_json:
        warnings = [reader().as_json(problem) for problem in (*record.warnings, *admitted.warnings)]
        print(json.dumps({"recorded": admitted.recorded, "known": admitted.known, "warnings": warnings}, ensure_ascii=False))
    else:
        counted = ", ".join(f"{kind} {number}" for kind, number in admitted.recorded.items())
        if admitted.known:
            done = "command.import.done_some_known" if counted else "command.import.all_known"
            print(say(done, what=counted, known=admitted.known))
        else:
            print(say("command.import.done" if counted else "command.import.nothing_new", what=counted))
    return 0


def report(
    context: typer.Context,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM")],
    customer: Annotated[str | None, typer.Option("--customer", metavar="ID")] = None,
    as_known_on: Annotated[str | None, typer.Option("--as-known-on", metavar="INSTANT")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """A month's minutes and money: covered, billable, waived and blocked, by customer."""
    # All of it is kept until it is printed, and then the command ends: looking for garbage costs a third of its time.
    gc.disable()
    from engine.store.record import open_record
    from engine.use_cases.months.month_report import month_report

    asked = parse_month(month, "--month")
    on = None if as_known_on is None else parse_instant(as_known_on, "--as-known-on")
    record = open_record(record_address(context.obj))
    deciders = open_policies(policies_folder(), notes_folder())
    statement = month_report(record, deciders, asked, customer, on=on)
    if as_json:
        print(json.dumps(statement.as_json(), ensure_ascii=False))
    else:
        from engine.cli.statement_table import print_statement

        print_statement(statement)
    return 0
