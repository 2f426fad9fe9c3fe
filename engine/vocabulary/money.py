"""Money: whole cents, rounded once, half away from zero. No float comes near it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NewType

from engine.vocabulary.misreadings import NotReadable

Cents = NewType("Cents", int)

MINUTES_AN_HOUR = 60
BASIS_POINTS = 10_000
LARGEST = 10**11 - 1
_AMOUNT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")


class NotAnAmount(NotReadable):
    """The text is no amount of money (`not_an_amount`)."""


def read_amount(text: str) -> Cents:
    """`120`, `120.5` or `120.50` as cents: digits, a point, at most two places, no sign, below one thousand million.

    Raises NotAnAmount for everything else (`1e3`, `1,5`, `-5`, `NaN`, forty digits)."""
    shape = _AMOUNT.fullmatch(text)
    if shape is None:
        raise NotAnAmount("not_an_amount")
    whole, places = shape.group(1), (shape.group(2) or "").ljust(2, "0")
    return Cents(int(whole) * 100 + int(places))


def show_amount(cents: int) -> str:
    """Cents as `1234.50`, two places always, with a minus sign where negative."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def amount(cents: int) -> Decimal:
    """Cents as an exact amount with two places: 12350 is `123.50`."""
    return Decimal(cents).scaleb(-2)


def rounded_quotient(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, halves away from zero; also for negatives.

    >>> rounded_quotient(5, 2), rounded_quotient(-5, 2), rounded_quotient(7, 3)
    (3, -3, 2)
    """
    half_up = (2 * abs(numerator) + denominator) // (2 * denominator)
    return half_up if numerator >= 0 else -half_up


def net_of(minutes: int, rate: int) -> Cents:
    """What `minutes` cost at `rate` cents an hour, rounded once.

    >>> net_of(50, 128_50)
    10708
    """
    return Cents(rounded_quotient(minutes * rate, MINUTES_AN_HOUR))


def tax_on(net: int, basis_points: int) -> Cents:
    """VAT on `net` cents at e.g. 1900 basis points (19 %), rounded once."""
    return Cents(rounded_quotient(net * basis_points, BASIS_POINTS))
