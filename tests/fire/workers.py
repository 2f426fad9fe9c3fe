"""Processes at work on one record until they are done or killed; each says on a pipe what it has finished.

They come from a server that forks them, packs at hand: hundreds are started, and killed, in a minute."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from engine.store.record import Record, open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.months.close_month import close_month
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.months import Month
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import deciders
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import line

NOW = read_instant("2026-11-20T08:00:00+01:00")
FIRST = Month(2025, 2)
MONTHS = 20
PATIENCE = 120

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.fire.preloaded_packs"])


def months() -> list[Month]:
    """The months that may be closed, oldest first."""
    found = [FIRST]
    while len(found) < MONTHS:
        found.append(found[-1].next())
    return found


def company(entries: int = 12) -> Company:
    """The tiny company with work in each of the months, some consented to."""
    made = tiny()
    for month in months():
        request = f"M{month}"
        made.add("requests", like="R1", request_id=request, received_at=f"{month}-03T09:00:00+02:00")
        made.add("consents", like="CO1", consent_id=request, request_id=request, quote_id="", given_at=f"{month}-03T10:00:00+02:00")
        for number in range(entries):
            day = f"{month}-{number % 20 + 4:02d}T{9 + number // 20:02d}:00:00+02:00"
            made.add("time_entries", like="E1", entry_id=f"{request}-{number}", request_id=request, started_at=day, minutes="25")
    return made


def part(number: int, rows: int = 60) -> Company:
    """Something new to import: requests with work, all of whose ids begin with `I` and the number."""
    made = Company({})
    for row in range(rows):
        request = f"I{number}-{row}"
        made.add("requests", **(tiny().row("requests", "R1") | {"request_id": request}))
        work = {"entry_id": request, "request_id": request, "agent": f"agent{number}-{row}"}
        made.add("time_entries", **(tiny().row("time_entries", "E1") | work))
    return made


class Worker:
    """A process at work, and what it has told."""

    def __init__(self, work: Any, url: str, *arguments: object) -> None:
        self._pipe, theirs = _CONTEXT.Pipe(duplex=False)
        self.told: list[Any] = []
        self._process: BaseProcess = _CONTEXT.Process(target=_works, args=(work, url, theirs, arguments), daemon=True)
        self._process.start()
        theirs.close()

    def hears(self) -> bool:
        """Waits for one thing more; whether there was any before the end."""
        if not wait([self._pipe], PATIENCE):
            raise AssertionError("a worker is stuck")
        try:
            self.told.append(self._pipe.recv())
        except (EOFError, ConnectionResetError):
            return False
        return True

    def kill(self) -> list[Any]:
        """Ends it at once, as `kill -9` does; what it had finished until then."""
        self._process.kill()
        return self.ended()

    def ended(self) -> list[Any]:
        """What it finished until its end."""
        while self.hears():
            pass
        self._process.join(PATIENCE)
        assert not self._process.is_alive()
        return self.told[1:]


def _works(work: Any, url: str, pipe: Connection, arguments: Sequence[object]) -> None:
    try:
        record = open_record(url, create=True)
        pipe.send(os.getpid())
        work(record, pipe, *arguments)
    except Refused as refused:
        pipe.send([(problem.kind, line(problem)) for problem in refused.problems])


def records(record: Record, pipe: Connection, name: str, times: int) -> None:
    """Types one entry after the other."""
    for number in range(times):
        id_ = f"{name}-{number}"
        values = tiny().row("time_entries", "E1") | {"entry_id": id_, "agent": name, "started_at": "2026-11-10T09:00:00+01:00"}
        record_acts([("time_entries", values)], record, deciders(), now=NOW, who=name)
        pipe.send(id_)


def imports(record: Record, pipe: Connection, folders: Sequence[Path]) -> None:
    """Imports one folder after the other."""
    for folder in folders:
        admitted = import_acts(read_acts(folder), record, deciders(), now=NOW, who="import")
        pipe.send((folder.name, sum(admitted.recorded.values())))


def closes(record: Record, pipe: Connection, some: Sequence[Month]) -> None:
    """Closes one month after the other."""
    for month in some:
        for closed in close_month(record, deciders(), month, now=Instant(NOW), who="fin"):
            pipe.send((str(closed.statement.month), closed.digest))
