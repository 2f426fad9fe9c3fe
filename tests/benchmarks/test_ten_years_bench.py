"""Behind ten years of entries: how long it takes to record an act, and to report a month that is closed, that is open, and that
says what was learnt about closed ones.

Prints figures beside floors measured in the same run, asserts no time: machines differ. That what is reported is right is
asserted."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from engine.books.month_statement import month_bounds
from engine.store.record import open_record
from engine.vocabulary.instants import read_zone
from engine.vocabulary.months import Month
from tests.benchmarks import ten_years
from tests.benchmarks.test_import_bench import measured, measured_command
from tests.use_cases.desk_driver import deciders

ENTRIES = (20_000, 1_000_000)
CLOSED = (12, 108)
TIMES = (20, 100)


def quantile(seconds: list[float], of_hundred: int) -> float:
    return sorted(seconds)[len(seconds) * of_hundred // 100]


def read_alone(path: Path, month: Month) -> tuple[float, int]:
    """Seconds for the month's entries by nothing but sqlite3, and their minutes."""
    first, end = month_bounds(month, read_zone("Europe/Berlin"))
    asked = "SELECT * FROM time_entries WHERE started_at >= ? AND started_at < ? AND entry_id NOT IN (SELECT id FROM retractions)"
    started = perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(asked, (first, end)).fetchall()
    return perf_counter() - started, sum(row["minutes"] for row in rows)


def committed_alone(folder: Path, times: int) -> list[float]:
    """Seconds for one row and its way to the disk, by nothing but sqlite3."""
    seconds = []
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)")
        for number in range(times):
            started = perf_counter()
            connection.execute("INSERT INTO rows VALUES (?, ?)", (number, "x" * 200))
            seconds.append(perf_counter() - started)
    return seconds


@pytest.mark.bench
@pytest.mark.serial
@pytest.mark.slow
def test_acts_are_recorded_and_months_reported_behind_ten_years_of_entries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], full_size: bool
) -> None:
    path = tmp_path / "klausel.db"
    entries, closed, times = ENTRIES[full_size], CLOSED[full_size], TIMES[full_size]
    record = open_record(f"sqlite:///{path}", create=True)
    started = perf_counter()
    ten_years.fill(record, deciders(), entries, closed=closed)
    record.close()
    with capsys.disabled():
        print(f"\n  {entries:,} entries of ten years, {closed} months closed, filled in {perf_counter() - started:.0f} s")
    months = ten_years.months()
    for what, month in (("closed", months[closed - 1]), ("earliest open", months[closed]), ("open", months[-6])):
        seconds, peak, said = measured("report", "--month", str(month), "--json", folder=tmp_path)
        floor, minutes = read_alone(path, month)
        told = json.loads(said)
        differences = [one for customer in told["customers"] for one in customer["differences"]]
        own = told["totals"]["minutes"]["recorded"] - sum(one["minutes"]["recorded"] for one in differences)
        with capsys.disabled():
            print(
                f"  report of {month} ({what}; {own:,} minutes, {len(differences)} differences): {seconds:.2f} s, peak {peak:.0f} MB; "
                f"floor (its entries read by sqlite3 alone) {floor:.3f} s"
            )
        assert own <= minutes if what == "closed" else own == minutes
        assert own > 0
        assert what == "closed" or bool(differences) == (what == "earliest open")
    seconds, peak, said = measured_command(
        [sys.executable, "-m", "tests.benchmarks.recording", f"sqlite:///{path}", str(times)], folder=tmp_path
    )
    floor = median(committed_alone(tmp_path, times))
    with capsys.disabled():
        for act, each in json.loads(said).items():
            assert len(each) == times
            print(
                f"  recording {act.replace('_', ' ')}: median {1_000 * median(each):.1f} ms, "
                f"95 % within {1_000 * quantile(each, 95):.1f} ms; floor (one row committed by sqlite3 alone) {1_000 * floor:.1f} ms"
            )
        print(f"  recording: peak {peak:.0f} MB")
