"""A month's statement: what was recorded, what may be invoiced, line by line, and what was blocked and why.

A line is one request at one rate; its net is rounded once; VAT is reckoned once a customer on the sum of the lines and
of the differences, which count what was learnt about closed months. The shape is that of
`klausel report` (engine/reference.md). This module decides no bucket, finds no difference and looks up no tax rate: reckoned entries, the
customers of the month's last day and its VAT come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from engine.books.entries import ReckonedEntry
from engine.books.fields import Key, Minutes
from engine.books.records import Customer
from engine.vocabulary.instants import Instant, start_of_day
from engine.vocabulary.money import Cents, net_of, show_amount, tax_on
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import BlockReason, Bucket

NOT_DOMESTIC = "not_domestic"


@dataclass(frozen=True, slots=True)
class Tax:
    """What the month's last day says on VAT: the vendor's country (ISO 2) and the rate in basis points (1900 is 19 %)."""

    country: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class MinutesByBucket:
    """Recorded minutes and where they ended; the four buckets add up to what was recorded."""

    covered: int = 0
    billable: int = 0
    waived: int = 0
    blocked: int = 0

    @property
    def recorded(self) -> int:
        return self.covered + self.billable + self.waived + self.blocked

    def __add__(self, other: MinutesByBucket) -> MinutesByBucket:
        return MinutesByBucket(
            self.covered + other.covered, self.billable + other.billable, self.waived + other.waived, self.blocked + other.blocked
        )

    def __sub__(self, other: MinutesByBucket) -> MinutesByBucket:
        return MinutesByBucket(
            self.covered - other.covered, self.billable - other.billable, self.waived - other.waived, self.blocked - other.blocked
        )

    def as_json(self) -> dict[str, int]:
        return {
            "recorded": self.recorded,
            "covered": self.covered,
            "billable": self.billable,
            "waived": self.waived,
            "blocked": self.blocked,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One request's billable minutes at one rate (cents an hour) in one month; `id` names it wherever it is printed."""

    month: Month
    request_id: Key
    rate: Cents
    minutes: Minutes

    @property
    def net(self) -> Cents:
        return net_of(self.minutes, self.rate)

    @property
    def id(self) -> str:
        return f"{self.month}:{self.request_id}:{show_amount(self.rate)}"

    def as_json(self) -> dict[str, object]:
        return {
            "request_id": self.request_id,
            "hourly_rate": show_amount(self.rate),
            "minutes": self.minutes,
            "net": show_amount(self.net),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """What was learnt about one request's minutes in a closed month (`month`) after that was closed: known now, less what
    was frozen and earlier differences; `net` in cents. It is part of the statement of `stated_in`."""

    stated_in: Month
    month: Month
    request_id: Key
    minutes: MinutesByBucket
    net: Cents

    @property
    def id(self) -> str:
        return f"{self.stated_in}:{self.request_id}:{self.month}"

    def as_json(self) -> dict[str, object]:
        return {
            "month": str(self.month),
            "request_id": self.request_id,
            "minutes": self.minutes.as_json(),
            "net": show_amount(self.net),
        }


@dataclass(frozen=True, slots=True)
class Sums:
    """Money of a customer or of all: net and VAT in cents; gross is their sum."""

    net: Cents
    vat: Cents

    @property
    def gross(self) -> Cents:
        return Cents(self.net + self.vat)

    def as_json(self) -> dict[str, str]:
        return {"net": show_amount(self.net), "vat": show_amount(self.vat), "gross": show_amount(self.gross)}


@dataclass(frozen=True, slots=True)
class CustomerStatement:
    """One customer's month. `customer` is the version of the month's last day; `blocked` holds only reasons above zero.

    Minutes and money are those of the month itself and of the differences together; `blocked` is the month's own."""

    customer: Customer
    minutes: MinutesByBucket
    blocked: Mapping[BlockReason, int]
    lines: tuple[Line, ...]
    vat_note: str | None
    sums: Sums
    differences: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "customer_id": self.customer.customer_id,
            "name": self.customer.name,
            "minutes": self.minutes.as_json(),
            "blocked": {reason.value: minutes for reason, minutes in self.blocked.items()},
            "lines": [line.as_json() for line in self.lines],
            "line_ids": [line.id for line in self.lines],
            "vat_note": self.vat_note,
            "differences": [difference.as_json() for difference in self.differences],
            "difference_ids": [difference.id for difference in self.differences],
            **self.sums.as_json(),
        }


@dataclass(frozen=True, slots=True)
class MonthStatement:
    """All customers with recorded minutes in a month, or with differences, by id, and their totals."""

    month: Month
    currency: str
    customers: tuple[CustomerStatement, ...]

    @property
    def minutes(self) -> MinutesByBucket:
        return sum((one.minutes for one in self.customers), MinutesByBucket())

    @property
    def sums(self) -> Sums:
        return Sums(Cents(sum(one.sums.net for one in self.customers)), Cents(sum(one.sums.vat for one in self.customers)))

    def as_json(self) -> dict[str, object]:
        return {
            "month": str(self.month),
            "currency": self.currency,
            "customers": [one.as_json() for one in self.customers],
            "totals": self.totals_as_json(),
        }

    def totals_as_json(self) -> dict[str, object]:
        return {"minutes": self.minutes.as_json(), **self.sums.as_json()}


def month_bounds(month: Month, zone: ZoneInfo) -> tuple[Instant, Instant]:
    """The first instant of a month in `zone`, and the first one after it: an entry belongs where it started."""
    following: date = month.next().first_day
    return start_of_day(month.first_day, zone), start_of_day(following, zone)


def month_statement(
    month: Month,
    reckoned: Mapping[Key, Iterable[ReckonedEntry]],
    customers: Mapping[Key, Customer],
    tax: Tax,
    currency: str,
    zone: ZoneInfo,
    differences: Mapping[Key, Sequence[Difference]] | None = None,
) -> MonthStatement:
    """The statement of `month`.

    `reckoned`: customer id → that customer's reckoned entries, of all requests and any months, in any order.
    `customers`: customer id → the version in force on the month's last day. Raises KeyError for one without.
    `differences`: customer id → what its statement says on closed months."""
    first, after = month_bounds(month, zone)
    differences = differences or {}
    statements = []
    for customer_id in sorted({*reckoned, *differences}):
        of_month = [one for one in reckoned.get(customer_id, ()) if first <= one.entry.started_at < after]
        about_others = tuple(differences.get(customer_id, ()))
        if of_month or about_others:
            statements.append(_customer_statement(month, customers[customer_id], of_month, about_others, tax))
    return MonthStatement(month, currency, tuple(statements))


def _customer_statement(
    month: Month, customer: Customer, reckoned: Iterable[ReckonedEntry], differences: tuple[Difference, ...], tax: Tax
) -> CustomerStatement:
    minutes = dict.fromkeys(Bucket, 0)
    blocked = dict.fromkeys(BlockReason, 0)
    billable: dict[tuple[Key, Cents], int] = {}
    for one in reckoned:
        for segment in one.segments:
            minutes[segment.bucket] += segment.minutes
            if segment.blocked is not None:
                blocked[segment.blocked] += segment.minutes
            if segment.rate is not None:
                line = (one.entry.request_id, segment.rate)
                billable[line] = billable.get(line, 0) + segment.minutes
    lines = tuple(Line(month, request_id, rate, Minutes(billable[request_id, rate])) for request_id, rate in sorted(billable))
    net = Cents(sum(line.net for line in lines) + sum(difference.net for difference in differences))
    own = MinutesByBucket(*(minutes[bucket] for bucket in (Bucket.COVERED, Bucket.BILLABLE, Bucket.WAIVED, Bucket.BLOCKED)))
    is_domestic = customer.country == tax.country
    return CustomerStatement(
        customer,
        sum((difference.minutes for difference in differences), own),
        {reason: count for reason, count in blocked.items() if count},
        lines,
        None if is_domestic else NOT_DOMESTIC,
        Sums(net, tax_on(net, tax.basis_points) if is_domestic else Cents(0)),
        differences,
    )
