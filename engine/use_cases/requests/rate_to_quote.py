"""The hourly rate that a customer is to be told on a day: the row of the table that counts, and until when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.books.effective_dates import period_end
from engine.books.rate_table import rate_key, rate_table
from engine.books.records import Rate


@dataclass(frozen=True, slots=True)
class RateToQuote:
    """What the table gives for a role: `row` None where it has no rate; `until` the row's last day, None while none is in sight."""

    role: str
    row: Rate | None
    until: date | None


def rates_to_quote(rates: Iterable[Rate], customer_id: str, product: str, roles: Iterable[str], day: date) -> tuple[RateToQuote, ...]:
    """For each role the rate of the table on `day`."""
    table = rate_table(rates)
    found = []
    for role in roles:
        row = table.row_for(customer_id, role, product, day)
        found.append(RateToQuote(role, row, None if row is None else period_end(row, table.rows[rate_key(row)])))
    return tuple(found)
