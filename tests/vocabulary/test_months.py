"""Calendar months: one form, first and last days, and the month of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.months import Month, NotAMonth, month_of, read_month
from engine.vocabulary.problems import misread
from tests.wording.read import english


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-1",
        "2026-13",
        "2026-00",
        "10-2026",
        "2026-10-01",
        "26-10",
        "2026/10",
        " 2026-10",
        "0001-01",
        "2200-01",
        "２０２６-10",
    ],
)
def test_a_month_has_one_form(text: str) -> None:
    with pytest.raises(NotAMonth) as wrong:
        read_month(text)
    problem = misread("bad_month", wrong.value, option="--month", value=text)
    assert english(problem) == f"`--month`: `{text}` is not a month such as 2026-10"


@given(st.dates(date(2, 1, 1), date(2199, 11, 30)))
def test_every_day_lies_in_its_month_and_in_no_other(day: date) -> None:
    month = month_of(day)
    assert month.first_day <= day <= month.last_day
    assert month.next().first_day == month.last_day + timedelta(days=1)
    assert month < month.next()
    assert read_month(str(month)) == month


def test_a_leap_year_has_a_longer_february() -> None:
    assert [Month(year, 2).last_day.day for year in (2023, 2024, 2100)] == [28, 29, 28]
