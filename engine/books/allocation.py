"""Which consent each minute of billable work is drawn on, and why a minute that finds none is blocked.

A minute counts at its beginning: minute k of an entry begins k × 60 s after the entry. Entries draw in order of
`started_at`, then id, each completely before the next; consents in order of `given_at`, then id
(engine/how_a_minute_becomes_a_line.md). It goes from one point where something changes to the next, never minute by
minute. It takes the entries that draw and does not know why others do not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from engine.books.consent_spans import NEVER, ConsentSpan, consent_spans, minutes_begun
from engine.books.fields import Key
from engine.books.records import Consent, TimeEntry, Withdrawal
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant
from engine.vocabulary.money import Cents
from engine.vocabulary.outcomes import BlockReason, Bucket


class Segment(NamedTuple):
    """Consecutive minutes of one entry that share a bucket, counted from `first_minute` (0 is the entry's first).

    `blocked` is there exactly where the bucket is `blocked`, consent and rate (cents an hour) where it is `billable`."""

    first_minute: int
    minutes: int
    bucket: Bucket
    blocked: BlockReason | None = None
    consent_id: Key | None = None
    rate: Cents | None = None


Allocation = tuple[Segment, ...]
"""The segments of one entry, in order; together they are its minutes."""


class _Answers(NamedTuple):
    """What was answered for one role: granted spans in the order of drawing, and when there was a first refusal."""

    spans: list[ConsentSpan]
    refused_at: Instant
    changes: list[Instant]


def order_of_drawing(entry: TimeEntry) -> tuple[Instant, Key]:
    """Entries draw in this order, each completely before the next."""
    return (entry.started_at, entry.entry_id)


def allocate(entries: Iterable[TimeEntry], consents: Iterable[Consent], withdrawals: Iterable[Withdrawal]) -> dict[Key, Allocation]:
    """The allocation of each of one request's drawing entries, by entry id.

    `consents` and `withdrawals` are all of that request's. Raises ValueError as `consent_spans` does.

    >>> worked = TimeEntry("E1", "R1", "hofer", "support", "work", 0, 50, None, None, None, None)
    >>> agreed = Consent("K1", "R1", None, "granted", "P1", "email", 0, "mail", "support", 12000, "EUR", 30, None, None)
    >>> [(part.minutes, part.bucket.value, part.consent_id) for part in allocate([worked], [agreed], [])["E1"]]
    [(30, 'billable', 'K1'), (20, 'blocked', None)]
    """
    consents = tuple(consents)
    in_order = consent_spans(consents, withdrawals)
    left = {span.consent_id: NEVER if span.max_minutes is None else span.max_minutes for span in in_order}
    answers: dict[str, _Answers] = {}
    allocations = {}
    for entry in sorted(entries, key=order_of_drawing):
        if entry.role not in answers:
            answers[entry.role] = _answers_for(entry.role, in_order, consents)
        allocations[entry.entry_id] = _drawn(entry, answers[entry.role], left)
    return allocations


def _answers_for(role: str, in_order: list[ConsentSpan], consents: Iterable[Consent]) -> _Answers:
    of_role = [span for span in in_order if span.role == role]
    # a refusal withdraws nothing and is never undone: only the first one changes what a minute finds
    refused_at = min(
        (consent.given_at for consent in consents if consent.status == "declined" and consent.role in (role, None)),
        default=NEVER,
    )
    changes = {refused_at, *(span.begins for span in of_role), *(span.ends for span in of_role)}
    return _Answers(of_role, refused_at, sorted(changes))


def _drawn(entry: TimeEntry, answers: _Answers, left: dict[Key, int]) -> Allocation:
    """The segments of one entry; what it draws is taken off `left`."""
    segments: list[Segment] = []
    minute = 0
    while minute < entry.minutes:
        instant = entry.started_at + minute * MICROSECONDS_A_MINUTE
        place = bisect_right(answers.changes, instant)
        rest = entry.minutes - minute
        length = minutes_begun(instant, rest, answers.changes[place]) if place < len(answers.changes) else rest
        span = next((span for span in answers.spans if span.holds_at(instant) and left[span.consent_id]), None)
        if span is None:
            segment = Segment(minute, length, Bucket.BLOCKED, _reason(instant, answers))
        else:
            length = min(length, left[span.consent_id])
            left[span.consent_id] -= length
            segment = Segment(minute, length, Bucket.BILLABLE, None, span.consent_id, span.rate)
        if segments and segments[-1][2:] == segment[2:]:
            segment = segment._replace(first_minute=segments[-1].first_minute, minutes=segments.pop().minutes + length)
        segments.append(segment)
        minute += length
    return tuple(segments)


def _reason(instant: int, answers: _Answers) -> BlockReason:
    """Why a minute that begins at `instant` and finds no consent is blocked: the first that fits, in the order told there."""
    given = [span for span in answers.spans if span.begins <= instant]
    if any(instant < span.ends for span in given):
        return BlockReason.OVER_CAP
    ended_by = {span.ended_by for span in given}
    for reason in (BlockReason.CONSENT_WITHDRAWN, BlockReason.CONSENT_EXPIRED):
        if reason in ended_by:
            return reason
    return BlockReason.DECLINED if answers.refused_at <= instant else BlockReason.NO_CONSENT
