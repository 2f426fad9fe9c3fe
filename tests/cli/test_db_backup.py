"""`klausel db backup`: a copy that is whole, though others write, and that is really put back."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from engine.store import backup, log, replay
from engine.store.backup import back_up
from engine.store.chain import Head
from engine.store.log_check import checked_acts
from engine.store.record import Record, open_record
from tests import databases
from tests.cli.shell import Shell
from tests.store.act_factories import append, customer, entry, person, pin, request
from tests.store.places import KINDS, Places, as_administrator, by_an_administrator, everything_at, path_of
from tests.use_cases.company_history import company_with_history

# On both databases by itself, whichever one a run is on.
pytestmark = pytest.mark.sqlite


def put_back(copy: Path, kind: str, places: Places) -> str:
    """Restore a copy as the command says; answers where."""
    url = places.empty(kind)
    if kind == "sqlite":
        subprocess.run(["cp", copy, path_of(url)], check=True)
        return url
    url = as_administrator(url)
    plain = url.replace("+psycopg", "")
    subprocess.run(
        [backup.newest_program("pg_restore"), "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={plain}", copy], check=True
    )
    return url


def a_past_at(kind: str, places: Places, folder: Path) -> str:
    """A record with a past on that database."""
    url, past = places.with_an_empty_record(kind), company_with_history(folder)
    target = open_record(url)
    replay.move(past.desk.record, target, lambda _what, _rows: None)
    target.close()
    past.desk.record.close()
    return url


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_that_is_put_back_holds_every_row_and_is_sound(kind: str, shell: Shell, places: Places) -> None:
    url = a_past_at(kind, places, shell.folder)
    record = open_record(url)
    with record.reading() as connection:
        digest = log.head(connection).digest
    shown = record.address.shown
    record.close()
    result = shell.klausel("--db", url, "db", "backup", "copy")
    told, how = result.out.splitlines()
    size = (shell.folder / "copy").stat().st_size
    assert told == f"copied 48 acts from {shown} to copy ({size / 1e6:.1f} MB); head {digest}"
    if kind == "sqlite":
        assert how == (
            f"to put it back: while nobody uses the record, rm -f {shown}-wal {shown}-shm && cp copy {shown} && "
            f"klausel --db {shown} db check"
        )
    else:
        assert how == (
            "to put it back: createdb NAME && pg_restore --exit-on-error --no-owner --no-privileges --dbname=NAME copy && "
            "klausel --db postgresql+psycopg://ADMINISTRATOR@HOST/NAME db upgrade --role ROLE"
        )
    assert (result.status, result.err, (shell.folder / "copy").stat().st_mode & 0o777) == (0, "", 0o600)
    restored = put_back(shell.folder / "copy", kind, places)
    assert everything_at(restored) == everything_at(url)
    if kind == "postgresql":
        handed_over = shell.klausel("--db", restored, "db", "upgrade", "--role", databases.PROGRAM)
        assert (handed_over.status, handed_over.err) == (0, "")
        restored = url.rpartition("/")[0] + "/" + restored.rpartition("/")[2]
    sound = shell.klausel("--db", restored, "db", "check")
    assert (sound.status, sound.err) == (0, "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_taken_while_somebody_writes_is_one_moment_of_the_record(kind: str, places: Places, tmp_path: Path) -> None:
    url = places.with_an_empty_record(kind)
    record = open_record(url)
    append(record, pin(), customer(), person())
    done, begun = Event(), Event()

    def write() -> int:
        writer, number = open_record(url), 0
        while not done.is_set():
            number += 1
            append(writer, request(f"R{number}"), entry(f"E{number}", of=f"R{number}"))
            begun.set()
        writer.close()
        return number

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert begun.wait(30)
        try:
            heads = [back_up(record, tmp_path / f"copy-{number}") for number in range(3)]
        finally:
            done.set()
        written = writing.result(timeout=30)
    assert 3 < heads[0].length < heads[-1].length <= 3 + 2 * written
    for number, head in enumerate(heads):
        assert head.length % 2 == 1
        copied = open_record(put_back(tmp_path / f"copy-{number}", kind, places))
        see_it_fits(copied, head)
        copied.close()
    record.close()


def see_it_fits(record: Record, head: Head) -> None:
    with record.reading() as connection:
        *_, last = checked_acts(connection)
    assert (last.seq, last.digest) == head


@pytest.mark.parametrize("name", ["there", "dangling"])
def test_a_file_that_is_there_is_not_replaced(name: str, shell: Shell, places: Places) -> None:
    record = places.with_an_empty_record("sqlite")
    (shell.folder / "there").write_text("something else", encoding="utf-8")
    (shell.folder / "dangling").symlink_to("nowhere")
    result = shell.klausel("--db", record, "db", "backup", name)
    assert (result.status, result.out, result.err) == (
        2, "", f"klausel: `{name}` is there already, and a copy never takes the place of another; name a new file\n",
    )  # fmt: skip
    assert (shell.folder / "there").read_text(encoding="utf-8") == "something else"


def test_a_folder_that_is_missing_is_not_made(shell: Shell, places: Places) -> None:
    result = shell.klausel("--db", places.with_an_empty_record("sqlite"), "db", "backup", "no/copy")
    assert (result.status, result.err) == (2, "klausel: there is no folder to put `no/copy` in; make the folder first\n")


def test_where_pg_dump_is_missing_one_line_says_what_to_install(shell: Shell, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    url = places.with_an_empty_record("postgresql")
    monkeypatch.setenv("PATH", str(shell.folder))
    monkeypatch.setattr(backup, "DEBIANS", shell.folder)
    result = shell.klausel("--db", url, "db", "backup", "copy")
    assert (result.status, result.err) == (
        2, f"klausel: pg_dump is neither on PATH nor under {shell.folder}; "
        "install PostgreSQL's client programs, of the server's version or a newer one\n",
    )  # fmt: skip
    assert list(shell.folder.iterdir()) == []


def test_where_pg_dump_fails_its_first_line_is_reported_and_nothing_is_left(shell: Shell, places: Places) -> None:
    url = places.with_an_empty_record("postgresql")
    by_an_administrator(url, "CREATE TABLE not_ours (secret text)")
    result = shell.klausel("--db", url, "db", "backup", "copy")
    shown = open_record(url).address.shown
    assert (result.status, result.err.splitlines()) == (
        2, [f"klausel: pg_dump could not copy the record at `{shown}`: query failed: ERROR:  permission denied for table not_ours"],
    )  # fmt: skip
    assert list(shell.folder.iterdir()) == []


def test_a_password_stands_in_the_environment_of_pg_dump_and_not_among_its_arguments(
    shell: Shell, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real pg_dump, behind one on PATH that writes down how it was called."""
    url = places.with_an_empty_record("postgresql")
    spy = shell.folder / "bin" / "pg_dump"
    spy.parent.mkdir()
    real = backup.newest_program("pg_dump")
    spy.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 99"; exit; fi\n'
        f'echo "$@" >{shell.folder}/arguments; env >{shell.folder}/environment\nexec {real} "$@"\n',
        encoding="utf-8",
    )
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{spy.parent}{os.pathsep}{os.environ['PATH']}")
    for number, given in enumerate((url.replace("@", ":open%40sesame@"), f"{url}?password=open%40sesame&application_name=x")):
        result = shell.klausel("--db", given, "db", "backup", f"copy-{number}")
        assert (result.status, result.err) == (0, "")
        arguments = (shell.folder / "arguments").read_text(encoding="utf-8")
        assert "--snapshot=" in arguments
        assert "sesame" not in result.out + arguments
        assert "PGPASSWORD=open@sesame\n" in (shell.folder / "environment").read_text(encoding="utf-8")
