"""What reckoned minutes come to: by bucket, by reason for blocking, and in cents, a request and month at a time, as lines are rounded.

Knows neither statements nor what the same minutes came to under another reckoning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import add, sub
from zoneinfo import ZoneInfo

from engine.books.entries import ReckonedEntry
from engine.books.fields import Key
from engine.books.month_statement import MinutesByBucket
from engine.vocabulary.instants import local_day
from engine.vocabulary.money import Cents, net_of, show_amount
from engine.vocabulary.months import Month, month_of
from engine.vocabulary.outcomes import BlockReason, Bucket

MonthOfRequest = tuple[Month, Key]

_BUCKETS = (Bucket.COVERED, Bucket.BILLABLE, Bucket.WAIVED, Bucket.BLOCKED)
_REASONS = tuple(BlockReason)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Whole figures that add up one by one: minutes covered, billable, waived and blocked, those blocked for each reason in the order
    of `BlockReason`, and last the sum of rounded lines in cents."""

    figures: tuple[int, ...] = (0,) * (len(_BUCKETS) + len(_REASONS) + 1)

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(tuple(map(add, self.figures, other.figures)))

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(tuple(map(sub, self.figures, other.figures)))

    @property
    def where_positive(self) -> Amounts:
        """Each figure for itself, or zero where it is negative."""
        return Amounts(tuple(figure if figure > 0 else 0 for figure in self.figures))

    @property
    def minutes(self) -> MinutesByBucket:
        return MinutesByBucket(*self.figures[: len(_BUCKETS)])

    @property
    def net(self) -> Cents:
        return Cents(self.figures[-1])

    def blocked(self, reason: BlockReason) -> int:
        """Minutes blocked for one reason."""
        return self.figures[len(_BUCKETS) + _REASONS.index(reason)]

    def as_json(self) -> dict[str, object]:
        minutes = dict(zip(map(str, _BUCKETS), self.figures, strict=False))
        blocked = {reason.value: count for reason in _REASONS if (count := self.blocked(reason))}
        return {"minutes": minutes, "blocked": blocked, "net": show_amount(self.net)}


NO_AMOUNTS = Amounts()
_PLACE_OF: dict[StrEnum, int] = {name: place for place, name in enumerate((*_BUCKETS, *_REASONS))}


def amounts_of(reckoned: Iterable[ReckonedEntry], zone: ZoneInfo) -> dict[MonthOfRequest, Amounts]:
    """What reckoned entries come to, by the month of the local day on which they started, and by request."""
    figures: dict[MonthOfRequest, list[int]] = {}
    billable: dict[MonthOfRequest, dict[Cents, int]] = {}
    for one in reckoned:
        place = (month_of(local_day(one.entry.started_at, zone)), one.entry.request_id)
        of_place = figures.get(place)
        if of_place is None:
            of_place = figures[place] = [0] * len(NO_AMOUNTS.figures)
        for segment in one.segments:
            of_place[_PLACE_OF[segment.bucket]] += segment.minutes
            if segment.blocked is not None:
                of_place[_PLACE_OF[segment.blocked]] += segment.minutes
            if segment.rate is not None:
                at_rate = billable.setdefault(place, {})
                at_rate[segment.rate] = at_rate.get(segment.rate, 0) + segment.minutes
    for place, at_rate in billable.items():
        figures[place][-1] = sum(net_of(minutes, rate) for rate, minutes in at_rate.items())
    return {place: Amounts(tuple(of_place)) for place, of_place in figures.items()}
