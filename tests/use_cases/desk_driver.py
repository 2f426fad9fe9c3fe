"""The real desk on a new record: imports, refuses, reports; and looks at what is stored with plain SQL.

No mocks: the packs are the repository's, the record is a file or lies on a server, the clock is an argument."""

from __future__ import annotations

import tempfile
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from engine.books.admission.ledger import NewAct
from engine.deciding.deciders import Deciders
from engine.store import act_queries
from engine.store.acts import Acts
from engine.store.record import Record, open_record
from engine.use_cases.intake.admit_acts import Admitted
from engine.use_cases.intake.import_records import ReadActs, import_acts, read_acts
from engine.use_cases.intake.row_reading import record_of
from engine.use_cases.months.month_report import month_report
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Place, Refused
from tests import databases
from tests.run_folders import kept_folder
from tests.use_cases.tiny_company import Company
from tests.wording.read import line, lines

NOW = read_instant("2026-11-02T08:00:00+01:00")
POLICIES = Path(__file__).resolve().parents[2] / "policies"
EVERYTHING_PERSONAL = ("customers", "people", "requests", "determinations", "quotes", "consents", "time_entries", "waivers", "retractions")


@cache
def deciders() -> Deciders:
    """The repository's packs, opened once."""
    return open_policies(POLICIES, notes_folder())


class Desk:
    """A new record in a folder of its own, or at a path that is named, and what a person does with it."""

    def __init__(self, folder: Path, packs: Deciders | None = None, path: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.path = path or self.folder / "klausel.db"
        self.packs = packs or deciders()
        self.url = databases.place_with_a_record(self.path)
        self.record: Record = open_record(self.url)

    def restart(self) -> None:
        """Puts an empty record in the place of the one that was filled."""
        self.record.close()
        databases.emptied(self.path)

    def imports(self, what: Company | Path, now: int = NOW) -> Admitted:
        """Imports a company, or a folder or workbook."""
        path = what if isinstance(what, Path) else what.write(Path(tempfile.mkdtemp(dir=self.folder)))
        return self.records(read_acts(path), now)

    def records(self, read: ReadActs, now: int = NOW) -> Admitted:
        return import_acts(read, self.record, self.packs, now=now, who="anna")  # type: ignore[arg-type]

    def refuses(self, what: Company | Path, now: int = NOW) -> list[str]:
        """What a person is told; nothing may be stored by that."""
        before = self.stored()
        with pytest.raises(Refused) as refused:
            self.imports(what, now)
        assert self.stored() == before
        return lines(refused.value)

    def report(self, month: str = "2026-10", customer_id: str | None = None) -> dict[str, Any]:
        return month_report(self.record, self.packs, read_month(month), customer_id).as_json()

    def everything(self) -> Acts:
        with self.record.reading() as connection:
            return act_queries.everything(connection, retracted=True, personal=EVERYTHING_PERSONAL)

    def stored(self) -> dict[str, object]:
        """Rows a table, and the digest of the last act."""
        with databases.outside(self.url) as connection:
            tables = sorted(inspect(connection).get_table_names())
            counts = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in tables)
            counted = connection.exec_driver_sql(f"SELECT {counts}").one()
            last = connection.exec_driver_sql("SELECT seq, digest FROM acts ORDER BY seq DESC LIMIT 1").first()
            return {**dict(zip(tables, counted, strict=True)), "head": tuple(last) if last is not None else None}


@cache
def _empty_desk() -> Desk:
    """One for all: what it refuses leaves it as empty as it was, which `refuses` sees to."""
    folder = kept_folder("refusing")
    return Desk(folder)


def refused(company: Company | Path, now: int = NOW) -> list[str]:
    """What is told of a company that a new record refuses."""
    return _empty_desk().refuses(company, now)


def warned(folder: Path, *companies: Company) -> list[str]:
    """What is told of the last of these companies, which are imported one after the other."""
    desk = Desk(folder)
    return [list(map(line, desk.imports(company).warnings)) for company in companies][-1]


def acts_of(company: Company) -> list[NewAct]:
    """The company's acts without a file in between."""
    return [
        NewAct(kind, record_of(kind, dict(zip(header, texts, strict=True)), Place(f"{kind}.csv", line)), Place(f"{kind}.csv", line))
        for kind, header, rows in company.tables()
        for line, texts in enumerate(rows, start=2)
    ]


def as_known(acts: Acts) -> dict[str, set[object]]:
    """All that is recorded, whatever its order."""
    return {field.name: set(getattr(acts, field.name)) for field in fields(acts) if field.name != "pins"}
