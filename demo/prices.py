"""The invented vendor's rate table: one row for each amount and the day from which it holds."""

from __future__ import annotations

from collections.abc import Mapping

from demo.journal import Journal
from demo.script import Script
from engine.books.rate_table import RateTable, rate_table
from engine.vocabulary.money import read_amount


def prices(script: Script, journal: Journal, customer_ids: Mapping[str, str], currency: str) -> RateTable:
    """The table, written down. `customer_ids`: by the customer's name."""
    rows = []
    for number, price in enumerate(script.rates, start=1):
        for first_day, amount in price.amounts.items():
            rows.append(
                journal.stands(
                    "rates",
                    rate_id=f"RATE-{number}-{first_day.year}",
                    product=price.product,
                    role=price.role,
                    customer_id=None if price.customer is None else customer_ids[price.customer],
                    hourly_rate=read_amount(amount),
                    currency=currency,
                    valid_from=first_day,
                    valid_to=price.to if first_day == max(price.amounts) else None,
                )
            )
    return rate_table(rows)
