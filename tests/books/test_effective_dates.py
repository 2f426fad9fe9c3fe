"""Dated rows: contracts and rates with their ends, customers and people with their moves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.books.effective_dates import date_gaps, in_force, overlaps, period_end, version_on
from engine.books.records import Contract
from tests.books.record_factories import contract, customer, day
from tests.books.request_strategies import sized_examples

OPEN = contract("V1", "2025-01-01")
MARCH = contract("V2", "2025-03-01", "2025-03-31")
FROM_MAY = contract("V3", "2025-05-01")


def test_an_explicit_end_is_the_last_day() -> None:
    assert period_end(MARCH, [OPEN, MARCH, FROM_MAY]) == day("2025-03-31")


def test_a_blank_end_is_the_day_before_the_next_row_begins() -> None:
    assert period_end(OPEN, [FROM_MAY, MARCH, OPEN]) == day("2025-02-28")


def test_a_blank_end_without_a_successor_is_open() -> None:
    assert period_end(FROM_MAY, [OPEN, MARCH, FROM_MAY]) is None


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2024-12-31", None),
        ("2025-01-01", OPEN),
        ("2025-02-28", OPEN),
        ("2025-03-01", MARCH),
        ("2025-03-31", MARCH),
        ("2025-04-01", None),
        ("2025-04-30", None),
        ("2025-05-01", FROM_MAY),
        ("2099-12-31", FROM_MAY),
    ],
)
def test_a_row_holds_from_its_first_to_its_last_day_and_one_with_a_blank_end_does_not_resume(on: str, holds: Contract | None) -> None:
    assert in_force([FROM_MAY, OPEN, MARCH], day(on)) == holds


def test_nothing_is_in_force_where_there_are_no_rows() -> None:
    assert in_force([], day("2025-01-01")) is None


def test_a_successor_does_not_overlap_a_row_with_a_blank_end() -> None:
    assert overlaps([MARCH, OPEN, FROM_MAY]) == []


def test_two_rows_that_begin_on_the_same_day_overlap() -> None:
    twin = contract("V9", "2025-01-01")
    assert overlaps([OPEN, twin]) == [(OPEN, twin)]


def test_a_row_that_ends_before_it_begins_holds_on_no_day_and_overlaps_nothing() -> None:
    inverted, whole = contract("K1", "2026-09-27", "2026-08-06"), contract("K2", "2026-09-27", "2026-12-31")
    assert overlaps([inverted, whole]) == overlaps([whole, inverted]) == []


def test_two_rows_that_begin_on_the_same_day_overlap_though_a_successor_ends_both() -> None:
    twin = contract("V9", "2025-01-01")
    assert overlaps([OPEN, twin, MARCH]) == [(OPEN, twin)]


def test_an_explicit_end_on_the_first_day_of_the_successor_overlaps() -> None:
    late = contract("V4", "2025-03-31")
    assert overlaps([late, MARCH]) == [(MARCH, late)]


def test_an_explicit_end_the_day_before_the_successor_does_not_overlap() -> None:
    assert overlaps([contract("V4", "2025-04-01"), MARCH]) == []


def test_a_long_row_overlaps_each_of_the_rows_it_runs_into() -> None:
    year = contract("V0", "2025-01-01", "2025-12-31")
    assert overlaps([FROM_MAY, MARCH, year]) == [(year, MARCH), (year, FROM_MAY)]


def test_days_between_an_end_and_the_next_row_are_a_gap() -> None:
    (gap,) = date_gaps([FROM_MAY, MARCH])
    assert (gap.before, gap.after, gap.first_day, gap.last_day) == (MARCH, FROM_MAY, day("2025-04-01"), day("2025-04-30"))


def test_rows_that_follow_each_other_day_by_day_leave_no_gap() -> None:
    assert date_gaps([MARCH, contract("V4", "2025-04-01")]) == []


def test_a_row_within_a_longer_one_does_not_open_a_gap_after_itself() -> None:
    assert date_gaps([contract("V0", "2025-01-01", "2025-04-30"), MARCH, FROM_MAY]) == []


def test_a_last_row_that_ended_is_no_gap_by_itself() -> None:
    assert date_gaps([MARCH]) == []


def test_time_after_a_row_that_displaced_one_with_a_blank_end_is_a_gap_without_end() -> None:
    (gap,) = date_gaps([OPEN, MARCH])
    assert (gap.before, gap.after, gap.first_day, gap.last_day) == (MARCH, None, day("2025-04-01"), None)


def test_before_the_first_version_the_first_counts() -> None:
    moved = customer(valid_from="2025-03-01")
    moved_again = customer(valid_from="2025-06-01", country="AT")
    assert version_on([moved_again, moved], day("2025-02-28")) == moved


@pytest.mark.parametrize(("on", "country"), [("2025-05-31", "DE"), ("2025-06-01", "AT"), ("2030-01-01", "AT")])
def test_a_version_counts_from_its_first_day_on(on: str, country: str) -> None:
    assert version_on([customer(valid_from="2025-06-01", country="AT"), customer()], day(on)).country == country


def test_a_version_without_a_first_day_counts_from_the_start() -> None:
    assert version_on([customer(valid_from="2025-06-01", country="AT"), customer()], date(2, 1, 1)).country == "DE"


def test_no_version_at_all_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no version of this key"):
        version_on([], day("2025-01-01"))


first = date(2025, 1, 1)


@st.composite
def terms(draw: st.DrawFn) -> list[Contract]:
    rows = []
    for number in range(draw(st.integers(0, 5))):
        begins = first + timedelta(draw(st.integers(0, 12)))
        ends = begins + timedelta(draw(st.integers(0, 8))) if draw(st.booleans()) else None
        rows.append(contract(f"V{number}", str(begins), None if ends is None else str(ends)))
    return rows


@sized_examples
@given(terms())
def test_rows_overlap_exactly_where_both_would_hold_on_some_day(rows: list[Contract]) -> None:
    def days(row: Contract) -> set[date]:
        return {on for on in (first + timedelta(n) for n in range(30)) if row.valid_from <= on <= (period_end(row, rows) or date.max)}

    by_day = {frozenset((a.contract_id, b.contract_id)) for a, b in combinations(rows, 2) if days(a) & days(b)}
    assert {frozenset((a.contract_id, b.contract_id)) for a, b in overlaps(rows)} == by_day


@sized_examples
@given(terms().filter(lambda rows: not overlaps(rows)))
def test_without_overlaps_a_day_lies_in_one_row_or_in_a_gap_or_before_the_first_or_after_the_last(rows: list[Contract]) -> None:
    for on in (first + timedelta(n) for n in range(-1, 30)):
        holding = [row for row in rows if row.valid_from <= on <= (period_end(row, rows) or date.max)]
        assert in_force(rows, on) == (holding[0] if holding else None)
        assert len(holding) <= 1
        is_between = bool(rows) and min(row.valid_from for row in rows) <= on <= max(row.valid_from for row in rows)
        in_gap = any(gap.first_day <= on <= (gap.last_day or date.max) for gap in date_gaps(rows))
        assert not (in_gap and holding)
        assert in_gap or holding or not is_between
