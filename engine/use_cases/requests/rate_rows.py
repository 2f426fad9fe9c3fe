"""The table of hourly rates as a person keeps it: each row with the days on which it holds, the gaps, and what a new row changes.

Which row counts for a customer, role and product on a day is `engine.books.rate_table`'s. Whether a row may be recorded is
asked where it is recorded; here is only told, beforehand, what it would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from engine.books.admission.dates import out_of_order
from engine.books.admission.ledger import NewAct, ledger
from engine.books.effective_dates import DateGap, date_gaps, in_force, overlaps, period_end
from engine.books.rate_table import rate_key, rate_table
from engine.books.records import Rate
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Place, Problem


class State(StrEnum):
    """Whether a row holds on the day asked about."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RateRow:
    """A row and the last day on which it holds (None: no end in sight), as its successors leave it."""

    rate: Rate
    last_day: date | None
    state: State


@dataclass(frozen=True, slots=True)
class RateRows:
    """All rows by what they name (those that name most first), then by first day; and the days without a row between them."""

    rows: tuple[RateRow, ...]
    gaps: tuple[DateGap[Rate], ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """What a new row does to the rows of its key.

    `holds_today` is the row in force on the day asked about, `before` the one that would hold on the new row's first day
    without it; `before_ends` is the last day of `before` once the new row is there. `last_day` is the new row's own end.
    `both` are rows that would hold on the same day as the new one: it cannot be recorded. `gaps` are days on which no row
    of the key holds and that border on the new one."""

    holds_today: Rate | None
    before: Rate | None
    before_ends: date | None
    last_day: date | None
    both: tuple[Rate, ...]
    gaps: tuple[DateGap[Rate], ...]


def rate_rows(rates: Iterable[Rate], day: date) -> RateRows:
    """The rows of `rates`, retracted ones already left out, as they stand on `day`."""
    by_key = rate_table(rates).rows
    rows = [row_on(rate, of_key, day) for of_key in by_key.values() for rate in of_key]
    rows.sort(key=lambda row: (*_named_first(row.rate), row.rate.valid_from, row.rate.rate_id))
    return RateRows(tuple(rows), tuple(gap for key in sorted(by_key, key=str) for gap in date_gaps(by_key[key])))


def row_on(rate: Rate, rows_of_key: Iterable[Rate], day: date) -> RateRow:
    """One row with its end and its state on `day`."""
    last_day = period_end(rate, rows_of_key)
    if rate.valid_from > day:
        return RateRow(rate, last_day, State.COMING)
    return RateRow(rate, last_day, State.IN_FORCE if last_day is None or day <= last_day else State.ENDED)


def succession(new: Rate, rates: Iterable[Rate], day: date) -> Succession:
    """What `new` would do among `rates` (retracted ones left out), seen on `day`."""
    of_key = [rate for rate in rates if rate_key(rate) == rate_key(new) and rate.rate_id != new.rate_id]
    with_new = [*of_key, new]
    before = in_force(of_key, new.valid_from)
    both = tuple(earlier if later is new else later for earlier, later in overlaps(with_new) if new in (earlier, later))
    bordering = tuple(gap for gap in date_gaps(with_new) if new in (gap.before, gap.after))
    ends = period_end(before, with_new) if before is not None else None
    return Succession(in_force(of_key, day), before, ends, period_end(new, with_new), both, bordering)


def wrong_dates(new: Rate, zone: ZoneInfo) -> tuple[Problem, ...]:
    """What is wrong with the dates of `new` in themselves, in the words in which recording it would be refused."""
    act = NewAct("rates", new, Place())
    return tuple(out_of_order(ledger({}, (), [act], zone), [act], Instant(0)))


def _named_first(rate: Rate) -> tuple[bool, str, bool, str, bool, str]:
    """In the order of precedence: rows that name a customer, then a role, then a product."""
    customer_id, role, product = rate_key(rate)
    return (customer_id is None, customer_id or "", role is None, role or "", product is None, product or "")
