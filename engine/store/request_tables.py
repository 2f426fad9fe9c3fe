"""The tables of what happened: requests, what was thought, quoted and answered about them, time, waivers, retractions.

Columns are the records' of engine.books without the personal ones, which stand in `personal`. A foreign key stands
wherever the id it points to is unique; a retracted row stays where it is, so that what refers to it still finds it.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from engine.store.log_tables import TypedRow, one_of, whole_number

RETRACTABLE = (
    "contracts", "training", "rates", "requests", "retriages", "determinations", "quotes", "consents", "withdrawals",
    "time_entries", "waivers", "closures",
)  # fmt: skip
REQUEST_KEY = "requests.request_id"


class RequestRow(TypedRow, table=True):
    __tablename__ = "requests"

    request_id: str = Field(unique=True)
    customer_id: str = Field(index=True)
    person_id: str | None
    product: str
    received_at: int = whole_number(index=True)
    intake: str | None
    delivery: str | None
    service: str | None
    topic: str | None
    cause: str | None
    complexity: str | None
    numbers: str | None


class RetriageRow(TypedRow, table=True):
    __tablename__ = "retriages"

    retriage_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    triaged_at: int = whole_number()
    triaged_by: str
    person_id: str | None
    training: str | None
    delivery: str | None
    service: str | None
    topic: str | None
    cause: str | None
    complexity: str | None
    numbers: str | None


class DeterminationRow(TypedRow, table=True):
    __tablename__ = "determinations"
    __table_args__ = (one_of("coverage", "covered", "billable"),)

    determination_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    coverage: str
    determined_by: str
    determined_at: int = whole_number()


class QuoteRow(TypedRow, table=True):
    __tablename__ = "quotes"
    __table_args__ = (
        CheckConstraint("hourly_rate > 0", name="hourly_rate"),
        CheckConstraint("max_minutes >= 0", name="max_minutes"),
    )

    quote_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    sent_at: int = whole_number()
    sent_by: str
    role: str
    hourly_rate: int = whole_number()
    currency: str
    max_minutes: int | None = whole_number()
    expires_at: int | None = whole_number()


class ConsentRow(TypedRow, table=True):
    __tablename__ = "consents"
    __table_args__ = (
        one_of("status", "granted", "declined"),
        one_of("given_via", "portal", "email", "phone"),
        CheckConstraint("hourly_rate > 0", name="hourly_rate"),
        CheckConstraint("max_minutes >= 0", name="max_minutes"),
        CheckConstraint("status <> 'granted' OR (role IS NOT NULL AND hourly_rate IS NOT NULL)", name="granted"),
    )

    consent_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    quote_id: str | None = Field(foreign_key="quotes.quote_id")
    status: str
    given_by: str
    given_via: str
    given_at: int = whole_number()
    role: str | None
    hourly_rate: int | None = whole_number()
    currency: str
    max_minutes: int | None = whole_number()
    expires_at: int | None = whole_number()


class WithdrawalRow(TypedRow, table=True):
    __tablename__ = "withdrawals"

    withdrawal_id: str = Field(unique=True)
    consent_id: str = Field(index=True, foreign_key="consents.consent_id")
    withdrawn_at: int = whole_number()
    withdrawn_by: str


class TimeEntryRow(TypedRow, table=True):
    __tablename__ = "time_entries"
    __table_args__ = (
        one_of("activity", "work", "triage"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        # A month is found by its entries' beginnings; with the ids beside them, the index alone answers whose month it is.
        Index(None, "started_at", "request_id", "entry_id"),
    )

    entry_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    agent: str
    role: str
    activity: str
    started_at: int = whole_number()
    minutes: int = whole_number()
    service: str | None
    topic: str | None
    cause: str | None


class WaiverRow(TypedRow, table=True):
    __tablename__ = "waivers"

    waiver_id: str = Field(unique=True)
    entry_id: str = Field(index=True, foreign_key="time_entries.entry_id")
    waived_at: int = whole_number()
    waived_by: str


class ClosureRow(TypedRow, table=True):
    __tablename__ = "closures"

    closure_id: str = Field(unique=True)
    request_id: str = Field(index=True, foreign_key=REQUEST_KEY)
    closed_at: int = whole_number()
    closed_by: str


class RetractionRow(TypedRow, table=True):
    __tablename__ = "retractions"
    __table_args__ = (
        UniqueConstraint("kind", "id"),
        ForeignKeyConstraint(["kind", "id"], ["acts.kind", "acts.key"]),
        one_of("kind", *RETRACTABLE),
    )

    retraction_id: str = Field(unique=True)
    kind: str
    id: str
    retracted_at: int = whole_number()
    retracted_by: str
