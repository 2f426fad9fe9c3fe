"""How long a large company takes: imported by the real command and reported by it, beside floors measured in the same run.

Prints figures, asserts no time: machines differ. That what was imported is right is asserted."""

from __future__ import annotations

import csv
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from tests.cli.command import COMMAND, command_environment
from tests.use_cases.tiny_company import COLUMNS

# a fifth of it at the small size
ENTRIES = 100_000
REQUESTS = 40_000
CUSTOMERS = 500
FIRST = datetime(2024, 10, 1, 6, tzinfo=UTC)
SERVICES = (
    "module_fundamentals",
    "configuration_question",
    "staff_introduction",
    "installation",
    "self_service",
    "operational_problem",
    "other",
)
TOPICS = ("charging", "master_data", "allocation_keys", "e_banking", "reserves", "interfaces")


def written(folder: Path, days: int, *, first: datetime = FIRST, entries: int = ENTRIES, requests: int = REQUESTS) -> Path:
    """A company of 500 customers whose requests begin within so many days, from a fixed seed; half its billable work consented to."""
    chance = random.Random(20_261_122)
    tables: dict[str, list[list[object]]] = {kind: [] for kind in COLUMNS}
    tables["rates"] += [
        ["RT1", "", "support", "", "120.00", "EUR", "2023-08-01", ""],
        ["RT2", "", "technical", "", "150.00", "EUR", "2023-08-01", ""],
    ]
    for number in range(CUSTOMERS):
        tables["customers"].append([f"C{number}", "", f"Verwaltung {number}", "de", "am1", "", "", "Ring 1", "50667", "Köln", "DE"])
        tables["people"].append([f"P{number}", "", f"C{number}", f"Person {number}", f"p{number}@example.org", "yes", "yes"])
        tables["contracts"].append([f"K{number}", f"C{number}", "hausperfekt", "2023-08-01", "", "active", "included", "complete"])
    for number in range(requests):
        customer = number % CUSTOMERS
        received = first + timedelta(minutes=chance.randrange(days * 24 * 60 - 7_000))
        facts = ["portal", "remote", chance.choice(SERVICES), chance.choice(TOPICS), "other", ""]
        tables["requests"].append([f"R{number}", f"C{customer}", f"P{customer}", "hausperfekt", received.isoformat(), *facts, "A question"])
        if chance.random() < 0.5:
            given = (received + timedelta(minutes=30)).isoformat()
            answer = [
                "granted",
                f"P{customer}",
                "email",
                given,
                "mail",
                "support",
                "120.00",
                "EUR",
                chance.choice(["", "60", "240"]),
                "",
                "",
            ]
            tables["consents"].append([f"CO{number}", f"R{number}", "", *answer])
        for piece in range(number * entries // requests, (number + 1) * entries // requests):
            started = received + timedelta(minutes=chance.randrange(60, 5_000))
            work = [f"agent{piece % 40}", "support", "work", started.isoformat(), chance.randrange(5, 120), "", "", "", ""]
            tables["time_entries"].append([f"E{piece}", f"R{number}", *work])
    folder.mkdir()
    for kind, rows in tables.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS[kind].split(","), *rows])
    return folder


# A small process in between: what a child is said to have used at most begins with what its parent held.
LAUNCHER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
child = subprocess.Popen(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(json.dumps([time.perf_counter() - started, used.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


def measured(*arguments: str, folder: Path) -> tuple[float, float, str]:
    """Seconds and peak megabytes of the command, and what it said."""
    return measured_command([*COMMAND, *arguments], folder=folder)


def measured_command(command: list[str], *, folder: Path) -> tuple[float, float, str]:
    """The same of any command, which works in that folder."""
    command = [sys.executable, "-c", LAUNCHER, str(folder / "said"), *command]
    ran = subprocess.run(command, cwd=folder, env=command_environment(), capture_output=True, text=True, check=True)
    seconds, used, status = json.loads(ran.stdout)
    assert status == 0
    peak = used / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return seconds, peak, (folder / "said").read_text("utf-8")


def timed(work: Iterator[object]) -> tuple[float, int]:
    started = perf_counter()
    count = sum(1 for _ in work)
    return perf_counter() - started, count


def rows_read(folder: Path) -> Iterator[object]:
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)


def summed(path: Path) -> tuple[float, int, int]:
    """Seconds, entries and minutes by nothing but sqlite3."""
    started = perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        entries, minutes = connection.execute("SELECT count(*), sum(minutes) FROM time_entries").fetchone()
    return perf_counter() - started, entries, minutes


@pytest.mark.bench
@pytest.mark.serial
@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "days", "month"),
    [(FIRST, 730, "2025-10"), (FIRST.replace(year=2025), 31, "2025-10")],
    ids=["two years", "one month"],
)
def test_a_large_company_is_imported_and_reported_and_a_month_of_it_is_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], full_size: bool, first: datetime, days: int, month: str
) -> None:
    entries = ENTRIES if full_size else ENTRIES // 5
    requests = REQUESTS * entries // ENTRIES
    company = written(tmp_path / "company", days, first=first, entries=entries, requests=requests)
    floor, rows = timed(rows_read(company))
    seconds, peak, said = measured("import", "company", folder=tmp_path)
    assert f"time_entries {entries}" in said
    with capsys.disabled():
        print(f"\n  {rows - len(COLUMNS):,} rows, {entries:,} of them entries of {requests:,} requests, within {days} days")
        print(f"  import: {seconds:.1f} s, {rows / seconds:,.0f} rows a second, peak {peak:.0f} MB; floor (csv.reader alone) {floor:.2f} s")
    seconds, peak, said = measured("report", "--month", month, "--json", folder=tmp_path)
    floor, there, minutes = summed(tmp_path / "klausel.db")
    told = json.loads(said)["totals"]["minutes"]
    with capsys.disabled():
        print(
            f"  report of {month}, {told['recorded']:,} minutes: {seconds:.2f} s, peak {peak:.0f} MB; "
            f"floor (count and sum over the table in sqlite3) {floor:.3f} s"
        )
    assert there == entries
    assert told["recorded"] == minutes if days == 31 else 0 < told["recorded"] < minutes
    if days == 31:
        seconds, peak, _ = measured("close", month, folder=tmp_path)
        floor, parts = copied(tmp_path / "klausel.db")
        with capsys.disabled():
            print(
                f"  closing {month}, {parts:,} parts of entries: {seconds:.1f} s, peak {peak:.0f} MB; "
                f"floor (the frozen rows copied by sqlite3 alone) {floor:.2f} s"
            )
        assert parts >= entries
        assert measured("report", "--month", month, "--json", folder=tmp_path)[2] == said


def copied(path: Path) -> tuple[float, int]:
    """Seconds for writing the frozen rows once more by nothing but sqlite3, into a file of their own; how many entries' parts."""
    with closing(sqlite3.connect(path.with_name("floor.db"), isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS record", [str(path)])
        tables = [
            name for (name,) in connection.execute("SELECT name FROM record.sqlite_master WHERE name GLOB 'statement_*' AND type = 'table'")
        ]
        started = perf_counter()
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM record.{table}")
        connection.execute("COMMIT")
        seconds = perf_counter() - started
        return seconds, connection.execute("SELECT count(*) FROM statement_parts").fetchone()[0]
