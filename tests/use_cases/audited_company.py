"""The tiny company two closed months later: differences, retractions, an erasure, a published policy. And that record unguarded.

The record lies where the run's records lie (`tests.databases`). Unguarded, nothing in the database minds what its owner does
with plain SQL: what is then done to it is for `klausel verify` to find."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, make_url, text

from engine.books.fields import Key, Word
from engine.books.records import Erasure
from engine.deciding.deciders import Deciders
from engine.store import log
from engine.store.record import Record, open_record
from engine.store.tables import PERSONAL
from engine.use_cases.intake.import_records import import_acts, read_acts
from tests import databases
from tests.postgresql_server import ADMINISTRATOR
from tests.use_cases.closing_books import ClosingBooks
from tests.use_cases.desk_driver import NOW, deciders
from tests.use_cases.lifecycle_steps import publish_with_history
from tests.use_cases.tiny_company import tiny


@dataclass(frozen=True, eq=False)
class AuditedCompany:
    """Its record, the packs, and the URL under which the database's owner gets in."""

    record: Record
    packs: Deciders
    owner: str


def tiny_company(folder: Path) -> tuple[AuditedCompany, ClosingBooks]:
    """The tiny company, as it was imported, and the books to go on with."""
    url = databases.place_with_a_record(folder / "audited.db")
    company = AuditedCompany(open_record(url), deciders(), _owners(url))
    import_acts(read_acts(tiny().write(Path(tempfile.mkdtemp(dir=folder)))), company.record, company.packs, now=NOW, who="anna")
    return company, ClosingBooks(company)  # type: ignore[arg-type]  # a desk has more, which they do not ask for


def closed_october(folder: Path) -> AuditedCompany:
    """The tiny company with its one month closed."""
    company, books = tiny_company(folder)
    books.closes("2026-10")
    return company


def audited_company(folder: Path) -> AuditedCompany:
    """Two closed months: in the first the tiny company's October, in the second what was learnt about it and work of its own."""
    company, books = tiny_company(folder)
    _abroad(books)
    books.closes("2026-10")
    books.works("E9", "2026-10-05T12:00:00+02:00", 7, note="late")
    books.retracts("waivers", "WV1")
    books.retracts("withdrawals", "W1")
    books.retracts("time_entries", "E5")
    books.does("waivers", waiver_id="WV2", entry_id="E9", waived_at="2026-12-02T08:00:00+01:00", waived_by="am1", reason="late")
    books.works("E10", "2026-11-10T09:00:00+01:00", 45, note="more than was agreed")
    _erase(company, books)
    books.closes("2026-11")
    books.works("E11", "2026-12-01T09:00:00+01:00", 30)
    publish_with_history(company.record, company.packs, books.now)
    return company


def _abroad(books: ClosingBooks) -> None:
    """Work that is paid for by a customer in another country, under a consent that expires in the middle of it."""
    request = {"customer_id": "C2", "person_id": "P3", "product": "hausperfekt", "received_at": "2026-10-08T08:00:00+02:00"}
    books.does("requests", request_id="R4", service="installation", summary="a server", **request)
    given = {"given_by": "P3", "given_via": "phone", "given_at": "2026-10-08T09:00:00+02:00", "evidence": "call"}
    agreed = {"role": "technical", "hourly_rate": "149.00", "currency": "EUR", "deviation_reason": "agreed"}
    books.does("consents", consent_id="CO4", request_id="R4", status="granted", expires_at="2026-10-08T10:40:00+02:00", **given, **agreed)
    books.works("E8", "2026-10-08T10:00:00+02:00", 55, "R4", role="technical")


def _erase(company: AuditedCompany, books: ClosingBooks) -> None:
    """The personal fields of the act that says who P2 is."""
    with company.record.reading() as connection:
        seq = connection.scalar(text("SELECT seq FROM acts WHERE kind = 'people' AND key = 'P2@'"))
    erasure = Erasure(Key("ER1"), Key("P2"), seq, books.now, Word("anna"), Word("asked for"))
    with company.record.writing() as connection:
        log.append(connection, [("erasures", erasure)], recorded_at=books.now, recorded_by="anna")
    with databases.outside(company.owner) as connection:
        connection.execute(delete(PERSONAL).where(PERSONAL.c.seq == seq))
        connection.commit()


def _owners(url: str) -> str:
    database = make_url(url).database
    return url if not databases.on_postgresql() or database is None else databases.server().url(database, ADMINISTRATOR)


def unguard(company: AuditedCompany) -> None:
    """Without triggers and checks; references are not looked at either."""
    with databases.outside(company.owner) as connection:
        if connection.dialect.name == "sqlite":
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
            checks = (
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
            )
            for table, check in connection.execute(text(checks)).all():
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {check}"))
            for table in tables:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        connection.commit()


@contextmanager
def tampering(company: AuditedCompany) -> Iterator[Connection]:
    """The owner's connection to an unguarded record; what is done there is undone at the end."""
    with databases.outside(company.owner) as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        yield connection
        connection.rollback()
