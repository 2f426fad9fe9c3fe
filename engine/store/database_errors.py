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

MAKE_ONE = "make one with `klausel import DIR` (or `klausel demo` for an invented company), or name another place with --db"
UPGRADE_IT = "make a copy of it (`cp`, or `pg_dump` on PostgreSQL), then bring it up to date with `klausel db upgrade`"
ASK_AN_ADMINISTRATOR = "an administrator of the database brings it up to date: `klausel --db URL db upgrade`"


def no_record(address: Address, why: str = "there is no record at") -> Refused:
    """Nothing has been recorded there yet."""
    return refuse("no_record", f"{why} `{address.shown}`; {MAKE_ONE}")


def not_a_record(address: Address) -> Refused:
    """There is something, but klausel did not make it."""
    return refuse("not_a_record", f"`{address.shown}` is no record of klausel's; name another place with --db")


def no_folder(address: Address) -> Refused:
    """The folder that the file should lie in is missing."""
    return refuse("no_folder", f"there is no folder to make the record `{address.shown}` in; make the folder first")


def no_roles(role: str) -> Refused:
    """A file was to be handed to somebody."""
    return refuse("no_role", f"a file knows no role `{role}`; leave `--role` out, or name a database on PostgreSQL")


def older_record(address: Address, revision: str, head: str, remedy: str = UPGRADE_IT) -> Refused:
    """The record was made by an earlier version of this program."""
    return refuse(
        "older_record",
        f"the record at `{address.shown}` has schema revision `{revision}`, this klausel needs `{head}`; {remedy}",
    )


def newer_record(address: Address, revision: str, head: str) -> Refused:
    """The record was made by a later version of this program."""
    return refuse(
        "newer_record",
        f"the record at `{address.shown}` has schema revision `{revision}`, this klausel knows none after `{head}`; "
        "use the klausel that made it, or a newer one",
    )


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
    place = f"the record at `{address.shown}`"
    if code in {"BUSY", "LOCKED"}:
        return refuse("busy", f"{place} is being written by somebody else, and stayed so; try again in a moment")
    if code == "FULL" or what == "SHMSIZE":
        return refuse("disk_full", f"no space is left for {place}; nothing was stored; free some, then try again")
    if code == "READONLY":
        # What SQLite once made beside a file that might not be written may not be written either.
        remedy = "give yourself the right to write the file, its folder, and the files there whose names begin with its name"
        return refuse("unwritable", f"{place} may not be written; {remedy}")
    if code in {"CANTOPEN", "PERM", "AUTH"}:
        return refuse("unreadable", f"{place} cannot be opened; it needs the right to read the file and to write its folder")
    if code == "NOTADB":
        return not_a_record(address)
    if code == "CORRUPT":
        return refuse("damaged", f"{place} is damaged; put back a copy of it")
    if code == "IOERR":
        return refuse("disk", f"the disk failed under {place} (`{name}`); nothing was stored; look after the disk first")
    if code == "CONSTRAINT":
        named = str(error).rpartition(": ")[2]
        table, _, column = named.partition(",")[0].partition(".")
        return _against_the_rules(address, _rule(what, _first_line(error), table, column, named))
    return refuse("database", f"{place} cannot be used: {_first_line(error)}")


_STATES = {
    "53100": ("disk_full", "no space is left for {place}; nothing was stored; free some, then try again"),
    "25006": ("unwritable", "{place} may not be written, it is open for reading only"),
    "42501": ("unwritable", "{place} may not be used so by this user; ask who looks after the database for the right"),
    "55P03": ("busy", "{place} is being written by somebody else, and stayed so; try again in a moment"),
    "40P01": ("busy", "{place} is being written by somebody else, and stayed so; try again in a moment"),
    "57014": ("busy", "{place} took too long to answer; try again in a moment"),
}
_RULES = {"23505": "UNIQUE", "23503": "FOREIGNKEY", "23502": "NOTNULL", "23514": "CHECK"}


def _of_postgresql(address: Address, error: psycopg.Error) -> Refused:
    import psycopg

    place = f"the record at `{address.shown}`"
    state = error.sqlstate or ""
    if state in _STATES:
        code, message = _STATES[state]
        return refuse(code, message.format(place=place))
    if state.startswith("23"):
        diag = error.diag
        kind = _RULES.get(state, "")
        return _against_the_rules(address, _rule(kind, _first_line(error), diag.table_name, diag.column_name, diag.constraint_name))
    if isinstance(error, psycopg.OperationalError):
        return refuse("unreachable", f"{place} cannot be reached: {_first_line(error)}; see that the server runs and knows you")
    return refuse("database", f"{place} cannot be used: {_first_line(error)}")


def _rule(kind: str, said: str, table: str | None, column: str | None, check: str | None) -> str:
    """What a table refuses by itself, told alike whichever database said it; triggers speak in plain words."""
    if kind in {"UNIQUE", "PRIMARYKEY"}:
        return f"{table}: this is recorded already"
    if kind == "FOREIGNKEY":
        return "what one of the rows refers to is not there"
    if kind == "NOTNULL":
        return f"{table}: `{column}` must not be blank"
    if kind == "CHECK":
        return f"the check `{(check or '').removeprefix('ck_')}` does not hold"
    return said


def _against_the_rules(address: Address, rule: str) -> Refused:
    return refuse("against_the_rules", f"the record at `{address.shown}` refused what was to be recorded, nothing was stored: {rule}")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
