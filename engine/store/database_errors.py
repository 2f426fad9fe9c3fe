"""What goes wrong with a database, in one clear line each; the only place that reads the drivers' errors.

Whatever SQLite or PostgreSQL says is translated into a refusal with place and remedy. A password, or a value that somebody
recorded, is never repeated.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from engine.store.address import Address
from engine.vocabulary.problems import Refused, refuse

if TYPE_CHECKING:
    import psycopg


def no_record(address: Address) -> Refused:
    """There is nothing."""
    return refuse("no_record.at_all", record=address.shown)


def nothing_recorded(address: Address) -> Refused:
    """There is a database, in which nothing has been recorded yet."""
    return refuse("no_record.yet", record=address.shown)


def not_a_record(address: Address) -> Refused:
    """There is something, but klausel did not make it."""
    return refuse("not_a_record", record=address.shown)


def no_folder(address: Address) -> Refused:
    """The folder that the file should lie in is missing."""
    return refuse("no_folder.for_a_record", record=address.shown)


def no_roles(role: str) -> Refused:
    """A file was to be handed to somebody."""
    return refuse("no_role.of_a_file", role=role)


def older_record(address: Address, revision: str, head: str, *, may_alter: bool = True) -> Refused:
    """The record was made by an earlier version of this program; `may_alter`: who asks may bring it up to date."""
    code = "older_record.copy_and_upgrade" if may_alter else "older_record.ask_an_administrator"
    return refuse(code, record=address.shown, revision=revision, needed=head)


def newer_record(address: Address, revision: str, head: str) -> Refused:
    """The record was made by a later version of this program."""
    return refuse("newer_record", record=address.shown, revision=revision, known=head)


@contextmanager
def as_refusals(address: Address) -> Iterator[None]:
    """Raises Refused for whatever the database refuses inside."""
    try:
        yield
    except Exception as error:
        driver = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(driver, sqlite3.Error):
            raise _of_sqlite(address, driver) from error
        if isinstance(driver, _of_server(address)):
            raise _of_postgresql(address, driver) from error
        raise


def _of_server(address: Address) -> tuple[type[psycopg.Error], ...]:
    """None of a file's: whoever has one does not wait until a server's driver is loaded."""
    if address.path is not None:
        return ()
    import psycopg

    return (psycopg.Error,)


def _of_sqlite(address: Address, error: sqlite3.Error) -> Refused:
    name: str = getattr(error, "sqlite_errorname", None) or ""
    # An error's name is its code and, for some, what exactly it was: SQLITE_IOERR_SHMSIZE is a disk without room for a file.
    code, _, what = name.removeprefix("SQLITE_").partition("_")
    record = address.shown
    if code in {"BUSY", "LOCKED"}:
        return refuse("busy.written", record=record)
    if code == "FULL" or what == "SHMSIZE":
        return refuse("disk_full", record=record)
    if code == "READONLY":
        # What SQLite once made beside a file that might not be written may not be written either.
        return refuse("unwritable.file", record=record)
    if code in {"CANTOPEN", "PERM", "AUTH"}:
        return refuse("unreadable.record", record=record)
    if code == "NOTADB":
        return not_a_record(address)
    if code == "CORRUPT":
        return refuse("damaged.file", record=record)
    if code == "IOERR":
        return refuse("disk", record=record, said=name)
    if code == "CONSTRAINT":
        named = str(error).rpartition(": ")[2]
        table, _, column = named.partition(",")[0].partition(".")
        return _against_the_rules(address, what, _first_line(error), table, column, named)
    return refuse("database", record=record, said=_first_line(error))


_STATES = {
    "53100": "disk_full",
    "25006": "unwritable.read_only",
    "42501": "unwritable.no_right",
    "55P03": "busy.written",
    "40P01": "busy.written",
    "57014": "busy.slow",
}
_RULES = {"23505": "UNIQUE", "23503": "FOREIGNKEY", "23502": "NOTNULL", "23514": "CHECK"}


def _of_postgresql(address: Address, error: psycopg.Error) -> Refused:
    import psycopg

    record = address.shown
    state = error.sqlstate or ""
    if state in _STATES:
        return refuse(_STATES[state], record=record)
    if state.startswith("23"):
        diag = error.diag
        kind = _RULES.get(state, "")
        return _against_the_rules(address, kind, _first_line(error), diag.table_name, diag.column_name, diag.constraint_name)
    if isinstance(error, psycopg.OperationalError):
        return refuse("unreachable", record=record, said=_first_line(error))
    return refuse("database", record=record, said=_first_line(error))


def _against_the_rules(address: Address, kind: str, said: str, table: str | None, column: str | None, check: str | None) -> Refused:
    """What a table refuses by itself, told alike whichever database said it; triggers speak in plain words of their own."""
    record, table, column = address.shown, table or "", column or ""
    if kind in {"UNIQUE", "PRIMARYKEY"}:
        return refuse("against_the_rules.recorded_already", record=record, table=table)
    if kind == "FOREIGNKEY":
        return refuse("against_the_rules.not_there", record=record)
    if kind == "NOTNULL":
        return refuse("against_the_rules.blank", record=record, table=table, column=column)
    if kind == "CHECK":
        return refuse("against_the_rules.check", record=record, check=(check or "").removeprefix("ck_"))
    return refuse("against_the_rules.trigger", record=record, said=said)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
