"""Erases what is personal to somebody, as far as it need not be kept: what was recorded stays, without their words and names.

The chain goes on verifying, and statements stay as they are. What must stay is named with the reason and the last day; erasing
again after it erases the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.deciding.deciders import Deciders
from engine.store import act_queries, erasures
from engine.store.acts import Acts
from engine.store.erasures import ActName
from engine.store.record import Record
from engine.use_cases.audit.personal_acts import Somebody, personal_acts, somebody
from engine.use_cases.audit.retention import Why, retained
from engine.use_cases.intake.row_reading import read_word, shown
from engine.use_cases.reckoning.as_of import known
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.misreadings import NotReadable
from engine.vocabulary.problems import FieldName, Problem, Refused, misread, problem


@dataclass(frozen=True, slots=True)
class Kept:
    """Acts of one kind whose personal fields stay for now: why, and the last day on which they must."""

    kind: str
    ids: tuple[str, ...]
    why: Why
    until: date


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased (or would be), acts by kind; what is kept; `people` of an erased customer, who are persons of their own.

    `left_to_do`: what it takes for the old text to leave the files; empty where nothing is left to do."""

    whose: Somebody
    erased: Mapping[str, int]
    kept: tuple[Kept, ...]
    people: tuple[str, ...]
    left_to_do: tuple[Problem, ...]


def erase(record: Record, deciders: Deciders, person: str, *, reason: str, now: Instant, who: str, dry_run: bool = False) -> Erased:
    """Erases what is personal to a person or a customer, by id; with `dry_run` only says what it would.

    Raises Refused for an id that nobody has, and for a reason that is none."""
    _see_the_reason(reason)
    with record.reading() if dry_run else record.writing() as connection:
        what = known(connection, deciders)
        whose = somebody(connection, person)
        acts = act_queries.of_customers(connection, whose.customer_ids, retracted=True, personal=())
        there = erasures.erasable_acts(connection, personal_acts(acts, whose))
        years, today = what.vendor.retention_years, local_day(now, what.zone)
        must = {act: (one.why, one.until(years)) for act, one in retained(what, acts).items() if one.until(years) >= today}
        may_go = {act: seq for act, seq in there.items() if act not in must}
        if may_go and not dry_run:
            erasures.erase(connection, may_go.values(), person_id=whose.id, reason=reason, now=now, who=who)
        was_erased = bool(may_go) or erasures.count_erased_for(connection, whose.id) > 0
    kept = _grouped({act: must[act] for act in there if act in must})
    # Also where nothing is left to erase: the last time somebody may have been reading, or the disk was full.
    left_to_do = _wipe(record) if was_erased and not dry_run else ()
    return Erased(whose, Counter(kind for kind, _ in may_go), kept, _people(acts, whose), left_to_do)


def _see_the_reason(reason: str) -> None:
    try:
        if not read_word(reason):
            raise NotReadable("blank_for_an_erasure")
    except NotReadable as wrong:
        raise Refused(misread("bad_reason", wrong, field=FieldName("reason"), value=shown(reason))) from None


def _grouped(kept: Mapping[ActName, tuple[Why, date]]) -> tuple[Kept, ...]:
    groups: dict[tuple[str, Why, date], list[str]] = defaultdict(list)
    for (kind, key), (why, until) in kept.items():
        groups[kind, why, until].append(key.removesuffix("@"))
    return tuple(Kept(kind, tuple(sorted(ids)), why, until) for (kind, why, until), ids in sorted(groups.items()))


def _people(acts: Acts, whose: Somebody) -> tuple[str, ...]:
    return tuple(sorted({one.person_id for one in acts.people})) if whose.kind == "customers" else ()


def _wipe(record: Record) -> tuple[Problem, ...]:
    """What was erased is erased; that its bytes could not be written over yet undoes nothing."""
    try:
        left = record.wipe()
    except Refused as refused:
        return (*refused.problems, problem("not_wiped.refused"))
    return (left,) if left is not None else ()
