"""A stranger at the record: plain SQL on SQLite or PostgreSQL, with none of the program's settings; nothing of it is committed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from engine.store.closed_months import insert_rows
from engine.store.kinds import KINDS
from engine.store.record import open_record
from tests import databases
from tests.postgresql_server import ADMINISTRATOR
from tests.store.act_factories import Act, append, statement

REFUSALS = (sqlite3.IntegrityError, psycopg.IntegrityError)


class Stranger:
    """A connection to a record, on PostgreSQL that of whom the tables belong to."""

    def __init__(self, connection: sqlite3.Connection | psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.on_postgresql = isinstance(connection, psycopg.Connection)

    def asks(self, question: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(question).fetchall()

    def does(self, *statements: str) -> None:
        for each in statements:
            self.connection.execute(each)

    def is_refused(self, statement: str) -> str:
        """The first line of what the database says to a statement that it must refuse."""
        before = self.asks("SELECT count(*) FROM acts")
        self.does("SAVEPOINT attempt")
        try:
            self.connection.execute(statement)
        except REFUSALS as refusal:
            self.does("ROLLBACK TO attempt")
            assert self.asks("SELECT count(*) FROM acts") == before
            return str(refusal).splitlines()[0]
        raise AssertionError(f"not refused: {statement}")

    def columns(self, table: str) -> list[str]:
        return [column[0] for column in self.connection.execute(f"SELECT * FROM {table}").description or ()]

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        return self.asks(f"SELECT * FROM {table} ORDER BY {self.columns(table)[0]}")

    def records_an_act(self, kind: str, key: str) -> None:
        """The next act, whose row in its own table is still to come."""
        self.does(
            "INSERT INTO acts (seq, recorded_at, recorded_by, kind, key, personal_digest, digest) "
            f"SELECT coalesce(max(seq), 0) + 1, 1, 'x', '{kind}', '{key}', NULL, 'd' FROM acts"
        )

    def like_the_first(self, table: str, **changed: str) -> str:
        """The statement that puts in a row like the table's first one, with these columns changed (SQL each): the last act's,
        where it is an act's."""
        names = self.columns(table)
        first = names[0]
        values = ({"seq": "(SELECT max(seq) FROM acts)"} if first == "seq" else {}) | changed
        assert values.keys() <= set(names)
        chosen = ", ".join(values.get(name, name) for name in names)
        return f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} WHERE {first} = (SELECT min({first}) FROM {table})"

    def records(self, table: str, **changed: str) -> None:
        """An act and its row, like the table's first one but for some columns, its id among them."""
        self.records_an_act(table, self.key(table, changed))
        self.does(self.like_the_first(table, **changed))

    def may_not_record(self, table: str, **changed: str) -> str:
        """What is said to the row, once its act is there."""
        self.does("SAVEPOINT before_its_act")
        self.records_an_act(table, self.key(table, changed))
        said = self.is_refused(self.like_the_first(table, **changed))
        self.does("ROLLBACK TO before_its_act")
        return said

    @staticmethod
    def key(table: str, changed: dict[str, str]) -> str:
        """The key of an act whose row has these columns."""
        identity = changed[KINDS[table].identity].strip("'")
        return f"{identity}@" if table in {"customers", "people"} else identity


@contextmanager
def place_on(database: str, folder: Path) -> Iterator[str]:
    """The URL of a new place for a record; on PostgreSQL for whom it will belong to."""
    if database == "sqlite":
        yield f"sqlite:///{folder / 'klausel.db'}"
        return
    name = databases.new_database()
    yield databases.server().url(name, ADMINISTRATOR)
    databases.drop(name)


@contextmanager
def record_on(database: str, folder: Path, *acts: Act) -> Iterator[str]:
    """The URL of a new record that holds these acts; if the last closes a month, with a row in each table of its statement."""
    with place_on(database, folder) as url:
        made = open_record(url, create=True)
        head = append(made, *acts)
        if acts[-1][0] == "closings":
            with made.writing() as connection:
                insert_rows(connection, head.length, statement())
        made.close()
        yield url


@contextmanager
def stranger_at(url: str) -> Iterator[Stranger]:
    """A stranger whose work is undone at the end."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)) as connection:
            connection.execute("BEGIN")
            yield Stranger(connection)
        return
    server = psycopg.connect(url.replace("+psycopg", ""))
    try:
        yield Stranger(server)
    finally:
        server.rollback()
        server.close()
