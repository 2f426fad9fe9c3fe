"""The program's record and the books by hand, kept side by side: each act goes through the real doors into the one and, if it
may be recorded, into the other; what the doors refuse must be what the model would not write down.

The record lies on SQLite or PostgreSQL. The clock is an argument and goes on by a minute with each act.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from engine.store import closed_months, log
from engine.store.chain import Head
from engine.store.record import open_record
from engine.use_cases.intake.csv_folder import COLUMNS
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.month_report import month_report
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.frozen_statements import rows_of
from engine.use_cases.reckoning.month_statements import open_month
from engine.vocabulary.instants import Instant
from engine.vocabulary.months import read_month
from engine.vocabulary.problems import Refused
from tests import databases
from tests.machine import invariants
from tests.machine.model_acts import Act, clock, minute_of, month_of, next_month
from tests.machine.model_refusals import not_yet_recorded, refusals
from tests.machine.model_statements import StatementModel
from tests.use_cases.desk_driver import deciders
from tests.wording.read import lines

FIRST_MONTH = "2026-08"
NEW_YORK = ZoneInfo("America/New_York")


def new_record(database: str, folder: Path) -> tuple[str, Callable[[], None]]:
    """The URL of a new record without an act, and how to remove it."""
    if database == "postgresql":
        name = databases.new_database_with_a_record()
        return databases.server().url(name, databases.PROGRAM), lambda: databases.drop(name)
    empty = folder / "empty.db"
    if not empty.exists():
        open_record(f"sqlite:///{empty}", create=True).close()
    within = folder / token_hex(8)
    within.mkdir()
    shutil.copyfile(empty, within / "klausel.db")
    return f"sqlite:///{within / 'klausel.db'}", lambda: shutil.rmtree(within)


class RecordAndModel:
    """`now` in minutes since 1970; `seen`: by the minute at which they were looked at, the reports of all months as text."""

    def __init__(self, database: str, folder: Path, now: str) -> None:
        self.folder = folder
        self.url, self._remove = new_record(database, folder)
        self.record = open_record(self.url)
        self.model = StatementModel()
        self.now = minute_of(now)
        self.seen: dict[int, dict[str, str]] = {}
        self.looks_at_all = False
        self._kept: dict[str, str] = {}

    def ends(self) -> None:
        self.record.close()
        self._remove()

    def does(self, *acts: Act, from_files: bool = False) -> bool:
        """Records acts together, typed into a form or brought as files; answers whether they were recorded."""
        self.now += 1
        wrong = refusals(self.model.acts, acts, self.now)
        new = not_yet_recorded(self.model.acts, acts)
        before = self._head()
        try:
            admitted = self._brings(acts) if from_files else self._types(acts)
        except Refused as refused:
            assert {problem.kind for problem in refused.problems} == wrong, lines(refused)
            assert self._head() == before
            return False
        assert not wrong
        assert (sum(admitted.recorded.values()), admitted.known) == (len(new), len(acts) - len(new))
        assert new or self._head() == before
        self.model.records(*new)
        return True

    def reimports_everything(self, order: Random) -> None:
        """All that is recorded comes in files again, shuffled, its times told from another place: nothing changes."""
        self.now += 1
        before = self._head()
        acts = [Act(act.kind, {name: _elsewhere(text) for name, text in act.row.items()}) for act in self.model.acts]
        order.shuffle(acts)
        admitted = self._brings(tuple(acts))
        assert (admitted.recorded, admitted.known, self._head()) == ({}, len(acts), before)

    def closes(self, month: str) -> bool:
        """Closes a month and those that close with it; answers whether it might be."""
        self.now += 1
        wrong = self.model.why_not_closed(month, self.now)
        before = self._head()
        try:
            closed = close_month(self.record, deciders(), read_month(month), now=self._instant(self.now), who="fin")
        except Refused as refused:
            assert [problem.kind for problem in refused.problems] == [wrong]
            assert self._head() == before
            return False
        assert not wrong
        for one, closed_month in zip(closed, self.model.closes(month), strict=True):
            assert str(one.statement.month) == closed_month
            assert one.statement.as_json() == self.model.frozen[closed_month]
        self.looks_at_all = True
        return True

    def starts_again(self) -> None:
        self.record.close()
        self.record = open_record(self.url)

    def recorded(self, kinds: Collection[str]) -> list[tuple[str, str]]:
        """Kinds and ids of acts of these kinds, in their order; those that count several times, and first."""
        all_of_them = [(act.kind, act.id) for act in self.model.acts if act.kind in kinds]
        counting = [what for what in all_of_them if what not in self.model.effective.retracted]
        return [*counting, *counting, *counting, *all_of_them]

    def months(self) -> list[str]:
        """Every month that can hold anything."""
        months = [FIRST_MONTH]
        while months[-1] < max(month_of(self.now), self.model.earliest_open):
            months.append(next_month(months[-1]))
        return months

    def report(self, month: str, customer_id: str | None = None, *, on: int | None = None) -> str:
        """The program's report as text."""
        at = None if on is None else self._instant(on)
        return json.dumps(month_report(self.record, deciders(), read_month(month), customer_id, on=at).as_json())

    def look_at(self, customer_id: str, month: str) -> None:
        """One customer's report is its part of all customers'."""
        of_all = json.loads(self.report(month))["customers"]
        assert json.loads(self.report(month, customer_id))["customers"] == [one for one in of_all if one["customer_id"] == customer_id]

    def look(self) -> None:
        """Every month's report is the model's; closed ones are what they were; all together tell what is known; laws hold.

        Of the months that were closed before, one is looked at a time, all of them after a closing and in the end."""
        closed_through = self.model.closed_through
        unread = {} if self.looks_at_all else dict(self._kept)
        self.looks_at_all = False
        if unread:
            unread.pop(sorted(unread)[self.now % len(unread)])
        texts = {month: unread.get(month) or self.report(month) for month in self.months()}
        assert {month: texts[month] for month in self._kept} == self._kept
        self._kept = {month: text for month, text in texts.items() if month <= closed_through}
        reports: dict[str, Any] = {month: json.loads(text) for month, text in texts.items()}
        for month, report in reports.items():
            if month not in unread:
                assert report == self.model.report(month), month
                invariants.adds_up(report)
                if month > closed_through:
                    invariants.is_billed_under_a_consent_only(self.model.effective, report)
        customers = {act.id: act.row["customer_id"] for act in self.model.acts if act.kind == "requests"}
        invariants.say_what_is_known(list(reports.values()), customers, {place: one.all for place, one in self.model.known.items()})
        with self.record.reading() as connection:
            assert invariants.is_intact(connection) == log.head(connection).length
        self.seen[self.now] = texts

    def looks_back(self, minute: int) -> None:
        """What was known at a minute is told as it was seen then."""
        assert {month: self.report(month, on=minute) for month in self.seen[minute]} == self.seen[minute]

    def audits(self) -> None:
        """Each closed month, derived anew from what was known when it was closed, is what was frozen, and so is its digest."""
        with self.record.reading() as connection:
            what = known(connection, deciders())
            for closed in what.closed:
                then, month = what.before(closed), read_month(closed.closing.month)
                rows = rows_of(open_month(then, month), then)
                assert closed_months.digest_of(rows) == closed.closing.statement_digest
                assert closed_months.frozen_statement(connection, closed.seq) == rows

    def _types(self, acts: tuple[Act, ...]) -> Any:
        return record_acts([(act.kind, act.row) for act in acts], self.record, deciders(), now=self._instant(self.now), who="anna")

    def _brings(self, acts: tuple[Act, ...]) -> Any:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        for kind in {act.kind for act in acts}:
            with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
                written = csv.DictWriter(file, COLUMNS[kind], restval="", lineterminator="\n")
                written.writeheader()
                written.writerows(act.row for act in acts if act.kind == kind)
        admitted = import_acts(read_acts(folder), self.record, deciders(), now=self._instant(self.now), who="bo")
        shutil.rmtree(folder)
        return admitted

    def _head(self) -> Head:
        with self.record.reading() as connection:
            return log.head(connection)

    def _instant(self, minute: int) -> Instant:
        return Instant(minute * 60_000_000)


def _elsewhere(text: str) -> str:
    """The same instant as it is written in New York; any other text as it is."""
    return clock(minute_of(text), NEW_YORK) if re.fullmatch(r"....-..-..T.*", text) else text
