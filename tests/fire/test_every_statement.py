"""An error at any single statement of an import, of a closing, or of making a record, and at its COMMIT: all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from engine.store.record import Record, open_record
from engine.use_cases.intake.import_records import ReadActs, import_acts, read_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from tests import databases
from tests.fire.integrity import acts_of_a_whole_record, head
from tests.fire.workers import NOW, company
from tests.use_cases.desk_driver import deciders
from tests.use_cases.tiny_company import Company, tiny


class Failing:
    """Lets one statement of all that any engine is asked fail: the one with this number, from 1, a COMMIT being one too."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0

    def _next(self, dialect: str) -> None:
        self.asked += 1
        if self.asked == self.number:
            if dialect == "postgresql":
                raise psycopg.errors.DiskFull("no space left on device")
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error

    def before_statement(self, connection: Any, *_: object) -> None:
        self._next(connection.dialect.name)

    def before_commit(self, connection: Any) -> None:
        self._next(connection.dialect.name)


@contextmanager
def failing(number: int) -> Iterator[Failing]:
    one = Failing(number)
    event.listen(Engine, "before_cursor_execute", one.before_statement)
    event.listen(Engine, "commit", one.before_commit)
    try:
        yield one
    finally:
        event.remove(Engine, "before_cursor_execute", one.before_statement)
        event.remove(Engine, "commit", one.before_commit)


def fails_at_each(work: Callable[[], object], look: Callable[[], None], step: int = 1) -> int:
    """Does `work` with an error at the first statement, then at the `step`-th after it, and so on until none is left to fail;
    `look` looks at what each failure leaves. Answers how many statements there were."""
    for number in count(1, step):
        with failing(number) as one:
            try:
                work()
            except Refused as refused:
                assert [problem.code for problem in refused.problems] == ["disk_full"]
            else:
                return one.asked
        look()
    raise AssertionError("unreachable")


def imports(record: Record, read: ReadActs) -> dict[str, int]:
    return import_acts(read, record, deciders(), now=NOW, who="anna").recorded


@pytest.fixture
def read(tmp_path: Path) -> ReadActs:
    return read_acts(tiny().write(tmp_path / "company"))


def test_an_import_that_fails_at_any_statement_stores_nothing_and_may_be_done_again(tmp_path: Path, read: ReadActs) -> None:
    url = databases.place_with_a_record(tmp_path / "klausel.db")
    record = open_record(url)
    nothing = head(url)
    statements = fails_at_each(lambda: imports(record, read), lambda: _same(head(url), nothing))
    assert statements > 40
    assert len(acts_of_a_whole_record(url)) == len(read.acts) + 1, "and the policy's pin"
    record.close()


def test_a_closing_that_fails_at_any_statement_closes_nothing_and_may_be_done_again(tmp_path: Path) -> None:
    url = databases.place_with_a_record(tmp_path / "klausel.db")
    record = open_record(url)
    imports(record, read_acts(company(entries=1).write(tmp_path / "company")))
    for month in ("2025-02", "2025-03"):
        close_month(record, deciders(), read_month(month), now=NOW, who="fin")
    # something has been learnt about a closed month, so that all there is to a statement is written
    work = {"entry_id": "late", "request_id": "M2025-03", "started_at": "2025-03-30T09:00:00+02:00"}
    late = Company({}).add("time_entries", **(tiny().row("time_entries", "E1") | work))
    imports(record, read_acts(late.write(tmp_path / "late")))
    april = read_month("2025-04")
    open_statement = month_report(record, deciders(), april).as_json()
    before = head(url)
    statements = fails_at_each(lambda: close_month(record, deciders(), april, now=NOW, who="fin"), lambda: _same(head(url), before))
    assert statements > 30
    assert ("closings", "2025-04") in acts_of_a_whole_record(url, before)
    assert month_report(record, deciders(), april).as_json() == open_statement
    assert [one["differences"] != [] for one in open_statement["customers"]] == [True]  # type: ignore[attr-defined]
    record.close()


@pytest.mark.slow
def test_a_record_whose_making_fails_at_any_statement_can_be_made_by_the_next_import(
    tmp_path: Path, read: ReadActs, full_size: bool
) -> None:
    statements = 0
    for number in count(1, 1 if full_size else 61):
        url = databases.place(tmp_path / f"{number}.db")
        with failing(number) as one:
            try:
                open_record(url, create=True).close()
            except Refused as refused:
                assert [problem.code for problem in refused.problems] == ["disk_full"]
        statements = max(statements, one.asked)
        record = open_record(url, create=True)
        assert sum(imports(record, read).values()) == len(read.acts)
        record.close()
        assert len(acts_of_a_whole_record(url)) == len(read.acts) + 1
        if one.asked < number:
            break
    assert statements > 100


def _same(found: object, before: object) -> None:
    assert found == before
