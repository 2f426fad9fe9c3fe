"""A month's statement: as it was frozen where the month is closed, else derived anew from acts and policies.

The earliest open month also says what was learnt about closed ones after they were closed, once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from engine.books.differences import differences, figures_of
from engine.books.effective_dates import version_on
from engine.books.entries import ReckonedEntry
from engine.books.fields import Key
from engine.books.month_statement import Difference, MonthStatement, month_bounds, month_statement
from engine.books.records import Customer
from engine.store import act_queries, affected_requests, closed_months, scope
from engine.store.acts import Acts
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.policy_pins import periods
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, reckon_requests
from engine.vocabulary.months import Month

Differences = Mapping[Key, Sequence[Difference]]


@dataclass(frozen=True, eq=False)
class OpenMonth:
    """A month derived from what is known: its acts, its requests reckoned, and its statement."""

    acts: Acts
    requests: Sequence[ReckonedRequest]
    statement: MonthStatement


def open_month(
    known: Known, month: Month, *, customer_id: str | None = None, personal: Collection[str] = act_queries.NAMES_OF_CUSTOMERS
) -> OpenMonth:
    """`month` as if it were open. Differences are found where it is the earliest that is."""
    first, end = month_bounds(month, known.zone)
    worked_on = scope.requests_worked_on(known.connection, first, end, as_of=known.as_of)
    learnt = learnt_about(known) if month == known.earliest_open else []
    acts = act_queries.of_requests(known.connection, worked_on.union(learnt), as_of=known.as_of, personal=personal)
    requests = reckon_requests(acts, known.deciders)
    found = found_differences(known, month, requests, learnt)
    return OpenMonth(acts, requests, statement_of(acts, requests, known, month, customer_id, found))


def statement_of(
    acts: Acts,
    requests: Sequence[ReckonedRequest],
    known: Known,
    month: Month,
    customer_id: str | None = None,
    differences: Differences | None = None,
) -> MonthStatement:
    """The statement of `month` from reckoned requests; entries of other months among them are passed over."""
    entries: dict[Key, list[ReckonedEntry]] = defaultdict(list)
    for one in requests:
        if customer_id in (None, one.request.customer_id):
            entries[one.request.customer_id].extend(one.entries)
    of_customers = {id_: some for id_, some in (differences or {}).items() if customer_id in (None, id_)}
    if not any(entries.values()) and not of_customers:
        return MonthStatement(month, known.vendor.currency, ())
    customers = {id_: version_on(rows, month.last_day) for id_, rows in _rows_of(acts.customers).items()}
    tax = known.tax_on(month.last_day)
    return month_statement(month, entries, customers, tax, known.vendor.currency, known.zone, of_customers)


def learnt_about(known: Known) -> list[str]:
    """The requests whose minutes in closed months may come to something else than was said."""
    if not known.closed:
        return []
    last = known.closed[-1]
    pinned_then = act_queries.pins(known.connection, last.seq)
    later = [period for ref, period in periods(known.deciders).items() if ref not in pinned_then]
    assert known.earliest_open is not None
    end_of_closed, _ = month_bounds(known.earliest_open, known.zone)
    return affected_requests.requests_affected(known.connection, last.seq, known.as_of, end_of_closed, later)


def found_differences(known: Known, month: Month, requests: Sequence[ReckonedRequest], learnt: Collection[str]) -> Differences:
    """By customer, what the statement of `month` says on closed ones; `requests` hold those of `learnt` that still count."""
    if not learnt:
        return {}
    asked = set(learnt)
    reckoned = (one for request in requests if request.request.request_id in asked for one in request.entries)
    now = {place: figures for place, figures in figures_of(reckoned, known.zone).items() if known.is_closed(place[0])}
    before = closed_months.stated_figures(known.connection, learnt, known.as_of)
    whose = affected_requests.customers_of_requests(known.connection, learnt)
    found: dict[Key, list[Difference]] = defaultdict(list)
    for difference in differences(now, before, month):
        found[Key(whose[difference.request_id])].append(difference)
    return found


def _rows_of(customers: Sequence[Customer]) -> Mapping[Key, list[Customer]]:
    rows: dict[Key, list[Customer]] = defaultdict(list)
    for customer in customers:
        rows[customer.customer_id].append(customer)
    return rows
