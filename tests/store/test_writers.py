"""Many writers, in threads and in processes, lose nothing and leave one chain."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from engine.store import act_queries, log
from engine.store.record import open_record
from tests.store.act_factories import append, company, customer, entry, record, record_entries, request, url_of
from tests.store.test_chain import walk


def test_processes_that_all_find_no_record_make_one_and_lose_no_act(tmp_path: Path) -> None:
    url, writers, times = url_of(tmp_path / "klausel.db"), 4, 15
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(writers, mp_context=spawn) as pool:
        done = [pool.submit(record_entries, url, f"w{number}", times) for number in range(writers)]
        for each in done:
            each.result(timeout=60)
    made = open_record(url)
    with made.reading() as connection:
        found = {act.entry_id for act in act_queries.everything(connection).time_entries}
        head = log.head(connection)
    made.close()
    assert found == {f"E-w{writer}-{number}" for writer in range(writers) for number in range(times)}
    assert walk(url) == head == (writers * (1 + 2 * times), head.digest)


def test_threads_that_share_a_record_lose_no_act(tmp_path: Path) -> None:
    made = record(tmp_path, *company())

    def write(number: int) -> int:
        append(made, request(f"R-{number}"), entry(f"E-{number}", of=f"R-{number}"))
        with made.reading() as connection:
            return log.head(connection).length

    with ThreadPoolExecutor(8) as pool:
        lengths = list(pool.map(write, range(40)))
    assert max(lengths) == len(company()) + 80
    made.close()
    assert walk(url_of(tmp_path / "klausel.db"))[0] == len(company()) + 80


def test_threads_that_all_make_the_record_make_one(tmp_path: Path) -> None:
    def make(number: int) -> int:
        made = open_record(url_of(tmp_path / "klausel.db"), create=True)
        head = append(made, customer(f"C-{number}"))
        made.close()
        return head.length

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(make, range(6))) == [1, 2, 3, 4, 5, 6]
    assert walk(url_of(tmp_path / "klausel.db"))[0] == 6
