"""How long a draft takes against recorded requests: the first time, and again with each change of its text, as in an editor.

Prints figures, asserts no time. That parts add up to the total is asserted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from demo.filling import fill
from engine.books.gains import NO_AMOUNT_CHANGE
from engine.policy.version_texts import texts_in_folder
from engine.store.record import Record, open_record
from engine.use_cases.proving.backtest import held_against
from engine.use_cases.proving.recorded_requests import recorded_requests
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.settings import notes_folder
from tests.benchmarks import ten_years
from tests.use_cases.desk_driver import NOW, deciders
from tests.use_cases.draft_factories import FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, Edit, other_services, write_draft

ENTRIES = (5_000, 100_000)
EVER = (date(2023, 8, 1), date(2035, 12, 31))
DRAFTS: tuple[tuple[Edit, ...], ...] = (FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, other_services("billable"))


@pytest.mark.bench
@pytest.mark.serial
def test_drafts_are_held_against_the_demo_and_against_many_entries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], full_size: bool
) -> None:
    record = open_record(f"sqlite:///{tmp_path / 'demo.db'}", create=True)
    fill(record, deciders(), now=NOW, who="anna")
    timed("the demo", record, tmp_path / "of_the_demo", capsys)
    record = open_record(f"sqlite:///{tmp_path / 'many.db'}", create=True)
    ten_years.fill(record, deciders(), ENTRIES[full_size])
    timed(f"{ENTRIES[full_size]:,} entries", record, tmp_path / "of_many", capsys)


def timed(what: str, record: Record, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started = perf_counter()
    with record.reading() as connection:
        recorded = recorded_requests(known(connection, deciders()), "hausperfekt", *EVER)
    record.close()
    with capsys.disabled():
        print(f"\n  {what}: {len(recorded.requests):,} requests read, decided and reckoned once in {perf_counter() - started:.2f} s")
    for number, edits in enumerate(DRAFTS):
        there = write_draft(folder / str(number), *edits)
        started = perf_counter()
        draft = deciders().packs.packs["hausperfekt"].read(texts_in_folder(there, notes_folder()))
        read = perf_counter() - started
        found = held_against(recorded, draft)
        with capsys.disabled():
            print(
                f"  then a draft: its text read in {read:.2f} s, held against them in {perf_counter() - started - read:.2f} s; "
                f"{found.flipped:,} flip, {len(found.customers)} customers hit"
            )
        assert found.flipped > 0
        assert found.looked_at == len(recorded.requests)
        assert sum((one.change.alone for one in found.customers), NO_AMOUNT_CHANGE) == found.total.alone
