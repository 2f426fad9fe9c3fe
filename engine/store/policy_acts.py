"""Acts by which a policy version becomes law, one frozen record a kind: drafted, proposed, approved, published; or withdrawn.

A revision holds a version's three files whole; what follows names it and repeats its digests: of the meaning, of the text of
rules and facts, and of the worked examples. Whether an act may be done is the desk's to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.books.fields import Key, Word
from engine.vocabulary.instants import Instant

KnownBy = Literal["unauthenticated", "signed_in"]


@dataclass(frozen=True, slots=True)
class PolicyWithdrawal:
    """A draft, or a proposal, that goes no further."""

    withdrawn: Key
    reason: Word
    withdrawn_by: Word
    withdrawn_at: Instant
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A revision, `DRAFT.NUMBER`, counted from 1; `based_on` is the one before. `meaning_digest` is None where some request is
    left without a decision, or has two."""

    revision: Key
    draft: Key
    number: int
    based_on: Key | None
    product: Word
    version: Word
    policy_yaml: str
    facts_yaml: str
    examples_yaml: str
    meaning_digest: Word | None
    text_digest: Word
    examples_digest: Word
    note: Word | None
    saved_by: Word
    saved_at: Instant
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class PolicyProposal:
    """A revision whose check stopped nothing. `found`: what the check counted, as JSON. `backdated_because` is there exactly
    where it begins before the day on which it was proposed."""

    proposal: Key
    revision: Key
    effective_from: date
    reason: Word
    backdated_because: Word | None
    meaning_digest: Word
    text_digest: Word
    examples_digest: Word
    found: Word
    proposed_by: Word
    proposed_at: Instant
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class PolicyApproval:
    """Somebody else than who proposed it agrees to exactly that text."""

    proposal: Key
    meaning_digest: Word
    text_digest: Word
    examples_digest: Word
    approved_by: Word
    approved_at: Instant
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class PolicyPublication:
    """`policy`, `PRODUCT@VERSION`, is law from its first day on, and never changes."""

    policy: Key
    proposal: Key
    meaning_digest: Word
    text_digest: Word
    examples_digest: Word
    published_by: Word
    published_at: Instant
    known_by: KnownBy


# Withdrawals come first: whether something may still be proposed depends on what was withdrawn before it.
POLICY_ACTS: dict[str, type] = {
    "policy_withdrawals": PolicyWithdrawal,
    "policy_drafts": PolicyDraft,
    "policy_proposals": PolicyProposal,
    "policy_approvals": PolicyApproval,
    "policy_publications": PolicyPublication,
}
