"""Erasing: personal fields leave the record for good, and an act of its own says of each whose sake it was for, by whom and why.

The chain holds nothing of them but their salted digest, and the salt goes with them. What may be erased is for who calls this to say.

Deleting alone leaves copies behind: where a page of the file was filled up or merged, and in the log written ahead. So what
was deleted is wiped out of the files afterwards (`wipe`), outside any transaction."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from engine.books.fields import Key, Word
from engine.books.records import Erasure
from engine.store import log, scope
from engine.store.tables import ACTS, PERSONAL, TABLE_OF_KIND
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Problem, problem

ERASURES = TABLE_OF_KIND["erasures"]
MAY_VACUUM = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'personal'::regclass"

TRIES, BETWEEN = 10, 0.2
"""How often rows that others may still see are tried to be left out, and seconds between."""

ActName = tuple[str, str]
"""The kind of an act and its key."""


def erasable_acts(connection: Connection, keys: Mapping[str, Collection[str]]) -> dict[ActName, int]:
    """Of the acts under these keys, which stand by kind, those that have personal fields (still), with their places in the log."""
    found: dict[ActName, int] = {}
    for kind, of_kind in keys.items():
        there = select(ACTS.c.key, ACTS.c.seq).join(PERSONAL, PERSONAL.c.seq == ACTS.c.seq)
        rows = connection.execute(there.where(ACTS.c.kind == kind, ACTS.c.key.in_(scope.listed(connection, of_kind))))
        found |= {(kind, row.key): row.seq for row in rows}
    return found


def count_erased_for(connection: Connection, person_id: str) -> int:
    """How many acts were erased for this person's sake so far."""
    return connection.scalar(select(func.count()).select_from(ERASURES).where(ERASURES.c.person_id == person_id)) or 0


def erase(connection: Connection, places: Collection[int], *, person_id: str, reason: str, now: Instant, who: str) -> None:
    """Record an erasure of each act at these places in the log, and delete its personal fields. `connection` is the writer's."""
    before = log.head(connection).length
    erasures = [Erasure(Key(f"ER-{seq}"), Key(person_id), seq, now, Word(who), Word(reason)) for seq in sorted(places)]
    log.append(connection, [("erasures", one) for one in erasures], recorded_at=now, recorded_by=who)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
    connection.execute(delete(PERSONAL).where(PERSONAL.c.seq.in_(select(ERASURES.c.act).where(ERASURES.c.seq > before))))


def wipe(engine: Engine) -> Problem | None:
    """Have the database write over what was deleted; answers what is left to be done, None where nothing is."""
    return _wipe_tables(engine) if engine.dialect.name == "postgresql" else _wipe_file(engine)


def _wipe_file(engine: Engine) -> Problem | None:
    connection = engine.raw_connection()
    try:
        # The driver's own: SQLAlchemy's would begin a transaction, and VACUUM stands in none.
        driver: sqlite3.Connection = connection.driver_connection  # type: ignore[assignment]
        driver.execute("PRAGMA query_only = OFF")
        driver.execute("VACUUM")
        busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return problem("not_wiped.file_is_read") if busy else None


def _wipe_tables(engine: Engine) -> Problem | None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.exec_driver_sql(MAY_VACUUM).scalar():
            return problem("not_wiped.by_the_owner")
        for _ in range(TRIES):
            # The plain one makes room in a page and leaves the text in it. Who began to read before sees the old row still, so
            # that it is kept; so does a connection that just begins.
            if not _rows_kept_for_others(connection, "VACUUM (FULL, VERBOSE) personal"):
                return None
            time.sleep(BETWEEN)
    return problem("not_wiped.table_is_read")


def _rows_kept_for_others(connection: Connection, vacuum: str) -> int:
    """How many deleted rows it says that it could not leave out yet: the number that each of its details begins with, in whatever
    language the server speaks."""
    said: list[str] = []

    def hear(notice: Any) -> None:
        said.append(notice.message_detail or "")

    driver: Any = connection.connection.driver_connection
    driver.add_notice_handler(hear)
    try:
        connection.exec_driver_sql(vacuum)
    finally:
        driver.remove_notice_handler(hear)
    return sum(int(kept[0]) for detail in said if (kept := re.match(r"\d+", detail)))
