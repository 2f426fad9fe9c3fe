"""Money in whole cents: what is an amount, and that it is rounded once, halves away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.money import NotAnAmount, net_of, read_amount, rounded_quotient, show_amount, tax_on
from engine.vocabulary.problems import misread
from tests.wording.read import english

whole = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0", 0), ("120", 12_000), ("120.5", 12_050), ("120.05", 12_005), ("0.01", 1), ("007", 700), ("999999999.99", 99_999_999_999)],
)
def test_an_amount_is_read_in_cents(text: str, cents: int) -> None:
    assert read_amount(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1e3",
        "1,5",
        "-5",
        "+5",
        "NaN",
        "Infinity",
        "1" * 40,
        "1.",
        ".5",
        "1.234",
        "1 000",
        "1'000",
        " 1",
        "1\n",
        "١",
        "１",
        "0x10",
        "1_000",
        "120 €",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount) as wrong:
        read_amount(text)
    form = "digits, a point, at most two places, at most nine digits before it"
    assert english(misread("bad_value", wrong.value, value=text)) == f"`{text}` is not an amount such as 120.50 ({form})"


@given(st.integers(0, 99_999_999_999))
def test_an_amount_shown_is_read_as_the_same(cents: int) -> None:
    assert read_amount(show_amount(cents)) == cents


@pytest.mark.parametrize(("cents", "shown"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-12_345, "-123.45"), (100, "1.00")])
def test_an_amount_is_shown_with_two_places(cents: int, shown: str) -> None:
    assert show_amount(cents) == shown


@given(whole, st.integers(1, 10**6))
def test_a_quotient_is_rounded_half_away_from_zero(numerator: int, denominator: int) -> None:
    assert rounded_quotient(numerator, denominator) == rounded(Fraction(numerator, denominator))
    assert rounded_quotient(-numerator, denominator) == -rounded_quotient(numerator, denominator)


def rounded(exact: Fraction) -> int:
    size = abs(exact)
    down = size.numerator // size.denominator
    up = down + (size - down >= Fraction(1, 2))
    return up if exact >= 0 else -up


@pytest.mark.parametrize(
    ("minutes", "rate", "net"), [(50, 12_000, 10_000), (1, 12_000, 200), (1, 10_030, 167), (1, 30, 1), (1, 29, 0), (0, 9_999, 0)]
)
def test_minutes_at_a_rate_are_rounded_once(minutes: int, rate: int, net: int) -> None:
    assert net_of(minutes, rate) == net


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_price_is_what_decimal_arithmetic_says(minutes: int, rate: int) -> None:
    assert net_of(minutes, rate) == int((Decimal(minutes) * rate / 60).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("net", "tax"), [(10_000, 1_900), (50, 10), (55, 10), (29, 6), (-50, -10), (0, 0)])
def test_a_tax_is_rounded_once(net: int, tax: int) -> None:
    assert tax_on(net, 1_900) == tax
