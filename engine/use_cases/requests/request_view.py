"""One recorded request with all that hangs on it, at an instant: its assessment, what was said and done, what it took.

Decides nothing itself: `assess` does, and the books say where minutes ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.books.consent_spans import NEVER, consent_spans, is_open
from engine.books.consent_state import minutes_left
from engine.books.facts_of_request import after_retriage
from engine.books.fields import Key, Minutes, Word
from engine.books.records import Closure, Consent, Determination, Quote, Request, Retriage, Waiver, Withdrawal
from engine.deciding.deciders import Deciders
from engine.store.acts import Acts
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest
from engine.use_cases.requests.assess import Assessment, assess_recorded
from engine.vocabulary.instants import Instant
from engine.vocabulary.outcomes import BlockReason, Bucket, Coverage


class Standing(StrEnum):
    """How an answer stands at an instant."""

    STANDS = "stands"
    USED_UP = "used_up"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A recorded answer: how it stands, what its cap has left (None without a cap), when it ends (None where nothing ends it)."""

    consent: Consent
    standing: Standing
    minutes_left: Minutes | None
    ends: Instant | None


@dataclass(frozen=True, eq=False)
class RequestView:
    """Acts in order of their time; `person_id` is who asks after re-triage; `closures` is empty while the request is open."""

    reckoned: ReckonedRequest
    assessment: Assessment
    person_id: str | None
    retriages: tuple[Retriage, ...]
    determinations: tuple[Determination, ...]
    quotes: tuple[Quote, ...]
    consents: tuple[ConsentView, ...]
    withdrawals: tuple[Withdrawal, ...]
    waivers: tuple[Waiver, ...]
    closures: tuple[Closure, ...]

    @property
    def request(self) -> Request:
        return self.reckoned.request

    @property
    def minutes(self) -> Mapping[Bucket, int]:
        """Recorded minutes by bucket; together they are all that was recorded."""
        return {bucket: sum(entry.minutes_in(bucket) for entry in self.reckoned.entries) for bucket in Bucket}

    @property
    def may_be_determined(self) -> Coverage | None:
        """The policy's own coverage, `undetermined` or `not_entitled`, where a person may say otherwise; None where not."""
        billable = Determination(Key(""), Key(""), "billable", Word(""), Instant(0), "")
        own = replace(self.reckoned, determination=None).coverage_with(self.reckoned.facts)
        agreed = replace(self.reckoned, determination=billable).coverage_with(self.reckoned.facts)
        return None if agreed == own else own

    @property
    def open_quote(self) -> Quote | None:
        """The latest quote that was sent by the instant of the view and had not expired."""
        return max(
            (quote for quote in self.quotes if is_open(quote, self.assessment.at)),
            key=lambda quote: (quote.sent_at, quote.quote_id),
            default=None,
        )


def view_request(reckoned: ReckonedRequest, acts: Acts, deciders: Deciders, at: Instant) -> RequestView:
    """`acts` are all of its customer's; `at` is read as the request's `received_at` where it lies before that."""
    id_ = reckoned.request.request_id
    at = max(at, reckoned.request.received_at)
    consents = [one for one in acts.consents if one.request_id == id_]
    given = {one.consent_id for one in consents}
    entries = {one.entry.entry_id for one in reckoned.entries}
    withdrawals = [one for one in acts.withdrawals if one.consent_id in given]
    return RequestView(
        reckoned,
        assess_recorded(reckoned, acts, deciders, at),
        after_retriage(reckoned.request, acts.retriages).person_id,
        tuple(sorted((one for one in acts.retriages if one.request_id == id_), key=lambda one: (one.triaged_at, one.retriage_id))),
        tuple(
            sorted((one for one in acts.determinations if one.request_id == id_), key=lambda one: (one.determined_at, one.determination_id))
        ),
        tuple(sorted((one for one in acts.quotes if one.request_id == id_), key=lambda one: (one.sent_at, one.quote_id))),
        _consents(consents, withdrawals, reckoned, at),
        tuple(withdrawals),
        tuple(one for one in acts.waivers if one.entry_id in entries),
        tuple(one for one in acts.closures if one.request_id == id_),
    )


def _consents(
    consents: Sequence[Consent], withdrawals: Sequence[Withdrawal], reckoned: ReckonedRequest, at: Instant
) -> tuple[ConsentView, ...]:
    by_id = {span.consent_id: span for span in consent_spans(consents, withdrawals)}
    views = []
    for consent in sorted(consents, key=lambda one: (one.given_at, one.consent_id)):
        left = minutes_left(consent, reckoned.entries)
        span = by_id.get(consent.consent_id)
        if span is None:
            views.append(ConsentView(consent, Standing.DECLINED, left, None))
            continue
        ends = None if span.ends == NEVER else span.ends
        if at < span.begins:
            standing = Standing.TO_COME
        elif at >= span.ends:
            standing = Standing.WITHDRAWN if span.ended_by is BlockReason.CONSENT_WITHDRAWN else Standing.EXPIRED
        else:
            standing = Standing.USED_UP if left == 0 else Standing.STANDS
        views.append(ConsentView(consent, standing, left, ends))
    return tuple(views)
