"""No two rows of one key hold on the same day: contracts by customer and product, rates by customer, role and product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.effective_dates import date_gaps, overlaps
from engine.books.retractions import id_of
from engine.vocabulary.problems import Problem, Value

KEYS = {"contracts": ("customer_id", "product"), "rates": ("customer_id", "role", "product")}


def overlapping_rows(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """Every new row that would hold on a day on which another of its key holds; both are named."""
    for kind, places, rows in _keys_touched(ledger, new):
        for earlier, later in overlaps(rows):
            act = places.get(id_of(later)) or places[id_of(earlier)] if _either(places, earlier, later) else None
            if act is not None:
                other = earlier if act.id == id_of(later) else later
                code, until = _until(f"overlap.{kind}", other.valid_to)
                named = {"id": act.id, "other": id_of(other)}
                yield act.problem(code, "valid_from", **named, first_day=other.valid_from, **until, day=later.valid_from)


def gap_warnings(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """A warning for each gap between rows of one key that a new row makes or borders on."""
    for kind, places, rows in _keys_touched(ledger, new):
        for gap in date_gaps(rows):
            act = places.get(id_of(gap.before)) or (places.get(id_of(gap.after)) if gap.after else None)
            if act is not None:
                code, until = _until(f"gap.{kind}", gap.last_day)
                yield act.problem(code, "valid_from", first_day=gap.first_day, **until, after=id_of(gap.before))


def _until(code: str, last_day: date | None) -> tuple[str, dict[str, Value]]:
    """The code of the sentence that names a last day, with it; or of the one that names none."""
    return (code, {"last_day": last_day}) if last_day else (f"{code}_without_end", {})


def _either(places: dict[str, NewAct], *records: Any) -> bool:
    return any(id_of(record) in places for record in records)


def _keys_touched(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[tuple[str, dict[str, NewAct], list[Any]]]:
    for kind, columns in KEYS.items():
        places = {act.id: act for act in new if act.kind == kind and ledger.counts(act)}
        if not places:
            continue
        by_key: dict[tuple[Any, ...], list[Any]] = {}
        for record in ledger.live[kind].values():
            by_key.setdefault(tuple(getattr(record, column) for column in columns), []).append(record)
        touched = {tuple(getattr(act.record, column) for column in columns) for act in places.values()}
        for key in sorted(touched, key=str):
            yield kind, places, sorted(by_key[key], key=lambda record: (record.valid_from, id_of(record)))
