"""Somebody erased from a desk's record, and what can then still be read in it, or in the bytes of its files."""

from __future__ import annotations

from typing import Any

from engine.use_cases.audit.erase import Erased, Kept, erase
from engine.vocabulary.instants import Instant, read_instant
from engine.wording.sentences import Reader
from tests.databases import on_postgresql
from tests.use_cases.desk_driver import Desk
from tests.wording.read import line

IN_TIME = read_instant("2026-12-20T08:00:00+01:00")
LAST_DAY = read_instant("2036-12-31T23:59:59+01:00")
TO_THE_OWNER = "the old text is in the server's files until who owns the tables runs `VACUUM FULL personal`"
READER = Reader("en")
AFTERWARDS = read_instant("2037-01-01T00:00:00+01:00")


def erase_person(desk: Desk, person: str, now: Instant = IN_TIME, *, reason: str = "asked for it", dry_run: bool = False) -> Erased:
    return erase(desk.record, desk.packs, person, reason=reason, now=now, who="dpo", dry_run=dry_run)


def left_to_do() -> list[str]:
    """What the program says after each erasing: on PostgreSQL its role may not wipe the tables."""
    return [TO_THE_OWNER] if on_postgresql() else []


def still_to_do(done: Erased) -> list[str]:
    """What a person is told is left."""
    return list(map(line, done.left_to_do))


def kept_acts(done: Erased) -> list[tuple[str, tuple[str, ...], str]]:
    """What stays, kind and ids, and until when."""
    return [(one.kind, one.ids, one.until.isoformat()) for one in done.kept]


def why(done: Erased, kind: str) -> str:
    found: list[Kept] = [one for one in done.kept if one.kind == kind]
    assert len(found) == 1
    return READER.say(f"erase.kept.{found[0].why}")


def personal_texts(desk: Desk) -> set[str]:
    """Every personal text that can be read out of the record; ids that stand for names are none."""
    acts: Any = desk.everything()
    of_kind = {
        "customers": ("name", "vat_id", "street", "postal_code", "city"),
        "people": ("name", "email"),
        "requests": ("summary",),
        "determinations": ("reason",),
        "quotes": ("deviation_reason",),
        "consents": ("evidence", "deviation_reason"),
        "time_entries": ("note",),
        "waivers": ("reason",),
        "retractions": ("reason",),
    }
    found = {getattr(one, name) for kind, names in of_kind.items() for one in getattr(acts, kind) for name in names}
    return found - {None, ""} - {one.person_id for one in acts.people} - {one.customer_id for one in acts.customers}
