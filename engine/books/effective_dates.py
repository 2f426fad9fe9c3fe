"""Dated rows: which one holds on a day, where two would, and where none does.

Two kinds. A *term* (contract, rate, tax rate) holds from `valid_from` to `valid_to`, both days included; a blank end means
until a successor of the same key begins, and does not resume when that one ends. A *version* (customer, person) holds
from `valid_from` until the next one; before the first, the first counts. All functions take the rows of one key in any
order. This module knows no key, and takes it that no term ends before it begins: the doors refuse such a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

_ONE_DAY = timedelta(days=1)


class DatedTerm(Protocol):
    """A row with a first day and perhaps a last one."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


class DatedVersion(Protocol):
    """A row with a first day, or none: from the start."""

    @property
    def valid_from(self) -> date | None: ...


T = TypeVar("T", bound=DatedTerm)
V = TypeVar("V", bound=DatedVersion)


@dataclass(frozen=True, slots=True)
class DateGap(Generic[T]):
    """Days, both included, on which no row holds after `before` ended. `after` and `last_day` are None where nothing follows."""

    before: T
    after: T | None
    first_day: date
    last_day: date | None


def period_end(row: T, rows_of_key: Iterable[T]) -> date | None:
    """The last day on which `row` holds, or None while no end is in sight.

    A blank `valid_to` ends the day before the next later `valid_from` among `rows_of_key`."""
    if row.valid_to is not None:
        return row.valid_to
    next_from = min((other.valid_from for other in rows_of_key if other.valid_from > row.valid_from), default=None)
    return None if next_from is None else next_from - _ONE_DAY


def in_force(rows_of_key: Iterable[T], day: date) -> T | None:
    """The row that holds on `day`, or None. Of rows that overlap (which are refused elsewhere) the one that began last."""
    begun = [row for row in rows_of_key if row.valid_from <= day]
    if not begun:
        return None
    # whoever began last ended every earlier row with a blank end, so it alone can hold
    latest = max(begun, key=_first_day)
    return latest if latest.valid_to is None or day <= latest.valid_to else None


def overlaps(rows_of_key: Iterable[T]) -> list[tuple[T, T]]:
    """Every pair of rows that would both hold on some day, the one that begins first named first.

    A row that ends before it begins, which is refused for that, holds on none."""
    rows = sorted((row for row in rows_of_key if row.valid_to is None or row.valid_to >= row.valid_from), key=_first_day)
    ends = _ends(rows)
    pairs = []
    for place, (row, end) in enumerate(zip(rows, ends, strict=True)):
        for later in rows[place + 1 :]:
            if end is not None and later.valid_from > end:
                break
            pairs.append((row, later))
    return pairs


def date_gaps(rows_of_key: Iterable[T]) -> list[DateGap[T]]:
    """The days between rows on which none holds, in order of time (a warning, not an error).

    Where the last row ends and an earlier one had a blank end, the time after it is a gap too: whoever wrote the blank
    may expect that row to resume, and it does not."""
    rows = sorted(rows_of_key, key=_first_day)
    found: list[DateGap[T]] = []
    before: T | None = None
    reached: date | None = None
    for row, end in zip(rows, _ends(rows), strict=True):
        if before is not None and reached is not None and row.valid_from > reached + _ONE_DAY:
            found.append(DateGap(before, row, reached + _ONE_DAY, row.valid_from - _ONE_DAY))
        if before is None or (reached is not None and (end is None or end >= reached)):
            before, reached = row, end
    if before is not None and reached is not None and any(row.valid_to is None for row in rows):
        found.append(DateGap(before, None, reached + _ONE_DAY, None))
    return found


def version_on(versions_of_key: Iterable[V], day: date) -> V:
    """The version that counts on `day`: the latest that began by then, or the first where none had.

    Raises ValueError where there is no version at all."""
    versions = sorted(versions_of_key, key=_start)
    if not versions:
        raise ValueError("no version of this key")
    begun = [version for version in versions if version.valid_from is None or version.valid_from <= day]
    return begun[-1] if begun else versions[0]


def _ends(rows: Sequence[T]) -> list[date | None]:
    """`period_end` of each of the rows, which are in order of their first day; in one pass."""
    ends: list[date | None] = []
    successor: date | None = None
    following: date | None = None
    for row in reversed(rows):
        if following is not None and following > row.valid_from:
            successor = following
        ends.append(row.valid_to if row.valid_to is not None or successor is None else successor - _ONE_DAY)
        following = row.valid_from
    return ends[::-1]


def _first_day(row: DatedTerm) -> date:
    return row.valid_from


def _start(version: DatedVersion) -> date:
    return version.valid_from or date.min
