"""Places for records on either database, whichever one a run is on; and all that stands in a record, to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.record import open_record
from engine.store.tables import METADATA
from tests import databases
from tests.postgresql_server import ADMINISTRATOR

KINDS = ("sqlite", "postgresql")


class Places:
    """New places in a folder, or on the run's server; the server's are dropped at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[str] = []

    def empty(self, kind: str, role: str = databases.PROGRAM) -> str:
        """The URL of a place at which there is nothing yet."""
        if kind == "sqlite":
            self.made.append(f"place-{len(self.made)}")
            return f"sqlite:///{self.folder / self.made[-1]}.db"
        self.made.append(databases.new_database())
        return databases.server().url(self.made[-1], role)

    def with_an_empty_record(self, kind: str) -> str:
        """The same with an empty record; on PostgreSQL one that an administrator made for the program's role."""
        if kind == "sqlite":
            url = self.empty(kind)
            open_record(url, create=True).close()
            return url
        self.made.append(databases.new_database_with_a_record())
        return databases.server().url(self.made[-1], databases.PROGRAM)


@contextmanager
def places_in(folder: Path) -> Iterator[Places]:
    """Places that go when whoever asked is done."""
    places = Places(folder)
    try:
        yield places
    finally:
        for database in places.made:
            if not database.startswith("place-"):
                databases.drop(database)


def path_of(url: str) -> Path:
    """The file of a place on SQLite."""
    return Path(url.removeprefix("sqlite:///"))


def by_an_administrator(url: str, *statements: str) -> None:
    """Do this to a database on the server, with every right there is."""
    with databases.server().administer(url.rpartition("/")[2]) as connection:
        for statement in statements:
            connection.execute(statement)


def as_administrator(url: str) -> str:
    """The same place for the server's superuser."""
    return url.replace(f"//{databases.PROGRAM}@", f"//{ADMINISTRATOR}@")


def everything_at(url: str) -> dict[str, list[Any]]:
    """Every row of every table, in order of its key."""
    record = open_record(url)
    try:
        with record.reading() as connection:
            found = {name: connection.execute(select(table)).all() for name, table in METADATA.tables.items()}
    finally:
        record.close()
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    """Empty places on both databases."""
    with places_in(tmp_path) as found:
        yield found
