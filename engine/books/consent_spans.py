"""When a consent stands, its cap aside: from when it was given until it expires or is withdrawn, whichever comes first.

Who draws on a cap, and what is left of it, is for `allocation` and `consent_state`. Whether a consent may be recorded at
its rate, or by that person, was asked at the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from engine.books.fields import Key
from engine.books.records import Consent, Quote, Withdrawal
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant
from engine.vocabulary.money import Cents
from engine.vocabulary.outcomes import BlockReason

NEVER: Final = Instant(2**63 - 1)


class ConsentSpan(NamedTuple):
    """A granted consent from `begins` (included) to `ends` (not included; `NEVER` where nothing ended it).

    `ended_by` is the reason for blocking what comes after; `max_minutes` is in minutes, None where there is none."""

    begins: Instant
    consent_id: Key
    role: str
    rate: Cents
    ends: Instant
    ended_by: BlockReason
    max_minutes: int | None

    def holds_at(self, instant: int) -> bool:
        """Whether it stands at `instant`, its cap aside."""
        return self.begins <= instant < self.ends


def consent_spans(consents: Iterable[Consent], withdrawals: Iterable[Withdrawal]) -> list[ConsentSpan]:
    """The granted among `consents`, in the order in which they are drawn on: `given_at`, then `consent_id`.

    Raises ValueError for a granted consent without role or rate, which no door lets through."""
    withdrawn = {withdrawal.consent_id: withdrawal.withdrawn_at for withdrawal in withdrawals}
    found = []
    for consent in consents:
        if consent.status != "granted":
            continue
        if consent.role is None or consent.hourly_rate is None:
            raise ValueError(f"granted consent `{consent.consent_id}` names no role or no rate")
        ends = NEVER if consent.expires_at is None else consent.expires_at
        ended_by = BlockReason.CONSENT_EXPIRED
        withdrawn_at = withdrawn.get(consent.consent_id)
        # at the same instant both came first, and a withdrawal is looked for before an expiry
        if withdrawn_at is not None and withdrawn_at <= ends:
            ends, ended_by = withdrawn_at, BlockReason.CONSENT_WITHDRAWN
        found.append(
            ConsentSpan(consent.given_at, consent.consent_id, consent.role, consent.hourly_rate, ends, ended_by, consent.max_minutes)
        )
    found.sort()
    return found


def is_open(quote: Quote, instant: int) -> bool:
    """Whether a quote has been sent by `instant` and has not expired: an expired one counts as not sent."""
    return quote.sent_at <= instant and (quote.expires_at is None or instant < quote.expires_at)


def minutes_begun(first: int, minutes: int, before: int) -> int:
    """How many of `minutes` consecutive minutes, the first beginning at `first`, begin before the instant `before`."""
    return min(minutes, max(0, -((first - before) // MICROSECONDS_A_MINUTE)))
