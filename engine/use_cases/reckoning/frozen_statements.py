"""A month's statement as rows to be frozen, and frozen rows as a statement again.

Behind each line stand its entries part by part, the decision with its rules and clauses, the consent, and the rate row that
the table gave when the consent was given. Reckons nothing anew; stores nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.facts_of_request import facts_of_entry
from engine.books.fields import Key, Word
from engine.books.month_statement import CustomerStatement, Difference, Line, MinutesByBucket, MonthStatement, Sums, month_bounds
from engine.books.rate_table import RateTable, rate_table
from engine.books.records import Consent, Customer, Quote, Rate, Request
from engine.books.statement_rows import (
    FrozenCustomer,
    FrozenDecision,
    FrozenDifference,
    FrozenLine,
    FrozenPart,
    FrozenPolicy,
    FrozenStatement,
)
from engine.deciding.decision import Decision
from engine.store.acts import Acts
from engine.store.closed_months import in_order
from engine.store.kinds import key_of
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.month_statements import OpenMonth
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.months import Month, read_month
from engine.vocabulary.outcomes import BlockReason, Bucket

Said = tuple[str, str, str, str]
"""What a policy said: its ref, the coverage, the rules that won and their clauses."""


def rows_of(month: OpenMonth, known: Known) -> FrozenStatement:
    """The statement of a month and what is behind it, as rows in their order."""
    statement = month.statement
    first, after = month_bounds(statement.month, known.zone)
    prices = Prices(month.acts, known.zone)
    waivers = {waiver.entry_id: waiver.waiver_id for waiver in month.acts.waivers}
    parts: list[tuple[Said, dict[str, Any]]] = []
    policies: dict[str, FrozenPolicy] = {}
    for request in month.requests:
        of_request: dict[tuple[str | None, ...], tuple[Decision, Said]] = {}
        for one in request.entries:
            if not first <= one.entry.started_at < after:
                continue
            # Few entries have facts of their own; the others share what was decided on their request.
            own = (one.entry.service, one.entry.topic, one.entry.cause)
            if own not in of_request:
                of_request[own] = (decision := decision_on(request, one.entry)), _said(decision)
            decision, said = of_request[own]
            policies.setdefault(decision.policy, _policy(request))
            determined = request.determination.determination_id if request.determination and one.coverage is not decision.coverage else None
            for segment in one.segments:
                values = {
                    "entry_id": one.entry.entry_id,
                    "first_minute": segment.first_minute,
                    "minutes": segment.minutes,
                    "request_id": one.entry.request_id,
                    "bucket": segment.bucket.value,
                    "blocked": segment.blocked.value if segment.blocked else None,
                    "coverage": one.coverage.value,
                    "determination_id": determined,
                    "waiver_id": waivers.get(one.entry.entry_id) if segment.bucket is Bucket.WAIVED else None,
                    "consent_id": segment.consent_id,
                    "hourly_rate": segment.rate,
                    "rate_id": prices.row_behind(segment.consent_id, request.request) if segment.consent_id else None,
                }
                parts.append((said, values))
    numbers = {said: number for number, said in enumerate(sorted({said for said, _ in parts}), start=1)}
    return in_order(
        {
            "policies": policies.values(),
            "decisions": [FrozenDecision(number, *map(Word, said)) for said, number in numbers.items()],  # type: ignore[arg-type]
            "customers": [_customer(one) for one in statement.customers],
            "lines": [
                FrozenLine(one.customer.customer_id, line.request_id, line.rate, line.minutes, line.net)
                for one in statement.customers
                for line in one.lines
            ],
            "differences": [_difference(one.customer.customer_id, found) for one in statement.customers for found in one.differences],
            "parts": [FrozenPart(decision=numbers[said], **values) for said, values in parts],
        }
    )


def statement_from(
    month: Month, currency: str, frozen: FrozenStatement, customers: Mapping[str, Customer], customer_id: str | None = None
) -> MonthStatement:
    """The statement that was frozen; `customers`: the versions of customers that it names, by their keys."""
    lines: dict[Key, list[Line]] = defaultdict(list)
    for line in frozen.lines:
        lines[line.customer_id].append(Line(month, line.request_id, line.hourly_rate, line.minutes))
    differences: dict[Key, list[Difference]] = defaultdict(list)
    for one in frozen.differences:
        minutes = MinutesByBucket(one.covered, one.billable, one.waived, one.blocked)
        differences[one.customer_id].append(Difference(month, read_month(one.about), one.request_id, minutes, one.net))
    statements = [
        CustomerStatement(
            customers[row.customer_key],
            MinutesByBucket(row.covered, row.billable, row.waived, row.blocked),
            {reason: count for reason in BlockReason if (count := getattr(row, reason.value))},
            tuple(lines[row.customer_id]),
            row.vat_note,
            Sums(row.net, row.vat),
            tuple(differences[row.customer_id]),
        )
        for row in frozen.customers
        if customer_id in (None, row.customer_id)
    ]
    return MonthStatement(month, currency, tuple(statements))


def decision_on(request: ReckonedRequest, entry: Any) -> Decision:
    """What the policy says on an entry of a request, before a person's determination."""
    return request.decider.decide(facts_of_entry(request.facts, entry, request.decider.allowed), request.received)


class Prices:
    """The rate row behind a consent: what the table gave on the day it was given, or on which its quote was sent."""

    def __init__(self, acts: Acts, zone: ZoneInfo) -> None:
        self._zone = zone
        self._table: RateTable = rate_table(acts.rates)
        self._consents: Mapping[Key, Consent] = {consent.consent_id: consent for consent in acts.consents}
        self._quotes: Mapping[Key, Quote] = {quote.quote_id: quote for quote in acts.quotes}
        self._rows: dict[Key, Key | None] = {}

    def row_behind(self, consent_id: Key, request: Request) -> Key | None:
        """The id of the row; None where the table has none."""
        if consent_id not in self._rows:
            row = self._row(self._consents[consent_id], request)
            self._rows[consent_id] = None if row is None else row.rate_id
        return self._rows[consent_id]

    def _row(self, consent: Consent, request: Request) -> Rate | None:
        quote = self._quotes.get(consent.quote_id) if consent.quote_id else None
        priced_at: Instant = consent.given_at if quote is None else quote.sent_at
        assert consent.role is not None
        return self._table.row_for(request.customer_id, consent.role, request.product, local_day(priced_at, self._zone))


def _said(decision: Decision) -> Said:
    clauses = dict.fromkeys(clause for reason in decision.because for clause in reason.clauses)
    return decision.policy, decision.coverage.value, " ".join(reason.rule for reason in decision.because), " ".join(clauses)


def _policy(request: ReckonedRequest) -> FrozenPolicy:
    compiled = request.decider.compiled
    return FrozenPolicy(Key(compiled.version.ref), Word(compiled.meaning_digest), Word(compiled.version.text_digest))


def _customer(one: CustomerStatement) -> FrozenCustomer:
    minutes = one.minutes
    return FrozenCustomer(
        customer_id=one.customer.customer_id,
        customer_key=Key(key_of("customers", one.customer)),
        covered=minutes.covered,
        billable=minutes.billable,
        waived=minutes.waived,
        blocked=minutes.blocked,
        vat_note=Word(one.vat_note) if one.vat_note else None,
        net=one.sums.net,
        vat=one.sums.vat,
        **{reason.value: one.blocked.get(reason, 0) for reason in BlockReason},
    )


def _difference(customer_id: Key, found: Difference) -> FrozenDifference:
    minutes = found.minutes
    figures = (minutes.covered, minutes.billable, minutes.waived, minutes.blocked)
    return FrozenDifference(customer_id, Key(str(found.month)), found.request_id, *figures, found.net)
