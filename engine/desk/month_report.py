"""A month's report: what may be invoiced, what was covered, waived or blocked. Derived anew from acts and policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from engine.books.effective import as_of
from engine.books.entries import ReckonedEntry
from engine.books.records import Customer, Key
from engine.books.statement import MonthStatement, Tax, bounds, month_statement
from engine.deciding.deciding import Deciding
from engine.desk.pinned import refuse_other_meaning
from engine.desk.reckoning import ReckonedRequest, reckon_requests
from engine.policy.pack import Vendor
from engine.store import reading
from engine.store.acts import Acts
from engine.store.record import Record
from engine.vocabulary.instants import zone_named
from engine.vocabulary.months import Month
from engine.vocabulary.problems import refuse


def month_report(record: Record, deciding: Deciding, month: Month, customer_id: str | None = None) -> MonthStatement:
    """The statement of `month`, of all customers or one. Raises Refused for a customer that is not recorded."""
    zone = zone_named(deciding.packs.vendor.time_zone)
    with record.reading() as connection:
        refuse_other_meaning(reading.pins(connection), deciding)
        if customer_id is not None and not reading.of_customers(connection, [customer_id]).customers:
            raise refuse("unknown_customer", f"there is no customer `{customer_id}`")
        acts = reading.of_month(connection, *bounds(month, zone))
    return statement_of(acts, reckon_requests(acts, deciding), deciding.packs.vendor, month, customer_id)


def statement_of(
    acts: Acts, requests: Sequence[ReckonedRequest], vendor: Vendor, month: Month, customer_id: str | None = None
) -> MonthStatement:
    """The statement of `month` from reckoned requests; entries of other months among them are passed over."""
    entries: dict[Key, list[ReckonedEntry]] = defaultdict(list)
    for one in requests:
        if customer_id in (None, one.request.customer_id):
            entries[one.request.customer_id].extend(one.entries)
    if not any(entries.values()):
        return MonthStatement(month, vendor.currency, ())
    customers = {id_: as_of(rows, month.last_day) for id_, rows in _rows_of(acts.customers).items()}
    tax = Tax(vendor.country, vat_on(vendor, month.last_day))
    return month_statement(month, entries, customers, tax, vendor.currency, zone_named(vendor.time_zone))


def vat_on(vendor: Vendor, day: date) -> int:
    """The vendor's VAT in basis points on a day. Raises Refused where no row of vendor.yaml has begun by then."""
    begun = [row for row in vendor.vat if row.valid_from <= day]
    if not begun:
        raise refuse("no_vat", f"vendor.yaml has no VAT rate for {day}; add a row that begins by then")
    return max(begun, key=lambda row: row.valid_from).basis_points


def _rows_of(customers: Sequence[Customer]) -> Mapping[Key, list[Customer]]:
    rows: dict[Key, list[Customer]] = defaultdict(list)
    for customer in customers:
        rows[customer.customer_id].append(customer)
    return rows
