"""What is recorded stays, tried from outside the program with plain SQL, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.tables import METADATA, TABLE_OF_KIND
from tests.databases import DATABASES
from tests.store.act_factories import company
from tests.store.strangers import REFUSALS, Stranger, record_on

EVERY_TABLE = sorted(METADATA.tables)
OF_ACTS = sorted(set(TABLE_OF_KIND) - {"customers", "people"})
LAST = len(company())
NEVER = "what is recorded is never changed or deleted"


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A record that all tests here share: none of them gets anything done."""
    with record_on(request.param, tmp_path_factory.mktemp("record"), *company()) as url:
        yield url


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_column_of_a_recorded_row_can_be_updated(stranger: Stranger, table: str) -> None:
    before = stranger.rows(table)
    assert before
    first = stranger.columns(table)[0]
    told = f"{table}: {NEVER}" if stranger.on_postgresql else f"{table}: what is recorded is never changed"
    for column in stranger.columns(table):
        for how in ("UPDATE",) if stranger.on_postgresql else ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            assert stranger.is_refused(f"{how} {table} SET {column} = {column}") == told
            if column not in ("seq", "closing"):
                assert stranger.is_refused(f"{how} {table} SET {column} = NULL WHERE {first} = (SELECT max({first}) FROM {table})") == told
    assert stranger.rows(table) == before


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_recorded_row_can_be_deleted(stranger: Stranger, table: str) -> None:
    before = stranger.rows(table)
    first = stranger.columns(table)[0]
    told = f"{table}: {NEVER}" if stranger.on_postgresql else f"{table}: what is recorded is never deleted"
    for where in ("", f" WHERE {first} = (SELECT max({first}) FROM {table})"):
        assert stranger.is_refused(f"DELETE FROM {table}{where}") == told
    assert stranger.rows(table) == before


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_table_can_be_emptied(stranger: Stranger, table: str) -> None:
    before = stranger.rows(table)
    if stranger.on_postgresql:
        assert stranger.is_refused(f"TRUNCATE {table} CASCADE").endswith(NEVER)
        assert stranger.is_refused(f"TRUNCATE {', '.join(EVERY_TABLE)}").endswith(NEVER)
    else:
        # SQLite has no other way to do it; its own short cut is for tables without triggers.
        assert stranger.is_refused(f"DELETE FROM {table} WHERE true") == f"{table}: what is recorded is never deleted"
    assert stranger.rows(table) == before


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_recorded_row_can_be_put_in_again_over_itself(stranger: Stranger, table: str) -> None:
    before = stranger.rows(table)
    clash = f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
    key = ", ".join(column.name for column in METADATA.tables[table].primary_key)
    for column in stranger.columns(table)[1:]:
        said = stranger.is_refused(f"{clash} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}")
        assert said.startswith(f"{table}: ")
    for how in (
        [clash] if stranger.on_postgresql else [clash.replace("INSERT", f"INSERT OR {how}") for how in ("REPLACE", "ABORT", "IGNORE")]
    ):
        stranger.is_refused(how)
    assert stranger.rows(table) == before


@pytest.mark.parametrize("table", OF_ACTS)
def test_no_recorded_row_can_be_replaced_by_its_id_under_another_number(stranger: Stranger, table: str) -> None:
    before = stranger.rows(table)
    identity = stranger.columns(table)[1]
    stranger.records_an_act("policy_pins", "another")
    again = stranger.like_the_first(table)
    stranger.is_refused(f"{again} ON CONFLICT ({identity}) DO UPDATE SET {identity} = 'other'")
    if not stranger.on_postgresql:
        stranger.does(f"DROP TRIGGER {table}_rules")
        assert stranger.is_refused(again.replace("INSERT", "INSERT OR REPLACE")) == f"{table}: this is recorded already"
    assert stranger.rows(table) == before


def test_no_act_can_be_recorded_again_under_the_next_number(stranger: Stranger) -> None:
    again = f"INSERT INTO acts SELECT {LAST + 1}, recorded_at, recorded_by, kind, key, personal_digest, digest FROM acts WHERE seq = 1"
    if stranger.on_postgresql:
        assert stranger.is_refused(again) == 'duplicate key value violates unique constraint "uq_acts_kind_key"'
    else:
        assert stranger.is_refused(again.replace("INSERT", "INSERT OR REPLACE")) == "acts: this is recorded already"
    told = stranger.is_refused(f"{again} AND true ON CONFLICT (kind, key) DO UPDATE SET digest = 'd'")
    assert told == (f"acts: {NEVER}" if stranger.on_postgresql else "acts: this is recorded already")


@pytest.mark.parametrize("seq", [f"{LAST} + 2", "0", "-1", "1000"])
def test_an_act_gets_the_number_after_the_last_and_no_other(stranger: Stranger, seq: str) -> None:
    assert len(stranger.rows("acts")) == LAST
    act = "1, 'x', 'rates', 'RT9', NULL, 'd'"
    assert stranger.is_refused(f"INSERT INTO acts VALUES ({seq}, {act})") == "acts: only the next number may follow"
    with pytest.raises(REFUSALS):
        stranger.does(f"INSERT INTO acts VALUES (NULL, {act})")
