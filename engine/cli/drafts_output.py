"""The drafts in a record as tables on a terminal: how each stands, and who did what to one of them; nothing where no record is."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.cli.language import say
from engine.cli.problem_output import show_warnings
from engine.policy.packs import Packs
from engine.store.record import open_record
from engine.use_cases.lifecycle.draft_list import DraftList, acts_of, draft_list
from engine.vocabulary.instants import local_time
from engine.vocabulary.problems import Refused


def print_drafts(console: Console, address: str, packs: Packs) -> None:
    """Every draft with its state and its last act, below the versions; warns of what was worded otherwise since."""
    found = _drafts(address, packs)
    if found is None:
        return
    show_warnings(found.otherwise)
    if not found.lifecycles:
        return
    table = Table(*map(_say, ("draft", "policy", "state", "revision", "last_act", "by", "known_by", "on")))
    for lifecycle in found.lifecycles.values():
        newest, last = lifecycle.newest, acts_of(lifecycle)[-1]
        on = local_time(last.at, packs.packs[newest.product].zone).date() if newest.product in packs.packs else ""
        cells = (
            lifecycle.draft,
            f"{newest.product}@{newest.version}",
            _say(f"is.{lifecycle.state}"),
            newest.number,
            f"{_say(f'act.{last.done}')} {last.what}",
            last.by,
        )
        table.add_row(*(escape(str(cell)) for cell in (*cells, _say(last.known_by), on)))
    console.print(table)


def print_course(console: Console, address: str, packs: Packs, name: str) -> None:
    """Who did what to the draft of this name, in its order; nothing for a name that no draft has."""
    found = _drafts(address, packs)
    lifecycle = found.lifecycles.get(name.partition(".")[0]) if found else None
    if lifecycle is None:
        return
    table = Table(*map(_say, ("act", "what", "by", "known_by", "at", "said")), title=f"{lifecycle.draft}: {_say(f'is.{lifecycle.state}')}")
    for act in acts_of(lifecycle):
        zone = packs.packs[lifecycle.newest.product].zone
        at = local_time(act.at, zone).isoformat(timespec="minutes")
        table.add_row(*map(escape, (_say(f"act.{act.done}"), act.what, act.by, _say(act.known_by), at, act.said)))
    console.print(table)


def _drafts(address: str, packs: Packs) -> DraftList | None:
    """A record that cannot be opened keeps nobody from seeing the packs; where there is none there is nothing to say."""
    try:
        record = open_record(address)
        try:
            return draft_list(record, packs)
        finally:
            record.close()
    except Refused as refused:
        show_warnings([problem for problem in refused.problems if problem.kind != "no_record"])
        return None


def _say(name: str) -> str:
    return say(f"command.drafts.{name}")
