"""Which months hold recorded work, and what each came to: the figures of `klausel report`, month after month.

Closed months are read as they were frozen; the open ones are folded once, and each one's statement is drawn from that."""

from __future__ import annotations

from dataclasses import dataclass

from engine.books.month_statement import MinutesByBucket, MonthStatement, Sums
from engine.deciding.deciders import Deciders
from engine.store import closed_months
from engine.store.closed_months import ClosedMonth
from engine.store.record import Record
from engine.use_cases.reckoning.as_of import Known, known
from engine.use_cases.reckoning.open_months import open_months
from engine.vocabulary.money import Cents
from engine.vocabulary.months import Month, read_month


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


def months_worked(record: Record, deciders: Deciders) -> tuple[MonthTotals, ...]:
    """Every month from the first with an entry to the last, oldest first; months between without work among them.

    Empty where no work is recorded. Raises Refused where the packs mean something else than when acts were recorded."""
    with record.reading() as connection:
        what = known(connection, deciders)
        found = _closed(what) | {month: _totals(one.statement) for month, one in open_months(what).items()}
    if not found:
        return ()
    months = [min(found)]
    while months[-1] < max(found):
        months.append(months[-1].next())
    return tuple(found.get(month, _without_work(month, what)) for month in months)


def _closed(what: Known) -> dict[Month, MonthTotals]:
    totals = {}
    sums = closed_months.statement_totals(what.connection, what.as_of)
    for one in what.closed:
        minutes, net, vat = sums.get(one.seq, (MinutesByBucket(), 0, 0))
        month = read_month(one.closing.month)
        totals[month] = MonthTotals(month, minutes, Sums(Cents(net), Cents(vat)), is_closed=True, closing=one)
    return totals


def _totals(statement: MonthStatement) -> MonthTotals:
    return MonthTotals(statement.month, statement.minutes, statement.sums)


def _without_work(month: Month, what: Known) -> MonthTotals:
    return MonthTotals(month, MinutesByBucket(), Sums(Cents(0), Cents(0)), what.is_closed(month))
