"""Connections to a record's database: one engine an address, set up so that both databases keep the same promises.

A writer takes the one writing lock before it reads (`BEGIN IMMEDIATE`; an advisory lock on PostgreSQL), since one chain is
appended to. A reader sees one snapshot, and can write nothing. Knows no table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text

from engine.store.address import Address

WRITES = "klausel_writes"
# Any number will do, as long as every klausel takes the same.
WRITING_LOCK = 0x6B6C6175
PATIENCE_SECONDS = 120


def connect(address: Address, *, create: bool = False, patience: int = PATIENCE_SECONDS) -> Engine:
    """The engine for an address. Nothing is opened yet; only with `create` may opening make a file. `patience`: for how
    many seconds a writer waits for another one."""
    if address.path is not None:
        return _sqlite(address.path, "rwc" if create else "rw", patience)
    assert address.url is not None
    # Where the server or a database quotes every name, rules of rows would not be made, and digests of what is there would differ.
    options = f"-c lock_timeout={patience * 1000} -c timezone=UTC -c quote_all_identifiers=off"
    return create_engine(
        address.url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": patience}
    )


def _sqlite(path: Path, mode: str, patience: int) -> Engine:
    uri = f"{path.absolute().as_uri()}?mode={mode}"

    def open_file() -> sqlite3.Connection:
        # Without an isolation level the driver begins nothing by itself: the hook below does.
        connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    # As many connections as are asked for at once: a page never waits for another one's.
    engine = create_engine("sqlite://", creator=open_file, poolclass=QueuePool, max_overflow=-1, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def write_ahead(engine: Engine) -> None:
    """Let readers read while somebody writes. SQLite remembers it in the file; PostgreSQL does so anyway."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    finally:
        connection.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one snapshot and writes nothing."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as connection:
        connection.execution_options(**options)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection of the one writer: committed at the end, undone if anything is raised."""
    with engine.connect() as connection:
        connection.execution_options(**{WRITES: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITING_LOCK})
            yield connection
