"""The PostgreSQL server is stopped as by a power cut while it is recorded: one clear line, and once it runs again nothing
acknowledged is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from engine.store.record import open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from tests import postgresql_server
from tests.fire.integrity import acts_of_a_whole_record
from tests.fire.workers import NOW, Worker, company, records
from tests.postgresql_server import Server
from tests.use_cases.desk_driver import deciders

STOPS = (1, 10)
DATABASE = "burning"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this test's own, which writes to the disk what it says is written."""
    home, watch = postgresql_server.home()
    yield postgresql_server.running(home, durable=True)
    postgresql_server.clear(watch)


@pytest.mark.slow
def test_a_server_that_is_stopped_at_once_loses_nothing_that_was_acknowledged(tmp_path: Path, full_size: bool, server: Server) -> None:
    with server.administer() as administrator:
        administrator.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
    url = server.url(DATABASE)
    record = open_record(url, create=True)
    import_acts(read_acts(company(entries=1).write(tmp_path / "company")), record, deciders(), now=NOW, who="import")
    record.close()
    chance = random.Random(8)
    acknowledged: set[tuple[str, str]] = set()
    for number in range(STOPS[full_size]):
        workers = [Worker(records, url, f"w{number}-{which}", 100_000) for which in range(2)]
        for worker in workers:
            assert worker.hears(), "the next start works"
            assert worker.hears(), "and something is recorded"
        sleep(chance.uniform(0, 0.3))
        server.stop("immediate")
        for worker in workers:
            *finished, last = worker.ended()
            acknowledged |= {("time_entries", id_) for id_ in finished}
            assert isinstance(last, list), "it is told that the server is gone"
            ((code, line),) = last
            assert code == "unreachable"
            assert len(line.splitlines()) == 1
            assert line.startswith(f"the record at `postgresql+psycopg://postgres@127.0.0.1:{server.port}/{DATABASE}` cannot be reached: ")
        server.start()
        assert acknowledged <= acts_of_a_whole_record(url)
    assert acknowledged
