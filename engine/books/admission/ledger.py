"""What stands once new acts are added to what is recorded: every act by kind and id, less what is retracted.

The checks beside this module each look at one thing in it and say what is wrong with the *new* acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.records import Customer, Person, type_of_kind
from engine.books.retractions import id_of
from engine.vocabulary.problems import Place, Problem, Value, problem

VERSIONED_KINDS = ("customers", "people")


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act to be recorded, and where it was written."""

    kind: str
    record: Any
    place: Place

    @property
    def id(self) -> str:
        return id_of(self.record)

    def problem(self, code: str, at: str, /, **values: Value) -> Problem:
        """What is wrong with it, at one of its columns."""
        return problem(code, self.place.at(at), **values)


@dataclass(frozen=True, slots=True)
class UnreadableRows:
    """Acts that were written but could not be read: by kind and id, and kinds of which some rows are not even known by id."""

    ids: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, kind: str, id_: str) -> bool:
        return kind in self.kinds or (kind, id_) in self.ids

    def some(self, kind: str) -> bool:
        """Whether any row of that kind could not be read."""
        return kind in self.kinds or any(kind == of_kind for of_kind, _ in self.ids)


NOTHING_UNREADABLE = UnreadableRows()


@dataclass(frozen=True, eq=False)
class Ledger:
    """`live` holds every act that counts, by kind and id; customers and people with all their rows.

    `retracted_before`, `newly_retracted`: kind and id of acts that do not count; `existing`: those of the latter that exist."""

    zone: ZoneInfo
    live: Mapping[str, Mapping[str, Any]]
    customers: Mapping[str, Sequence[Customer]]
    people: Mapping[str, Sequence[Person]]
    retracted_before: frozenset[tuple[str, str]]
    newly_retracted: frozenset[tuple[str, str]]
    existing: frozenset[tuple[str, str]]
    unreadable: UnreadableRows

    def is_retracted(self, kind: str, id_: str) -> bool:
        return (kind, id_) in self.retracted_before or (kind, id_) in self.newly_retracted

    def is_live(self, kind: str, id_: str) -> bool:
        if kind in VERSIONED_KINDS:
            return id_ in (self.customers if kind == "customers" else self.people)
        return id_ in self.live[kind]

    def counts(self, act: NewAct) -> bool:
        """Whether a new act is not taken back in the same breath."""
        return (act.kind, act.id) not in self.newly_retracted


def ledger(
    recorded: Mapping[str, Iterable[Any]],
    retracted: Iterable[tuple[str, str]],
    new: Sequence[NewAct],
    zone: ZoneInfo,
    unreadable: UnreadableRows = NOTHING_UNREADABLE,
) -> Ledger:
    """`recorded`: acts that count, by kind; `retracted`: kind and id of those that do not; `new`: what is to be added."""
    newly = frozenset((act.record.kind, act.record.id) for act in new if act.kind == "retractions")
    before = frozenset(retracted)
    gone = before | newly
    live: dict[str, dict[str, Any]] = {kind: {} for kind in type_of_kind}
    versions: dict[str, dict[str, list[Any]]] = {kind: {} for kind in VERSIONED_KINDS}
    by_kind: dict[str, list[Any]] = {kind: list(records) for kind, records in recorded.items()}
    for act in new:
        by_kind.setdefault(act.kind, []).append(act.record)
    existing = {(kind, id_of(record)) for kind in {kind for kind, _ in newly} for record in by_kind.get(kind, ())}
    for kind, records in by_kind.items():
        if kind in VERSIONED_KINDS:
            for record in records:
                versions[kind].setdefault(id_of(record), []).append(record)
        else:
            live[kind] = {id_of(record): record for record in records if (kind, id_of(record)) not in gone}
    return Ledger(zone, live, versions["customers"], versions["people"], before, newly, frozenset(existing & newly), unreadable)
