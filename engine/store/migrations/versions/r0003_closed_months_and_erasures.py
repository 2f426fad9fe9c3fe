"""Closed months with their frozen statements, and erasures of personal fields.

A published revision is not changed: what comes later is a revision of its own.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store.migrations.append_only import make_append_only
from engine.store.migrations.frozen_rows import make_erasable, make_frozen, make_frozen_functions
from engine.store.migrations.row_rules import Rule, is_of_its_act, make_rules, of_their_types, refers_to, without_empty_texts

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_IS_A_PERSON = "EXISTS (SELECT 1 FROM people WHERE person_id = NEW.person_id)"
_IS_A_CUSTOMER = "EXISTS (SELECT 1 FROM customers WHERE customer_id = NEW.person_id)"
REASONS = ("over_cap", "consent_withdrawn", "consent_expired", "declined", "no_consent", "undetermined", "not_offered", "not_entitled")
COVERAGES = ("covered", "billable", "not_offered", "not_entitled", "undetermined")


def _text(name: str, blank: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=blank)


def _whole(name: str, blank: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=blank)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return _check(column, f"{column} IN ({', '.join(repr(value) for value in values)})")


def _act(name: str, identity: str, *parts: sa.Column[Any] | sa.Constraint, unique: tuple[str, ...], rules: tuple[Rule, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("seq", Sequence, autoincrement=False, nullable=False),
        _text(identity),
        *parts,
        sa.PrimaryKeyConstraint("seq"),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"]),
        *(sa.UniqueConstraint(column) for column in (identity, *unique)),
    )
    make_append_only(name, *((column,) for column in (identity, *unique)))
    make_rules(name, without_empty_texts(name), *of_their_types(name), is_of_its_act(name, identity), *rules)


def _frozen(name: str, key: tuple[str, ...], *parts: sa.Column[Any] | sa.Constraint, to: dict[str, str] | None = None) -> None:
    op.create_table(
        name,
        sa.Column("closing", Sequence, autoincrement=False, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("closing", *key),
        sa.ForeignKeyConstraint(["closing"], ["closings.seq"]),
        *(sa.ForeignKeyConstraint([column], [target]) for column, target in (to or {}).items()),
    )
    make_frozen(name, *key)
    make_rules(name, *of_their_types(name), refers_to("closing", "closings", "seq", "closing"))


def _of_statement(target: str, here: str, there: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["closing", here], [f"{target}.closing", f"{target}.{there}"])


def upgrade() -> None:
    make_frozen_functions()
    _act(
        "closings",
        "month",
        *map(_text, ("currency", "country", "time_zone")),
        _whole("vat_basis_points"),
        _text("statement_digest"),
        unique=(),
        rules=(Rule("EXISTS (SELECT 1 FROM closings WHERE month > NEW.month)", "a later month is closed already"),),
    )
    _act(
        "erasures",
        "erasure_id",
        _text("person_id"),
        sa.Column("act", Sequence, nullable=False),
        _whole("erased_at"),
        *map(_text, ("erased_by", "reason")),
        sa.ForeignKeyConstraint(["act"], ["acts.seq"]),
        unique=("act",),
        rules=(Rule(f"NOT ({_IS_A_PERSON}) AND NOT ({_IS_A_CUSTOMER})", "there is no such person or customer"),),
    )
    op.create_index("ix_erasures_person_id", "erasures", ["person_id"])
    make_erasable()
    make_rules("personal", Rule("EXISTS (SELECT 1 FROM erasures WHERE act = NEW.seq)", "these fields were erased"), name="stay_erased")
    _decisions()
    _customers()
    _parts()


def _decisions() -> None:
    _frozen(
        "statement_policies",
        ("policy",),
        *map(_text, ("policy", "meaning_digest", "text_digest")),
        to={"policy": "policy_pins.policy"},
    )
    _frozen(
        "statement_decisions",
        ("number",),
        _whole("number"),
        *map(_text, ("policy", "coverage", "rules", "clauses")),
        _of_statement("statement_policies", "policy", "policy"),
        _one_of("coverage", COVERAGES),
    )


def _customers() -> None:
    buckets = ("covered", "billable", "waived", "blocked")
    _frozen(
        "statement_customers",
        ("customer_id",),
        *map(_text, ("customer_id", "customer_key")),
        *map(_whole, (*buckets, *REASONS)),
        _text("vat_note", blank=True),
        *map(_whole, ("net", "vat")),
    )
    _frozen(
        "statement_lines",
        ("request_id", "hourly_rate"),
        *map(_text, ("customer_id", "request_id")),
        *map(_whole, ("hourly_rate", "minutes", "net")),
        _of_statement("statement_customers", "customer_id", "customer_id"),
        _check("minutes", "minutes > 0"),
        _check("net", "net = (2 * minutes * hourly_rate + 60) / 120"),
        to={"request_id": "requests.request_id"},
    )
    _frozen(
        "statement_differences",
        ("about", "request_id"),
        *map(_text, ("customer_id", "about", "request_id")),
        *map(_whole, (*buckets, "net")),
        _of_statement("statement_customers", "customer_id", "customer_id"),
        to={"request_id": "requests.request_id"},
    )
    for table in ("statement_lines", "statement_differences"):
        op.create_index(f"ix_{table}_request_id", table, ["request_id"])


def _parts() -> None:
    _frozen(
        "statement_parts",
        ("entry_id", "first_minute"),
        _text("entry_id"),
        *map(_whole, ("first_minute", "minutes")),
        *map(_text, ("request_id", "bucket")),
        _text("blocked", blank=True),
        _text("coverage"),
        _whole("decision"),
        *(_text(name, blank=True) for name in ("determination_id", "waiver_id", "consent_id")),
        _whole("hourly_rate", blank=True),
        _text("rate_id", blank=True),
        _of_statement("statement_decisions", "decision", "number"),
        _check("first_minute", "first_minute >= 0"),
        _check("minutes", "minutes > 0"),
        _one_of("bucket", ("covered", "billable", "waived", "blocked")),
        _one_of("blocked", REASONS),
        _one_of("coverage", COVERAGES),
        _check("reason", "(bucket = 'blocked') = (blocked IS NOT NULL)"),
        _check("consent", "(bucket = 'billable') = (consent_id IS NOT NULL)"),
        _check("rate", "(bucket = 'billable') = (hourly_rate IS NOT NULL)"),
        to={
            "entry_id": "time_entries.entry_id",
            "request_id": "requests.request_id",
            "determination_id": "determinations.determination_id",
            "waiver_id": "waivers.waiver_id",
            "consent_id": "consents.consent_id",
            "rate_id": "rates.rate_id",
        },
    )
    op.create_index("ix_statement_parts_request_id", "statement_parts", ["request_id"])
