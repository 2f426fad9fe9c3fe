"""Records in new places on either database, whichever the run is about: what burns here must burn on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import pytest

from engine.store.record import open_record
from tests import databases

on_both = pytest.mark.parametrize("database", databases.DATABASES)


@contextmanager
def with_a_record(database: str, folder: Path) -> Iterator[str]:
    """The URL of a new, empty record."""
    if database == "sqlite":
        url = f"sqlite:///{folder / token_hex(4)}.db"
        open_record(url, create=True).close()
        yield url
        return
    name = databases.new_database_with_a_record()
    yield databases.server().url(name, databases.PROGRAM)
    databases.drop(name)


@contextmanager
def with_nothing(database: str, folder: Path) -> Iterator[str]:
    """The URL of a place where no record is yet."""
    if database == "sqlite":
        yield f"sqlite:///{folder / token_hex(4)}.db"
        return
    name = databases.new_database()
    yield databases.server().url(name, databases.PROGRAM)
    databases.drop(name)
