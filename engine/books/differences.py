"""What was learnt about closed months after they were closed: known now, less what was frozen and what earlier statements said.

A difference is reckoned for one closed month and one request; its net is the difference of the rounded lines, so that
minutes and net over all statements always equal what is known. What is known and what was said come
in as figures; whose statement a difference stands in is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine.books.amounts import MonthOfRequest, amounts_of
from engine.books.entries import ReckonedEntry
from engine.books.month_statement import Difference, MinutesByBucket
from engine.vocabulary.money import Cents
from engine.vocabulary.months import Month


@dataclass(frozen=True, slots=True)
class Figures:
    """One request's minutes in one month, and the sum of its rounded lines in cents."""

    minutes: MinutesByBucket
    net: Cents

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.minutes + other.minutes, Cents(self.net + other.net))


NOTHING = Figures(MinutesByBucket(), Cents(0))


def figures_of(reckoned: Iterable[ReckonedEntry], zone: ZoneInfo) -> dict[MonthOfRequest, Figures]:
    """Reckoned entries by the month of the local day on which they started, and by request."""
    return {place: Figures(amounts.minutes, amounts.net) for place, amounts in amounts_of(reckoned, zone).items()}


def differences(current: Mapping[MonthOfRequest, Figures], stated: Mapping[MonthOfRequest, Figures], stated_in: Month) -> list[Difference]:
    """For each closed month and request of which more, less or else is known than was said: by how much, by month and request."""
    found = []
    for place in sorted({*current, *stated}):
        now, before = current.get(place, NOTHING), stated.get(place, NOTHING)
        if now != before:
            found.append(Difference(stated_in, *place, now.minutes - before.minutes, Cents(now.net - before.net)))
    return found
