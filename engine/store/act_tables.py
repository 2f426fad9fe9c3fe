"""The tables of what is recorded, one a kind of act: the record says its columns, here stands what only a database needs besides.

A retracted row stays where it is, so that what refers to it still finds it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from engine.store.typed_tables import Constraint, typed_table


def _ends_after(begin: str, end: str) -> Constraint:
    return CheckConstraint(f"{end} >= {begin}", name=end)


def _price() -> Constraint:
    return CheckConstraint("hourly_rate > 0", name="hourly_rate")


def _cap() -> Constraint:
    return CheckConstraint("max_minutes >= 0", name="max_minutes")


CUSTOMERS = typed_table("customers")
PEOPLE = typed_table("people", indexed={"customer_id"})
CONTRACTS = typed_table("contracts", _ends_after("valid_from", "valid_to"), indexed={"customer_id"})
TRAINING = typed_table("training", _ends_after("completed_on", "valid_until"), indexed={"customer_id"})
RATES = typed_table("rates", _price(), _ends_after("valid_from", "valid_to"), indexed={"customer_id"})
POLICY_PINS = typed_table("policy_pins")
REQUESTS = typed_table("requests", indexed={"customer_id", "received_at"})
RETRIAGES = typed_table("retriages", indexed={"request_id"})
DETERMINATIONS = typed_table("determinations", indexed={"request_id"})
QUOTES = typed_table("quotes", _price(), _cap(), indexed={"request_id"})
CONSENTS = typed_table(
    "consents",
    _price(),
    _cap(),
    CheckConstraint("status <> 'granted' OR (role IS NOT NULL AND hourly_rate IS NOT NULL)", name="granted"),
    indexed={"request_id"},
)
WITHDRAWALS = typed_table("withdrawals", indexed={"consent_id"})
TIME_ENTRIES = typed_table(
    "time_entries",
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
    # A month is found by its entries' beginnings; with the ids beside them, the index alone answers whose month it is.
    Index(None, "started_at", "request_id", "entry_id"),
    indexed={"request_id"},
)
WAIVERS = typed_table("waivers", indexed={"entry_id"})
CLOSURES = typed_table("closures", indexed={"request_id"})
RETRACTIONS = typed_table("retractions", UniqueConstraint("kind", "id"), ForeignKeyConstraint(["kind", "id"], ["acts.kind", "acts.key"]))
CLOSINGS = typed_table("closings")
ERASURES = typed_table("erasures", indexed={"person_id"}, unique={"act"}, references={"act": "acts.seq"})

# Acts by which a policy version becomes law.
POLICY_WITHDRAWALS = typed_table("policy_withdrawals")
POLICY_DRAFTS = typed_table(
    "policy_drafts",
    CheckConstraint("revision = draft || '.' || number", name="revision"),
    # So revisions follow one another without a hole, and of two people who save at once one comes too late.
    CheckConstraint("(number = 1) = (based_on IS NULL) AND (number = 1 OR based_on = draft || '.' || (number - 1))", name="based_on"),
    indexed={"draft"},
    references={"based_on": "policy_drafts.revision"},
)
POLICY_PROPOSALS = typed_table("policy_proposals", indexed={"revision"}, references={"revision": "policy_drafts.revision"})
POLICY_APPROVALS = typed_table("policy_approvals", references={"proposal": "policy_proposals.proposal"})
POLICY_PUBLICATIONS = typed_table("policy_publications", unique={"proposal"}, references={"proposal": "policy_approvals.proposal"})
