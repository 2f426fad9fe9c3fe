"""The demo's acts as they come to be, under numbers of their own; in the end each has an id that a person can read.

Nothing is written down that lies after the last day: the story it belongs to is then still going on."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.admission.dates import FOLLOWS_A_REQUEST
from engine.books.admission.ledger import NewAct
from engine.books.admission.references import REFERENCES
from engine.books.records import type_of_kind
from engine.books.retractions import id_of
from engine.vocabulary.instants import Instant, instant_of, local_time
from engine.vocabulary.problems import Place

TIME_OF = {
    "requests": "received_at",
    **FOLLOWS_A_REQUEST,
    "withdrawals": "withdrawn_at",
    "waivers": "waived_at",
    "retractions": "retracted_at",
}
_LETTERS = {
    "requests": "R", "retriages": "RT", "determinations": "D", "quotes": "Q", "consents": "CO", "withdrawals": "W", "time_entries": "E",
    "waivers": "WV", "closures": "CL", "retractions": "X",
}  # fmt: skip


class StillToCome(Exception):
    """The act would lie after the last day."""


class Journal:
    """Acts by kind. `standing` are those on customers, contracts and rates, which bear their ids from the start."""

    def __init__(self, end: Instant, zone: ZoneInfo) -> None:
        self.end = end
        self._zone = zone
        self.standing: list[tuple[str, Any]] = []
        self.happened: list[tuple[str, Any]] = []

    def stands(self, kind: str, /, **values: Any) -> Any:
        """Write down an act that has no instant."""
        record = _record(kind, values)
        self.standing.append((kind, record))
        return record

    def happens(self, kind: str, /, **values: Any) -> Any:
        """Write down an act that happened; instants may be given as datetimes. Raises StillToCome."""
        id_field = fields(type_of_kind[kind])[0].name
        record = _record(kind, {id_field: f"{kind} {len(self.happened)}", **values})
        if getattr(record, TIME_OF[kind]) >= self.end:
            raise StillToCome
        self.happened.append((kind, record))
        return record

    def numbered(self) -> list[NewAct]:
        """All acts, those that happened in the order of time and under ids such as `R-25-00017`, references with them."""
        in_order = sorted(self.happened, key=lambda act: (getattr(act[1], TIME_OF[act[0]]), act[0] != "requests"))
        counted: dict[tuple[str, str], int] = {}
        ids: dict[tuple[str, str], str] = {}
        for kind, record in in_order:
            year = f"{local_time(getattr(record, TIME_OF[kind]), self._zone).year % 100:02d}"
            counted[kind, year] = number = counted.get((kind, year), 0) + 1
            ids[kind, id_of(record)] = f"{_LETTERS[kind]}-{year}-{number:05d}"
        acts = [*self.standing, *((kind, _renamed(kind, record, ids)) for kind, record in in_order)]
        return [NewAct(kind, record, Place("demo", line)) for line, (kind, record) in enumerate(acts, start=1)]


def _record(kind: str, values: dict[str, Any]) -> Any:
    type_ = type_of_kind[kind]
    blank = dict.fromkeys(field.name for field in fields(type_))
    return type_(**blank | {name: instant_of(value) if isinstance(value, datetime) else value for name, value in values.items()})


def _renamed(kind: str, record: Any, ids: dict[tuple[str, str], str]) -> Any:
    """The record with the ids that it and what it refers to have in the end."""
    columns = dict(REFERENCES[kind])
    columns[fields(record)[0].name] = kind
    if kind == "retractions":
        columns["id"] = record.kind
    found = {name: ids.get((target, getattr(record, name))) for name, target in columns.items()}
    return replace(record, **{name: id_ for name, id_ in found.items() if id_ is not None})
