"""From a line's cents to everything behind them: entries part by part, consents with their evidence, the rate row that the
table gave, the decision with its clauses, who determined; and what was recorded about the request since.

A line of a closed month is told from what was frozen, its acts as they were known then; one of an open month from the same
rows, made now. Reckons nothing anew for a closed month; stores nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from engine.books.effective_dates import version_on
from engine.books.month_statement import Line
from engine.books.records import Consent, Customer, Determination, Quote, Rate, Request, Retraction, TimeEntry, Withdrawal
from engine.books.statement_rows import FrozenPart, FrozenStatement
from engine.store import act_queries, act_search, frozen_lines
from engine.store.act_search import RecordedAct
from engine.store.acts import Acts
from engine.store.closed_months import ClosedMonth
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.frozen_statements import rows_of
from engine.use_cases.reckoning.open_months import open_months
from engine.use_cases.reckoning.record_fields import record_shown
from engine.use_cases.reckoning.stated_differences import differences_about
from engine.use_cases.tracing.stated_decision import ToldDecision, told_decision
from engine.vocabulary.instants import local_day, local_time
from engine.vocabulary.money import Cents
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import Bucket


@dataclass(frozen=True, slots=True)
class PartedEntry:
    """An entry that has a part in the line, and all its parts."""

    entry: TimeEntry
    parts: tuple[FrozenPart, ...]


@dataclass(frozen=True, slots=True)
class BehindConsent:
    """A consent that the line draws on: how many minutes of it, who gave it (by name, as of that day), the quote it answers,
    its withdrawal, and the row that the table gave when it was given (or its quote sent), None where the table had none."""

    consent: Consent
    minutes: int
    given_by: str
    quote: Quote | None
    withdrawal: Withdrawal | None
    rate: Rate | None

    @property
    def deviation_reason(self) -> str | None:
        """Why its price is not the table's, where it is not."""
        if self.rate is not None and self.rate.hourly_rate == self.consent.hourly_rate:
            return None
        return self.consent.deviation_reason or (self.quote.deviation_reason if self.quote else None)


@dataclass(frozen=True, eq=False)
class WhyLine:
    """`since`: what was recorded about the request after the month was closed; `differences`: ids of what later statements say
    about it; `retractions`: acts on the request that were retracted by the time that is told of."""

    line: Line
    currency: str
    customer: Customer
    closing: ClosedMonth | None
    request: Request
    asked_by: str | None
    entries: tuple[PartedEntry, ...]
    consents: tuple[BehindConsent, ...]
    decisions: tuple[ToldDecision, ...]
    determinations: tuple[Determination, ...]
    retractions: tuple[Retraction, ...]
    since: tuple[RecordedAct, ...]
    differences: tuple[str, ...]
    zone: tzinfo

    def counts(self, part: FrozenPart) -> bool:
        """Whether the part is one of the line's."""
        return part.bucket == Bucket.BILLABLE.value and part.hourly_rate == self.line.rate

    def as_json(self) -> dict[str, object]:
        zone = self.zone
        return {
            "id": self.line.id,
            "month": str(self.line.month),
            "customer_id": self.customer.customer_id,
            "name": self.customer.name,
            "currency": self.currency,
            **self.line.as_json(),
            "closed": closing_told(self.closing, zone),
            "request": record_shown(self.request, zone) | {"asked_by": self.asked_by},
            "entries": [
                record_shown(one.entry, zone) | {"parts": [record_shown(part, zone) | {"in_line": self.counts(part)} for part in one.parts]}
                for one in self.entries
            ],
            "consents": [
                record_shown(one.consent, zone)
                | {
                    "given_by_name": one.given_by,
                    "minutes_in_line": one.minutes,
                    "quote": one.quote and record_shown(one.quote, zone),
                    "withdrawal": one.withdrawal and record_shown(one.withdrawal, zone),
                    "rate": one.rate and record_shown(one.rate, zone),
                    "reason_for_deviating": one.deviation_reason,
                }
                for one in self.consents
            ],
            "decisions": [one.as_json() for one in self.decisions],
            "determinations": [record_shown(one, zone) for one in self.determinations],
            "retractions": [record_shown(one, zone) for one in self.retractions],
            "recorded_since": [record_shown(one, zone) for one in self.since],
            "differences": list(self.differences),
        }


def closing_told(closing: ClosedMonth | None, zone: tzinfo) -> dict[str, object] | None:
    """When and by whom a month was closed, and the digest over its statement."""
    if closing is None:
        return None
    on = local_time(closing.closed_at, zone).isoformat()
    return {"on": on, "by": closing.closed_by, "act": closing.seq, "statement_digest": closing.closing.statement_digest}


def why_line(what: Known, month: Month, request_id: str, rate: Cents) -> WhyLine | None:
    """None where there is no such line."""
    closing = what.closing_of(month)
    if closing is None:
        opened = None if what.is_closed(month) else open_months(what, [request_id]).get(month)
        rows = rows_of(opened, what) if opened else FrozenStatement()
    else:
        rows = frozen_lines.about_request(what.connection, closing.seq, request_id)
    found = next((one for one in rows.lines if (one.request_id, one.hourly_rate) == (request_id, rate)), None)
    if found is None:
        return None
    as_of = what.as_of if closing is None else closing.seq - 1
    acts = act_queries.of_requests(what.connection, [request_id], as_of=as_of, personal=act_queries.EVERY_KIND)
    return _told(what, Line(month, found.request_id, found.hourly_rate, found.minutes), closing, rows, acts)


def _told(what: Known, line: Line, closing: ClosedMonth | None, rows: FrozenStatement, acts: Acts) -> WhyLine:
    (request,) = acts.requests
    drawn = [part for part in rows.parts if part.bucket == Bucket.BILLABLE.value and part.hourly_rate == line.rate]
    entry_ids = {part.entry_id for part in drawn}
    parts = [part for part in rows.parts if part.entry_id in entry_ids]
    entries = [
        PartedEntry(entry, tuple(part for part in parts if part.entry_id == entry.entry_id))
        for entry in sorted(acts.time_entries, key=lambda one: (one.started_at, one.entry_id))
        if entry.entry_id in entry_ids
    ]
    policies = {one.policy: one for one in rows.policies}
    numbers = {part.decision for part in drawn}
    decisions = [told_decision(one, policies[one.policy], what.deciders) for one in rows.decisions if one.number in numbers]
    determined = {part.determination_id for part in drawn}
    since = () if closing is None else act_search.acts_about(what.connection, line.request_id, closing.seq, what.as_of)
    return WhyLine(
        line,
        what.vendor.currency if closing is None else closing.closing.currency,
        version_on(acts.customers, line.month.last_day),
        closing,
        request,
        None if request.person_id is None else _name(acts, request.person_id, request, local_day(request.received_at, what.zone)),
        tuple(entries),
        tuple(_consents(drawn, acts, request, what.zone)),
        tuple(decisions),
        tuple(one for one in acts.determinations if one.determination_id in determined),
        tuple(one for one in acts.retractions if one.kind != "rates"),
        tuple(since),
        tuple(one.id for one in differences_about(what, line.request_id, line.month)),
        what.zone,
    )


def _consents(drawn: Iterable[FrozenPart], acts: Acts, request: Request, zone: tzinfo) -> Iterable[BehindConsent]:
    drawn = list(drawn)
    quotes = {quote.quote_id: quote for quote in acts.quotes}
    rates = {rate.rate_id: rate for rate in acts.rates}
    withdrawals = {one.consent_id: one for one in acts.withdrawals}
    for consent in sorted(acts.consents, key=lambda one: (one.given_at, one.consent_id)):
        parts = [part for part in drawn if part.consent_id == consent.consent_id]
        if parts:
            rate_id = parts[0].rate_id
            yield BehindConsent(
                consent,
                sum(part.minutes for part in parts),
                _name(acts, consent.given_by, request, local_day(consent.given_at, zone)),
                quotes[consent.quote_id] if consent.quote_id else None,
                withdrawals.get(consent.consent_id),
                rates[rate_id] if rate_id else None,
            )


def _name(acts: Acts, person_id: str, request: Request, day: date) -> str:
    """A person's name on a day; the id where it was erased."""
    rows = [row for row in acts.people if row.person_id == person_id and row.customer_id == request.customer_id]
    return (version_on(rows, day).name if rows else "") or person_id
