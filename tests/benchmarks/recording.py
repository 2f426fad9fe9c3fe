"""Records acts one by one behind a record of ten years, as a form does, and prints how long each took: a process of its own.

`python -m tests.benchmarks.recording RECORD TIMES` prints, as JSON, a list of seconds for each kind of act."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter

from engine.store.record import open_record
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder, policies_folder
from tests.benchmarks import ten_years

DAY = ten_years.months()[-1].next().first_day
MONEY = {"role": "support", "hourly_rate": "120.00", "currency": "EUR"}


def at(clock: str) -> str:
    return f"{DAY}T{clock}:00+02:00"


def request(n: int) -> dict[str, str]:
    asked = {"customer_id": f"C{n}", "person_id": f"P{n}", "product": "hausperfekt", "received_at": at("09:00")}
    return asked | {"request_id": f"N-{n}", "service": "module_fundamentals", "topic": "charging"}


def quote(n: int) -> dict[str, str]:
    return MONEY | {"quote_id": f"NQ-{n}", "request_id": f"N-{n}", "sent_at": at("09:05"), "sent_by": "am1"}


def consent(n: int) -> dict[str, str]:
    answer = {"status": "granted", "given_by": f"P{n}", "given_via": "email", "given_at": at("09:10"), "evidence": "mail"}
    return MONEY | answer | {"consent_id": f"NC-{n}", "request_id": f"N-{n}", "quote_id": f"NQ-{n}"}


def entry(n: int) -> dict[str, str]:
    work = {"agent": f"agent{n % ten_years.AGENTS}", "role": "support", "activity": "work", "started_at": at("09:20"), "minutes": "20"}
    return work | {"entry_id": f"NE-{n}", "request_id": f"N-{n}"}


def late_entry(n: int) -> dict[str, str]:
    return entry(n) | {"entry_id": f"NL-{n}", "request_id": f"R{n * 37}"}


def waiver(n: int) -> dict[str, str]:
    return {"waiver_id": f"NW-{n}", "entry_id": f"NE-{n}", "waived_at": at("10:00"), "waived_by": "am1", "reason": "goodwill"}


def retraction(n: int) -> dict[str, str]:
    why = {"retracted_at": at("10:05"), "retracted_by": "anna", "reason": "typed twice"}
    return why | {"retraction_id": f"NX-{n}", "kind": "waivers", "id": f"NW-{n}"}


ACTS: tuple[tuple[str, Callable[[int], dict[str, str]]], ...] = (
    ("requests", request), ("quotes", quote), ("consents", consent), ("time_entries", entry), ("time_entries", late_entry),
    ("waivers", waiver), ("retractions", retraction),
)  # fmt: skip


def recorded(url: str, times: int) -> dict[str, list[float]]:
    """Seconds for each act, by what it is."""
    record = open_record(url)
    deciders = open_policies(policies_folder(), notes_folder())
    now = ten_years.after(ten_years.months()[-1])
    seconds: dict[str, list[float]] = {}
    for kind, act in ACTS:
        for number in range(times):
            started = perf_counter()
            record_acts([(kind, act(number))], record, deciders, now=now, who="anna")
            seconds.setdefault(act.__name__, []).append(perf_counter() - started)
    return seconds


if __name__ == "__main__":
    print(json.dumps(recorded(sys.argv[1], int(sys.argv[2]))))
