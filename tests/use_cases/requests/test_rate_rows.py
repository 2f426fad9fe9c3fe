"""The table of rates as a person keeps it: which rows hold on a day, where none does, and what a new row would do."""

from __future__ import annotations

from datetime import date

import pytest

from engine.books.fields import Key, Word
from engine.books.records import Rate
from engine.use_cases.requests.rate_rows import State, rate_rows, succession
from engine.vocabulary.money import Cents

TODAY = date(2026, 11, 2)


def rate(id_: str, first: str, last: str | None = None, *, role: str | None = "support", customer: str | None = None) -> Rate:
    return Rate(
        Key(id_), None, Word(role) if role else None, Key(customer) if customer else None, Cents(12_000), Word("EUR"),
        date.fromisoformat(first), date.fromisoformat(last) if last else None,
    )  # fmt: skip


def test_a_row_with_an_open_end_ends_the_day_before_its_successor_begins() -> None:
    found = rate_rows([rate("A", "2025-01-01"), rate("B", "2026-07-01")], TODAY)
    assert [(row.rate.rate_id, row.last_day, row.state) for row in found.rows] == [
        ("A", date(2026, 6, 30), State.ENDED),
        ("B", None, State.IN_FORCE),
    ]
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-10-31", State.COMING), ("2026-11-01", State.IN_FORCE), ("2026-11-03", State.IN_FORCE), ("2026-11-04", State.ENDED)],
)
def test_a_row_holds_from_its_first_day_to_its_last_both_included(today: str, state: State) -> None:
    (row,) = rate_rows([rate("A", "2026-11-01", "2026-11-03")], date.fromisoformat(today)).rows
    assert row.state is state


def test_rows_that_name_more_stand_before_those_that_name_less() -> None:
    rows = [rate("every", "2025-01-01", role=None), rate("role", "2025-01-01"), rate("customer", "2025-01-01", role=None, customer="C1")]
    assert [row.rate.rate_id for row in rate_rows(rows, TODAY).rows] == ["customer", "role", "every"]


def test_days_between_two_rows_are_a_gap_of_that_key_alone() -> None:
    rows = [rate("A", "2025-01-01", "2025-06-30"), rate("B", "2025-08-01"), rate("C", "2025-01-01", role="technical")]
    (gap,) = rate_rows(rows, TODAY).gaps
    assert (gap.before.rate_id, gap.first_day, gap.last_day) == ("A", date(2025, 7, 1), date(2025, 7, 31))


def test_a_new_row_ends_the_open_one_that_holds_today() -> None:
    old, new = rate("A", "2025-01-01"), rate("N", "2027-01-01")
    change = succession(new, [old], TODAY)
    assert (change.holds_today, change.before, change.before_ends, change.last_day) == (old, old, date(2026, 12, 31), None)
    assert (change.both, change.gaps) == ((), ())


def test_a_new_row_of_another_key_ends_nothing() -> None:
    change = succession(rate("N", "2027-01-01", role="technical"), [rate("A", "2025-01-01")], TODAY)
    assert (change.holds_today, change.before, change.before_ends) == (None, None, None)


def test_a_new_row_that_would_overlap_another_is_reported() -> None:
    old = rate("A", "2025-01-01", "2027-06-30")
    assert succession(rate("N", "2027-01-01"), [old], TODAY).both == (old,)


def test_a_new_row_before_a_later_one_ends_where_that_begins() -> None:
    later = rate("B", "2027-07-01")
    change = succession(rate("N", "2027-01-01"), [rate("A", "2025-01-01"), later], TODAY)
    assert (change.before_ends, change.last_day, change.both) == (date(2026, 12, 31), date(2027, 6, 30), ())


def test_a_new_row_with_an_end_names_the_gap_that_it_leaves() -> None:
    change = succession(rate("N", "2027-01-01", "2027-03-31"), [rate("A", "2025-01-01")], TODAY)
    (gap,) = change.gaps
    assert (gap.before.rate_id, gap.first_day, gap.last_day) == ("N", date(2027, 4, 1), None)
