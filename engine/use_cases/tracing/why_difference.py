"""What a difference follows from: what was frozen, what earlier statements said, what is known, and the acts recorded between.

A difference that is frozen is told by what was known when its own month was closed, one of an open month by what is known
now; the known figures are reckoned here, so that whoever reads them sees the three add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from engine.books.differences import NOTHING, Figures, figures_of
from engine.books.fields import Key
from engine.books.month_statement import Difference, Line, MinutesByBucket
from engine.store import act_queries, act_search, affected_requests, frozen_lines
from engine.store.act_search import RecordedAct
from engine.store.closed_months import ClosedMonth
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.month_statements import statement_of
from engine.use_cases.reckoning.reckon_requests import reckon_requests
from engine.use_cases.reckoning.record_fields import record_shown
from engine.use_cases.reckoning.stated_differences import differences_about
from engine.use_cases.tracing.why_line import closing_told
from engine.vocabulary.money import Cents, show_amount
from engine.vocabulary.months import Month, read_month


@dataclass(frozen=True, slots=True)
class Account:
    """A request's figures in one month and the lines that they come from."""

    figures: Figures
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, object]:
        lines = [{"id": line.id, **line.as_json()} for line in self.lines]
        return {"minutes": self.figures.minutes.as_json(), "net": show_amount(self.figures.net), "lines": lines}


@dataclass(frozen=True, eq=False)
class WhyDifference:
    """`known` less `frozen` less `earlier` is the difference. `closing` is of the month that it is about, `stated` of the one
    that states it, None while that is open; `acts` were recorded between the statement before it and its own."""

    difference: Difference
    customer_id: str
    currency: str
    closing: ClosedMonth | None
    stated: ClosedMonth | None
    frozen: Account
    earlier: tuple[Difference, ...]
    known: Account
    later: tuple[Difference, ...]
    acts: tuple[RecordedAct, ...]
    zone: tzinfo

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.difference.id,
            "stated_in": str(self.difference.stated_in),
            "customer_id": self.customer_id,
            "currency": self.currency,
            **self.difference.as_json(),
            "closed": closing_told(self.closing, self.zone),
            "stated": closing_told(self.stated, self.zone),
            "frozen": self.frozen.as_json(),
            "earlier": [{"id": one.id, **one.as_json()} for one in self.earlier],
            "known": self.known.as_json(),
            "later": [{"id": one.id, **one.as_json()} for one in self.later],
            "acts": [record_shown(one, self.zone) for one in self.acts],
        }


def why_difference(what: Known, stated_in: Month, request_id: str, about: Month) -> WhyDifference | None:
    """None where no statement says so."""
    all_of_them = differences_about(what, request_id, about)
    found = next((one for one in all_of_them if one.stated_in == stated_in), None)
    if found is None:
        return None
    stated, closing = what.closing_of(stated_in), what.closing_of(about)
    at = what if stated is None else what.before(stated)
    before = max(one.seq for one in what.closed if read_month(one.closing.month) < stated_in)
    return WhyDifference(
        found,
        affected_requests.customers_of_requests(what.connection, [request_id])[request_id],
        what.vendor.currency if stated is None else stated.closing.currency,
        closing,
        stated,
        _frozen(what, closing, request_id),
        tuple(one for one in all_of_them if one.stated_in < stated_in),
        _known(at, request_id, about),
        tuple(one for one in all_of_them if one.stated_in > stated_in),
        tuple(act_search.acts_about(what.connection, request_id, before, at.as_of)),
        what.zone,
    )


def _frozen(what: Known, closing: ClosedMonth | None, request_id: str) -> Account:
    if closing is None:
        return Account(NOTHING, ())
    rows = frozen_lines.about_request(what.connection, closing.seq, request_id)
    minutes = sum((MinutesByBucket(**{part.bucket: part.minutes}) for part in rows.parts), MinutesByBucket())
    month = read_month(closing.closing.month)
    lines = tuple(Line(month, one.request_id, one.hourly_rate, one.minutes) for one in rows.lines)
    return Account(Figures(minutes, Cents(sum(line.net for line in lines))), lines)


def _known(at: Known, request_id: str, about: Month) -> Account:
    acts = act_queries.of_requests(at.connection, [request_id], as_of=at.as_of)
    requests = reckon_requests(acts, at.deciders)
    figures = figures_of((one for request in requests for one in request.entries), at.zone).get((about, Key(request_id)), NOTHING)
    customers = statement_of(acts, requests, at, about).customers
    return Account(figures, tuple(line for one in customers for line in one.lines))
