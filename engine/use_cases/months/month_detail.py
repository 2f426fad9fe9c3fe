"""A month down to each entry: where its minutes ended, the decision and the consent behind them, and what may not be invoiced.

The statement is `month_report`'s, so sums agree with `klausel report`. What blocked work would have come to is told at the
table's rate of the entry's role and local day; nobody consented to it, so it stands beside the sums and is never in them.
Decides nothing anew and stores nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.consent_state import minutes_left
from engine.books.effective_dates import version_on
from engine.books.entries import ReckonedEntry
from engine.books.fields import Key, Minutes
from engine.books.month_statement import CustomerStatement, MonthStatement, month_bounds
from engine.books.rate_table import RateTable, rate_table
from engine.books.records import Consent, Determination, Person, Rate, Request, TimeEntry, Waiver, Withdrawal
from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.store import act_queries
from engine.store.acts import Acts
from engine.store.closed_months import ClosedMonth
from engine.store.record import Record
from engine.use_cases.months.month_report import statement
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.frozen_statements import decision_on
from engine.use_cases.reckoning.month_statements import OpenMonth, open_month
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest
from engine.vocabulary.instants import local_day, local_time
from engine.vocabulary.money import Cents, net_of
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import Bucket, Coverage

_NOTHING = Cents(0)


@dataclass(frozen=True, slots=True)
class NotInvoiced:
    """Blocked minutes in three parts, and what the first would come to.

    `priced`: billable work to which the table gives a rate, `cents` at that rate; `without_rate`: billable work to which it
    gives none; `not_billable`: work that is not offered, not entitled or undetermined, for which no price was ever due."""

    priced: int = 0
    cents: Cents = _NOTHING
    without_rate: int = 0
    not_billable: int = 0

    def __add__(self, other: NotInvoiced) -> NotInvoiced:
        return NotInvoiced(
            self.priced + other.priced,
            Cents(self.cents + other.cents),
            self.without_rate + other.without_rate,
            self.not_billable + other.not_billable,
        )


@dataclass(frozen=True, slots=True)
class DetailedEntry:
    """An entry with its segments. `determination` is there where a person's word replaced the policy's coverage, `waiver`
    where the entry was waived, `table_rate` where the table has one for its role on `day` (vendor's time zone)."""

    reckoned: ReckonedEntry
    product: str
    day: date
    started: datetime
    decision: Decision
    determination: Determination | None
    waiver: Waiver | None
    table_rate: Rate | None

    @property
    def entry(self) -> TimeEntry:
        return self.reckoned.entry

    @property
    def blocked_billable(self) -> Minutes:
        """Its blocked minutes whose coverage is billable."""
        return self.reckoned.minutes_in(Bucket.BLOCKED) if self.reckoned.coverage is Coverage.BILLABLE else Minutes(0)


@dataclass(frozen=True, slots=True)
class DetailedConsent:
    """An answer, who gave it (by name, as of that day), its withdrawal, and what all recorded minutes left of its cap."""

    consent: Consent
    given_by: str
    withdrawal: Withdrawal | None
    minutes_left: Minutes | None


@dataclass(frozen=True, slots=True)
class CustomerMonth:
    """One customer's month: its statement, its entries by start, the answers to each of its requests by `given_at`."""

    statement: CustomerStatement
    entries: tuple[DetailedEntry, ...]
    consents: Mapping[Key, tuple[DetailedConsent, ...]]
    not_invoiced: NotInvoiced


@dataclass(frozen=True, slots=True)
class MonthDetail:
    """All customers of `statement`, in its order; `closing` where the month is closed."""

    statement: MonthStatement
    customers: tuple[CustomerMonth, ...]
    zone: ZoneInfo
    closing: ClosedMonth | None = None

    @property
    def not_invoiced(self) -> NotInvoiced:
        return sum((one.not_invoiced for one in self.customers), NotInvoiced())


def month_detail(record: Record, deciders: Deciders, month: Month) -> MonthDetail:
    """`month` of all customers. Raises Refused where the packs mean something else than when acts were recorded."""
    with record.reading() as connection:
        what = known(connection, deciders)
        closing = what.closing_of(month)
        if closing is None and what.is_closed(month):
            return MonthDetail(statement(what, month), (), what.zone, what.closed[0])
        at = what if closing is None else what.before(closing)
        opened = open_month(at, month, personal=act_queries.EVERY_KIND)
        # What was frozen counts, word for word; what is behind it is what was known when it was.
        shown = opened.statement if closing is None else statement(what, month)
    return detail_of(opened, shown, what.zone, closing)


def detail_of(opened: OpenMonth, shown: MonthStatement, zone: ZoneInfo, closing: ClosedMonth | None = None) -> MonthDetail:
    """The detail behind the statement `shown`, from the month's requests."""
    of_customer: dict[Key, list[ReckonedRequest]] = defaultdict(list)
    for one in opened.requests:
        of_customer[one.request.customer_id].append(one)
    hung = _Hung(opened.acts, zone)
    customers = tuple(_customer_month(one, of_customer[one.customer.customer_id], hung, shown.month) for one in shown.customers)
    return MonthDetail(shown, customers, zone, closing)


class _Hung:
    """What hangs on requests, entries and consents, found by their ids."""

    def __init__(self, acts: Acts, zone: ZoneInfo) -> None:
        self.zone = zone
        self.rates: RateTable = rate_table(acts.rates)
        self.consents: dict[Key, list[Consent]] = _grouped(acts.consents, "request_id")
        self.people: dict[Key, list[Person]] = _grouped(acts.people, "person_id")
        self.waivers = {waiver.entry_id: waiver for waiver in acts.waivers}
        self.withdrawals = {withdrawal.consent_id: withdrawal for withdrawal in acts.withdrawals}


def _customer_month(statement: CustomerStatement, requests: Sequence[ReckonedRequest], hung: _Hung, month: Month) -> CustomerMonth:
    first, after = month_bounds(month, hung.zone)
    detailed = []
    for request in requests:
        of_month = (one for one in request.entries if first <= one.entry.started_at < after)
        detailed += [_detailed(request, one, hung) for one in of_month]
    detailed.sort(key=lambda one: (one.entry.started_at, one.entry.entry_id))
    worked_on = {one.entry.request_id for one in detailed}
    consents = {one.request.request_id: _answers(one, hung) for one in requests if one.request.request_id in worked_on}
    return CustomerMonth(statement, tuple(detailed), consents, not_invoiced(detailed))


def _detailed(request: ReckonedRequest, one: ReckonedEntry, hung: _Hung) -> DetailedEntry:
    entry, filed = one.entry, request.request
    day = local_day(entry.started_at, hung.zone)
    decision = decision_on(request, entry)
    return DetailedEntry(
        one,
        filed.product,
        day,
        local_time(entry.started_at, hung.zone),
        decision,
        request.determination if one.coverage is not decision.coverage else None,
        hung.waivers.get(entry.entry_id),
        hung.rates.row_for(filed.customer_id, entry.role, filed.product, day),
    )


def _answers(one: ReckonedRequest, hung: _Hung) -> tuple[DetailedConsent, ...]:
    in_order = sorted(hung.consents.get(one.request.request_id, ()), key=lambda consent: (consent.given_at, consent.consent_id))
    return tuple(_answer(consent, one, hung) for consent in in_order)


def _answer(consent: Consent, one: ReckonedRequest, hung: _Hung) -> DetailedConsent:
    withdrawal = hung.withdrawals.get(consent.consent_id)
    return DetailedConsent(consent, _name(consent, one.request, hung), withdrawal, minutes_left(consent, one.entries))


def _name(consent: Consent, request: Request, hung: _Hung) -> str:
    """The name of who answered; the id where the name was erased."""
    rows = [row for row in hung.people.get(consent.given_by, ()) if row.customer_id == request.customer_id]
    name = version_on(rows, local_day(consent.given_at, hung.zone)).name if rows else ""
    return name or consent.given_by


def not_invoiced(entries: Iterable[DetailedEntry]) -> NotInvoiced:
    """Reckoned as lines are: one request at one rate, rounded once."""
    priced: dict[tuple[Key, Cents], int] = defaultdict(int)
    without_rate = not_billable = 0
    for one in entries:
        minutes = one.blocked_billable
        not_billable += one.reckoned.minutes_in(Bucket.BLOCKED) - minutes
        if one.table_rate is not None:
            priced[one.entry.request_id, one.table_rate.hourly_rate] += minutes
        else:
            without_rate += minutes
    cents = sum(net_of(minutes, rate) for (_, rate), minutes in priced.items())
    return NotInvoiced(sum(priced.values()), Cents(cents), without_rate, not_billable)


def _grouped(records: Iterable[Any], column: str) -> dict[Key, list[Any]]:
    groups: dict[Key, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, column)].append(record)
    return groups
