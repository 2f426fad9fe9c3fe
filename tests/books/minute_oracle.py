"""The books read minute by minute, straight from engine/how_a_minute_becomes_a_line.md and as
slowly as it says: the oracle of engine.books.

It shares with them the records only. One request's acts in, the fate of every minute out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.books.fields import Key
from engine.books.records import Consent, Quote, TimeEntry, Waiver, Withdrawal

MINUTE = 60_000_000


@dataclass(frozen=True)
class OracleActs:
    """One request's acts, none retracted, and the coverage of each entry by its id."""

    entries: tuple[TimeEntry, ...]
    coverage: Mapping[Key, str]
    waivers: tuple[Waiver, ...]
    consents: tuple[Consent, ...]
    withdrawals: tuple[Withdrawal, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class MinuteResult:
    """Where one minute ended: `reason` where blocked, consent and rate where billable."""

    begins: int
    bucket: str
    reason: str | None = None
    consent_id: str | None = None
    rate: int | None = None


def minute_results(acts: OracleActs) -> dict[tuple[str, int], MinuteResult]:
    """(entry id, minute counted from 0) → its fate."""
    drawn: Counter[str] = Counter()
    found: dict[tuple[str, int], MinuteResult] = {}
    for entry in sorted(acts.entries, key=lambda one: (one.started_at, one.entry_id)):
        for minute in range(entry.minutes):
            fate = _minute_result(acts, entry, entry.started_at + minute * MINUTE, drawn)
            if fate.consent_id is not None:
                drawn[fate.consent_id] += 1
            found[entry.entry_id, minute] = fate
    return found


def state_at(acts: OracleActs, instant: int) -> str:
    """The fact `consent` at an instant."""
    begun = [fate.consent_id for fate in minute_results(acts).values() if fate.begins < instant]
    for consent in acts.consents:
        has_minutes = consent.max_minutes is None or begun.count(consent.consent_id) < consent.max_minutes
        if consent.status == "granted" and is_in_force(acts, consent, instant) and has_minutes:
            return "granted"
    answers = [(consent.given_at, 1, "declined") for consent in acts.consents if consent.status == "declined"]
    answers += [(sent.sent_at, 0, "pending") for sent in acts.quotes if sent.expires_at is None or instant < sent.expires_at]
    return max((answer for answer in answers if answer[0] <= instant), default=(0, 0, "none"))[2]


def is_in_force(acts: OracleActs, consent: Consent, instant: int) -> bool:
    """Whether it was given by then and has neither expired nor been withdrawn; its cap aside."""
    return consent.given_at <= instant and _ended_by(acts, consent, instant) is None


def half_up(exact: Fraction) -> int:
    """An amount of no less than zero, rounded to whole cents."""
    whole = exact.numerator // exact.denominator
    return whole + (1 if exact - whole >= Fraction(1, 2) else 0)


def _minute_result(acts: OracleActs, entry: TimeEntry, instant: int, drawn: Counter[str]) -> MinuteResult:
    coverage = acts.coverage[entry.entry_id]
    if entry.activity == "triage" or coverage == "covered":
        return MinuteResult(instant, "covered")
    if coverage != "billable":
        return MinuteResult(instant, "blocked", coverage)
    if any(waiver.entry_id == entry.entry_id for waiver in acts.waivers):
        return MinuteResult(instant, "waived")
    given = sorted((one for one in acts.consents if one.given_at <= instant), key=lambda one: (one.given_at, one.consent_id))
    granted = [one for one in given if one.status == "granted" and one.role == entry.role]
    standing = [one for one in granted if is_in_force(acts, one, instant)]
    for consent in standing:
        if consent.max_minutes is None or drawn[consent.consent_id] < consent.max_minutes:
            return MinuteResult(instant, "billable", None, consent.consent_id, consent.hourly_rate)
    if standing:
        return MinuteResult(instant, "blocked", "over_cap")
    endings = [_ended_by(acts, one, instant) for one in granted]
    for reason in ("consent_withdrawn", "consent_expired"):
        if reason in endings:
            return MinuteResult(instant, "blocked", reason)
    if any(one.status == "declined" and one.role in (None, entry.role) for one in given):
        return MinuteResult(instant, "blocked", "declined")
    return MinuteResult(instant, "blocked", "no_consent")


def _ended_by(acts: OracleActs, consent: Consent, instant: int) -> str | None:
    """What had ended a consent by an instant: of a withdrawal and an expiry whichever came first."""
    ends = [(one.withdrawn_at, 0, "consent_withdrawn") for one in acts.withdrawals if one.consent_id == consent.consent_id]
    if consent.expires_at is not None:
        ends.append((consent.expires_at, 1, "consent_expired"))
    return min((end for end in ends if end[0] <= instant), default=(0, 0, None))[2]
