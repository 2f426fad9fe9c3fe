"""Eight import the same folder, four write different things, one reads beside them: no error, no lost act, the same report."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from engine.store import log
from engine.store.record import Record, open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.months import read_month
from tests import databases
from tests.fire.integrity import acts_of_a_whole_record
from tests.fire.workers import NOW, Worker, company, imports, part
from tests.use_cases.desk_driver import deciders

IMPORTERS = 8
WRITERS = 4
OCTOBER = read_month("2026-10")


def reads(record: Record, pipe: Connection, until: int) -> None:
    """Tells what it sees, again and again, until so many acts are recorded."""
    seen = 0
    while seen < until:
        with record.reading() as connection:
            seen = log.head(connection).length
        report = month_report(record, deciders(), OCTOBER)
        pipe.send((seen, report.minutes.recorded, str(report.sums.net)))


@pytest.mark.slow
def test_eight_import_the_same_four_write_different_things_and_one_reads(tmp_path: Path, full_size: bool) -> None:
    rows = 1_000 if full_size else 60
    whole = company().write(tmp_path / "company")
    parts = [part(number, rows).write(tmp_path / f"I{number}") for number in range(WRITERS)]
    acts = sum(len(read_acts(folder).acts) for folder in (whole, *parts)) + 1
    url, alone = databases.place(tmp_path / "many.db"), databases.place(tmp_path / "alone.db")
    reader = Worker(reads, url, acts)
    # it is at work, and saw an empty record, before anybody writes
    assert reader.hears()
    assert reader.hears()
    # the parts speak of the company's customers: whoever writes one has to have imported the company too
    importers = [Worker(imports, url, [whole]) for _ in range(IMPORTERS)]
    writers = [Worker(imports, url, [whole, folder]) for folder in parts]
    told = [one.ended() for one in (*importers, *writers)]
    first = [of_whole[0] for of_whole in told]
    assert sorted(count for _, count in first) == [0] * (IMPORTERS + WRITERS - 1) + [len(read_acts(whole).acts)]
    assert [one[1:] for one in told[IMPORTERS:]] == [[(folder.name, rows * 2)] for folder in parts]
    assert len(acts_of_a_whole_record(url)) == acts
    record = open_record(alone, create=True)
    for folder in (whole, *parts):
        import_acts(read_acts(folder), record, deciders(), now=NOW, who="import")
    assert _report(url) == _report(alone)
    _sees_only_what_is_whole(reader.ended(), record, rows)
    record.close()


def _report(url: str) -> dict[str, Any]:
    record = open_record(url)
    try:
        return month_report(record, deciders(), OCTOBER).as_json()
    finally:
        record.close()


def _sees_only_what_is_whole(seen: list[tuple[int, int, str]], alone: Record, rows: int) -> None:
    assert len(seen) > 1
    assert seen[0] == (0, 0, "0")
    lengths = [length for length, _, _ in seen]
    assert lengths == sorted(lengths)
    minutes_of_all = month_report(alone, deciders(), OCTOBER).minutes.recorded
    of_a_part = rows * 60
    whole = [0, *(minutes_of_all - number * of_a_part for number in range(WRITERS + 1))]
    assert {minutes for _, minutes, _ in seen} <= set(whole)
