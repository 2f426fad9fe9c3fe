"""The tables of what becomes of policy versions: revisions of drafts with their files, proposals, approvals, publications, withdrawals.

Columns are those of the records in `policy_acts`; none is personal."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from engine.store.log_tables import TypedRow, one_of, whole_number


def known_by() -> CheckConstraint:
    """How the person is known who acted."""
    return one_of("known_by", "unauthenticated", "signed_in")


class PolicyWithdrawalRow(TypedRow, table=True):
    __tablename__ = "policy_withdrawals"
    __table_args__ = (known_by(),)

    withdrawn: str = Field(unique=True)
    reason: str
    withdrawn_by: str
    withdrawn_at: int = whole_number()
    known_by: str


class PolicyDraftRow(TypedRow, table=True):
    __tablename__ = "policy_drafts"
    __table_args__ = (
        known_by(),
        CheckConstraint("revision = draft || '.' || number", name="revision"),
        # So revisions follow one another without a hole, and of two people who save at once one comes too late.
        CheckConstraint("(number = 1) = (based_on IS NULL) AND (number = 1 OR based_on = draft || '.' || (number - 1))", name="based_on"),
    )

    revision: str = Field(unique=True)
    draft: str = Field(index=True)
    number: int = whole_number()
    based_on: str | None = Field(foreign_key="policy_drafts.revision")
    product: str
    version: str
    policy_yaml: str
    facts_yaml: str
    examples_yaml: str
    meaning_digest: str | None
    text_digest: str
    examples_digest: str
    note: str | None
    saved_by: str
    saved_at: int = whole_number()
    known_by: str


class PolicyProposalRow(TypedRow, table=True):
    __tablename__ = "policy_proposals"
    __table_args__ = (known_by(),)

    proposal: str = Field(unique=True)
    revision: str = Field(index=True, foreign_key="policy_drafts.revision")
    effective_from: date
    reason: str
    backdated_because: str | None
    meaning_digest: str
    text_digest: str
    examples_digest: str
    found: str
    proposed_by: str
    proposed_at: int = whole_number()
    known_by: str


class PolicyApprovalRow(TypedRow, table=True):
    __tablename__ = "policy_approvals"
    __table_args__ = (known_by(),)

    proposal: str = Field(unique=True, foreign_key="policy_proposals.proposal")
    meaning_digest: str
    text_digest: str
    examples_digest: str
    approved_by: str
    approved_at: int = whole_number()
    known_by: str


class PolicyPublicationRow(TypedRow, table=True):
    __tablename__ = "policy_publications"
    __table_args__ = (known_by(),)

    policy: str = Field(unique=True)
    proposal: str = Field(unique=True, foreign_key="policy_approvals.proposal")
    meaning_digest: str
    text_digest: str
    examples_digest: str
    published_by: str
    published_at: int = whole_number()
    known_by: str
