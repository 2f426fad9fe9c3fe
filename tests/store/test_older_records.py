"""A record of every earlier revision, with its data in it, is brought up to date on both databases, and says what it said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.store import act_queries, database, log, schema
from engine.store.acts import Acts
from engine.store.address import read_address
from engine.store.record import open_record
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from tests.databases import DATABASES
from tests.store.act_factories import append, entry
from tests.store.strangers import place_on, stranger_at
from tests.use_cases.desk_driver import deciders
from tests.wording.read import lines

OLDER = schema.REVISIONS[:-1]
RECORDS = Path(__file__).parent / "older_records"
# The same acts in each: what the program of the first revision reported of them.
DIGEST = "980dc222251d5617ac7db483db2304362fd5e166a0f9c9218837f54703a94faf"
MINUTES = {"recorded": 150, "covered": 70, "billable": 60, "waived": 20, "blocked": 0}
NET = "120.00"
SCHEMA = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master"],
    "postgresql": [
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ],
}


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with place_on(request.param, tmp_path) as url:
        yield url


def make_older(url: str, revision: str) -> None:
    """A record as that revision made it, data and all."""
    statements = [line for line in (RECORDS / f"{revision}.sql").read_text(encoding="utf-8").splitlines() if line.startswith("INSERT")]
    engine = database.connect(read_address(url), create=True)
    with database.writing(engine) as connection:
        schema.upgrade(connection, revision)
        assert schema.revision_of(connection) == revision
        for statement in statements:
            connection.exec_driver_sql(statement)
        assert log.head(connection) == (28, DIGEST)
    engine.dispose()


def rows_at(url: str) -> set[tuple[str, ...]]:
    """Every field of every act's rows: table, place in the log, column, value."""
    with stranger_at(url) as stranger:
        tables = [kind for (kind,) in stranger.asks("SELECT DISTINCT kind FROM acts")]
        return {
            (table, str(row[0]), column, str(value))
            for table in ["acts", "personal", *tables]
            for row in stranger.rows(table)
            for column, value in zip(stranger.columns(table), row, strict=True)
        }


def schema_at(url: str) -> list[tuple[str, ...]]:
    with stranger_at(url) as stranger:
        asked = SCHEMA["postgresql" if stranger.on_postgresql else "sqlite"]
        return sorted(tuple(map(str, row)) for question in asked for row in stranger.asks(question))


def test_of_every_earlier_revision_there_is_a_record() -> None:
    assert {file.stem for file in RECORDS.iterdir()} == set(OLDER)


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_record_is_refused_until_it_is_brought_up_to_date_and_then_says_what_it_said(place: str, revision: str) -> None:
    make_older(place, revision)
    before = rows_at(place)
    with pytest.raises(Refused) as refused:
        open_record(place)
    assert f"has schema revision `{revision}`" in lines(refused.value)[0]
    open_record(place, create=True).close()
    assert rows_at(place) >= before
    made = open_record(place)
    with made.reading() as connection:
        assert schema.revision_of(connection) == schema.HEAD
        assert log.head(connection) == (28, DIGEST)
        acts = act_queries.everything(connection, retracted=True, personal=act_queries.EVERY_KIND)
    assert sum(len(getattr(acts, kind)) for kind in Acts.__dataclass_fields__ if kind != "pins") + len(acts.pins) == 28
    assert acts.customers[0].name == "Verwaltung Süd GmbH"
    totals: Any = month_report(made, deciders(), read_month("2026-10")).as_json()["totals"]
    assert (totals["minutes"], totals["net"]) == (MINUTES, NET)
    made.close()


@pytest.mark.parametrize("revision", OLDER)
def test_the_schema_of_a_record_brought_up_to_date_is_that_of_a_new_one(place: str, revision: str, tmp_path: Path) -> None:
    make_older(place, revision)
    open_record(place, create=True).close()
    (tmp_path / "new").mkdir()
    with place_on(place.partition(":")[0].partition("+")[0], tmp_path / "new") as new:
        open_record(new, create=True).close()
        assert schema_at(place) == schema_at(new)
    assert any("_rules" in part for row in schema_at(place) for part in row)


@pytest.mark.parametrize("revision", OLDER)
def test_a_record_brought_up_to_date_takes_new_acts_and_refuses_wrong_ones(place: str, revision: str) -> None:
    make_older(place, revision)
    made = open_record(place, create=True)
    assert append(made, entry("E9")).length == 29
    with pytest.raises(Refused) as refused:
        append(made, entry("E10", of="R9"))
    assert "time_entries: there is no such request" in lines(refused.value)[0]
    made.close()
    with stranger_at(place) as stranger:
        assert stranger.is_refused("UPDATE rates SET hourly_rate = 1").startswith("rates: what is recorded is never changed")
