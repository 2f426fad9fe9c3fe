"""Generated requests: acts on a narrow stretch of time around a month's end, so that caps, expiries, withdrawals and
entries meet often, at whole minutes and in between."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine.books.fields import Key, Minutes, Word
from engine.books.records import Consent, TimeEntry
from engine.vocabulary.instants import Instant
from engine.vocabulary.money import Cents
from engine.vocabulary.outcomes import Coverage
from tests.books.minute_oracle import OracleActs
from tests.books.record_factories import at, entry, grant, quote, refusal, waiver, withdrawal

EXAMPLES = 5_000 if os.environ.get("SIZE") == "full" else 300
STEP = 20_000_000
LAST_STEP = 3 * 120
FIRST = at("2026-10-31T22:30:00+01:00")
ROLES = [Word("support"), Word("technical")]

Test = TypeVar("Test", bound=Callable[..., object])

steps = st.integers(0, LAST_STEP).map(lambda step: Instant(FIRST + step * STEP))
rates = st.sampled_from([Cents(12_000), Cents(9_050), Cents(13_333), Cents(1)])
coverages = st.sampled_from([Coverage.BILLABLE] * 8 + list(Coverage))


def sized_examples(test: Test) -> Test:
    """As many examples as SIZE says, and no deadline: a slow machine is no finding."""
    return settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])(test)


def later(draw: st.DrawFn, instant: Instant) -> Instant:
    return Instant(instant + draw(st.integers(0, 200)) * STEP)


@st.composite
def consents(draw: st.DrawFn, consent_id: str) -> Consent:
    given_at = draw(steps)
    if draw(st.integers(0, 4)) == 0:
        return replace(refusal(consent_id), given_at=given_at, role=draw(st.sampled_from([None, *ROLES])))
    return replace(
        grant(consent_id),
        given_at=given_at,
        role=draw(st.sampled_from([ROLES[0], *ROLES])),
        hourly_rate=draw(rates),
        max_minutes=draw(st.none() | st.integers(1, 60).map(Minutes)),
        expires_at=later(draw, given_at) if draw(st.booleans()) else None,
    )


@st.composite
def entries(draw: st.DrawFn, entry_id: str) -> TimeEntry:
    return replace(
        entry(entry_id),
        started_at=draw(steps),
        minutes=Minutes(draw(st.integers(1, 60))),
        role=draw(st.sampled_from([ROLES[0], *ROLES])),
        activity="triage" if draw(st.integers(0, 9)) == 0 else "work",
    )


@st.composite
def requests(draw: st.DrawFn) -> OracleActs:
    """One request's acts, such as the doors let through, in no particular order."""
    # ids are dealt out anew, so that the order of ids is not the order of generating
    worked = [draw(entries(f"E{number}")) for number in draw(st.permutations(range(draw(st.integers(0, 5)))))]
    answered = [draw(consents(f"K{number}")) for number in draw(st.permutations(range(draw(st.integers(0, 5)))))]
    withdrawn = [
        replace(withdrawal(one.consent_id), withdrawn_at=later(draw, one.given_at))
        for one in answered
        if one.status == "granted" and draw(st.integers(0, 2)) == 0
    ]
    quotes = []
    for number in range(draw(st.integers(0, 2))):
        sent_at = draw(steps)
        expires_at = later(draw, sent_at) if draw(st.booleans()) else None
        quotes.append(replace(quote(quote_id=f"Q{number}"), sent_at=sent_at, expires_at=expires_at))
    return OracleActs(
        entries=tuple(worked),
        coverage={one.entry_id: draw(coverages).value for one in worked},
        waivers=tuple(waiver(one.entry_id) for one in worked if draw(st.integers(0, 5)) == 0),
        consents=tuple(answered),
        withdrawals=tuple(withdrawn),
        quotes=tuple(quotes),
    )


def of_request(acts: OracleActs, request_id: str) -> OracleActs:
    """The same acts under another request, with entry ids of their own."""
    return replace(
        acts,
        entries=tuple(replace(one, request_id=Key(request_id), entry_id=Key(f"{request_id}-{one.entry_id}")) for one in acts.entries),
        coverage={Key(f"{request_id}-{entry_id}"): coverage for entry_id, coverage in acts.coverage.items()},
        waivers=tuple(replace(one, entry_id=Key(f"{request_id}-{one.entry_id}")) for one in acts.waivers),
    )
