"""`klausel erase`: what is personal to somebody goes for good, as far as it need not be kept."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.language import reader, say
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import login, notes_folder, policies_folder, record_address
from engine.vocabulary.instants import instant_of
from engine.wording.sentences import Reader

if TYPE_CHECKING:
    from engine.use_cases.audit.erase import Erased, Kept


def erase(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Erase names, addresses and free text of a person; what an invoice or its proof must name stays until its time is over."""
    gc.disable()
    from engine.store.record import open_record
    from engine.use_cases.audit.erase import erase as erase_person

    record = open_record(record_address(context.obj))
    deciders = open_policies(policies_folder(), notes_folder())
    done = erase_person(record, deciders, person, reason=reason, now=instant_of(datetime.now(UTC)), who=login(), dry_run=dry_run)
    if as_json:
        print(json.dumps(_as_json(done, dry_run), ensure_ascii=False))
        return 0
    for line in _lines(done, dry_run):
        print(line)
    return 0


def _as_json(done: Erased, dry_run: bool) -> dict[str, object]:
    kept = [{"kind": one.kind, "ids": one.ids, "why": say(f"erase.kept.{one.why}"), "until": one.until.isoformat()} for one in done.kept]
    return {
        "kind": done.whose.kind,
        "id": done.whose.id,
        "dry_run": dry_run,
        "erased": done.erased,
        "kept": kept,
        "people": done.people,
        "left_to_do": _left_to_do(done) or None,
        "out_of_reach": Reader("en").say("command.erase.out_of_reach"),
    }


def _lines(done: Erased, dry_run: bool) -> list[str]:
    counted = ", ".join(f"{kind} {number}" for kind, number in done.erased.items())
    if counted:
        told = [say("command.erase.would_erase", what=counted) if dry_run else say("command.erase.done", what=counted)]
    else:
        told = [say("command.erase.nothing", id=done.whose.id)]
    told += [
        say("command.erase.kept", until=one.until, kind=one.kind, ids=_ids(one), why=say(f"erase.kept.{one.why}")) for one in done.kept
    ]
    if done.people:
        told.append(say("command.erase.people", people=tuple(done.people)))
    if done.left_to_do:
        told.append(say("command.erase.left_to_do", what=_left_to_do(done)))
    if done.erased and not dry_run:
        told.append(say("command.erase.out_of_reach"))
    return told


def _left_to_do(done: Erased) -> str:
    return "; ".join(map(reader().line, done.left_to_do))


def _ids(kept: Kept, most: int = 10) -> str:
    more = len(kept.ids) - most
    shown = tuple(kept.ids[:most])
    return say("command.erase.ids_and_more", ids=shown, more=more) if more > 0 else ", ".join(shown)
