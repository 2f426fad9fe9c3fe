"""Recorded time that is worth a second look: one agent at two customers at once, very long days, work at night.

It counts all the same. Entries come in with their customers' ids; from which hour on a day is long, and when night is, comes
in too. An entry belongs to the local day on which it began. What is found is told by time, never by how much it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from engine.books.fields import Key
from engine.books.records import TimeEntry
from engine.books.running_entries import RunningEntries, end_of
from engine.vocabulary.instants import instant_of, local_day, local_time

OfCustomer = tuple[TimeEntry, str]


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """`later` began at one customer while `earlier`, of the same agent, was running at another."""

    earlier: TimeEntry
    earlier_customer: str
    later: TimeEntry
    later_customer: str


@dataclass(frozen=True, slots=True)
class LongDay:
    """What one agent began on one local day, in minutes."""

    day: date
    agent: str
    minutes: int
    entries: tuple[Key, ...]


def double_bookings(entries: Iterable[OfCustomer], among: Collection[Key]) -> list[DoubleBooking]:
    """For each entry that begins while its agent is at another customer one that is running there; at least one of the two is
    `among` these ids."""
    running: dict[str, RunningEntries] = defaultdict(RunningEntries)
    found = []
    for entry, customer_id in sorted(entries, key=lambda one: (one[0].started_at, one[0].entry_id)):
        beside = running[entry.agent].at_another(customer_id, entry.started_at)
        if beside is not None and (entry.entry_id in among or beside[0].entry_id in among):
            found.append(DoubleBooking(*beside, entry, customer_id))
        running[entry.agent].begin(entry, customer_id)
    return found


def long_days(entries: Iterable[TimeEntry], minutes: int, zone: tzinfo) -> list[LongDay]:
    """The days on which one agent began `minutes` or more, by day, then agent."""
    by_day: dict[tuple[date, str], list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        by_day[local_day(entry.started_at, zone), entry.agent].append(entry)
    days = [
        LongDay(day, agent, sum(one.minutes for one in some), tuple(sorted(one.entry_id for one in some)))
        for (day, agent), some in sorted(by_day.items())
    ]
    return [one for one in days if one.minutes >= minutes]


def night_work(entries: Iterable[TimeEntry], begins: time, ends: time, zone: tzinfo) -> list[TimeEntry]:
    """Entries with a minute in the night, which lasts from the clock time `begins` to `ends`, excluded; by their beginning."""
    found = [entry for entry in entries if _is_at_night(entry, begins, ends, zone)]
    return sorted(found, key=lambda one: (one.started_at, one.entry_id))


def _is_at_night(entry: TimeEntry, begins: time, ends: time, zone: tzinfo) -> bool:
    started = local_time(entry.started_at, zone)
    clock = started.time()
    if (begins <= clock < ends) if begins < ends else (clock >= begins or clock < ends):
        return True
    night = started.date() if clock < begins else started.date() + timedelta(days=1)
    return end_of(entry) > instant_of(datetime.combine(night, begins, tzinfo=zone))
