"""Rows that are frozen with a month: what the database refuses of them, tried with plain SQL on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint

from engine.store.tables import TABLE_OF_FROZEN
from tests.databases import DATABASES
from tests.store.acts_at_hand import company, request
from tests.store.strangers import Stranger, record_on, stranger_at

ACTS = [*company()[:-1], request("R2"), company()[-1]]
FROZEN = sorted(table.name for table in TABLE_OF_FROZEN.values())
NOT_BILLABLE = {"consent_id": "NULL", "hourly_rate": "NULL"}
PART = {"first_minute": "45"}
CHECKS: dict[str, tuple[str, dict[str, str]]] = {
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
    with record_on(request.param, tmp_path_factory.mktemp("record"), *ACTS) as url:
        yield url


@pytest.fixture
def stranger(place: str) -> Iterator[Stranger]:
    with stranger_at(place) as connected:
        yield connected


def test_every_check_of_every_frozen_table_is_tried_here() -> None:
    named = {str(check.name) for table in TABLE_OF_FROZEN.values() for check in table.constraints if isinstance(check, CheckConstraint)}
    assert {f"ck_{name}" for name in CHECKS} == named


@pytest.mark.parametrize("check", CHECKS)
def test_a_value_that_a_frozen_column_cannot_have_is_refused(stranger: Stranger, check: str) -> None:
    table, changed = CHECKS[check]
    said = stranger.is_refused(stranger.like_the_first(table, **changed))
    assert said in {f"CHECK constraint failed: ck_{check}", f'new row for relation "{table}" violates check constraint "ck_{check}"'}


@pytest.mark.parametrize("table", FROZEN)
def test_nothing_is_added_to_a_statement_once_another_act_was_recorded(stranger: Stranger, table: str) -> None:
    stranger.records_an_act("closings", "2026-11")
    told = f"{table}: a statement is frozen with its closing and not added to"
    if stranger.on_postgresql:
        assert stranger.is_refused(stranger.like_the_first(table)) == told
    else:
        stranger.does(f"DROP TRIGGER {table}_no_replace")
        assert stranger.is_refused(stranger.like_the_first(table)) == told


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_row_hangs_on_a_closing(stranger: Stranger, table: str) -> None:
    stranger.records_an_act("closings", "2026-11")
    row = stranger.like_the_first(table, closing="(SELECT max(seq) FROM acts)")
    assert stranger.is_refused(row) == f"{table}: there is no such closing"


def test_what_was_erased_is_not_put_in_again(stranger: Stranger) -> None:
    ((fields,),) = stranger.asks("SELECT fields FROM personal WHERE seq = 2")
    stranger.does("DELETE FROM personal WHERE seq = 2")
    assert stranger.is_refused(f"INSERT INTO personal VALUES (2, 'salt', '{fields}')") == "personal: these fields were erased"
