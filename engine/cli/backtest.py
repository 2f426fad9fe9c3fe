"""`klausel policy backtest`: what a draft would have done to the requests that are recorded."""

from __future__ import annotations

import gc
import json
from typing import Annotated

import typer

from engine.cli.arguments import parse_day
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder, record_address


def backtest(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Decides recorded requests again under a draft: what flips, whom it hits, minutes and money gained and lost. Stores nothing."""
    # All of it is kept until it is printed, and then the command ends.
    gc.disable()
    from engine.store.record import open_record
    from engine.use_cases.lifecycle.version_lookup import find_version
    from engine.use_cases.proving.backtest import backtest as backtested
    from engine.use_cases.reckoning.as_of import known

    first_day, last_day = parse_day(first, "--from"), parse_day(last, "--to")
    deciders = open_policies(policies_folder(), notes_folder())
    record = open_record(record_address(context.obj))
    version = find_version(draft, deciders.packs, lambda: record)
    with record.reading() as connection:
        found = backtested(known(connection, deciders), version, first_day, last_day)
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        from engine.cli.backtest_output import show_backtest

        show_backtest(found)
    return 0
