"""Figures, days and times as German and English write them; and texts that Markdown leaves as they are."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.markdown import escaped
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import Month
from engine.wording import formats

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [
        (123456, "1.234,56\xa0€", "€1,234.56"),
        (0, "0,00\xa0€", "€0.00"),
        (5, "0,05\xa0€", "€0.05"),
        (-1950, "-19,50\xa0€", "-€19.50"),
        (10**15 + 1, "10.000.000.000.000,01\xa0€", "€10,000,000,000,000.01"),
    ],
)
def test_money_is_written_to_the_cent(cents: int, german: str, english: str) -> None:
    assert (formats.money(cents, "EUR", "de"), formats.money(cents, "EUR", "en")) == (german, english)


def test_days_cannot_be_mistaken_for_others() -> None:
    assert (formats.day(date(2026, 12, 31), "de"), formats.day(date(2026, 12, 31), "en")) == ("31.12.2026", "31 Dec 2026")
    assert (formats.day(date(2026, 9, 1), "de"), formats.day(date(2026, 9, 1), "en")) == ("01.09.2026", "1 Sep 2026")


def test_times_are_written_by_the_local_clock() -> None:
    summer, winter = read_instant("2026-07-01T10:30:00Z"), read_instant("2026-12-31T11:30:00Z")
    assert formats.instant(summer, BERLIN, "de") == "01.07.2026, 12:30"
    assert formats.instant(winter, BERLIN, "en") == "31 Dec 2026, 12:30"
    assert formats.moment(datetime(2026, 12, 31, 0, 5, tzinfo=BERLIN), "de") == "31.12.2026, 00:05"


def test_months_and_weekdays_have_names() -> None:
    assert (formats.month(Month(2026, 3), "de"), formats.month(Month(2026, 3), "en")) == ("März 2026", "March 2026")
    assert (formats.weekday(date(2026, 11, 2), "de"), formats.weekday(date(2026, 11, 2), "en")) == ("Montag", "Monday")


@pytest.mark.parametrize(
    ("minutes", "german", "english"),
    [
        (0, "0 Min.", "0 min"),
        (59, "59 Min.", "59 min"),
        (60, "60 Min. (1:00 Std.)", "60 min (1:00 h)"),
        (1234, "1.234 Min. (20:34 Std.)", "1,234 min (20:34 h)"),
    ],
)
def test_minutes_are_written_in_hours_too_from_an_hour_on(minutes: int, german: str, english: str) -> None:
    assert (formats.minutes(minutes, "de"), formats.minutes(minutes, "en")) == (german, english)


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://127.0.0.1:9/x.png) <b>",
        "[a](b)",
        "*a* _b_ ~~c~~ `d`",
        "# heading",
        "- item",
        "1. item",
        ":red[x] :material/home: :smile:",
        "$x$",
        "a | b",
    ],
)
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    kept = escaped(text)
    assert kept.replace("\\", "").replace("\u2060", "") == text
    for place, letter in enumerate(kept):
        if letter in "![]()<>*_~`#:$|":
            assert kept[place - 1] == "\\", kept


@pytest.mark.parametrize("text", ["http://a.example", "HTTPS://a.example", "www.a.example", "WWW.a.example", "someone@a.example"])
def test_what_markdown_would_make_a_link_by_itself_is_broken_by_what_nobody_sees(text: str) -> None:
    assert "\u2060" in escaped(text)


def test_lines_become_one() -> None:
    assert escaped(" two\n\n lines\t") == "two lines"
