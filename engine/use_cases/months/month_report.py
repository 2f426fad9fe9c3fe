"""A month's report: what may be invoiced, what was covered, waived or blocked. As frozen, or derived anew from acts and policies."""

from __future__ import annotations

from engine.books.month_statement import MonthStatement
from engine.deciding.deciders import Deciders
from engine.store import act_queries, closed_months
from engine.store.record import Record
from engine.use_cases.reckoning.as_of import Known, known
from engine.use_cases.reckoning.frozen_statements import statement_from
from engine.use_cases.reckoning.month_statements import open_month
from engine.vocabulary.instants import Instant
from engine.vocabulary.months import Month
from engine.vocabulary.problems import refuse


def month_report(
    record: Record, deciders: Deciders, month: Month, customer_id: str | None = None, *, on: Instant | None = None
) -> MonthStatement:
    """The statement of `month`, of all customers or one, as it is known now or was known by the instant `on`.

    Raises Refused for a customer that is not recorded (or was not then)."""
    with record.reading() as connection:
        what = known(connection, deciders, on=on)
        if customer_id is not None and not act_queries.of_customers(connection, [customer_id], as_of=what.as_of).customers:
            raise refuse("unknown_customer", customer=customer_id)
        return statement(what, month, customer_id)


def statement(what: Known, month: Month, customer_id: str | None = None) -> MonthStatement:
    """The statement of `month`: frozen where it is closed."""
    if not what.is_closed(month):
        return open_month(what, month, customer_id=customer_id).statement
    closing = what.closing_of(month)
    if closing is None:
        return MonthStatement(month, what.vendor.currency, ())
    rows = closed_months.frozen_statement(what.connection, closing.seq, without=("policies", "decisions", "parts"))
    customers = act_queries.records_by_key(what.connection, "customers", {row.customer_key for row in rows.customers})
    return statement_from(month, closing.closing.currency, rows, customers, customer_id)
