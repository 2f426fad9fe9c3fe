"""No two rows of one key hold on the same day: contracts by customer and product, rates by customer, role and product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.admission.references import A
from engine.books.effective_dates import date_gaps, overlaps
from engine.books.retractions import id_of
from engine.vocabulary.problems import Problem

KEYS = {"contracts": ("customer_id", "product"), "rates": ("customer_id", "role", "product")}


def overlapping_rows(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """Every new row that would hold on a day on which another of its key holds; both are named."""
    for kind, places, rows in _keys_touched(ledger, new):
        for earlier, later in overlaps(rows):
            act = places.get(id_of(later)) or places[id_of(earlier)] if _either(places, earlier, later) else None
            if act is not None:
                other = earlier if act.id == id_of(later) else later
                end = f" to {other.valid_to}" if other.valid_to else ""
                message = (
                    f"the {A[kind]}s `{act.id}` and `{id_of(other)}` ({other.valid_from}{end}) would both hold on `{later.valid_from}`"
                )
                yield act.problem("overlap", f"{message}; end one before the other begins, or retract one", "valid_from")


def gap_warnings(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """A warning for each gap between rows of one key that a new row makes or borders on."""
    for kind, places, rows in _keys_touched(ledger, new):
        for gap in date_gaps(rows):
            act = places.get(id_of(gap.before)) or (places.get(id_of(gap.after)) if gap.after else None)
            if act is not None:
                until = f"to {gap.last_day}" if gap.last_day else "on"
                yield act.problem("gap", f"no {A[kind]} holds from {gap.first_day} {until}, after `{id_of(gap.before)}`", "valid_from")


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
