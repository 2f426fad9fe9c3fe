"""Closes a month: its statement is frozen, with what is behind each line and a digest over all. Nothing changes it afterwards.

Months are closed in their order; what is learnt about a closed one later stands in the earliest open month's statement."""

from __future__ import annotations

from dataclasses import dataclass

from engine.books.fields import Key, Word
from engine.books.month_statement import MonthStatement, month_bounds
from engine.books.records import Closing
from engine.deciding.deciders import Deciders
from engine.store import act_queries, closed_months, log, scope
from engine.store.record import Connection, Record
from engine.use_cases.reckoning.as_of import Known, known, now_known
from engine.use_cases.reckoning.frozen_statements import rows_of
from engine.use_cases.reckoning.month_statements import open_month
from engine.use_cases.reckoning.policy_pins import newly_governing, pins_for
from engine.vocabulary.instants import Instant, local_day, local_time
from engine.vocabulary.months import Month, month_of, read_month
from engine.vocabulary.problems import Refused, refuse


@dataclass(frozen=True, slots=True)
class ClosedStatement:
    """A month that was closed now: what was frozen, and the digest over it."""

    statement: MonthStatement
    digest: str


def close_month(record: Record, deciders: Deciders, month: Month, *, now: Instant, who: str) -> tuple[ClosedStatement, ...]:
    """Closes `month` and, with it, the months without work since the last closed one; oldest first.

    Raises Refused where the month has not ended, is closed already, or an earlier one that holds minutes is open."""
    with record.writing() as connection:
        _pin(connection, deciders, now, who)
        what = known(connection, deciders)
        closed = []
        for one in _to_close(what, month, now):
            closed.append(_close(what, one, now, who))
            what = now_known(what)
        return tuple(closed)


def months_to_close(what: Known, month: Month, now: Instant) -> tuple[Month, ...]:
    """`month` and the empty months that close with it, oldest first. Raises Refused as `close_month` does."""
    return tuple(_to_close(what, month, now))


def _to_close(what: Known, month: Month, now: Instant) -> list[Month]:
    _, end = month_bounds(month, what.zone)
    if now < end:
        raise refuse("not_ended", month=month, ends=local_time(end, what.zone))
    if what.is_closed(month):
        raise _closed(what, month)
    first_open = what.earliest_open
    earliest = _earliest_worked(what, first_open)
    if earliest is not None and earliest < month:
        raise refuse("earlier_open", earlier=earliest, month=month)
    months = [month if first_open is None else first_open]
    while months[-1] < month:
        months.append(months[-1].next())
    return months


def _closed(what: Known, month: Month) -> Refused:
    first, last = (read_month(one.closing.month) for one in (what.closed[0], what.closed[-1]))
    closing = what.closing_of(month)
    if closing is None:
        return refuse("closed.with_another", month=month, other=first, stated_in=last.next())
    day = local_time(closing.closed_at, what.zone).date()
    return refuse("closed.by_somebody", month=month, day=day, who=closing.closed_by, stated_in=last.next())


def _earliest_worked(what: Known, first_open: Month | None) -> Month | None:
    """The first open month that holds minutes."""
    since = None if first_open is None else month_bounds(first_open, what.zone)[0]
    started_at = scope.first_work(what.connection, since, as_of=what.as_of)
    return None if started_at is None else month_of(local_day(started_at, what.zone))


def _pin(connection: Connection, deciders: Deciders, now: Instant, who: str) -> None:
    """What is frozen was decided under versions that the record knows."""
    pinned = act_queries.pins(connection)
    new = pins_for(newly_governing(connection, pinned, deciders), pinned, deciders)
    if new:
        log.append(connection, [("policy_pins", pin) for pin in new], recorded_at=now, recorded_by=who)


def _close(what: Known, month: Month, now: Instant, who: str) -> ClosedStatement:
    vendor = what.vendor
    opened = open_month(what, month)
    closing = Closing(
        Key(str(month)),
        Word(vendor.currency),
        Word(vendor.country),
        Word(vendor.time_zone),
        what.tax_on(month.last_day).basis_points,
        Word(""),
    )
    rows = rows_of(opened, what)
    digest = closed_months.freeze(what.connection, closing, rows, recorded_at=now, recorded_by=who)
    return ClosedStatement(opened.statement, digest)
