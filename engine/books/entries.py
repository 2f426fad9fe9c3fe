"""Where the minutes of one request's entries end: each in exactly one bucket (engine/how_a_minute_becomes_a_line.md).

Coverage comes in from above, decided by a policy or determined by a person; this module knows neither. It takes acts of
one request from which retracted ones are already left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.books.allocation import Allocation, Segment, allocate, order_of_drawing
from engine.books.fields import Key, Minutes
from engine.books.records import Consent, TimeEntry, Waiver, Withdrawal
from engine.vocabulary.outcomes import BlockReason, Bucket, Coverage


@dataclass(frozen=True, slots=True)
class ReckonedEntry:
    """An entry, the coverage that counts for it, and its segments, which add up to its minutes."""

    entry: TimeEntry
    coverage: Coverage
    segments: Allocation

    def minutes_in(self, bucket: Bucket) -> Minutes:
        """Its minutes in one bucket."""
        return Minutes(sum(segment.minutes for segment in self.segments if segment.bucket is bucket))


def reckon(
    entries: Iterable[TimeEntry],
    coverage: Mapping[Key, str],
    waivers: Iterable[Waiver],
    consents: Iterable[Consent],
    withdrawals: Iterable[Withdrawal],
) -> tuple[ReckonedEntry, ...]:
    """One request's entries with their buckets, in order of `started_at`, then id.

    `coverage` is a value of Coverage for each entry id, determinations already applied (`determinations`). Raises KeyError
    for an entry without one, and ValueError for what is no coverage or for a granted consent without role or rate."""
    waived = {waiver.entry_id for waiver in waivers}
    in_order = sorted(entries, key=order_of_drawing)
    settled: dict[Key, Allocation] = {}
    drawing: list[TimeEntry] = []
    for entry in in_order:
        segment = _settled(entry, coverage[entry.entry_id], entry.entry_id in waived)
        if segment is None:
            drawing.append(entry)
        else:
            settled[entry.entry_id] = (segment,)
    if drawing:
        settled |= allocate(drawing, consents, withdrawals)
    return tuple(ReckonedEntry(entry, _coverage(coverage[entry.entry_id]), settled[entry.entry_id]) for entry in in_order)


def _coverage(value: str) -> Coverage:
    # Most callers pass the coverage itself; making it from its value takes longer than all else here.
    return value if isinstance(value, Coverage) else Coverage(value)


def _settled(entry: TimeEntry, coverage: str, is_waived: bool) -> Segment | None:
    """The one segment of an entry whose bucket needs no consent to be known; None for one that draws on consents."""
    if entry.activity == "triage" or coverage == Coverage.COVERED:
        return Segment(0, entry.minutes, Bucket.COVERED)
    if coverage == Coverage.BILLABLE:
        return Segment(0, entry.minutes, Bucket.WAIVED) if is_waived else None
    return Segment(0, entry.minutes, Bucket.BLOCKED, BlockReason(coverage))
