"""A record is moved by replaying its log: all of it or nothing, onto either database, and both then end alike."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from engine.store import log, replay
from engine.store.chain import Head
from engine.store.record import Record, open_record
from engine.store.tables import METADATA
from engine.use_cases.audit.verify import verify
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.instants import Instant
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from tests.store.act_factories import append, customer, pin, request
from tests.store.places import KINDS, Places, everything_at, path_of
from tests.use_cases.closing_books import MINUTE, OPEN, ClosingBooks
from tests.use_cases.company_history import MONTHS, company_with_history
from tests.wording.read import lines

# On both databases by itself, whichever one a run is on.
pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> ClosingBooks:
    """Looked at and moved from, never written."""
    return company_with_history(tmp_path_factory.mktemp("past"))


def moved(source: str, target: str) -> Head:
    """Move the record from one place to another."""
    here, there = open_record(source), open_record(target, create=True)
    try:
        return replay.move(here, there, lambda _what, _rows: None).head
    finally:
        here.close()
        there.close()


def head_at(url: str) -> Head:
    record = open_record(url)
    with record.reading() as connection:
        found = log.head(connection)
    record.close()
    return found


def reports(record: Record, past: ClosingBooks) -> list[str]:
    """Each month as it is known now and as it was known after its first acts, as it is printed."""
    instants = (None, *(Instant(OPEN + minutes * MINUTE) for minutes in (0, 3, 8)))
    asked = [(read_month(month), on) for month in MONTHS for on in instants]
    return [json.dumps(month_report(record, past.desk.packs, month, on=on).as_json(), ensure_ascii=False) for month, on in asked]


def test_there_and_back_over_both_databases_every_row_and_every_report_is_what_it_was(past: ClosingBooks, places: Places) -> None:
    start = past.desk.url
    told, verified = reports(past.desk.record, past), verify(past.desk.record, past.desk.packs)
    everything = everything_at(start)
    assert {name for name, rows in everything.items() if not rows} == set()
    place = start
    for kind in ("postgresql", "postgresql", "sqlite", "sqlite"):
        following = places.empty(kind)
        assert moved(place, following) == head_at(start)
        assert everything_at(following) == everything
        record = open_record(following)
        assert reports(record, past) == told
        assert verify(record, past.desk.packs) == verified
        record.close()
        place = following


@pytest.mark.parametrize("kind", KINDS)
def test_an_administrators_empty_record_is_filled_and_goes_on_being_written(kind: str, past: ClosingBooks, places: Places) -> None:
    target = places.with_an_empty_record(kind)
    head = moved(past.desk.url, target)
    record = open_record(target)
    assert append(record, request("R-new")).length == head.length + 1
    record.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_that_holds_acts_is_refused_and_stays_as_it_is(kind: str, past: ClosingBooks, places: Places) -> None:
    target = places.with_an_empty_record(kind)
    record = open_record(target)
    append(record, pin(), customer())
    before = everything_at(target)
    with pytest.raises(Refused) as refused:
        moved(past.desk.url, target)
    assert lines(refused.value) == [
        f"`{record.address.shown}` holds 2 acts already; a record is moved only to where nothing is recorded yet; "
        "name another place with --to"
    ]
    record.close()
    assert everything_at(target) == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_at_any_statement_leaves_the_target_empty(kind: str, past: ClosingBooks, places: Places, full_size: bool) -> None:
    target = places.with_an_empty_record(kind)
    nothing = everything_at(target)
    record, source = open_record(target), open_record(past.desk.url)
    statements: list[str] = []

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)
        if len(statements) == failing:
            raise KeyboardInterrupt

    event.listen(record._engine, "before_cursor_execute", fail)
    for failing in range(1, 1_000, 1 if full_size else 4):
        statements.clear()
        try:
            replay.move(source, record, lambda _what, _rows: None)
            break
        except KeyboardInterrupt:
            with source.reading() as connection, record.reading() as there:
                assert (log.head(there).length, log.head(connection).length) == (0, 48)
        if failing % 25 == 0:
            assert everything_at(target) == nothing
    assert {statement.split()[2] for statement in statements if statement.startswith("INSERT")} == set(METADATA.tables)
    record.close()
    source.close()
    assert everything_at(target) == everything_at(past.desk.url)


OF_R1 = "(SELECT seq FROM acts WHERE kind = 'requests' AND key = 'R1')"


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE time_entries SET minutes = minutes + 1 WHERE entry_id = 'E5'", "`time_entries` `E5` has the digest"),
        ("DELETE FROM closures", "`closures`, seq 2: is missing"),
        (f"UPDATE personal SET fields = '{{}}' WHERE seq = {OF_R1}", "`personal`, seq 15: comes to the digest"),
        (f"DELETE FROM personal WHERE seq = {OF_R1}", "`personal`, seq 15: is missing, and no erasure names it"),
        (f"UPDATE acts SET recorded_by = 'bo' WHERE seq = {OF_R1}", "`requests` `R1` has the digest"),
        ("DELETE FROM statement_lines", "the frozen rows of `2026-10` do not come to its digest"),
    ],
)
def test_what_was_tampered_with_is_not_carried_on(tampering: str, what: str, past: ClosingBooks, places: Places) -> None:
    source, target = places.empty("sqlite"), places.with_an_empty_record("sqlite")
    nothing = everything_at(target)
    moved(past.desk.url, source)
    with closing(sqlite3.connect(path_of(source))) as stranger:
        for (trigger,) in stranger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            stranger.execute(f"DROP TRIGGER {trigger}")
        stranger.execute(tampering)
        stranger.commit()
    with pytest.raises(Refused) as refused:
        moved(source, target)
    mismatch, remedy = lines(refused.value)
    assert what in mismatch
    assert remedy == "nothing was moved; `klausel verify` says more of where it came from"
    assert everything_at(target) == nothing


def test_what_is_recorded_while_a_record_is_moved_is_not_moved_and_nobody_waits(past: ClosingBooks, places: Places) -> None:
    source, target = places.empty("sqlite"), places.empty("postgresql")
    moved(past.desk.url, source)
    before = head_at(source)
    writer, here, there = open_record(source), open_record(source), open_record(target, create=True)

    def meanwhile(what: str, rows: int) -> None:
        if what == "moving" and rows < before.length + 50:
            append(writer, request(f"R-meanwhile-{rows}"))

    assert replay.move(here, there, meanwhile).head == before
    for record in (writer, here, there):
        record.close()
    assert head_at(source).length > before.length
    assert head_at(target) == before
