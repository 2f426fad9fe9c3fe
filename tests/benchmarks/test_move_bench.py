"""How many rows a second a record is moved at, from SQLite to PostgreSQL and back: printed, not judged, since machines differ."""

from __future__ import annotations

import resource
from time import perf_counter

import pytest

from engine.store import replay
from engine.store.record import open_record
from tests.store.many_entries import filled
from tests.store.places import Places


@pytest.mark.bench
@pytest.mark.serial
def test_a_record_is_moved_from_sqlite_to_postgresql_and_back(places: Places, full_size: bool) -> None:
    source, there, back = places.empty("sqlite"), places.empty("postgresql"), places.empty("sqlite")
    filled(source, 200_000 if full_size else 10_000)
    heads = set()
    for what, one, other in (("SQLite to PostgreSQL", source, there), ("PostgreSQL to SQLite", there, back)):
        here, target = open_record(one), open_record(other, create=True)
        start = perf_counter()
        moved = replay.move(here, target, lambda _what, _rows: None)
        seconds = perf_counter() - start
        here.close()
        target.close()
        heads.add(moved.head)
        print(f"moved from {what}: {moved.rows:,} rows in {seconds:.1f} s, {moved.rows / seconds:,.0f} a second")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    assert len(heads) == 1
