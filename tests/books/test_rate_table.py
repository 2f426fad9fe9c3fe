"""The row of the rate table that counts."""

from __future__ import annotations

from itertools import permutations

import pytest

from engine.books.rate_table import rate_table
from tests.books.record_factories import day, rate

ANY = rate("any", "88.00")
OF_PRODUCT = rate("product", "100.00", product="hausperfekt")
OF_ROLE = rate("role", "110.00", role="technical")
OF_ROLE_AND_PRODUCT = rate("role+product", "115.00", role="technical", product="hausperfekt")
OF_CUSTOMER = rate("customer", "90.00", customer="C1")
OF_CUSTOMER_AND_PRODUCT = rate("customer+product", "95.00", customer="C1", product="hausperfekt")
OF_CUSTOMER_AND_ROLE = rate("customer+role", "96.00", customer="C1", role="technical")
OF_ALL = rate("all", "99.00", customer="C1", role="technical", product="hausperfekt")
WEAKEST_FIRST = [ANY, OF_PRODUCT, OF_ROLE, OF_ROLE_AND_PRODUCT, OF_CUSTOMER, OF_CUSTOMER_AND_PRODUCT, OF_CUSTOMER_AND_ROLE, OF_ALL]


@pytest.mark.parametrize("count", range(1, len(WEAKEST_FIRST) + 1))
def test_naming_the_customer_beats_naming_the_role_beats_naming_the_product(count: int) -> None:
    rows = WEAKEST_FIRST[:count]
    for table in (rate_table(rows), rate_table(reversed(rows))):
        assert table.row_for("C1", "technical", "hausperfekt", day("2026-10-05")) == rows[-1]


def test_a_row_that_names_another_customer_role_or_product_does_not_fit() -> None:
    table = rate_table(WEAKEST_FIRST)
    assert table.row_for("C2", "support", "exampleworks", day("2026-10-05")) == ANY
    assert table.row_for("C2", "support", "hausperfekt", day("2026-10-05")) == OF_PRODUCT
    assert table.row_for("C2", "technical", "exampleworks", day("2026-10-05")) == OF_ROLE
    assert table.row_for("C1", "support", "exampleworks", day("2026-10-05")) == OF_CUSTOMER


def test_where_nothing_fits_there_is_no_rate() -> None:
    assert rate_table([OF_ROLE]).row_for("C1", "support", "hausperfekt", day("2026-10-05")) is None
    assert rate_table([]).row_for("C1", "support", "hausperfekt", day("2026-10-05")) is None


@pytest.mark.parametrize(("on", "expected"), [("2025-12-31", "old"), ("2026-01-01", "new"), ("2024-12-31", None)])
def test_a_price_rise_counts_from_its_first_day(on: str, expected: str | None) -> None:
    rows = [rate("old", "100.00", "2025-01-01"), rate("new", "105.00", "2026-01-01")]
    for order in permutations(rows):
        row = rate_table(order).row_for("C1", "support", "hausperfekt", day(on))
        assert (None if row is None else row.rate_id) == expected


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-03-01", "special"), ("2026-03-31", "special"), ("2026-04-01", "any"), ("2026-02-28", "any")]
)
def test_a_special_price_that_is_not_in_force_gives_way_to_the_general_one(on: str, expected: str) -> None:
    rows = [ANY, rate("special", "50.00", "2026-03-01", "2026-03-31", customer="C1")]
    row = rate_table(rows).row_for("C1", "support", "hausperfekt", day(on))
    assert row is not None and row.rate_id == expected


def test_a_row_of_another_key_ends_no_row_with_a_blank_end() -> None:
    rows = [rate("role", "110.00", "2025-01-01", role="support"), rate("any", "90.00", "2026-01-01")]
    row = rate_table(rows).row_for("C1", "support", "hausperfekt", day("2026-10-05"))
    assert row is not None and row.rate_id == "role"
