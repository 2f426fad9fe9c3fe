"""The tables of what was frozen when a month was closed: each row hangs on the closing, whose act holds a digest of them all.

Columns are those of engine.books.statement_rows; `closing` is the place of the closing in the log. No row of them is an act.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from engine.store.log_tables import NO_COUNTING, SEQUENCE, Row, one_of, whole_number

REASONS = (
    "over_cap", "consent_withdrawn", "consent_expired", "declined", "no_consent", "undetermined", "not_offered", "not_entitled",
)  # fmt: skip
COVERAGES = ("covered", "billable", "not_offered", "not_entitled", "undetermined")


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

    number: int = whole_number(primary_key=True, sa_column_kwargs=NO_COUNTING)
    policy: str
    coverage: str
    rules: str
    clauses: str


class StatementCustomerRow(FrozenRow, table=True):
    __tablename__ = "statement_customers"

    customer_id: str = Field(primary_key=True)
    customer_key: str
    covered: int = whole_number()
    billable: int = whole_number()
    waived: int = whole_number()
    blocked: int = whole_number()
    over_cap: int = whole_number()
    consent_withdrawn: int = whole_number()
    consent_expired: int = whole_number()
    declined: int = whole_number()
    no_consent: int = whole_number()
    undetermined: int = whole_number()
    not_offered: int = whole_number()
    not_entitled: int = whole_number()
    vat_note: str | None
    net: int = whole_number()
    vat: int = whole_number()


class StatementLineRow(FrozenRow, table=True):
    __tablename__ = "statement_lines"
    __table_args__ = (
        ForeignKeyConstraint(["closing", "customer_id"], ["statement_customers.closing", "statement_customers.customer_id"]),
        CheckConstraint("minutes > 0", name="minutes"),
        # Rounded once, half up: minutes × rate ÷ 60; neither can be negative here.
        CheckConstraint("net = (2 * minutes * hourly_rate + 60) / 120", name="net"),
    )

    customer_id: str
    request_id: str = Field(primary_key=True, index=True, foreign_key="requests.request_id")
    hourly_rate: int = whole_number(primary_key=True, sa_column_kwargs=NO_COUNTING)
    minutes: int = whole_number()
    net: int = whole_number()


class StatementDifferenceRow(FrozenRow, table=True):
    __tablename__ = "statement_differences"
    __table_args__ = (ForeignKeyConstraint(["closing", "customer_id"], ["statement_customers.closing", "statement_customers.customer_id"]),)

    customer_id: str
    about: str = Field(primary_key=True)
    request_id: str = Field(primary_key=True, index=True, foreign_key="requests.request_id")
    covered: int = whole_number()
    billable: int = whole_number()
    waived: int = whole_number()
    blocked: int = whole_number()
    net: int = whole_number()


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
    first_minute: int = whole_number(primary_key=True, sa_column_kwargs=NO_COUNTING)
    minutes: int = whole_number()
    request_id: str = Field(index=True, foreign_key="requests.request_id")
    bucket: str
    blocked: str | None
    coverage: str
    decision: int = whole_number()
    determination_id: str | None = Field(foreign_key="determinations.determination_id")
    waiver_id: str | None = Field(foreign_key="waivers.waiver_id")
    consent_id: str | None = Field(foreign_key="consents.consent_id")
    hourly_rate: int | None = whole_number()
    rate_id: str | None = Field(foreign_key="rates.rate_id")
