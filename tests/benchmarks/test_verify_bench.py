"""How many rows a second `verify` looks at, and in how much memory, beside floors measured in the same run.

The floors: every row of the same tables read by a bare cursor, and SHA-256 over as many bytes as they hold. Prints figures,
asserts no time: machines differ. That all rows were looked at is asserted. Full size: half a million entries in two years."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest

from engine.store.record import open_record
from engine.store.tables import METADATA
from engine.use_cases.months.close_month import close_month
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import read_month
from tests.benchmarks.test_import_bench import ENTRIES, measured, written
from tests.use_cases.desk_driver import deciders

NOW = read_instant("2026-12-15T08:00:00+01:00")


def floors(path: Path) -> tuple[int, float, float]:
    """Rows, seconds to read them all, and seconds to take the digest of their text."""
    rows, reading, digesting = 0, 0.0, 0.0
    with closing(sqlite3.connect(path)) as connection:
        for name in METADATA.tables:
            started = perf_counter()
            found = connection.execute(f"SELECT * FROM {name}").fetchall()
            reading += perf_counter() - started
            rows += len(found)
            as_text = [str(row).encode() for row in found]
            started = perf_counter()
            for row in as_text:
                sha256(row).hexdigest()
            digesting += perf_counter() - started
    return rows, reading, digesting


@pytest.mark.bench
@pytest.mark.serial
@pytest.mark.slow
def test_every_row_of_a_large_record_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str], full_size: bool) -> None:
    entries, requests = (500_000, 200_000) if full_size else (ENTRIES // 5, 8_000)
    measured("import", str(written(tmp_path / "company", 730, entries=entries, requests=requests)), folder=tmp_path)
    record = open_record(f"sqlite:///{tmp_path / 'klausel.db'}")
    month = read_month("2024-10")
    while str(month) <= "2025-12":
        close_month(record, deciders(), month, now=NOW, who="fin")
        month = month.next()
    record.close()
    seconds, peak, said = measured("verify", "--json", folder=tmp_path)
    exporting, peak_of_export, _ = measured("audit", "export", "export", folder=tmp_path)
    rows, reading, digesting = floors(tmp_path / "klausel.db")
    with capsys.disabled():
        print(f"\n  verify: {rows:,} rows ({entries:,} entries, 15 closed months) in {seconds:.1f} s, {rows / seconds:,.0f} a second,")
        print(f"    peak {peak:.0f} MB; floors: {reading:.2f} s to read the rows, {digesting:.2f} s for a digest of each")
        print(f"  audit export: {exporting:.1f} s, peak {peak_of_export:.0f} MB")
    assert json.loads(said)["rows"] == rows
