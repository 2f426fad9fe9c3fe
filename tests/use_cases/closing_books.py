"""Acts typed one after the other into a desk's record, months closed between them, and what the statements say then."""

from __future__ import annotations

from typing import Any

from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.months.close_month import ClosedStatement, close_month
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.months import read_month
from tests.use_cases.desk_driver import Desk

OPEN = read_instant("2026-12-15T08:00:00+01:00")
MINUTE = 60_000_000


class ClosingBooks:
    """A desk whose clock goes on by a minute with each act: every act has an instant of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = OPEN

    def does(self, kind: str, /, **values: str) -> Instant:
        """Records one act; answers when it was recorded."""
        self.now = Instant(self.now + MINUTE)
        record_acts([(kind, values)], self.desk.record, self.desk.packs, now=self.now, who="anna")
        return self.now

    def closes(self, month: str) -> tuple[ClosedStatement, ...]:
        self.now = Instant(self.now + MINUTE)
        return close_month(self.desk.record, self.desk.packs, read_month(month), now=self.now, who="fin")

    def report(self, month: str, on: Instant | None = None) -> dict[str, Any]:
        return month_report(self.desk.record, self.desk.packs, read_month(month), on=on).as_json()

    def differences(self, month: str) -> list[dict[str, Any]]:
        return [difference for customer in self.report(month)["customers"] for difference in customer["differences"]]

    def works(self, entry_id: str, started_at: str, minutes: int, request_id: str = "R1", **values: str) -> Instant:
        given = {"agent": "anna", "role": "support", "activity": "work"} | values
        return self.does("time_entries", entry_id=entry_id, request_id=request_id, started_at=started_at, minutes=str(minutes), **given)

    def retracts(self, kind: str, identity: str) -> Instant:
        return self.does(
            "retractions",
            retraction_id=f"X-{identity}",
            kind=kind,
            id=identity,
            retracted_at="2026-12-01T08:00:00+01:00",
            retracted_by="anna",
            reason="a mistake",
        )
