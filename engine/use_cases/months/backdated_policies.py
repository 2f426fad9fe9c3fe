"""Policy versions that were published with a first day in the past, as whoever closes a month is to see them.

They decide recorded requests anew: in open months minutes become something else, in closed ones there are differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo

from engine.books.month_statement import month_bounds
from engine.store import policy_lifecycle
from engine.store.policy_acts import KnownBy
from engine.use_cases.reckoning.as_of import Known
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.months import Month


@dataclass(frozen=True, slots=True)
class Backdated:
    """`because`: why it begins before it was proposed; `reason`: why it was proposed at all."""

    policy: str
    effective_from: date
    because: str
    reason: str
    published_at: Instant
    published_by: str
    known_by: KnownBy

    def as_json(self, zone: tzinfo) -> dict[str, object]:
        return {
            "policy": self.policy,
            "effective_from": self.effective_from.isoformat(),
            "because": self.because,
            "reason": self.reason,
            "published_at": local_time(self.published_at, zone).isoformat(),
            "published_by": self.published_by,
            "known_by": self.known_by,
        }


def backdated_policies(what: Known, month: Month) -> tuple[Backdated, ...]:
    """Those that begin in this month or before, and were published in it or later, or after the last month was closed."""
    last_closing = what.closed[-1].seq if what.closed else 0
    begins, _ = month_bounds(month, what.zone)
    return tuple(
        Backdated(
            law.policy,
            proposal.effective_from,
            proposal.backdated_because or "",
            proposal.reason,
            law.published_at,
            law.published_by,
            law.known_by,
        )
        for seq, proposal, law in policy_lifecycle.backdated_publications(what.connection, what.as_of)
        if proposal.effective_from <= month.last_day and (seq > last_closing or law.published_at >= begins)
    )
