"""`kill -9` while it is recorded, imported and closed: nothing acknowledged is lost, nothing is half done, the next start works."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter, sleep

import pytest

from engine.store.record import open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.vocabulary.months import Month
from tests import databases
from tests.fire.integrity import acts_of_a_whole_record, head
from tests.fire.workers import NOW, Worker, closes, company, imports, months, part, records
from tests.use_cases.desk_driver import deciders

# On SQLite and on PostgreSQL, at the small and at the full size.
KILLS = ((6, 200), (4, 50))
ROWS = 120
PARTS = 8
# How many kills a record goes through before it has grown too long to be looked through each time.
KILLS_A_RECORD = 12


class Burning:
    """A record with a company in it; each worker takes up where the one before was killed."""

    def __init__(self, url: str, folders: list[Path], chance: random.Random) -> None:
        self.url = url
        self._folders = folders
        self._chance = chance
        self._acknowledged: set[tuple[str, str]] = set()
        self._workers = 0
        self._unit = {"recording": 0.02, "importing": 0.1, "closing": 0.05}

    def work(self, what: str) -> bool:
        """Starts somebody, kills them at some moment, and looks what is left; whether they were killed before they were done."""
        self._workers += 1
        before = head(self.url)
        worker = self._start(what)
        assert worker.hears(), "the next start works"
        began = perf_counter()
        for finished in range(self._chance.randrange(3)):
            if not worker.hears():
                break
            self._unit[what] = (perf_counter() - began) / (finished + 1)
        sleep(self._chance.uniform(0, 1.5 * self._unit[what]))
        told = worker.kill()
        self._acknowledged |= {self._act(what, one) for one in told}
        acts = acts_of_a_whole_record(self.url, before)
        assert self._acknowledged <= acts
        for folder in self._folders:
            of_part = [key for _, key in acts if key.startswith(f"{folder.name}-")]
            assert len(of_part) in (0, ROWS), folder.name
        return len(told) < self._units(what)

    def _start(self, what: str) -> Worker:
        if what == "recording":
            return Worker(records, self.url, f"w{self._workers}", self._units(what))
        if what == "importing":
            self._chance.shuffle(self._folders)
            return Worker(imports, self.url, self._folders)
        return Worker(closes, self.url, self._open())

    def _open(self) -> list[Month]:
        closed = {month for kind, month in acts_of_a_whole_record(self.url) if kind == "closings"}
        return [month for month in months() if str(month) not in closed]

    def _units(self, what: str) -> int:
        return {"recording": 40, "importing": PARTS, "closing": len(months())}[what]

    def _act(self, what: str, told: object) -> tuple[str, str]:
        assert not isinstance(told, list), told
        if what == "recording":
            return "time_entries", str(told)
        assert isinstance(told, tuple)
        return ("requests", f"{told[0]}-0") if what == "importing" else ("closings", told[0])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("parts")
    return [part(number, ROWS // 2).write(folder / f"I{number}") for number in range(PARTS)]


def new_records(folder: Path, folders: list[Path], chance: random.Random) -> Iterator[Burning]:
    """One record after the other, each with the company in it."""
    whole = read_acts(company().write(folder / "company"))
    for number in count():
        url = databases.place_with_a_record(folder / f"{number}.db")
        record = open_record(url)
        import_acts(whole, record, deciders(), now=NOW, who="import")
        record.close()
        yield Burning(url, list(folders), chance)


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_what_it_had_finished_and_nothing_half_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folders: list[Path], full_size: bool
) -> None:
    kills = KILLS[databases.on_postgresql()][full_size]
    chance = random.Random(kills)
    amid = 0
    records_to_burn = new_records(tmp_path, folders, chance)
    for number in range(kills):
        if number % KILLS_A_RECORD == 0:
            burning = next(records_to_burn)
        amid += burning.work(("recording", "importing", "closing")[number % 3])
    with capsys.disabled():
        print(f"\n  {kills} killed, {amid} of them before they were done")
    assert amid > kills // 2
