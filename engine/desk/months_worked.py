"""Which months hold recorded work, and what each came to: the figures of `klausel report`, month after month.

The whole record is folded once, and each month's statement is drawn from what was reckoned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from engine.books.entries import ReckonedEntry
from engine.books.statement import MinutesByBucket, Sums
from engine.deciding.deciding import Deciding
from engine.desk.month_report import statement_of
from engine.desk.pinned import refuse_other_meaning
from engine.desk.reckoning import ReckonedRequest, reckon_requests
from engine.store import reading
from engine.store.record import Record
from engine.vocabulary.instants import local_day, zone_named
from engine.vocabulary.months import Month, month_of


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """What a month's statement adds up to; all zero for a month without work."""

    month: Month
    minutes: MinutesByBucket
    sums: Sums


def months_worked(record: Record, deciding: Deciding) -> tuple[MonthTotals, ...]:
    """Every month from the first with an entry to the last, oldest first; months between without work among them.

    Empty where no work is recorded. Raises Refused where the packs mean something else than when acts were recorded."""
    zone = zone_named(deciding.packs.vendor.time_zone)
    with record.reading() as connection:
        refuse_other_meaning(reading.pins(connection), deciding)
        acts = reading.everything(connection)
    by_month: dict[Month, list[ReckonedRequest]] = defaultdict(list)
    for request in reckon_requests(acts, deciding):
        entries: dict[Month, list[ReckonedEntry]] = defaultdict(list)
        for one in request.entries:
            entries[month_of(local_day(one.entry.started_at, zone))].append(one)
        for month, of_month in entries.items():
            by_month[month].append(replace(request, entries=tuple(of_month)))
    if not by_month:
        return ()
    found = []
    month, last = min(by_month), max(by_month)
    while month <= last:
        statement = statement_of(acts, by_month.get(month, ()), deciding.packs.vendor, month)
        found.append(MonthTotals(month, statement.minutes, statement.sums))
        month = month.next()
    return tuple(found)
