"""How long the books take for 100,000 entries: measured and printed."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from engine.books.entries import ReckonedEntry, reckon
from engine.books.fields import Key, Minutes
from engine.books.month_statement import Tax, month_statement
from engine.books.records import Consent, TimeEntry, Withdrawal
from engine.vocabulary.instants import Instant
from engine.vocabulary.months import Month
from tests.books.minute_oracle import MINUTE
from tests.books.record_factories import BERLIN, at, customer, entry, grant, withdrawal

REQUESTS = 40_000
ENTRIES = 100_000
CUSTOMERS = 500
FIRST = at("2026-10-01T00:00:00+02:00")

Acts = tuple[list[TimeEntry], dict[Key, str], list[Consent], list[Withdrawal]]


@pytest.mark.serial
@pytest.mark.bench
def test_a_hundred_thousand_entries_over_forty_thousand_requests_are_reckoned_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    requests = generated()
    customers = {Key(f"C{n}"): customer(f"C{n}") for n in range(CUSTOMERS)}

    started = time.perf_counter()
    books: dict[Key, list[ReckonedEntry]] = {}
    for number, (entries, coverage, consents, withdrawals) in enumerate(requests):
        books.setdefault(Key(f"C{number % CUSTOMERS}"), []).extend(reckon(entries, coverage, [], consents, withdrawals))
    reckoned = time.perf_counter() - started

    started = time.perf_counter()
    statement = month_statement(Month(2026, 10), books, customers, Tax("DE", 1900), "EUR", BERLIN)
    stated = time.perf_counter() - started

    with capsys.disabled():
        print(f"\n  {ENTRIES:,} entries of {REQUESTS:,} requests: reckoned in {reckoned:.2f} s, a month stated in {stated:.2f} s")
    assert statement.minutes.recorded == sum(one.minutes for entries, *_ in requests for one in entries)
    assert min(statement.minutes.billable, statement.minutes.blocked, statement.minutes.covered) > 0


@pytest.mark.serial
@pytest.mark.bench
def test_one_request_with_very_many_entries_is_reckoned_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    work, answer = entry(), grant()
    entries = [replace(work, entry_id=Key(f"E{n}"), started_at=Instant(FIRST + n * MINUTE), minutes=Minutes(7)) for n in range(20_000)]
    consents = [replace(answer, consent_id=Key(f"K{n}"), given_at=Instant(FIRST + n * MINUTE), max_minutes=Minutes(70)) for n in range(50)]
    started = time.perf_counter()
    reckoned = reckon(entries, dict.fromkeys((one.entry_id for one in entries), "billable"), [], consents, [])
    seconds = time.perf_counter() - started
    with capsys.disabled():
        print(f"\n  20,000 entries of one request with 50 consents: {seconds:.2f} s")
    assert sum(segment.minutes for one in reckoned for segment in one.segments if segment.rate) == 50 * 70


def generated() -> list[Acts]:
    """Requests from a fixed seed within October: four of five billable, most with a consent, some capped or withdrawn."""
    chance = random.Random(20_261_005)
    work, answer = entry(), grant()
    requests: list[Acts] = []
    for number in range(REQUESTS):
        begins = Instant(FIRST + chance.randrange(25 * 24 * 60) * MINUTE)
        entries = [
            replace(
                work,
                entry_id=Key(f"E{number}-{n}"),
                request_id=Key(f"R{number}"),
                started_at=Instant(begins + chance.randrange(4 * 24 * 60) * MINUTE),
                minutes=Minutes(chance.randrange(5, 180)),
            )
            for n in range(number * ENTRIES // REQUESTS, (number + 1) * ENTRIES // REQUESTS)
        ]
        coverage = "billable" if chance.random() < 0.8 else "covered"
        consents = [
            replace(
                answer,
                consent_id=Key(f"K{number}-{n}"),
                given_at=Instant(begins + chance.randrange(24 * 60) * MINUTE),
                max_minutes=Minutes(chance.randrange(30, 240)) if chance.random() < 0.5 else None,
            )
            for n in range(chance.choice([0, 1, 1, 1, 2]))
        ]
        withdrawals = [
            replace(withdrawal(), consent_id=one.consent_id, withdrawn_at=Instant(one.given_at + 600 * MINUTE))
            for one in consents
            if chance.random() < 0.1
        ]
        requests.append((entries, dict.fromkeys((one.entry_id for one in entries), coverage), consents, withdrawals))
    return requests
