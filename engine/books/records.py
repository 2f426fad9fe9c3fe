"""The acts, one frozen record a kind, as the files of an import name them (engine/reference.md): what was recorded, never edited.

A blank is None. A field's type says all there is to say of it (`engine.books.fields`): how it is read and checked, which column it
has, what it refers to; besides those, `Instant` (microseconds), `date`, `bool` (`yes`/`no`), Literals, `Terms` and `Numbers`
(`name=value; …`). A field that has a default came later than the others: a file may be without its column.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.books.fields import (
    ConsentId,
    Country,
    Currency,
    CustomerId,
    EntryId,
    HourlyRate,
    Key,
    MaxMinutes,
    Personal,
    PersonId,
    QuoteId,
    RequestId,
    Word,
    WorkMinutes,
)
from engine.books.terms_and_numbers import Numbers, Terms
from engine.vocabulary.instants import Instant

ConsentAnswer = Literal["granted", "declined"]
Activity = Literal["work", "triage"]


@dataclass(frozen=True, slots=True)
class Customer:
    customer_id: Key
    valid_from: date | None
    name: Personal
    language: Literal["de", "en"]
    account_manager: Word
    debtor_number: Word | None
    vat_id: Personal | None
    street: Personal | None
    postal_code: Personal | None
    city: Personal | None
    country: Country


@dataclass(frozen=True, slots=True)
class Person:
    person_id: Key
    valid_from: date | None
    customer_id: CustomerId
    name: Personal
    email: Personal | None
    portal_registered: bool
    may_commission: bool


@dataclass(frozen=True, slots=True)
class Contract:
    contract_id: Key
    customer_id: CustomerId
    product: Word
    valid_from: date
    valid_to: date | None
    status: Literal["active", "suspended"]
    second_level: Literal["none", "included", "billable"]
    training_register: Literal["complete", "partial"]
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Training:
    training_id: Key
    customer_id: CustomerId
    person_id: PersonId | None
    product: Word
    completed_on: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Rate:
    rate_id: Key
    product: Word | None
    role: Word | None
    customer_id: CustomerId | None
    hourly_rate: HourlyRate
    currency: Currency
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Request:
    request_id: Key
    customer_id: CustomerId
    person_id: PersonId | None
    product: Word
    received_at: Instant
    intake: Word | None
    delivery: Word | None
    service: Word | None
    topic: Word | None
    cause: Word | None
    complexity: Word | None
    summary: Personal | None
    numbers: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Retriage:
    retriage_id: Key
    request_id: RequestId
    triaged_at: Instant
    triaged_by: Word
    person_id: PersonId | None
    training: Word | None
    delivery: Word | None
    service: Word | None
    topic: Word | None
    cause: Word | None
    complexity: Word | None
    numbers: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    determination_id: Key
    request_id: RequestId
    coverage: Literal["covered", "billable"]
    determined_by: Word
    determined_at: Instant
    reason: Personal


@dataclass(frozen=True, slots=True)
class Quote:
    quote_id: Key
    request_id: RequestId
    sent_at: Instant
    sent_by: Word
    role: Word
    hourly_rate: HourlyRate
    currency: Currency
    max_minutes: MaxMinutes | None
    expires_at: Instant | None
    deviation_reason: Personal | None


@dataclass(frozen=True, slots=True)
class Consent:
    consent_id: Key
    request_id: RequestId
    quote_id: QuoteId | None
    status: ConsentAnswer
    given_by: PersonId
    given_via: Literal["portal", "email", "phone"]
    given_at: Instant
    evidence: Personal | None
    role: Word | None
    hourly_rate: HourlyRate | None
    currency: Currency
    max_minutes: MaxMinutes | None
    expires_at: Instant | None
    deviation_reason: Personal | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    withdrawal_id: Key
    consent_id: ConsentId
    withdrawn_at: Instant
    withdrawn_by: Word


@dataclass(frozen=True, slots=True)
class TimeEntry:
    entry_id: Key
    request_id: RequestId
    agent: Word
    role: Word
    activity: Activity
    started_at: Instant
    minutes: WorkMinutes
    service: Word | None
    topic: Word | None
    cause: Word | None
    note: Personal | None


@dataclass(frozen=True, slots=True)
class Waiver:
    waiver_id: Key
    entry_id: EntryId
    waived_at: Instant
    waived_by: Word
    reason: Personal


@dataclass(frozen=True, slots=True)
class Closure:
    closure_id: Key
    request_id: RequestId
    closed_at: Instant
    closed_by: Word


@dataclass(frozen=True, slots=True)
class Retraction:
    retraction_id: Key
    kind: Literal[
        "contracts", "training", "rates", "requests", "retriages", "determinations", "quotes", "consents", "withdrawals",
        "time_entries", "waivers", "closures",
    ]  # fmt: skip
    id: Key
    retracted_at: Instant
    retracted_by: Word
    reason: Personal


@dataclass(frozen=True, slots=True)
class Closing:
    """A month that was closed: what its VAT and its borders were reckoned by, and the digest over its frozen statement."""

    month: Key
    currency: Word
    country: Word
    time_zone: Word
    vat_basis_points: int
    statement_digest: Word


@dataclass(frozen=True, slots=True)
class Erasure:
    """The personal fields of one act (by its place in the log) were erased, for the sake of this person."""

    erasure_id: Key
    person_id: Key
    act: int
    erased_at: Instant
    erased_by: Word
    reason: Word


# What files and forms may bring; closings and erasures are recorded by acts of their own.
type_of_kind: dict[str, type] = {
    "customers": Customer,
    "people": Person,
    "contracts": Contract,
    "training": Training,
    "rates": Rate,
    "requests": Request,
    "retriages": Retriage,
    "determinations": Determination,
    "quotes": Quote,
    "consents": Consent,
    "withdrawals": Withdrawal,
    "time_entries": TimeEntry,
    "waivers": Waiver,
    "closures": Closure,
    "retractions": Retraction,
}
