"""A record with many time entries, put into its log without a door in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.store import log
from engine.store.record import open_record
from engine.vocabulary.instants import Instant
from tests.store.act_factories import RECORDED_AT, Act, at, customer, entry, person, rate, request

AT_ONCE = 50_000
TEN_SECONDS = 10_000_000


def filled(url: str, entries: int) -> None:
    """So many time entries, each with a note, on two fifths as many requests."""
    record = open_record(url, create=True)
    for some in _acts(entries, entries * 2 // 5):
        with record.writing() as connection:
            log.append(connection, some, recorded_at=RECORDED_AT, recorded_by="anna")
    record.close()


def _acts(entries: int, requests: int) -> Iterator[list[Act]]:
    yield [rate(), customer(), person(), *(request(f"R{number}") for number in range(requests))]
    for start in range(0, entries, AT_ONCE):
        yield [_entry(number, requests) for number in range(start, min(start + AT_ONCE, entries))]


def _entry(number: int, requests: int) -> Act:
    kind, made = entry(f"E{number}", of=f"R{number % requests}", note="a question about charging")
    return kind, replace(made, started_at=Instant(at("10-05 00:00") + number * TEN_SECONDS))
