"""Calendar months, as `2026-10`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from engine.vocabulary.misreadings import NotReadable

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class NotAMonth(NotReadable):
    """The text is no month (`not_a_month`)."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; sorts by time and prints as `2026-10`."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)


def read_month(text: str) -> Month:
    """`2026-10`. Raises NotAMonth for anything else, and for years that no record can hold."""
    shape = _MONTH.fullmatch(text)
    if shape is None or not 2 <= int(shape.group(1)) <= 2199:
        raise NotAMonth("not_a_month")
    return Month(int(shape.group(1)), int(shape.group(2)))


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)
