"""What is recorded stays, tried from outside the program with plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.store.tables import METADATA
from tests.store.acts_at_hand import company, record

EVERY_TABLE = sorted(name for name, table in METADATA.tables.items() if "seq" in table.columns)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that all tests here share: none of them gets anything done."""
    folder = tmp_path_factory.mktemp("record")
    record(folder, *company()).close()
    return folder / "klausel.db"


@pytest.fixture
def outside(file: Path) -> Iterator[sqlite3.Connection]:
    """A stranger's connection, with none of the program's settings; what it does is not committed."""
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def rows(outside: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return outside.execute(f"SELECT * FROM {table} ORDER BY seq").fetchall()


def columns(outside: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in outside.execute(f"PRAGMA table_info({table})")]


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_column_of_a_recorded_row_can_be_updated(outside: sqlite3.Connection, table: str) -> None:
    before = rows(outside, table)
    assert before
    for column in columns(outside, table):
        for how in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match=f"^{table}: what is recorded is never changed$"):
                outside.execute(f"{how} {table} SET {column} = {'seq + 1000' if column == 'seq' else repr('other')}")
    assert rows(outside, table) == before


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_recorded_row_can_be_deleted(outside: sqlite3.Connection, table: str) -> None:
    before = rows(outside, table)
    for where in ("", " WHERE seq = (SELECT max(seq) FROM acts)", f" WHERE seq IN (SELECT seq FROM {table})"):
        if where.endswith("acts)") and table != "acts":
            continue
        with pytest.raises(sqlite3.IntegrityError, match=f"^{table}: what is recorded is never deleted$"):
            outside.execute(f"DELETE FROM {table}{where}")
    assert rows(outside, table) == before


@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "INSERT", "INSERT OR ABORT"])
@pytest.mark.parametrize("table", EVERY_TABLE)
def test_no_recorded_row_can_be_replaced_by_its_number(outside: sqlite3.Connection, table: str, how: str) -> None:
    before = rows(outside, table)
    names = columns(outside, table)
    changed = ", ".join("seq" if name == "seq" else f"coalesce({name}, 'other')" for name in names)
    with pytest.raises(sqlite3.IntegrityError, match=f"^{table}: "):
        outside.execute(f"{how} INTO {table} ({', '.join(names)}) SELECT {changed} FROM {table}")
    assert rows(outside, table) == before


@pytest.mark.parametrize("table", sorted(set(EVERY_TABLE) - {"personal", "customers", "people"}))
def test_no_recorded_row_can_be_replaced_by_its_id_under_another_number(outside: sqlite3.Connection, table: str) -> None:
    before = rows(outside, table)
    names = columns(outside, table)
    moved = ", ".join("(SELECT max(seq) + 1 FROM acts)" if name == "seq" else name for name in names)
    with pytest.raises(sqlite3.IntegrityError, match=f"^{table}: this is recorded already$"):
        outside.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) SELECT {moved} FROM {table} LIMIT 1")
    assert rows(outside, table) == before


def test_an_insert_that_would_change_what_is_there_is_refused(outside: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        outside.execute("INSERT INTO rates SELECT * FROM rates WHERE true ON CONFLICT (rate_id) DO UPDATE SET hourly_rate = 1")


@pytest.mark.parametrize("seq", ["20 + 1", "0", "-1", "NULL", "1000"])
def test_an_act_gets_the_number_after_the_last_and_no_other(outside: sqlite3.Connection, seq: str) -> None:
    assert len(rows(outside, "acts")) == 19
    with pytest.raises(sqlite3.IntegrityError, match=r"^acts: only the next number may follow$"):
        outside.execute(f"INSERT INTO acts VALUES ({seq}, 1, 'x', 'rates', 'RT9', NULL, 'd')")


def test_minutes_beyond_a_day_and_a_rate_of_nothing_are_refused_by_the_database(outside: sqlite3.Connection) -> None:
    outside.execute("INSERT INTO acts VALUES (20, 1, 'x', 'time_entries', 'E9', NULL, 'd')")
    for minutes in (0, 1441, -5):
        with pytest.raises(sqlite3.IntegrityError, match=r"^CHECK constraint failed: ck_time_entries_minutes$"):
            outside.execute(f"INSERT INTO time_entries VALUES (20, 'E9', 'R1', 'anna', 'support', 'work', 1, {minutes}, NULL, NULL, NULL)")
    with pytest.raises(sqlite3.IntegrityError, match=r"^CHECK constraint failed: ck_rates_hourly_rate$"):
        outside.execute("INSERT INTO rates VALUES (20, 'RT9', NULL, NULL, NULL, 0, 'EUR', '2025-01-01', NULL)")
