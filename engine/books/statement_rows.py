"""What is frozen when a month is closed: its statement as flat rows, and behind each line what it follows from.

Rows hold ids, minutes, cents and words, no personal field; a customer's name stands with the version of the customer that
`customer_key` names. Where they are kept and how their digest is taken is the store's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.books.fields import Key, Minutes, Word
from engine.vocabulary.money import Cents


@dataclass(frozen=True, slots=True)
class FrozenPolicy:
    """A policy version that decided something in the month: the digests of what it meant and of its text."""

    policy: Key
    meaning_digest: Word
    text_digest: Word


@dataclass(frozen=True, slots=True)
class FrozenDecision:
    """What a policy said, numbered within the month: its coverage, the rules that won and their clauses, spaces between."""

    number: int
    policy: Key
    coverage: Word
    rules: Word
    clauses: Word


@dataclass(frozen=True, slots=True)
class FrozenCustomer:
    """One customer's month, differences included in minutes and money; the reasons for blocking are the month's own."""

    customer_id: Key
    customer_key: Key
    covered: int
    billable: int
    waived: int
    blocked: int
    over_cap: int
    consent_withdrawn: int
    consent_expired: int
    declined: int
    no_consent: int
    undetermined: int
    not_offered: int
    not_entitled: int
    vat_note: Word | None
    net: Cents
    vat: Cents


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One request's billable minutes at one rate (cents an hour)."""

    customer_id: Key
    request_id: Key
    hourly_rate: Cents
    minutes: Minutes
    net: Cents


@dataclass(frozen=True, slots=True)
class FrozenDifference:
    """What was learnt about a request in an earlier closed month (`about`) after that was closed."""

    customer_id: Key
    about: Key
    request_id: Key
    covered: int
    billable: int
    waived: int
    blocked: int
    net: Cents


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """Minutes of one entry that share a bucket, from `first_minute` on (0 is the entry's first), and what they follow from.

    `decision` is the policy's, `coverage` what counted once a person's determination was applied; `rate_id` is the row that
    the table gave when the consent was given (or its quote sent)."""

    entry_id: Key
    first_minute: int
    minutes: Minutes
    request_id: Key
    bucket: Word
    blocked: Word | None
    coverage: Word
    decision: int
    determination_id: Key | None
    waiver_id: Key | None
    consent_id: Key | None
    hourly_rate: Cents | None
    rate_id: Key | None


@dataclass(frozen=True, slots=True)
class FrozenStatement:
    """All of it; each tuple in order of its rows' first fields."""

    policies: tuple[FrozenPolicy, ...] = ()
    decisions: tuple[FrozenDecision, ...] = ()
    customers: tuple[FrozenCustomer, ...] = ()
    lines: tuple[FrozenLine, ...] = ()
    differences: tuple[FrozenDifference, ...] = ()
    parts: tuple[FrozenPart, ...] = ()
