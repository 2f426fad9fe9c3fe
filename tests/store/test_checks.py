"""A column takes no value that it cannot have, tried from outside the program with plain SQL, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import CheckConstraint

from engine.store.tables import METADATA
from tests.databases import DATABASES
from tests.store.row_examples import ACTS, GOOD
from tests.store.strangers import Stranger, record_on

NOT_BILLABLE = {"consent_id": "NULL", "hourly_rate": "NULL"}
PART = {"first_minute": "45"}
CHECKS: dict[str, tuple[str, dict[str, str]]] = {
    "acts_seq": ("acts", {}),
    "customers_language": ("customers", {"language": "'fr'"}),
    "people_portal_registered": ("people", {"portal_registered": "2"}),
    "people_may_commission": ("people", {"may_commission": "-1"}),
    "contracts_status": ("contracts", {"status": "'ended'"}),
    "contracts_second_level": ("contracts", {"second_level": "'some'"}),
    "contracts_training_register": ("contracts", {"training_register": "'lost'"}),
    "contracts_valid_to": ("contracts", {"valid_to": "'2024-12-31'"}),
    "training_valid_until": ("training", {"valid_until": "'2024-12-31'"}),
    "rates_hourly_rate": ("rates", {"hourly_rate": "0"}),
    "rates_valid_to": ("rates", {"valid_to": "'2024-12-31'"}),
    "determinations_coverage": ("determinations", {"coverage": "'waived'"}),
    "quotes_hourly_rate": ("quotes", {"hourly_rate": "-1"}),
    "quotes_max_minutes": ("quotes", {"max_minutes": "-1"}),
    "consents_status": ("consents", {"status": "'perhaps'"}),
    "consents_given_via": ("consents", {"given_via": "'fax'"}),
    "consents_hourly_rate": ("consents", {"hourly_rate": "0"}),
    "consents_max_minutes": ("consents", {"max_minutes": "-1"}),
    "consents_granted": ("consents", {"role": "NULL"}),
    "time_entries_activity": ("time_entries", {"activity": "'rest'"}),
    "time_entries_minutes": ("time_entries", {"minutes": "1441"}),
    "retractions_kind": ("retractions", {"kind": "'customers'", "id": "'C1@'"}),
    **{
        f"policy_{name}_known_by": (f"policy_{name}", {"known_by": "'rumour'"})
        for name in ("withdrawals", "drafts", "proposals", "approvals", "publications")
    },
    "policy_drafts_revision": ("policy_drafts", {"revision": "'N1.2'"}),
    "policy_drafts_based_on": ("policy_drafts", {"revision": "'N1.2'", "number": "2"}),
    "statement_decisions_coverage": ("statement_decisions", {"number": "2", "coverage": "'perhaps'"}),
    "statement_lines_minutes": ("statement_lines", {"request_id": "'R2'", "minutes": "0", "net": "0"}),
    "statement_lines_net": ("statement_lines", {"request_id": "'R2'", "net": "8999"}),
    "statement_parts_first_minute": ("statement_parts", {"first_minute": "-1"}),
    "statement_parts_minutes": ("statement_parts", PART | {"minutes": "0"}),
    "statement_parts_bucket": ("statement_parts", PART | NOT_BILLABLE | {"bucket": "'lost'"}),
    "statement_parts_blocked": ("statement_parts", PART | NOT_BILLABLE | {"bucket": "'blocked'", "blocked": "'so'"}),
    "statement_parts_coverage": ("statement_parts", PART | {"coverage": "'perhaps'"}),
    "statement_parts_reason": ("statement_parts", PART | NOT_BILLABLE | {"bucket": "'blocked'"}),
    "statement_parts_consent": ("statement_parts", PART | {"consent_id": "NULL"}),
    "statement_parts_rate": ("statement_parts", PART | {"hourly_rate": "NULL"}),
}


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record that all tests here share: nothing that they do in it is committed."""
    with record_on(request.param, tmp_path_factory.mktemp("record"), *ACTS) as url:
        yield url


def test_every_check_of_every_table_is_tried_here() -> None:
    named = {str(check.name) for table in METADATA.tables.values() for check in table.constraints if isinstance(check, CheckConstraint)}
    assert {f"ck_{name}" for name in CHECKS} == named


@pytest.mark.parametrize("check", sorted(set(CHECKS) - {"acts_seq"}))
def test_a_value_that_a_column_cannot_have_is_refused(stranger: Stranger, check: str) -> None:
    table, changed = CHECKS[check]
    if stranger.on_postgresql:
        if any(name in changed for name in ("portal_registered", "may_commission")):
            with pytest.raises(psycopg.errors.DatatypeMismatch):
                stranger.may_not_record(table, **GOOD[table] | changed)
            return
        changed = {name: f"DATE {value}" if name in ("valid_to", "valid_until") else value for name, value in changed.items()}
    if table in GOOD:
        said = stranger.may_not_record(table, **GOOD[table] | changed)
    else:
        said = stranger.is_refused(stranger.like_the_first(table, **changed))
    assert said in {f"CHECK constraint failed: ck_{check}", f'new row for relation "{table}" violates check constraint "ck_{check}"'}


def test_minutes_are_from_one_to_those_of_a_day(stranger: Stranger) -> None:
    for minutes in ("0", "-5", "1441"):
        assert "ck_time_entries_minutes" in stranger.may_not_record("time_entries", **GOOD["time_entries"] | {"minutes": minutes})
    stranger.records("time_entries", entry_id="'N1'", minutes="1440")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("time_entries", "minutes", "45.5"),
        ("time_entries", "started_at", "'yesterday'"),
        ("time_entries", "agent", "x'00'"),
        ("rates", "hourly_rate", "'a lot'"),
        ("rates", "valid_from", "'1.1.2025'"),
        ("rates", "valid_from", "'2025-1-1'"),
        ("rates", "valid_from", "'2025-02-30'"),
        ("rates", "valid_from", "20250101"),
        ("contracts", "valid_to", "'2026-12-31 00:00'"),
    ],
)
def test_sqlite_takes_only_what_is_of_the_type_of_its_column(stranger: Stranger, table: str, column: str, value: str) -> None:
    assert stranger.may_not_record(table, **GOOD[table] | {column: value}) == f"{table}: a value is not of the type of its column"
