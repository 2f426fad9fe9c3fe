"""An October of two invented customers, small enough to be reckoned by head, recorded through the real doors.

At 120.00 an hour for product support (130.00 from the 20th) and no rate for technical work:

| request | entry | minutes | where they end |
|---|---|---|---|
| Q1 (C1, to be paid, 60 minutes consented) | E1 | 50 | billable, 100.00 |
| | E2 | 25 | 10 billable, 20.00; 15 over the cap, 30.00 at the table's rate |
| | E3 (technical) | 20 | no consent, no rate |
| | E4 (triage) | 5 | covered |
| | E5 (waived) | 30 | waived |
| Q2 (C1, not offered) | E6 | 12 | blocked, never to be paid |
| Q3 (C1, determined to be paid) | E7 | 40 | no consent, 80.00 at the table's rate |
| | E8 (on the 20th) | 10 | no consent, 21.67 at the table's rate |
| Q4 (C2, covered) | E9 | 30 | covered |
| Q5 (C2, to be paid, declined) | E10 | 18 | declined, 36.00 at the table's rate |
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.deciding.deciders import Deciders
from engine.store.record import Record, open_record
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.instants import Instant, read_instant
from tests.databases import place_with_a_record

Typed = list[tuple[str, Mapping[str, str]]]

NOVEMBER_15 = read_instant("2026-11-15T12:00:00+01:00")
PRODUCT = "hausperfekt"


def packs() -> Deciders:
    """The repository's own packs."""
    return open_policies(Path(__file__).resolve().parents[2] / "policies", notes_folder())


def small_month(path: Path, deciders: Deciders, *, name: str = "Erste Verwaltung", now: Instant = NOVEMBER_15) -> Record:
    """A new record at `path` with the acts above; `name` is the first customer's and the evidence's."""
    record = open_record(place_with_a_record(path))
    record_acts([*_customers(name), *_requests(), *_answers(name), *_work(name)], record, deciders, now=now, who="tests")
    return record


def _customers(name: str) -> Typed:
    acts: Typed = []
    for id_, called, country in (("C1", name, "DE"), ("C2", "Zweite Verwaltung", "AT")):
        acts.append(("customers", {"customer_id": id_, "name": called, "language": "de", "account_manager": "am-1", "country": country}))
        person = {"name": f"Person {called}", "portal_registered": "yes", "may_commission": "yes"}
        acts.append(("people", {"person_id": f"P-{id_}", "customer_id": id_, **person}))
        agreed = {"valid_from": "2025-01-01", "status": "active", "second_level": "none", "training_register": "partial"}
        acts.append(("contracts", {"contract_id": f"CT-{id_}", "customer_id": id_, "product": PRODUCT, **agreed}))
    for id_, rate, first in (("R1", "120.00", "2025-01-01"), ("R2", "130.00", "2026-10-20")):
        acts.append(("rates", {"rate_id": id_, "role": "support", "hourly_rate": rate, "currency": "EUR", "valid_from": first}))
    return acts


def _requests() -> Typed:
    filed = (
        ("Q1", "C1", {"service": "staff_introduction"}),
        ("Q2", "C1", {"service": "legal_advice"}),
        ("Q3", "C1", {"service": "other"}),
        ("Q4", "C2", {"service": "usage_question", "topic": "master_data", "cause": "product_defect"}),
        ("Q5", "C2", {"service": "installation"}),
    )
    asked = {"product": PRODUCT, "received_at": october(5, "09:00")}
    return [
        ("requests", {"request_id": id_, "customer_id": customer, "person_id": f"P-{customer}", **asked, **facts})
        for id_, customer, facts in filed
    ]


def _answers(name: str) -> Typed:
    granted = {"role": "support", "hourly_rate": "120.00", "max_minutes": "60", "evidence": f"mail of {name}"}
    said = {"given_via": "email", "given_at": october(5, "10:00"), "currency": "EUR"}
    return [
        ("consents", {"consent_id": "CN1", "request_id": "Q1", "status": "granted", "given_by": "P-C1", **said, **granted}),
        ("consents", {"consent_id": "CN2", "request_id": "Q5", "status": "declined", "given_by": "P-C2", **said}),
        (
            "determinations",
            {
                "determination_id": "D1",
                "request_id": "Q3",
                "coverage": "billable",
                "determined_by": "am-1",
                "determined_at": october(5, "10:00"),
                "reason": "agreed by phone",
            },
        ),
    ]


def _work(name: str) -> Typed:
    booked = (
        ("E1", "Q1", "support", "work", october(5, "11:00"), 50),
        ("E2", "Q1", "support", "work", october(6, "11:00"), 25),
        ("E3", "Q1", "technical", "work", october(7, "11:00"), 20),
        ("E4", "Q1", "support", "triage", october(5, "09:30"), 5),
        ("E5", "Q1", "support", "work", october(8, "11:00"), 30),
        ("E6", "Q2", "support", "work", october(5, "12:00"), 12),
        ("E7", "Q3", "support", "work", october(6, "13:00"), 40),
        ("E8", "Q3", "support", "work", october(20, "13:00"), 10),
        ("E9", "Q4", "support", "work", october(5, "14:00"), 30),
        ("E10", "Q5", "support", "work", october(6, "14:30"), 18),
    )
    columns = ("entry_id", "request_id", "role", "activity", "started_at", "minutes")
    entries: Typed = [
        ("time_entries", {"agent": "ag-1", "note": name, **dict(zip(columns, map(str, values), strict=True))}) for values in booked
    ]
    waiver = {"waiver_id": "W1", "entry_id": "E5", "waived_at": october(9, "09:00"), "waived_by": "am-1", "reason": "goodwill"}
    return [*entries, ("waivers", waiver)]


def october(day: int, clock: str) -> str:
    """A time of October 2026 in Berlin; the clocks go back on the 25th."""
    return f"2026-10-{day:02d}T{clock}:00{'+02:00' if day < 25 else '+01:00'}"


@pytest.fixture(name="deciders", scope="module")
def deciders_of_small_month() -> Deciders:
    """What the small month is decided by."""
    return packs()
