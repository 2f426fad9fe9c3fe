"""What the customer has said to paying, at an instant, and how many minutes a consent still has.

The state is the fact `consent` (engine/reference.md, "Records read as facts"): a consent of whatever role will do, since the
question is whether work may start, not whose. Which minute drew on which consent is read off reckoned entries.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.books.consent_spans import NEVER, consent_spans, is_open, minutes_begun
from engine.books.entries import ReckonedEntry
from engine.books.fields import Key, Minutes
from engine.books.records import Consent, Quote, Withdrawal
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant
from engine.vocabulary.outcomes import ConsentState


def consent_at(
    instant: Instant,
    consents: Iterable[Consent],
    withdrawals: Iterable[Withdrawal],
    quotes: Iterable[Quote],
    reckoned: Iterable[ReckonedEntry],
) -> ConsentState:
    """One request's consent at `instant`; the acts and reckoned entries are all of that request's, later ones too.

    A refusal at the very instant of a quote is taken to answer it."""
    consents = tuple(consents)
    drawn = _drawn(reckoned, instant)
    for span in consent_spans(consents, withdrawals):
        if span.holds_at(instant) and (span.max_minutes is None or drawn.get(span.consent_id, 0) < span.max_minutes):
            return ConsentState.GRANTED
    refused_at = max((c.given_at for c in consents if c.status == "declined" and c.given_at <= instant), default=None)
    quoted_at = max((quote.sent_at for quote in quotes if is_open(quote, instant)), default=None)
    if refused_at is not None and (quoted_at is None or quoted_at <= refused_at):
        return ConsentState.DECLINED
    return ConsentState.NONE if quoted_at is None else ConsentState.PENDING


def minutes_left(consent: Consent, reckoned: Iterable[ReckonedEntry], before: Instant = NEVER) -> Minutes | None:
    """What the cap of `consent` has left after the minutes that began before an instant (all, where none is given).

    `reckoned` are all entries of the consent's request. None where there is no cap; 0 for a refusal. Whether the consent
    still stands is another question."""
    if consent.status == "declined":
        return Minutes(0)
    if consent.max_minutes is None:
        return None
    return Minutes(consent.max_minutes - _drawn(reckoned, before).get(consent.consent_id, 0))


def _drawn(reckoned: Iterable[ReckonedEntry], before: Instant) -> dict[Key, int]:
    """How many minutes that began before an instant were drawn on each consent."""
    drawn: dict[Key, int] = {}
    for of_entry in reckoned:
        for segment in of_entry.segments:
            if segment.consent_id is not None:
                first = of_entry.entry.started_at + segment.first_minute * MICROSECONDS_A_MINUTE
                drawn[segment.consent_id] = drawn.get(segment.consent_id, 0) + minutes_begun(first, segment.minutes, before)
    return drawn
