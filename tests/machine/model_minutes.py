"""Where each recorded minute ends, one minute after the other, straight from engine/how_a_minute_becomes_a_line.md
and as slowly as it says.

The plain model's second floor. The policy is a tiny table: a few services whose topic is of the first level, under version
2025-01. Knows neither months that are closed nor what a statement looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tests.machine.model_acts import EffectiveActs, Row, day_of, holds, minute_of, month_of, same_key

BUCKETS = ("covered", "billable", "waived", "blocked")


class Minute(NamedTuple):
    """One worked minute: which entry's, when it began, where it ended; `rate` in cents an hour where billable."""

    entry: Row
    bucket: str
    reason: str = ""
    rate: int = 0


class ModelFigures:
    """What one request's minutes in one month come to."""

    def __init__(self) -> None:
        self.minutes: Counter[str] = Counter()
        self.blocked: Counter[str] = Counter()
        self.billed: Counter[int] = Counter()

    def counts(self, minute: Minute) -> None:
        self.minutes[minute.bucket] += 1
        if minute.bucket == "blocked":
            self.blocked[minute.reason] += 1
        if minute.bucket == "billable":
            self.billed[minute.rate] += 1

    @property
    def net(self) -> int:
        return sum(half_up(Fraction(minutes * rate, 60)) for rate, minutes in self.billed.items())

    @property
    def all(self) -> tuple[int, ...]:
        """Minutes in the order of BUCKETS, then net: what is added and subtracted over statements."""
        return (*(self.minutes[bucket] for bucket in BUCKETS), self.net)


def figures(effective: EffectiveActs) -> dict[tuple[str, str], ModelFigures]:
    """(month, request) → figures, for each that holds minutes."""
    found: dict[tuple[str, str], ModelFigures] = {}
    for request_id in effective.of_kind["requests"]:
        for minute in minutes_of(effective, request_id):
            place = month_of(minute_of(minute.entry["started_at"])), request_id
            found.setdefault(place, ModelFigures()).counts(minute)
    return found


def minutes_of(effective: EffectiveActs, request_id: str) -> Iterator[Minute]:
    """Every minute of a request, in the order in which entries draw on caps."""
    consents = sorted(effective.of_request("consents", request_id), key=lambda row: (minute_of(row["given_at"]), row["consent_id"]))
    waived = {row["entry_id"] for row in effective.of_kind["waivers"].values()}
    drawn: Counter[str] = Counter()
    entries = effective.of_request("time_entries", request_id)
    for entry in sorted(entries, key=lambda row: (minute_of(row["started_at"]), row["entry_id"])):
        coverage = coverage_of(effective, effective.of_kind["requests"][request_id], entry)
        start = minute_of(entry["started_at"])
        for at in range(start, start + int(entry["minutes"])):
            if entry["activity"] == "triage" or coverage == "covered":
                yield Minute(entry, "covered")
            elif coverage != "billable":
                yield Minute(entry, "blocked", coverage)
            elif entry["entry_id"] in waived:
                yield Minute(entry, "waived")
            else:
                yield _billed_or_blocked(effective, consents, entry, at, drawn)


def ended_by(effective: EffectiveActs, consent: Row, at: int) -> str:
    """What had ended a consent by a minute, whichever came first; blank while nothing had."""
    ends = [
        (minute_of(row["withdrawn_at"]), 0, "consent_withdrawn")
        for row in effective.of_kind["withdrawals"].values()
        if row["consent_id"] == consent["consent_id"]
    ]
    if consent.get("expires_at"):
        ends.append((minute_of(consent["expires_at"]), 1, "consent_expired"))
    return min((end for end in ends if end[0] <= at), default=(0, 0, ""))[2]


def _billed_or_blocked(effective: EffectiveActs, consents: list[Row], entry: Row, at: int, drawn: Counter[str]) -> Minute:
    given = [row for row in consents if minute_of(row["given_at"]) <= at]
    granted = [row for row in given if row["status"] == "granted" and row["role"] == entry["role"]]
    endings = [ended_by(effective, row, at) for row in granted]
    effective_now = [row for row, ending in zip(granted, endings, strict=True) if not ending]
    for consent in effective_now:
        if not consent.get("max_minutes") or drawn[consent["consent_id"]] < int(consent["max_minutes"]):
            drawn[consent["consent_id"]] += 1
            return Minute(entry, "billable", rate=cents(consent["hourly_rate"]))
    if effective_now:
        return Minute(entry, "blocked", "over_cap")
    for reason in ("consent_withdrawn", "consent_expired"):
        if reason in endings:
            return Minute(entry, "blocked", reason)
    refused = any(row["status"] == "declined" and row.get("role", "") in ("", entry["role"]) for row in given)
    return Minute(entry, "blocked", "declined" if refused else "no_consent")


def coverage_of(effective: EffectiveActs, request: Row, entry: Row) -> str:
    """An entry's coverage: what the policy says of its facts, then what a person determined."""
    day = day_of(minute_of(request["received_at"]))
    classified = _classified(effective, request)
    service, cause = (entry.get(name) or classified.get(name, "") for name in ("service", "cause"))
    contract = _contract(effective, request["customer_id"], day)
    training = classified.get("training") or _training(effective, request["customer_id"], classified.get("person_id", ""), day, contract)
    active = contract is not None and contract["status"] == "active"
    by_policy = policy(service, cause, training) if active else "not_entitled"
    said = sorted(
        (minute_of(row["determined_at"]), row["determination_id"], row["coverage"])
        for row in effective.of_request("determinations", request["request_id"])
    )
    determined = said[-1][2] if said else ""
    if by_policy == "undetermined" and determined:
        return determined
    if by_policy == "not_entitled" and determined == "billable" and policy(service, cause, training) != "not_offered":
        return "billable"
    return by_policy


def policy(service: str, cause: str, training: str) -> str:
    """Version 2025-01 under an active contract, for remote work on a topic of the first level; a blank is unknown."""
    if service == "legal_advice":
        return "not_offered"
    if service == "self_service":
        return "covered"
    if service in ("module_fundamentals", "installation"):
        return "billable"
    if service == "usage_question":
        if training == "trained" or cause == "product_defect":
            return "covered"
        return "billable" if training == "untrained" and cause == "other" else "undetermined"
    return "undetermined"


def _classified(effective: EffectiveActs, request: Row) -> Row:
    """The request's facts, re-triaged: what is not blank replaces what was thought before."""
    classified = dict(request)
    retriages = effective.of_request("retriages", request["request_id"])
    for row in sorted(retriages, key=lambda row: (minute_of(row["triaged_at"]), row["retriage_id"])):
        if row.get("person_id") and row["person_id"] != classified.get("person_id") and not row.get("training"):
            classified.pop("training", None)
        classified |= {name: value for name, value in row.items() if value and name in ("person_id", "training", "service", "cause")}
    return classified


def _contract(effective: EffectiveActs, customer_id: str, day: str) -> Row | None:
    own = [row for row in effective.of_kind["contracts"].values() if row["customer_id"] == customer_id]
    return next((row for row in own if holds(row, day, same_key(own, row, "product"))), None)


def _training(effective: EffectiveActs, customer_id: str, person_id: str, day: str, contract: Row | None) -> str:
    for row in effective.of_kind["training"].values():
        names = row.get("person_id", "") in ("", person_id)
        if row["customer_id"] == customer_id and names and row["completed_on"] <= day <= (row.get("valid_until") or "9999"):
            return "trained"
    if person_id and contract is not None and contract["training_register"] == "complete":
        return "untrained"
    return "unknown"


def cents(amount: str) -> int:
    return int(Fraction(amount) * 100)


def half_up(exact: Fraction) -> int:
    """Rounded to whole cents, halves away from zero, also where a customer gets money back."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole
