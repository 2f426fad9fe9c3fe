"""Where a test's record lies: in a file, or, where KLAUSEL_TEST_DATABASE says `postgresql`, in a database of the run's server.

A place is named by a path either way, so that tests are written once: the file, or the database that belongs to the path.
Answers for new databases too, empty ones and such that hold an empty record, for tests that are about PostgreSQL alone.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection, Engine, NullPool, create_engine, delete, make_url

from engine.store.record import open_record
from engine.store.tables import METADATA
from tests.postgresql_server import ADMINISTRATOR, Server, running
from tests.run_folders import kept_folder

DATABASE = "KLAUSEL_TEST_DATABASE"
DATABASES = ("sqlite", "postgresql")
HOME = "KLAUSEL_TEST_POSTGRESQL"
# The role that the program connects as: it may log in, and nothing else.
PROGRAM = "klausel_program"
EMPTY_RECORD = "klausel_empty_record"
# The databases that this process made for a path, by the folder that the path lies in.
_MADE: dict[Path, set[str]] = {}


def on_postgresql() -> bool:
    """Whether records are made on PostgreSQL in this run."""
    return os.environ.get(DATABASE, DATABASES[0]) == "postgresql"


def server() -> Server:
    """The run's one server, started for whoever asks first; all workers of the run share it."""
    return running(Path(os.environ[HOME]))


def place(path: Path) -> str:
    """The URL of the record at a path; on PostgreSQL of the program's role, in a database that is there, empty at first."""
    return f"sqlite:///{path}" if not on_postgresql() else server().url(_of(path, _empty), PROGRAM)


def place_with_a_record(path: Path) -> str:
    """Like `place`, but where nothing is yet, an empty record is put there; on PostgreSQL one that an administrator made."""
    if on_postgresql():
        return server().url(_of(path, _with_an_empty_record), PROGRAM)
    if not path.exists():
        shutil.copyfile(_empty_file(), path)
    return place(path)


def emptied(path: Path) -> None:
    """Put an empty record in the place of the one at a path; a new one would be there no sooner."""
    if not on_postgresql():
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copyfile(_empty_file(), path)
        return
    with outside(place(path)) as connection:
        # no trigger sees this, the record's own and those that hold its references alike
        connection.exec_driver_sql("SET session_replication_role = replica")
        for table in reversed(METADATA.sorted_tables):
            connection.execute(delete(table))
        connection.commit()


def new_database() -> str:
    """The name of a new database without a table, in which the program's role may make some; give it to `Server.url`."""
    return _empty(f"klausel_{token_hex(8)}")


def new_database_with_a_record() -> str:
    """The name of a new database that holds an empty record, which an administrator made for the program's role."""
    return _with_an_empty_record(f"klausel_{token_hex(8)}")


def drop(database: str) -> None:
    """Remove a database, whoever is still connected to it."""
    with server().administer() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def drop_those_under(folder: Path) -> None:
    """Remove the databases of paths in this folder."""
    for within in [made for made in _MADE if made.is_relative_to(folder)]:
        for database in _MADE.pop(within):
            drop(database)


@contextmanager
def outside(url: str) -> Iterator[Connection]:
    """A stranger's connection to the record, with none of the program's settings and every right that there is: a file's owner,
    a server's superuser. Whoever wants what they did to stay says `commit`."""
    with _strangers(url).connect() as connection:
        yield connection


@cache
def _strangers(url: str) -> Engine:
    whole = make_url(url)
    if whole.get_backend_name() == "postgresql":
        whole = whole.set(username=ADMINISTRATOR)
    return create_engine(whole, poolclass=NullPool)


def _of(path: Path, make: Callable[[str], str]) -> str:
    database = f"klausel_{sha256(str(path.absolute()).encode()).hexdigest()[:24]}"
    made = _MADE.setdefault(path.absolute().parent, set())
    if database not in made:
        try:
            make(database)
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return database  # another process made it, and will drop it
        made.add(database)
    return database


def _empty(database: str) -> str:
    with server().administer() as connection:
        _see_the_program(connection)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 OWNER {}").format(sql.Identifier(database), sql.Identifier(PROGRAM))
        )
    return database


def _with_an_empty_record(database: str) -> str:
    with server().administer() as connection:
        _see_the_template(connection)
        # where nothing waits for the disk, copying files costs a fifth of writing every page to the log
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(made.format(sql.Identifier(database), sql.Identifier(EMPTY_RECORD)))
    return database


def _see_the_program(connection: psycopg.Connection[Any]) -> None:
    with _one_at_a_time():
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [PROGRAM]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(PROGRAM)))


def _see_the_template(connection: psycopg.Connection[Any]) -> None:
    _see_the_program(connection)
    with _one_at_a_time():
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [EMPTY_RECORD]).fetchone() is not None:
            return
        unfinished = f"{EMPTY_RECORD}_unfinished"
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(unfinished)))
        open_record(server().url(unfinished, ADMINISTRATOR), create=True, role=PROGRAM).close()
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(EMPTY_RECORD)))


@cache
def _empty_file() -> Path:
    folder = kept_folder("empty")
    open_record(f"sqlite:///{folder / 'klausel.db'}", create=True).close()
    return folder / "klausel.db"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (Path(os.environ[HOME]) / "roles-and-templates").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database on the server of this run."""
    made = new_database()
    yield made
    drop(made)
