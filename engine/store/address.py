"""Where a record lives: a database's URL, read and shown without its password.

Knows which databases there are; opens none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from engine.vocabulary.problems import Refused, refuse

SQLITE = {"sqlite", "sqlite+pysqlite"}
POSTGRESQL = {"postgresql", "postgresql+psycopg"}
# Up to the last @: a password that was not escaped may itself hold one, or anything else.
_CREDENTIALS = re.compile(r"//.*@", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """A database: a file where `path` is given, else a server at `url`. `shown` is fit for a person's eyes."""

    shown: str
    path: Path | None
    url: URL | None


def read_address(text: str) -> Address:
    """The address in a URL. Raises Refused (`bad_database_url`), never repeating a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _refused(text, "bad_database_url.not_a_url") from None
    if url.drivername in SQLITE:
        return _file(text, url)
    if url.drivername not in POSTGRESQL:
        raise _refused(text, "bad_database_url.other_database")
    if not url.database:
        raise _refused(text, "bad_database_url.no_name")
    url = url.set(drivername="postgresql+psycopg")
    # A password may also hide among the options, so that none of them is shown.
    return Address(url.set(query={}).render_as_string(hide_password=True), None, url)


def _file(text: str, url: URL) -> Address:
    if url.host or url.username or url.password:
        raise _refused(text, "bad_database_url.slashes")
    if url.query or (url.database or "").startswith("file:"):
        raise _refused(text, "bad_database_url.options")
    if not url.database or url.database == ":memory:":
        raise _refused(text, "bad_database_url.memory")
    return Address(url.database, Path(url.database), None)


def _refused(text: str, code: str) -> Refused:
    return refuse(code, address=_CREDENTIALS.sub("//***@", text).split("?", 1)[0])
