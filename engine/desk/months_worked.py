"""Which months hold recorded work, and what each came to: the figures of `klausel report`, month after month.

Closed months are read as they were frozen; the open ones are folded once, and each one's statement is drawn from that."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from engine.books.entries import ReckonedEntry
from engine.books.statement import MinutesByBucket, MonthStatement, Sums, bounds
from engine.deciding.deciding import Deciding
from engine.desk.known import Known, known
from engine.desk.reckoning import ReckonedRequest, reckon_requests
from engine.desk.statements import found_differences, learnt_about, statement_of
from engine.store import reading, scope, statements
from engine.store.record import Record
from engine.store.statements import ClosedMonth
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.money import Cents
from engine.vocabulary.months import Month, month_of, read_month

_BEGINNING = Instant(-(2**62))
_END = Instant(2**62)


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """What a month's statement adds up to; all zero for a month without work. `closing` where it was closed by name."""

    month: Month
    minutes: MinutesByBucket
    sums: Sums
    is_closed: bool = False
    closing: ClosedMonth | None = None

    @property
    def says_something(self) -> bool:
        """Whether it holds work, or what was learnt about a closed month."""
        return self.minutes != MinutesByBucket() or self.sums.net != 0


def months_worked(record: Record, deciding: Deciding) -> tuple[MonthTotals, ...]:
    """Every month from the first with an entry to the last, oldest first; months between without work among them.

    Empty where no work is recorded. Raises Refused where the packs mean something else than when acts were recorded."""
    with record.reading() as connection:
        what = known(connection, deciding)
        found = _closed(what) | {month: _totals(one) for month, one in _open(what).items()}
    if not found:
        return ()
    months = [min(found)]
    while months[-1] < max(found):
        months.append(months[-1].next())
    return tuple(found.get(month, _without_work(month, what)) for month in months)


def _closed(what: Known) -> dict[Month, MonthTotals]:
    totals = {}
    sums = statements.totals(what.connection, what.upto)
    for one in what.closed:
        minutes, net, vat = sums.get(one.seq, (MinutesByBucket(), 0, 0))
        month = read_month(one.closing.month)
        totals[month] = MonthTotals(month, minutes, Sums(Cents(net), Cents(vat)), is_closed=True, closing=one)
    return totals


def _open(what: Known) -> dict[Month, MonthStatement]:
    """The statements of the open months that hold work, and of the one that says what was learnt about closed ones."""
    first_open = what.earliest_open
    since = _BEGINNING if first_open is None else bounds(first_open, what.zone)[0]
    learnt = learnt_about(what)
    acts = reading.of_requests(what.connection, scope.worked_on(what.connection, since, _END).union(learnt))
    requests = reckon_requests(acts, what.deciding)
    by_month: dict[Month, list[ReckonedRequest]] = defaultdict(list)
    for request in requests:
        entries: dict[Month, list[ReckonedEntry]] = defaultdict(list)
        for one in request.entries:
            if one.entry.started_at >= since:
                entries[month_of(local_day(one.entry.started_at, what.zone))].append(one)
        for month, of_month in entries.items():
            by_month[month].append(replace(request, entries=tuple(of_month)))
    differences = {} if first_open is None else found_differences(what, first_open, requests, learnt)
    if differences and first_open is not None:
        by_month.setdefault(first_open, [])
    return {
        month: statement_of(acts, of_month, what, month, differences=differences if month == first_open else None)
        for month, of_month in by_month.items()
    }


def _totals(statement: MonthStatement) -> MonthTotals:
    return MonthTotals(statement.month, statement.minutes, statement.sums)


def _without_work(month: Month, what: Known) -> MonthTotals:
    return MonthTotals(month, MinutesByBucket(), Sums(Cents(0), Cents(0)), what.is_closed(month))
