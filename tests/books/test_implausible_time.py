"""Recorded time that is worth a second look: just below each line, on it and just above."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from engine.books.fields import Key, Minutes, Word
from engine.books.implausible_time import LongDay, double_bookings, long_days, night_work
from engine.books.records import TimeEntry
from engine.vocabulary.instants import read_instant

BERLIN = ZoneInfo("Europe/Berlin")


def entry(id_: str, started_at: str, minutes: int, agent: str = "anna") -> TimeEntry:
    at = read_instant(started_at)
    return TimeEntry(Key(id_), Key("R1"), Word(agent), Word("support"), "work", at, Minutes(minutes), None, None, None, None)


def is_night(started_at: str, minutes: int, begins: str = "23:00", ends: str = "06:00") -> bool:
    return bool(night_work([entry("E1", started_at, minutes)], time.fromisoformat(begins), time.fromisoformat(ends), BERLIN))


@pytest.mark.parametrize(
    ("started_at", "minutes", "night"),
    [
        ("2026-10-05T22:00:00+02:00", 60, False),
        ("2026-10-05T22:00:00+02:00", 61, True),
        ("2026-10-05T23:00:00+02:00", 1, True),
        ("2026-10-05T00:30:00+02:00", 5, True),
        ("2026-10-05T05:59:00+02:00", 1, True),
        ("2026-10-05T06:00:00+02:00", 17 * 60, False),
        ("2026-10-05T06:00:00+02:00", 17 * 60 + 1, True),
        ("2026-10-05T04:00:00Z", 10, False),
        ("2026-10-26T05:00:00Z", 10, False),
        ("2026-10-26T04:59:00Z", 10, True),
    ],
)
def test_an_entry_is_at_night_if_one_of_its_minutes_is_by_the_local_clock(started_at: str, minutes: int, night: bool) -> None:
    assert is_night(started_at, minutes) is night


def test_a_night_may_lie_within_one_day() -> None:
    assert [is_night(f"2026-10-05T{clock}:00+02:00", 60, "00:00", "05:00") for clock in ("04:59", "05:00", "22:59", "23:01")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_day_is_long_from_its_hours_on_for_one_agent_and_by_the_day_on_which_entries_began() -> None:
    entries = [
        entry("E1", "2026-10-05T06:00:00+02:00", 480),
        entry("E2", "2026-10-05T23:30:00+02:00", 480),
        entry("E3", "2026-10-06T08:00:00+02:00", 959),
        entry("E4", "2026-10-05T08:00:00+02:00", 600, "bo"),
    ]
    assert long_days(entries, 960, BERLIN) == [LongDay(date(2026, 10, 5), "anna", 960, (Key("E1"), Key("E2")))]


def test_an_agent_at_two_customers_at_once_is_reported_once_for_each_later_entry() -> None:
    first, second = entry("E1", "2026-10-05T10:00:00+02:00", 60), entry("E2", "2026-10-05T10:59:00+02:00", 10)
    after, other = entry("E3", "2026-10-05T11:09:00+02:00", 10), entry("E4", "2026-10-05T10:30:00+02:00", 10, "bo")
    everything = [(after, "C1"), (second, "C2"), (first, "C1"), (other, "C2")]
    found = double_bookings(everything, {Key("E1")})
    assert [(one.earlier.entry_id, one.earlier_customer, one.later.entry_id, one.later_customer) for one in found] == [
        ("E1", "C1", "E2", "C2")
    ]
    assert double_bookings([(first, "C1"), (second, "C1")], {Key("E1")}) == []
    assert double_bookings(everything, {Key("E3")}) == []
