"""Instants and local days: what a moment is, and which day it falls on.

An instant is a whole number of microseconds since 1970-01-01T00:00Z, so that two of them compare, subtract and are stored
without a time zone in the way. What a clock shows is computed from it where a person reads it. This module knows no
clock: nobody below the doors asks what time it is now.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.vocabulary.misreadings import NotReadable

Instant = NewType("Instant", int)

MICROSECONDS_A_MINUTE = 60_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE = timedelta(microseconds=1)
_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LAST_YEAR = 2199


class NotATime(NotReadable):
    """The text is no ISO 8601 date-time with offset (`not_a_date_time`, `no_such_time`, `no_offset`), no ISO day (`not_a_day`,
    `no_such_day`), none within the years that a record can hold (`other_years`), or no time zone (`not_a_zone`)."""


def read_moment(text: str) -> datetime:
    """`2026-08-31T08:00:00+02:00` (seconds may be left out, `Z` is an offset) as an aware datetime, offset kept.

    Raises NotATime, which says what is missing; no other form is guessed at."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise NotATime("not_a_date_time")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotATime("no_such_time") from None
    if moment.tzinfo is None:
        raise NotATime("no_offset")
    if not 1 < moment.year <= LAST_YEAR:
        raise NotATime("other_years", first="2", last=str(LAST_YEAR))
    return moment


def read_instant(text: str) -> Instant:
    """As `read_moment`, as an instant; `10:00+01:00` and `09:00Z` are the same one. Raises NotATime."""
    return instant_of(read_moment(text))


def read_day(text: str) -> date:
    """`2026-08-31`, and nothing else. Raises NotATime."""
    if _DAY.fullmatch(text) is None:
        raise NotATime("not_a_day")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotATime("no_such_day") from None
    if not 1 < day.year <= LAST_YEAR:
        raise NotATime("other_years", first="2", last=str(LAST_YEAR))
    return day


def instant_of(moment: datetime) -> Instant:
    """The instant of an aware datetime."""
    return Instant((moment - _EPOCH) // _ONE)


def local_time(instant: Instant, zone: tzinfo) -> datetime:
    """What the clock in `zone` shows at `instant`, with its offset."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(zone)


def local_day(instant: Instant, zone: tzinfo) -> date:
    """The calendar day in `zone` on which `instant` falls."""
    return local_time(instant, zone).date()


def start_of_day(day: date, zone: tzinfo) -> Instant:
    """The first instant of `day` in `zone` (midnight, or what the clock shows first where midnight is skipped)."""
    return instant_of(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))


@lru_cache(maxsize=64)
def read_zone(name: str) -> ZoneInfo:
    """The IANA time zone, e.g. `Europe/Berlin`. Raises NotATime for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotATime("not_a_zone") from None
