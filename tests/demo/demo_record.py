"""The demo in a record, made once for all tests that look at it; and its acts as text, as a person would write them."""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from demo.company import make_demo
from demo.filling import fill
from engine.books.admission.ledger import NewAct
from engine.books.consent_state import consent_at
from engine.books.month_statement import MonthStatement
from engine.store import act_queries
from engine.store.acts import Acts
from engine.use_cases.intake.admit_acts import Admitted
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.month_statements import statement_of
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, reckon_requests
from engine.vocabulary.instants import Instant, local_time
from engine.vocabulary.money import show_amount
from engine.vocabulary.months import Month
from engine.vocabulary.outcomes import Bucket, ConsentState
from tests.run_folders import kept_folder
from tests.use_cases.desk_driver import NOW, Desk, deciders

BERLIN = ZoneInfo("Europe/Berlin")
MONTHS = [Month(2024 + (10 + n) // 12, (10 + n) % 12 + 1) for n in range(24)]


class DemoRecord:
    """The demo in a record, reckoned once for all tests."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.admitted: Admitted = fill(self.desk.record, deciders(), now=NOW, who="anna")
        with self.desk.record.reading() as connection:
            self.acts: Acts = act_queries.everything(connection, personal=act_queries.EVERY_KIND)
            self.known = known(connection, deciders())
        self.requests: list[ReckonedRequest] = reckon_requests(self.acts, deciders())

    def month(self, month: Month) -> MonthStatement:
        return statement_of(self.acts, self.requests, self.known, month)

    def minutes(self, bucket: Bucket) -> int:
        return sum(entry.minutes_in(bucket) for one in self.requests for entry in one.entries)

    def open_requests(self) -> list[ReckonedRequest]:
        closed = {closure.request_id for closure in self.acts.closures}
        return [one for one in self.requests if one.request.request_id not in closed]

    def consent_now(self, one: ReckonedRequest) -> ConsentState:
        consents = [consent for consent in self.acts.consents if consent.request_id == one.request.request_id]
        ids = {consent.consent_id for consent in consents}
        withdrawals = [withdrawal for withdrawal in self.acts.withdrawals if withdrawal.consent_id in ids]
        quotes = [quote for quote in self.acts.quotes if quote.request_id == one.request.request_id]
        return consent_at(NOW, consents, withdrawals, quotes, one.entries)


@cache
def demo_record() -> DemoRecord:
    folder = kept_folder("demo")
    return DemoRecord(folder)


@cache
def acts() -> list[NewAct]:
    return make_demo(deciders())


def as_text(name: str, value: object) -> str:
    """A value as a person would write it into a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "hourly_rate":
        return show_amount(int(str(value)))
    if name.endswith("_at") and isinstance(value, int):
        return local_time(Instant(value), BERLIN).isoformat()
    return str(value)


def digest_of(demo: list[NewAct]) -> str:
    # Columns that came later and are blank are left out, as the chain leaves them out.
    rows = ["\t".join([act.kind, *(as_text(name, value) for name, value in _digested(act.record))]) for act in demo]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _digested(record: Any) -> list[tuple[str, Any]]:
    values = [(field, getattr(record, field.name)) for field in fields(record)]
    return [(field.name, value) for field, value in values if value is not None or field.default is MISSING]
