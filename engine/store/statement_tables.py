"""The tables of what was frozen when a month was closed: each row hangs on the closing, whose act holds a digest of them all.

Columns are those of engine.books.frozen; `closing` is the place of the closing in the log. No row of them is an act.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from engine.store.rows import NO_COUNTING, SEQUENCE, Row, TypedRow, one_of, whole

REASONS = (
    "over_cap", "consent_withdrawn", "consent_expired", "declined", "no_consent", "undetermined", "not_offered", "not_entitled",
)  # fmt: skip
COVERAGES = ("covered", "billable", "not_offered", "not_entitled", "undetermined")


class ClosingRow(TypedRow, table=True):
    __tablename__ = "closings"

    month: str = Field(unique=True)
    currency: str
    country: str
    time_zone: str
    vat_basis_points: int = whole()
    statement_digest: str


class ErasureRow(TypedRow, table=True):
    __tablename__ = "erasures"

    erasure_id: str = Field(unique=True)
    person_id: str = Field(index=True)
    act: int = Field(unique=True, foreign_key="acts.seq", sa_type=SEQUENCE)
    erased_at: int = whole()
    erased_by: str
    reason: str


class FrozenRow(Row):
    """A row of a frozen statement."""

    closing: int = Field(primary_key=True, foreign_key="closings.seq", sa_type=SEQUENCE, sa_column_kwargs=NO_COUNTING)


class StatementPolicyRow(FrozenRow, table=True):
    __tablename__ = "statement_policies"

    policy: str = Field(primary_key=True, foreign_key="policy_pins.policy")
    meaning_digest: str
    text_digest: str


class StatementDecisionRow(FrozenRow, table=True):
    __tablename__ = "statement_decisions"
    __table_args__ = (
        ForeignKeyConstraint(["closing", "policy"], ["statement_policies.closing", "statement_policies.policy"]),
        one_of("coverage", *COVERAGES),
    )

    number: int = whole(primary_key=True, sa_column_kwargs=NO_COUNTING)
    policy: str
    coverage: str
    rules: str
    clauses: str


class StatementCustomerRow(FrozenRow, table=True):
    __tablename__ = "statement_customers"

    customer_id: str = Field(primary_key=True)
    customer_key: str
    covered: int = whole()
    billable: int = whole()
    waived: int = whole()
    blocked: int = whole()
    over_cap: int = whole()
    consent_withdrawn: int = whole()
    consent_expired: int = whole()
    declined: int = whole()
    no_consent: int = whole()
    undetermined: int = whole()
    not_offered: int = whole()
    not_entitled: int = whole()
    vat_note: str | None
    net: int = whole()
    vat: int = whole()


class StatementLineRow(FrozenRow, table=True):
    __tablename__ = "statement_lines"
    __table_args__ = (
        ForeignKeyConstraint(["closing", "customer_id"], ["statement_customers.closing", "statement_customers.customer_id"]),
        CheckConstraint("minutes > 0", name="minutes"),
        # Rounded once, half up: minutes × rate ÷ 60 (domain.md, section 4); neither can be negative here.
        CheckConstraint("net = (2 * minutes * hourly_rate + 60) / 120", name="net"),
    )

    customer_id: str
    request_id: str = Field(primary_key=True, index=True, foreign_key="requests.request_id")
    hourly_rate: int = whole(primary_key=True, sa_column_kwargs=NO_COUNTING)
    minutes: int = whole()
    net: int = whole()


class StatementDifferenceRow(FrozenRow, table=True):
    __tablename__ = "statement_differences"
    __table_args__ = (ForeignKeyConstraint(["closing", "customer_id"], ["statement_customers.closing", "statement_customers.customer_id"]),)

    customer_id: str
    about: str = Field(primary_key=True)
    request_id: str = Field(primary_key=True, index=True, foreign_key="requests.request_id")
    covered: int = whole()
    billable: int = whole()
    waived: int = whole()
    blocked: int = whole()
    net: int = whole()


class StatementPartRow(FrozenRow, table=True):
    __tablename__ = "statement_parts"
    __table_args__ = (
        ForeignKeyConstraint(["closing", "decision"], ["statement_decisions.closing", "statement_decisions.number"]),
        CheckConstraint("first_minute >= 0", name="first_minute"),
        CheckConstraint("minutes > 0", name="minutes"),
        one_of("bucket", "covered", "billable", "waived", "blocked"),
        one_of("blocked", *REASONS),
        one_of("coverage", *COVERAGES),
        CheckConstraint("(bucket = 'blocked') = (blocked IS NOT NULL)", name="reason"),
        CheckConstraint("(bucket = 'billable') = (consent_id IS NOT NULL)", name="consent"),
        CheckConstraint("(bucket = 'billable') = (hourly_rate IS NOT NULL)", name="rate"),
    )

    entry_id: str = Field(primary_key=True, foreign_key="time_entries.entry_id")
    first_minute: int = whole(primary_key=True, sa_column_kwargs=NO_COUNTING)
    minutes: int = whole()
    request_id: str = Field(index=True, foreign_key="requests.request_id")
    bucket: str
    blocked: str | None
    coverage: str
    decision: int = whole()
    determination_id: str | None = Field(foreign_key="determinations.determination_id")
    waiver_id: str | None = Field(foreign_key="waivers.waiver_id")
    consent_id: str | None = Field(foreign_key="consents.consent_id")
    hourly_rate: int | None = whole()
    rate_id: str | None = Field(foreign_key="rates.rate_id")
