"""A record of ten years, filled straight through the log: so many entries, 200 a customer and five for every two requests.

From a fixed seed, month by month, as it would have grown; what it holds would have been admitted, each rare act included.
Nobody's checks are measured here, only the record that they have to look into."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.books import records
from engine.books.fields import Key, Minutes, Word
from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.record import Record
from engine.use_cases.months.close_month import close_month
from engine.use_cases.reckoning.policy_pins import pins_for
from engine.vocabulary.instants import Instant, instant_of
from engine.vocabulary.money import Cents
from engine.vocabulary.months import Month

Act = tuple[str, Any]
SEED = 20_261_122
FIRST = Month(2023, 9)
MONTHS = 120
AGENTS = 40
SERVICES = (
    "module_fundamentals", "configuration_question", "staff_introduction", "installation", "self_service", "operational_problem",
    "legal_advice", "other",
)  # fmt: skip
TOPICS = ("charging", "master_data", "allocation_keys", "e_banking", "reserves", "interfaces")


def months() -> list[Month]:
    """The months in which it was worked, oldest first."""
    found = [FIRST]
    while len(found) < MONTHS:
        found.append(found[-1].next())
    return found


def after(month: Month) -> Instant:
    """An instant in the night after a month, by whatever clock."""
    return instant_of(_night_before(month.next()) + timedelta(days=2))


def customer_number(request: int, customers: int) -> int:
    """Whose a request is."""
    return request * 7_919 % customers


def fill(record: Record, deciders: Deciders, entries: int, *, closed: int = 0) -> None:
    """Fill an empty record with so many entries, a transaction a month; the first so many months are closed as they end."""
    chance = random.Random(SEED)
    customers, requests = max(10, entries // 200), entries * 2 // 5
    with record.writing() as connection:
        pins = pins_for(("hausperfekt@2023-08", "hausperfekt@2025-01"), {}, deciders)
        acts = [*(("policy_pins", pin) for pin in pins), *_agreements(customers)]
        log.append(connection, acts, recorded_at=instant_of(_night_before(FIRST)), recorded_by="import")
    for place, month in enumerate(months()):
        numbers = range(requests * place // MONTHS, requests * (place + 1) // MONTHS)
        with record.writing() as connection:
            acts = [act for number in numbers for act in _request(number, customers, month, chance)]
            late = [_late(number, number - requests // 10, months()[place - 12]) for number in numbers if place >= 12 and number % 40 == 0]
            log.append(connection, [*acts, *late], recorded_at=after(month), recorded_by="import")
        if place < closed:
            close_month(record, deciders, month, now=after(month), who="fin")


def _night_before(month: Month) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)


def _agreements(customers: int) -> Iterator[Act]:
    begin = date(2023, 8, 1)
    for name, rate in (("support", 12_000), ("technical", 15_000)):
        yield "rates", records.Rate(Key(f"RT-{name}"), None, Word(name), None, Cents(rate), Word("EUR"), begin, None)
    for n in range(customers):
        id_ = Key(f"C{n}")
        yield "customers", records.Customer(
            id_, None, f"Verwaltung {n}", "de", Word("am1"), None, None, "Ring 1", "50667", "Köln", Word("DE")
        )  # fmt: skip
        yield "people", records.Person(Key(f"P{n}"), None, id_, f"Person {n}", f"p{n}@example.org", True, True)
        yield "contracts", records.Contract(Key(f"K{n}"), id_, Word("hausperfekt"), begin, None, "active", "included", "complete")


def _request(number: int, customers: int, month: Month, chance: random.Random) -> Iterator[Act]:
    customer = customer_number(number, customers)
    id_, person = Key(f"R{number}"), Key(f"P{customer}")
    # seldom in the last days, so that most work, but not all, is of the same month
    received = _night_before(month) + timedelta(minutes=chance.randrange(25 * 1_440))
    yield "requests", records.Request(
        id_, Key(f"C{customer}"), person, Word("hausperfekt"), instant_of(received), Word("portal"), Word("remote"),
        Word(chance.choice(SERVICES)), Word(chance.choice(TOPICS)), Word("other"), None, "Eine Frage",
    )  # fmt: skip
    if number % 20 == 0:
        yield (
            "retriages",
            records.Retriage(
                Key(f"RE{number}"), id_, _later(received, 20), Word("anna"), None, Word("trained"), None, None, None, None, None
            ),
        )
    if number % 5 == 0:
        yield (
            "quotes",
            records.Quote(
                Key(f"Q{number}"), id_, _later(received, 25), Word("am1"), Word("support"), Cents(12_000), Word("EUR"), None, None, None
            ),
        )
    if number % 2 == 0:
        cap = chance.choice((None, 60, 240))
        yield "consents", records.Consent(
            Key(f"CO{number}"), id_, Key(f"Q{number}") if number % 5 == 0 else None, "granted", person, "email", _later(received, 30),
            "mail", Word("support"), Cents(12_000), Word("EUR"), None if cap is None else Minutes(cap), None, None,
        )  # fmt: skip
    if number % 100 == 0:
        yield "withdrawals", records.Withdrawal(Key(f"W{number}"), Key(f"CO{number}"), _later(received, 4_000), Word(person))
    for piece in range(number * 5 // 2, (number + 1) * 5 // 2):
        entry = Key(f"E{piece}")
        yield "time_entries", records.TimeEntry(
            entry, id_, Word(f"agent{piece % AGENTS}"), Word("support"), "work", _later(received, chance.randrange(60, 9_000)),
            Minutes(chance.randrange(5, 120)), None, None, None, None,
        )  # fmt: skip
        if piece % 50 == 0:
            yield "waivers", records.Waiver(Key(f"WV{piece}"), entry, _later(received, 9_100), Word("am1"), "goodwill")
        if piece % 100 == 1:
            yield (
                "retractions",
                records.Retraction(Key(f"X{piece}"), "time_entries", entry, _later(received, 9_200), Word("anna"), "typed twice"),
            )
    if number % 3 == 0:
        yield "closures", records.Closure(Key(f"CL{number}"), id_, _later(received, 9_300), Word("anna"))


def _late(number: int, request: int, month: Month) -> Act:
    """Work that is told of a year too late."""
    started = _night_before(month) + timedelta(days=25, hours=12)
    return "time_entries", records.TimeEntry(
        Key(f"L{number}"),
        Key(f"R{request}"),
        Word("anna"),
        Word("support"),
        "work",
        instant_of(started),
        Minutes(25),
        None,
        None,
        None,
        None,
    )


def _later(received: datetime, minutes: int) -> Instant:
    return instant_of(received + timedelta(minutes=minutes))
