"""The tables of who a customer is and what was agreed: customers, people, contracts, training, rates, policy pins.

Columns are the records' of engine.books without the personal ones, which stand in `personal`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from engine.store.log_tables import TypedRow, one_of, whole_number, yes_or_no


class CustomerRow(TypedRow, table=True):
    __tablename__ = "customers"
    __table_args__ = (one_of("language", "de", "en"),)

    customer_id: str = Field(index=True)
    valid_from: date | None
    language: str
    account_manager: str
    debtor_number: str | None
    country: str


class PersonRow(TypedRow, table=True):
    __tablename__ = "people"

    person_id: str = Field(index=True)
    valid_from: date | None
    customer_id: str = Field(index=True)
    portal_registered: bool = yes_or_no("portal_registered")
    may_commission: bool = yes_or_no("may_commission")


class ContractRow(TypedRow, table=True):
    __tablename__ = "contracts"
    __table_args__ = (
        one_of("status", "active", "suspended"),
        one_of("second_level", "none", "included", "billable"),
        one_of("training_register", "complete", "partial"),
        CheckConstraint("valid_to >= valid_from", name="valid_to"),
    )

    contract_id: str = Field(unique=True)
    customer_id: str = Field(index=True)
    product: str
    valid_from: date
    valid_to: date | None
    status: str
    second_level: str
    training_register: str
    terms: str | None


class TrainingRow(TypedRow, table=True):
    __tablename__ = "training"
    __table_args__ = (CheckConstraint("valid_until >= completed_on", name="valid_until"),)

    training_id: str = Field(unique=True)
    customer_id: str = Field(index=True)
    person_id: str | None
    product: str
    completed_on: date
    valid_until: date | None


class RateRow(TypedRow, table=True):
    __tablename__ = "rates"
    __table_args__ = (
        CheckConstraint("hourly_rate > 0", name="hourly_rate"),
        CheckConstraint("valid_to >= valid_from", name="valid_to"),
    )

    rate_id: str = Field(unique=True)
    product: str | None
    role: str | None
    customer_id: str | None = Field(index=True)
    hourly_rate: int = whole_number()
    currency: str
    valid_from: date
    valid_to: date | None


class PolicyPinRow(TypedRow, table=True):
    __tablename__ = "policy_pins"

    policy: str = Field(unique=True)
    meaning_digest: str
