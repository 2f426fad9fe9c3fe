"""Where a person may say who pays: the latest determination of a request, and the coverages it counts for.

A determination settles what the policy leaves `undetermined`; a `billable` one also agrees paid work with a customer who
is `not_entitled`. It never opens what is not offered, nor what would not be offered if the contract were active.
What the policy says comes in from above.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.books.records import Determination
from engine.vocabulary.outcomes import Coverage


def latest_determination(determinations: Iterable[Determination]) -> Determination | None:
    """Of one request's determinations the last by `determined_at`, then by id; only this one can count."""
    return max(determinations, key=lambda one: (one.determined_at, one.determination_id), default=None)


def counts_for(determination: Determination, coverage: str, if_active: str) -> bool:
    """Whether `determination` replaces `coverage`, which the policy gives; `if_active` is what it would give were the
    contract active (and every other fact the same)."""
    if if_active == Coverage.NOT_OFFERED:
        return False
    if coverage == Coverage.NOT_ENTITLED:
        return determination.coverage == "billable"
    return coverage == Coverage.UNDETERMINED


def effective_coverage(coverage: str, if_active: str, determination: Determination | None) -> Coverage:
    """The coverage that counts, for a request or for an entry with facts of its own."""
    if determination is not None and counts_for(determination, coverage, if_active):
        return Coverage(determination.coverage)
    return Coverage(coverage)
