"""How long it takes to record 100,000 acts and to read them again: printed, not judged, since machines differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from engine.store import act_queries, log
from engine.vocabulary.instants import Instant
from tests.store.act_factories import RECORDED_AT, append, at, customer, entry, person, rate, record, request


def timed(what: str, rows: int, work: Callable[[], object]) -> None:
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    print(f"{what}: {rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} a second")


@pytest.mark.bench
@pytest.mark.serial
def test_a_hundred_thousand_entries_are_recorded_and_read_again(tmp_path: Path, full_size: bool) -> None:
    rows = 100_000 if full_size else 20_000
    made = record(tmp_path)
    first = at("10-05 00:00")
    append(made, rate(), customer(), person(), *(request(f"R{number}") for number in range(rows * 2 // 5)))
    started = [Instant(first + number * 10_000_000) for number in range(rows)]
    kind, model = entry()
    acts = [
        (kind, type(model)(f"E{n}", f"R{n * 2 // 5}", "anna", "support", "work", started[n], 20, None, None, None, None))
        for n in range(rows)
    ]
    with made.writing() as connection:
        timed("append", rows, lambda: log.append(connection, acts, recorded_at=RECORDED_AT, recorded_by="anna"))
    with made.reading() as connection:
        timed("read a month", rows, lambda: act_queries.of_month(connection, first, Instant(started[-1] + 1)))
        timed("read everything", rows, lambda: act_queries.everything(connection))
        timed("look up keys", rows, lambda: act_queries.records_by_key(connection, kind, (act.entry_id for _, act in acts)))
        assert len(act_queries.of_month(connection, first, started[rows // 10]).time_entries) == rows // 10
