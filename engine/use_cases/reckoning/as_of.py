"""What is known: the record as it is now, or as it was on a day, with the policies and the closed months known then.

Every question that is asked of the record begins here, so that all of them mean the same by "known". A day is a place in
the log: what was recorded up to then, for every kind of act. Policies known then are the versions pinned by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from engine.books.month_statement import Tax
from engine.deciding.deciders import Deciders
from engine.policy.pack import Vendor
from engine.store import act_queries, closed_months, log, policy_lifecycle
from engine.store.closed_months import ClosedMonth
from engine.store.record import Connection
from engine.use_cases.reckoning.policy_pins import refuse_other_meaning
from engine.vocabulary.instants import Instant, read_zone
from engine.vocabulary.months import Month, read_month
from engine.vocabulary.problems import Refused, problem, refuse


@dataclass(frozen=True, eq=False)
class Known:
    """`as_of` is the place in the log, None for all of it; `closed` holds the months closed by then, oldest first. `closing`:
    the month that is reckoned once more as when it was closed, by the VAT of that time."""

    connection: Connection
    deciders: Deciders
    as_of: int | None
    closed: tuple[ClosedMonth, ...]
    closing: ClosedMonth | None = None

    @property
    def vendor(self) -> Vendor:
        return self.deciders.packs.vendor

    @property
    def zone(self) -> ZoneInfo:
        return read_zone(self.vendor.time_zone)

    @property
    def closed_through(self) -> Month | None:
        """The last month that is closed; all before it are."""
        return closed_through(self.closed)

    @property
    def earliest_open(self) -> Month | None:
        """The month whose statement says what was learnt about closed ones; None while no month is closed."""
        last = self.closed_through
        return None if last is None else last.next()

    def is_closed(self, month: Month) -> bool:
        last = self.closed_through
        return last is not None and month <= last

    def closing_of(self, month: Month) -> ClosedMonth | None:
        """Its closing; None where it is open, and where it closed with a later one, before the first minute was recorded."""
        return next((one for one in self.closed if one.closing.month == str(month)), None)

    def before(self, closing: ClosedMonth) -> Known:
        """What was known when that month was closed."""
        return replace(known(self.connection, self.deciders, as_of=closing.seq - 1), closing=closing)

    def tax_on(self, day: date) -> Tax:
        """The vendor's country and VAT on a day. Raises Refused where no row of vendor.yaml has begun by then."""
        if self.closing is not None:
            return Tax(self.closing.closing.country, self.closing.closing.vat_basis_points)
        begun = [row for row in self.vendor.vat if row.valid_from <= day]
        if not begun:
            raise refuse("no_vat", day=day)
        return Tax(self.vendor.country, max(begun, key=lambda row: row.valid_from).basis_points)


def known(connection: Connection, deciders: Deciders, *, on: Instant | None = None, as_of: int | None = None) -> Known:
    """What is known on `connection` now, or was by the instant `on`, or at the place `as_of` in the log.

    Raises Refused where the packs mean something else than when acts were recorded under them, or the vendor's time zone
    or currency is another than when months were closed."""
    if on is not None:
        as_of = log.length_as_of(connection, on)
    pins = act_queries.pins(connection, as_of)
    refuse_other_meaning(pins, deciders, policy_lifecycle.publications(connection, as_of))
    closed = closed_months.closed_months(connection, as_of)
    _refuse_other_vendor(closed, deciders.packs.vendor)
    return Known(connection, deciders if as_of is None else deciders.only(pins), as_of, closed)


def closed_through(closed: tuple[ClosedMonth, ...]) -> Month | None:
    """The last month of those closed; None where none is."""
    return read_month(closed[-1].closing.month) if closed else None


def now_known(what: Known) -> Known:
    """The same question asked again on its connection, after something was recorded there."""
    return replace(what, closed=closed_months.closed_months(what.connection, what.as_of))


def _refuse_other_vendor(closed: tuple[ClosedMonth, ...], vendor: Vendor) -> None:
    problems = []
    for name in ("time_zone", "currency"):
        was = {getattr(one.closing, name) for one in closed} - {getattr(vendor, name)}
        if was:
            problems.append(problem("other_vendor", field=name, now=getattr(vendor, name), was=min(was)))
    if problems:
        raise Refused(problems)
