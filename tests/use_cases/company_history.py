"""A record with a past: two months closed, differences, retractions, a withdrawal, a person's fields erased, and a policy published."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, select

from engine.books.fields import Key, Word
from engine.books.records import Erasure
from engine.store import log
from engine.store.tables import ACTS, PERSONAL
from tests.use_cases.closing_books import ClosingBooks
from tests.use_cases.desk_driver import Desk
from tests.use_cases.lifecycle_steps import publish_with_history
from tests.use_cases.tiny_company import tiny

MONTHS = ("2026-10", "2026-11", "2026-12")


def company_with_history(folder: Path) -> ClosingBooks:
    """The tiny company, and what was done to it after its import."""
    desk = Desk(folder)
    desk.imports(tiny())
    books = ClosingBooks(desk)
    books.closes("2026-10")
    books.works("E20", "2026-10-07T09:00:00+02:00", 10)
    books.works("E21", "2026-11-03T09:00:00+01:00", 40, request_id="R2")
    books.retracts("time_entries", "E2")
    books.does("waivers", waiver_id="WV2", entry_id="E20", waived_at="2026-11-02T09:00:00+01:00", waived_by="am1", reason="late")
    books.closes("2026-11")
    books.retracts("waivers", "WV2")
    books.retracts("time_entries", "E20")
    books.works("E22", "2026-12-01T09:00:00+01:00", 5, request_id="R3", note="after all")
    erase(books, "people", "P2@")
    publish_with_history(books.desk.record, books.desk.packs, books.now)
    return books


def erase(books: ClosingBooks, kind: str, key: str) -> None:
    """Forget the personal fields of an act."""
    with books.desk.record.writing() as connection:
        act = connection.scalar(select(ACTS.c.seq).where(ACTS.c.kind == kind, ACTS.c.key == key))
        assert act is not None
        erasure = Erasure(Key(f"ER{act}"), Key("P2"), act, books.now, Word("anna"), Word("asked for it"))
        log.append(connection, [("erasures", erasure)], recorded_at=books.now, recorded_by="anna")
        assert connection.execute(delete(PERSONAL).where(PERSONAL.c.seq == act)).rowcount == 1
