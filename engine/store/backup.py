"""A consistent copy of the record in a file, taken while others write: SQLite's online backup, or pg_dump's custom format.

The copy is written under a temporary name beside the file and renamed at the end, so that there is never half a file. What
is copied is one snapshot, and where its log ends is answered. A password stands in pg_dump's environment, never among its
arguments, where every user of the machine could read it.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

from sqlalchemy import URL, text

from engine.store import database_errors, log
from engine.store.address import Address
from engine.store.chain import Head
from engine.store.database import PATIENCE_SECONDS
from engine.store.record import Record, open_record
from engine.vocabulary.problems import refuse

DEBIANS = Path("/usr/lib/postgresql")


def back_up(record: Record, file: Path) -> Head:
    """Copy the record into a file that is not there yet; answers where the copy's log ends. Raises Refused: `exists`,
    `no_folder`, `no_pg_dump`, `pg_dump`, or what `database_errors` has."""
    if os.path.lexists(file):
        raise refuse("exists", file=str(file))
    if not file.absolute().parent.is_dir():
        raise refuse("no_folder.for_a_copy", file=str(file))
    with _beside(file) as unfinished:
        return _file_copied(record.address.path, unfinished) if record.address.path is not None else _dumped(record, unfinished)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file that only its owner may read: it is renamed at the end, and removed where something fails."""
    unfinished = file.with_name(f".{file.name}.{token_hex(4)}.unfinished")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(file)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


def _file_copied(path: Path, unfinished: Path) -> Head:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with (
        database_errors.as_refusals(Address(str(unfinished), unfinished, None)),
        closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE_SECONDS)) as source,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        # In one step: one snapshot, whatever is written meanwhile; in several it would begin again with each act of another.
        source.backup(copy)
    copied = open_record(f"sqlite:///{unfinished.absolute()}")
    try:
        with copied.reading() as connection:
            return log.head(connection)
    finally:
        copied.close()


def _dumped(record: Record, unfinished: Path) -> Head:
    where, environment = _pg_dump_target(record.address)
    with record.reading() as connection:
        head = log.head(connection)
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        done = subprocess.run(
            [
                newest_program("pg_dump"),
                "--format=custom",
                "--no-password",
                f"--snapshot={snapshot}",
                f"--file={unfinished}",
                f"--dbname={where}",
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env=environment,
        )
    if done.returncode != 0:
        said = next((line.removeprefix("pg_dump: error: ") for line in done.stderr.splitlines() if "error:" in line), None)
        if said is None:
            raise refuse("pg_dump.status", record=record.address.shown, status=str(done.returncode))
        raise refuse("pg_dump.error", record=record.address.shown, said=said)
    return head


def _pg_dump_target(address: Address) -> tuple[str, dict[str, str]]:
    """The place without its password, and the environment with it."""
    url = address.url
    assert url is not None
    password = url.password or url.query.get("password")
    options = {name: value for name, value in url.query.items() if name != "password"}
    # Put together again: a password that is only blanked out of a URL stays in it.
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, options)
    secret = {"PGPASSWORD": str(password)} if password else {}
    # What pg_dump says is read here, so that it is to say it in English.
    return bare.render_as_string(hide_password=False), {**os.environ, **secret, "LC_ALL": "C"}


def newest_program(program: str) -> Path:
    """PostgreSQL's program of that name, the newest there is: it copies from servers of its own version and older ones. Raises
    Refused (`no_pg_dump`)."""
    on_path = shutil.which(program)
    found = [*([Path(on_path)] if on_path else []), *DEBIANS.glob(f"*/bin/{program}")]
    if not found:
        raise refuse("no_pg_dump", program=program, folder=str(DEBIANS))
    return max(found, key=_version)


def _version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(version[1]) if version is not None else 0
