"""The hourly rate that the table gives to a customer, a role and a product on a day.

A row fits where each of customer, role and product is equal or blank and the row is in force that day, reckoned within
its own key (a blank being a value of its own). Of those that fit, one that names the customer beats one that names the
role beats one that names the product. What was consented to is the price all the same: this
module knows no consent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product as every_combination

from engine.books.effective_dates import in_force
from engine.books.records import Rate

RateKey = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rows under their keys (customer, role, product)."""

    rows: Mapping[RateKey, tuple[Rate, ...]]

    def row_for(self, customer_id: str, role: str, product: str, day: date) -> Rate | None:
        """The row that counts, or None where the table has no rate."""
        # combinations come in the order of precedence: customer named before blank, then role, then product
        for key in every_combination((customer_id, None), (role, None), (product, None)):
            rows = self.rows.get(key)
            row = in_force(rows, day) if rows else None
            if row is not None:
                return row
        return None


def rate_key(rate: Rate) -> RateKey:
    """The key within which a rate's dates are reckoned and overlaps are refused."""
    return (rate.customer_id, rate.role, rate.product)


def rate_table(rates: Iterable[Rate]) -> RateTable:
    """The table of `rates`, retracted ones already left out."""
    rows: dict[RateKey, list[Rate]] = {}
    for rate in rates:
        rows.setdefault(rate_key(rate), []).append(rate)
    return RateTable({key: tuple(of_key) for key, of_key in rows.items()})
