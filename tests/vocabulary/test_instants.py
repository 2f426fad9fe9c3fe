"""Instants and local days: one form of text, one number for one moment, the day by the clock of a place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.instants import (
    MICROSECONDS_A_MINUTE,
    NotATime,
    instant_of,
    local_day,
    local_time,
    read_day,
    read_instant,
    read_moment,
    read_zone,
    start_of_day,
)
from engine.vocabulary.problems import misread
from tests.wording.read import english

BERLIN = ZoneInfo("Europe/Berlin")
NO_FORM = "`{}` is not an ISO 8601 date-time with offset, such as 2026-08-31T08:00:00+02:00"
NOT_THERE = "`{}` names a day or time that does not exist"
NO_OFFSET = "`{}` has no offset from UTC; write it out, such as +02:00"
OUTSIDE = "`{}` lies outside the years 2 to 2199"


def told(wrong: NotATime, text: str) -> str:
    """What a person who typed it is told."""
    return english(misread("bad_value", wrong, value=text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_FORM),
        ("2026-08-31", NO_FORM),
        ("2026-08-31 08:00:00+02:00", NO_FORM),
        ("2026-08-31t08:00:00+02:00", NO_FORM),
        ("2026-08-31T08:00:00z", NO_FORM),
        ("2026-08-31T08:00:00+0200", NO_FORM),
        ("2026-08-31T08:00:00+02", NO_FORM),
        ("20260831T080000Z", NO_FORM),
        ("2026-W36-1T08:00:00Z", NO_FORM),
        ("2026-08-31T08:00:00,5Z", NO_FORM),
        ("2026-08-31T08:00:00.1234567Z", NO_FORM),
        ("2026-08-31T08Z", NO_FORM),
        (" 2026-08-31T08:00:00Z", NO_FORM),
        ("2026-08-31T08:00:00Z\n", NO_FORM),
        ("٢٠٢٦-08-31T08:00:00Z", NO_FORM),
        ("-2026-08-31T08:00:00Z", NO_FORM),
        ("2026-08-31T08:00:00", NO_OFFSET),
        ("2026-08-31T08:00", NO_OFFSET),
        ("2026-02-29T08:00:00Z", NOT_THERE),
        ("2026-13-01T08:00:00Z", NOT_THERE),
        ("2026-08-31T24:00:00Z", NOT_THERE),
        ("2026-08-31T08:60:00Z", NOT_THERE),
        ("2026-08-31T08:00:60Z", NOT_THERE),
        ("2026-08-31T08:00:00+24:00", NOT_THERE),
        ("0000-01-01T00:00:00Z", NOT_THERE),
        ("0001-12-31T23:59:59Z", OUTSIDE),
        ("2200-01-01T00:00:00Z", OUTSIDE),
    ],
)
def test_a_text_that_is_no_moment_says_what_is_wrong_with_it(text: str, message: str) -> None:
    with pytest.raises(NotATime) as wrong:
        read_moment(text)
    assert told(wrong.value, text) == message.format(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-31T08:00:00+02:00",
        "2026-08-31T08:00+02:00",
        "2026-08-31T06:00:00Z",
        "2026-08-31T06:00:00.000000+00:00",
        "2026-08-31T06:00:00-00:00",
        "2026-08-30T20:30:00-09:30",
    ],
)
def test_the_same_moment_is_the_same_instant_however_it_is_written(text: str) -> None:
    assert read_instant(text) == instant_of(datetime(2026, 8, 31, 6, tzinfo=UTC))


def test_an_instant_counts_microseconds_since_1970() -> None:
    assert read_instant("1970-01-01T00:00:00Z") == 0
    assert read_instant("1970-01-01T00:01:00Z") == MICROSECONDS_A_MINUTE
    assert read_instant("1969-12-31T23:59:59.999999Z") == -1


@pytest.mark.parametrize(
    ("text", "message"), [("2026-02-30", "`{}` is a day that does not exist"), ("2200-01-01", OUTSIDE), ("0001-01-01", OUTSIDE)]
)
def test_a_day_that_cannot_be_says_so(text: str, message: str) -> None:
    with pytest.raises(NotATime) as wrong:
        read_day(text)
    assert told(wrong.value, text) == message.format(text)


@pytest.mark.parametrize(
    "text", ["", "31.08.2026", "2026-8-31", "20260831", "2026-W36-1", "2026-08-31T00:00:00Z", "2026-08-31 ", "２０２６-08-31"]
)
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(NotATime) as wrong:
        read_day(text)
    assert told(wrong.value, text) == f"`{text}` is not an ISO day, such as 2026-08-31"


def test_a_day_is_read() -> None:
    assert read_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-28T22:59:59Z", "2026-03-28"),
        ("2026-03-28T23:00:00Z", "2026-03-29"),
        ("2026-03-29T21:59:59Z", "2026-03-29"),
        ("2026-03-29T22:00:00Z", "2026-03-30"),
        ("2026-10-24T22:00:00Z", "2026-10-25"),
        ("2026-10-25T22:59:59Z", "2026-10-25"),
        ("2026-10-25T23:00:00Z", "2026-10-26"),
    ],
)
def test_a_local_day_begins_at_midnight_on_the_wall_on_both_sides_of_a_change_of_clock(text: str, day: str) -> None:
    assert str(local_day(read_instant(text), BERLIN)) == day


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["Europe/Berlin", "Asia/Beirut", "America/Santiago", "Pacific/Apia", "UTC"]),
)
def test_a_day_starts_at_its_first_instant(day: date, name: str) -> None:
    zone = read_zone(name)
    start = start_of_day(day, zone)
    if local_day(start, zone) == day:
        assert local_day(instant_of(local_time(start, UTC) - timedelta(microseconds=1)), zone) < day
    else:
        # a whole day was skipped there
        assert (name, day) == ("Pacific/Apia", date(2011, 12, 30))


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=st.timezones(), allow_imaginary=False))
def test_a_moment_written_and_read_again_is_the_same_instant(moment: datetime) -> None:
    whole = moment.astimezone(UTC)
    assert read_instant(whole.isoformat()) == instant_of(moment)
    assert local_time(instant_of(moment), UTC) == whole


@pytest.mark.parametrize("name", ["Berlin", "", "../etc/passwd", "Europe/Bärlin", "/etc/localtime", "CET\0"])
def test_a_zone_that_is_none_says_so(name: str) -> None:
    with pytest.raises(NotATime) as wrong:
        read_zone(name)
    assert english(misread("bad_zone", wrong.value, value=name)) == f"`{name}` is no IANA time zone, such as Europe/Berlin"
