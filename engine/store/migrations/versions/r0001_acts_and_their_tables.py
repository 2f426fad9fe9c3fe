"""The first record: the log of acts, the personal fields apart, one typed table a kind; all of them append-only.

A published revision is not changed: what comes later is a revision of its own. Constraints get their names from the
convention in `engine.store.rows`, which stays.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.store.migrations.append_only import make_append_only, make_functions, make_without_holes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Part = sa.Column[Any] | sa.Constraint
Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, blank: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=blank)


def _whole(name: str, blank: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=blank)


def _day(name: str, blank: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=blank)


def _yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(create_constraint=True, name=name), nullable=False)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def _blank(*names: str) -> list[sa.Column[str]]:
    return [_text(name, blank=True) for name in names]


def _table(
    name: str,
    *parts: Part,
    unique: tuple[tuple[str, ...], ...] = (),
    index: tuple[str | tuple[str, ...], ...] = (),
    to: dict[str, str] | None = None,
) -> None:
    op.create_table(
        name,
        sa.Column("seq", Sequence, autoincrement=False, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("seq"),
        *([sa.ForeignKeyConstraint(["seq"], ["acts.seq"])] if name != "acts" else []),
        *(sa.ForeignKeyConstraint([column], [target]) for column, target in (to or {}).items()),
        *(sa.UniqueConstraint(*columns) for columns in unique),
    )
    for columns in index:
        together = (columns,) if isinstance(columns, str) else columns
        op.create_index("_".join(("ix", name, *together)), name, together)
    make_append_only(name, *unique)


def _of_request(
    name: str,
    identity: str,
    *parts: Part,
    index: tuple[str | tuple[str, ...], ...] = (),
    to: dict[str, str] | None = None,
) -> None:
    _table(
        name,
        _text(identity),
        _text("request_id"),
        *parts,
        unique=((identity,),),
        index=("request_id", *index),
        to={"request_id": "requests.request_id", **(to or {})},
    )


def upgrade() -> None:
    make_functions()
    _log()
    _customers()
    _requests()
    _answers()
    _time()
    _retractions()


def _log() -> None:
    _table(
        "acts",
        _whole("recorded_at"),
        _text("recorded_by"),
        _text("kind"),
        _text("key"),
        _text("personal_digest", blank=True),
        _text("digest"),
        _check("seq", "seq >= 1"),
        unique=(("kind", "key"),),
    )
    make_without_holes("acts")
    _table("personal", _text("salt"), sa.Column("fields", sa.Text(), nullable=False))
    _table("policy_pins", _text("policy"), _text("meaning_digest"), unique=(("policy",),))


def _customers() -> None:
    _table(
        "customers",
        _text("customer_id"),
        _day("valid_from", blank=True),
        _text("language"),
        _text("account_manager"),
        _text("debtor_number", blank=True),
        _text("country"),
        _check("language", "language IN ('de', 'en')"),
        index=("customer_id",),
    )
    _table(
        "people",
        _text("person_id"),
        _day("valid_from", blank=True),
        _text("customer_id"),
        _yes_or_no("portal_registered"),
        _yes_or_no("may_commission"),
        index=("person_id", "customer_id"),
    )
    _table(
        "contracts",
        _text("contract_id"),
        _text("customer_id"),
        _text("product"),
        _day("valid_from"),
        _day("valid_to", blank=True),
        _text("status"),
        _text("second_level"),
        _text("training_register"),
        _check("status", "status IN ('active', 'suspended')"),
        _check("second_level", "second_level IN ('none', 'included', 'billable')"),
        _check("training_register", "training_register IN ('complete', 'partial')"),
        _check("valid_to", "valid_to >= valid_from"),
        unique=(("contract_id",),),
        index=("customer_id",),
    )
    _table(
        "training",
        _text("training_id"),
        _text("customer_id"),
        _text("person_id", blank=True),
        _text("product"),
        _day("completed_on"),
        _day("valid_until", blank=True),
        _check("valid_until", "valid_until >= completed_on"),
        unique=(("training_id",),),
        index=("customer_id",),
    )
    _table(
        "rates",
        _text("rate_id"),
        *_blank("product", "role", "customer_id"),
        _whole("hourly_rate"),
        _text("currency"),
        _day("valid_from"),
        _day("valid_to", blank=True),
        _check("hourly_rate", "hourly_rate > 0"),
        _check("valid_to", "valid_to >= valid_from"),
        unique=(("rate_id",),),
    )


def _requests() -> None:
    _table(
        "requests",
        _text("request_id"),
        _text("customer_id"),
        _text("person_id", blank=True),
        _text("product"),
        _whole("received_at"),
        *_blank("intake", "delivery", "service", "topic", "cause", "complexity"),
        unique=(("request_id",),),
        index=("customer_id", "received_at"),
    )
    _of_request(
        "retriages",
        "retriage_id",
        _whole("triaged_at"),
        _text("triaged_by"),
        *_blank("person_id", "training", "delivery", "service", "topic", "cause", "complexity"),
    )
    _of_request(
        "determinations",
        "determination_id",
        _text("coverage"),
        _text("determined_by"),
        _whole("determined_at"),
        _check("coverage", "coverage IN ('covered', 'billable')"),
    )
    _of_request("closures", "closure_id", _whole("closed_at"), _text("closed_by"))


def _answers() -> None:
    _of_request(
        "quotes",
        "quote_id",
        _whole("sent_at"),
        _text("sent_by"),
        _text("role"),
        _whole("hourly_rate"),
        _text("currency"),
        _whole("max_minutes", blank=True),
        _whole("expires_at", blank=True),
        _check("hourly_rate", "hourly_rate > 0"),
        _check("max_minutes", "max_minutes >= 0"),
    )
    _of_request(
        "consents",
        "consent_id",
        _text("quote_id", blank=True),
        _text("status"),
        _text("given_by"),
        _text("given_via"),
        _whole("given_at"),
        _text("role", blank=True),
        _whole("hourly_rate", blank=True),
        _text("currency"),
        _whole("max_minutes", blank=True),
        _whole("expires_at", blank=True),
        _check("status", "status IN ('granted', 'declined')"),
        _check("given_via", "given_via IN ('portal', 'email', 'phone')"),
        _check("hourly_rate", "hourly_rate > 0"),
        _check("max_minutes", "max_minutes >= 0"),
        _check("granted", "status <> 'granted' OR (role IS NOT NULL AND hourly_rate IS NOT NULL)"),
        to={"quote_id": "quotes.quote_id"},
    )
    _table(
        "withdrawals",
        _text("withdrawal_id"),
        _text("consent_id"),
        _whole("withdrawn_at"),
        _text("withdrawn_by"),
        unique=(("withdrawal_id",),),
        index=("consent_id",),
        to={"consent_id": "consents.consent_id"},
    )


def _time() -> None:
    _of_request(
        "time_entries",
        "entry_id",
        _text("agent"),
        _text("role"),
        _text("activity"),
        _whole("started_at"),
        _whole("minutes"),
        *_blank("service", "topic", "cause"),
        _check("activity", "activity IN ('work', 'triage')"),
        _check("minutes", "minutes BETWEEN 1 AND 1440"),
        index=(("started_at", "request_id", "entry_id"),),
    )
    _table(
        "waivers",
        _text("waiver_id"),
        _text("entry_id"),
        _whole("waived_at"),
        _text("waived_by"),
        unique=(("waiver_id",),),
        index=("entry_id",),
        to={"entry_id": "time_entries.entry_id"},
    )


def _retractions() -> None:
    kinds = (
        "'contracts', 'training', 'rates', 'requests', 'retriages', 'determinations', 'quotes', 'consents', 'withdrawals', "
        "'time_entries', 'waivers', 'closures'"
    )
    _table(
        "retractions",
        _text("retraction_id"),
        _text("kind"),
        _text("id"),
        _whole("retracted_at"),
        _text("retracted_by"),
        _check("kind", f"kind IN ({kinds})"),
        sa.ForeignKeyConstraint(["kind", "id"], ["acts.kind", "acts.key"]),
        unique=(("retraction_id",), ("kind", "id")),
    )
