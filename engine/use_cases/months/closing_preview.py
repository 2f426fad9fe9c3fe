"""What is unfinished in a month, to be looked at before it is closed, and what closing it would do. Stores nothing.

Undetermined work, quotes without an answer, what blocked minutes would come to at the table's rates, implausible entries; the
months that would close, the differences that they would state, and policies that were published with a first day in the past.
A month that has not ended can be looked at, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo

from engine.books.fields import Key
from engine.books.implausible_time import DoubleBooking, LongDay, double_bookings, long_days, night_work
from engine.books.month_statement import Difference, MonthStatement, month_bounds
from engine.books.records import Quote, TimeEntry
from engine.deciding.deciders import Deciders
from engine.store.lookups import concurrent_entries, unanswered_quotes
from engine.store.record import Record
from engine.use_cases.months.backdated_policies import Backdated, backdated_policies
from engine.use_cases.months.close_month import months_to_close
from engine.use_cases.months.month_detail import CustomerMonth, DetailedEntry, MonthDetail, NotInvoiced, detail_of, not_invoiced
from engine.use_cases.reckoning.as_of import Known, known
from engine.use_cases.reckoning.month_statements import open_month
from engine.use_cases.reckoning.record_fields import record_shown
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import show_amount
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import BlockReason, Coverage
from engine.vocabulary.problems import Problem, Refused

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Work on a request of which nobody can say who pays: the facts that would settle it, none where a person has to."""

    request_id: Key
    customer_id: Key
    minutes: int
    ask: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        told = {"request_id": self.request_id, "customer_id": self.customer_id, "minutes": self.minutes}
        return told | {"ask": list(self.ask), "a_person_determines": not self.ask}


@dataclass(frozen=True, slots=True)
class BlockedOfCustomer:
    """A customer's blocked minutes at the table's rates, in all and by reason. Each is rounded as lines are, so that the
    reasons may come to a cent more or less than the whole."""

    customer_id: str
    name: str
    whole: NotInvoiced
    by_reason: tuple[tuple[BlockReason, NotInvoiced], ...]

    def as_json(self) -> dict[str, object]:
        reasons = {reason.value: _forgone(found) for reason, found in self.by_reason}
        return {"customer_id": self.customer_id, "name": self.name, **_forgone(self.whole), "reasons": reasons}


@dataclass(frozen=True, eq=False)
class Unfinished:
    """`closes`: the months that would close, oldest first; where `hindrance` says why the month cannot be closed as it is
    (an earlier one is open), none."""

    statement: MonthStatement
    ends: datetime
    has_ended: bool
    closes: tuple[Month, ...]
    hindrance: Problem | None
    undetermined: tuple[Undetermined, ...]
    quotes: tuple[tuple[Quote, str], ...]
    blocked: tuple[BlockedOfCustomer, ...]
    at_two_customers: tuple[DoubleBooking, ...]
    long_days: tuple[LongDay, ...]
    at_night: tuple[TimeEntry, ...]
    differences: tuple[Difference, ...]
    backdated: tuple[Backdated, ...]
    zone: tzinfo

    @property
    def month(self) -> Month:
        return self.statement.month

    def as_json(self, problem_json: Callable[[Problem], dict[str, object]]) -> dict[str, object]:
        """`problem_json`: how a door tells a problem."""
        return {
            "month": str(self.month),
            "currency": self.statement.currency,
            "ends": self.ends.isoformat(),
            "has_ended": self.has_ended,
            "closes": list(map(str, self.closes)),
            "hindrance": problem_json(self.hindrance) if self.hindrance else None,
            **self.statement.totals_as_json(),
            "undetermined": [one.as_json() for one in self.undetermined],
            "unanswered_quotes": [record_shown(quote, self.zone) | {"customer_id": whose} for quote, whose in self.quotes],
            "blocked": [one.as_json() for one in self.blocked],
            "implausible": {
                "at_two_customers": [self._pair(one) for one in self.at_two_customers],
                "long_days": [record_shown(one, self.zone) | {"entries": list(one.entries)} for one in self.long_days],
                "at_night": [self.entry(one) for one in self.at_night],
            },
            "differences": [{"id": one.id, **one.as_json()} for one in self.differences],
            "backdated_policies": [one.as_json(self.zone) for one in self.backdated],
        }

    def entry(self, entry: TimeEntry) -> dict[str, object]:
        """What names an entry: its id, its agent, its beginning, its minutes."""
        shown = record_shown(entry, self.zone)
        return {name: shown[name] for name in ("entry_id", "request_id", "agent", "started_at", "minutes")}

    def _pair(self, pair: DoubleBooking) -> dict[str, object]:
        return {
            "earlier": self.entry(pair.earlier) | {"customer_id": pair.earlier_customer},
            "later": self.entry(pair.later) | {"customer_id": pair.later_customer},
        }


def unfinished(record: Record, deciders: Deciders, month: Month, *, now: Instant) -> Unfinished:
    """What is unfinished in `month`, as it is known. Raises Refused `closed` where it is closed already."""
    with record.reading() as connection:
        what = known(connection, deciders)
        _, end = month_bounds(month, what.zone)
        closes, hindrance = _closes(what, month, max(now, end))
        opened = open_month(what, month)
        detail = detail_of(opened, opened.statement, what.zone)
        of_month = [one for customer in detail.customers for one in customer.entries]
        entries = [one.entry for one in of_month]
        plausible = what.vendor.implausible
        night = plausible.night
        return Unfinished(
            opened.statement,
            local_time(end, what.zone),
            now >= end,
            closes,
            hindrance,
            _undetermined(detail),
            tuple(unanswered_quotes(connection, end, min(now, end))),
            tuple(_blocked(one) for one in detail.customers if any(one.statement.blocked.values())),
            tuple(double_bookings(concurrent_entries(connection, entries), {entry.entry_id for entry in entries})),
            tuple(long_days(entries, plausible.hours_a_day * MINUTES_AN_HOUR, what.zone)),
            tuple(night_work(entries, time.fromisoformat(night.from_), time.fromisoformat(night.to), what.zone)),
            tuple(_differences(what, opened.statement)),
            backdated_policies(what, month),
            what.zone,
        )


def _closes(what: Known, month: Month, at: Instant) -> tuple[tuple[Month, ...], Problem | None]:
    try:
        return months_to_close(what, month, at), None
    except Refused as refused:
        (problem,) = refused.problems
        if what.is_closed(month):
            raise
        return (), problem


def _undetermined(detail: MonthDetail) -> tuple[Undetermined, ...]:
    minutes: Counter[tuple[Key, Key, tuple[str, ...]]] = Counter()
    for customer in detail.customers:
        for one in customer.entries:
            if one.reckoned.coverage is Coverage.UNDETERMINED and one.entry.activity == "work":
                minutes[one.entry.request_id, customer.statement.customer.customer_id, one.decision.ask] += one.entry.minutes
    return tuple(Undetermined(request_id, whose, count, ask) for (request_id, whose, ask), count in sorted(minutes.items()))


def _blocked(one: CustomerMonth) -> BlockedOfCustomer:
    by_reason = ((reason, not_invoiced(_only(reason, one.entries))) for reason in BlockReason if one.statement.blocked.get(reason))
    customer = one.statement.customer
    return BlockedOfCustomer(customer.customer_id, customer.name, one.not_invoiced, tuple(by_reason))


def _only(reason: BlockReason, entries: Iterable[DetailedEntry]) -> Iterable[DetailedEntry]:
    """The entries with nothing but their minutes that are blocked for one reason."""
    for one in entries:
        segments = tuple(segment for segment in one.reckoned.segments if segment.blocked is reason)
        if segments:
            yield replace(one, reckoned=replace(one.reckoned, segments=segments))


def _differences(what: Known, of_month: MonthStatement) -> list[Difference]:
    """What the earliest open month would state, where that is this month or closes with it."""
    first = what.earliest_open
    if first is None or first > of_month.month:
        return []
    statement = of_month if first == of_month.month else open_month(what, first).statement
    return [one for customer in statement.customers for one in customer.differences]


def _forgone(found: NotInvoiced) -> dict[str, object]:
    return {
        "minutes": found.priced + found.without_rate + found.not_billable,
        "minutes_at_table_rate": found.priced,
        "net_at_table_rate": show_amount(found.cents),
        "minutes_without_rate": found.without_rate,
        "minutes_not_billable": found.not_billable,
    }
