"""The database refuses by itself what the doors refuse: overlaps, references to what is not there or was retracted, a second
withdrawal or waiver, dates out of order, rows that are not their act's.

Nothing that is recorded is touched: the rules are for new rows.
"""

from __future__ import annotations

from alembic import op

from engine.store.migrations.row_rules import (
    Rule,
    counts,
    does_not_precede,
    is_needed_no_more,
    is_of_its_act,
    is_the_only_one,
    make_rules,
    of_their_types,
    overlaps_none,
    refers_to,
    refers_to_what_counts,
    without_empty_texts,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CUSTOMER = refers_to("customer_id", "customers", "customer_id", "customer")
PERSON = refers_to("person_id", "people", "person_id", "person")
EXPIRES = "it expires before it begins"
# What hangs on a request: the column of its id, of its instant, and what it is called.
OF_A_REQUEST = {
    "retriages": ("retriage_id", "triaged_at", "re-triage"),
    "determinations": ("determination_id", "determined_at", "determination"),
    "quotes": ("quote_id", "sent_at", "quote"),
    "consents": ("consent_id", "given_at", "consent"),
    "time_entries": ("entry_id", "started_at", "time entry"),
    "closures": ("closure_id", "closed_at", "closure"),
}


def upgrade() -> None:
    # Rates of one customer are found among everybody's, for each that is recorded.
    op.create_index("ix_rates_customer_id", "rates", ["customer_id"])
    make_rules("acts", without_empty_texts("acts"), *of_their_types("acts"))
    make_rules(
        "personal",
        without_empty_texts("personal"),
        *of_their_types("personal"),
        Rule("NOT EXISTS (SELECT 1 FROM acts WHERE seq = NEW.seq AND personal_digest IS NOT NULL)", "its act has no personal fields"),
    )
    _rules("policy_pins", "policy")
    _customers()
    _requests()
    _answers()
    _retractions()


def _rules(table: str, identity: str, *rules: Rule, dated: bool = False) -> None:
    """An act's table: what any such row must keep, and these rules besides."""
    make_rules(table, without_empty_texts(table), *of_their_types(table), is_of_its_act(table, identity, dated=dated), *rules)


def _customers() -> None:
    _rules("customers", "customer_id", dated=True)
    _rules("people", "person_id", CUSTOMER, dated=True)
    _rules("contracts", "contract_id", CUSTOMER, overlaps_none("contracts", "contract_id", "customer_id", "product"))
    _rules("training", "training_id", CUSTOMER, PERSON)
    _rules("rates", "rate_id", CUSTOMER, overlaps_none("rates", "rate_id", "customer_id", "role", "product"))


def _of_a_request(table: str, *rules: Rule) -> None:
    identity, instant, _ = OF_A_REQUEST[table]
    _rules(
        table,
        identity,
        refers_to("request_id", "requests", "request_id", "request"),
        refers_to_what_counts(table, identity, "request_id", "requests", "request"),
        does_not_precede(table, identity, instant, "requests", "request_id", "received_at", "it lies before its request was received"),
        *rules,
    )


def _requests() -> None:
    _rules("requests", "request_id", CUSTOMER, PERSON)
    _of_a_request("retriages", PERSON)
    _of_a_request("determinations")
    _of_a_request("time_entries")
    _of_a_request("closures")
    _rules(
        "waivers",
        "waiver_id",
        refers_to("entry_id", "time_entries", "entry_id", "time entry"),
        refers_to_what_counts("waivers", "waiver_id", "entry_id", "time_entries", "time entry"),
        is_the_only_one("waivers", "waiver_id", "entry_id", "its time entry is waived already"),
    )


def _answers() -> None:
    others = "EXISTS (SELECT 1 FROM quotes WHERE quote_id = NEW.quote_id AND request_id <> NEW.request_id)"
    refused = "EXISTS (SELECT 1 FROM consents WHERE consent_id = NEW.consent_id AND status <> 'granted')"
    _of_a_request("quotes", Rule("NEW.expires_at < NEW.sent_at", EXPIRES))
    _of_a_request(
        "consents",
        Rule("NEW.expires_at < NEW.given_at", EXPIRES),
        refers_to("given_by", "people", "person_id", "person"),
        refers_to("quote_id", "quotes", "quote_id", "quote"),
        refers_to_what_counts("consents", "consent_id", "quote_id", "quotes", "quote"),
        Rule(f"{others} AND {counts('consents', 'consent_id')}", "its quote is of another request"),
    )
    _rules(
        "withdrawals",
        "withdrawal_id",
        refers_to("consent_id", "consents", "consent_id", "consent"),
        refers_to_what_counts("withdrawals", "withdrawal_id", "consent_id", "consents", "consent"),
        Rule(f"{refused} AND {counts('withdrawals', 'withdrawal_id')}", "only a granted consent can be withdrawn"),
        does_not_precede(
            "withdrawals", "withdrawal_id", "withdrawn_at", "consents", "consent_id", "given_at", "it lies before its consent was given"
        ),
        is_the_only_one("withdrawals", "withdrawal_id", "consent_id", "its consent is withdrawn already"),
    )


def _retractions() -> None:
    # The consents of a quote are found by its request, which is theirs.
    answered = (
        "SELECT 1 FROM quotes JOIN consents AS other ON other.request_id = quotes.request_id AND other.quote_id = quotes.quote_id "
        f"WHERE quotes.quote_id = NEW.id AND {counts('consents', 'consent_id', 'other')}"
    )
    _rules(
        "retractions",
        "retraction_id",
        Rule("NOT EXISTS (SELECT 1 FROM acts WHERE kind = NEW.kind AND key = NEW.id)", "there is no such act to retract"),
        *(is_needed_no_more("requests", table, identity, "request_id", name) for table, (identity, _, name) in OF_A_REQUEST.items()),
        Rule(f"NEW.kind = 'quotes' AND EXISTS ({answered})", "a consent that counts still refers to it"),
        is_needed_no_more("consents", "withdrawals", "withdrawal_id", "consent_id", "withdrawal"),
        is_needed_no_more("time_entries", "waivers", "waiver_id", "entry_id", "waiver"),
    )
