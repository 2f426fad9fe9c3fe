"""`klausel db move`: what a person is told, and what stands where it was ended by force."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from engine.store import log
from engine.store.chain import Head
from engine.store.record import open_record
from tests import databases
from tests.cli.command import COMMAND, command_environment
from tests.cli.shell import Shell
from tests.store.many_entries import filled
from tests.store.places import KINDS, Places, everything_at, path_of
from tests.use_cases.company_history import company_with_history

PATIENCE_SECONDS = 60

# On both databases by itself, whichever one a run is on.
pytestmark = pytest.mark.sqlite


def head_at(url: str) -> Head:
    record = open_record(url)
    with record.reading() as connection:
        found = log.head(connection)
    record.close()
    return found


def test_a_person_is_told_how_far_the_record_was_moved_and_which_head_both_have(shell: Shell, places: Places) -> None:
    source = company_with_history(shell.folder).desk.path
    target = places.empty("postgresql")
    digest = head_at(f"sqlite:///{source}").digest
    result = shell.klausel("--db", str(source), "db", "move", "--to", target)
    rows = sum(len(found) for found in everything_at(target).values())
    assert (result.status, result.out.splitlines()) == (
        0,
        [
            f"moved 48 acts ({rows} rows) from {source} to {target}; head {digest}",
            f"what is recorded at {source} after act 48 is not in {target}: record nothing more there",
        ],
    )
    result = shell.klausel("--db", target, "db", "move", "--to", "back.db")
    assert result.status == 0
    assert everything_at(f"sqlite:///{shell.folder}/back.db") == everything_at(f"sqlite:///{source}")
    again = shell.klausel("--db", target, "db", "move", "--to", "back.db")
    assert (again.status, again.err) == (
        2,
        "klausel: `back.db` holds 48 acts already; a record is moved only to where nothing is recorded yet; name another place with --to\n",
    )


def test_without_a_record_to_move_nothing_comes_into_being(shell: Shell) -> None:
    result = shell.klausel("db", "move", "--to", "new.db")
    assert (result.status, result.err.split(";")[0]) == (2, "klausel: there is no record at `klausel.db`")
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_move_that_is_killed_in_the_middle_leaves_the_target_empty_and_can_be_done_again(kind: str, places: Places) -> None:
    source, target = places.empty("sqlite"), places.with_an_empty_record(kind)
    filled(source, 6_000)
    nothing = everything_at(target)
    with subprocess.Popen(
        [*COMMAND, "--db", source, "db", "move", "--to", target], env=command_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        until = monotonic() + PATIENCE_SECONDS
        while not is_being_written(target) and process.poll() is None and monotonic() < until:
            sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert (process.wait(), process.communicate()) == (-signal.SIGKILL, (b"", b""))
    assert everything_at(target) == nothing
    done = subprocess.run(
        [*COMMAND, "--db", source, "db", "move", "--to", target], env=command_environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert head_at(target) == head_at(source)


def is_being_written(target: str) -> bool:
    """Whether rows lie at the target that nobody else sees yet."""
    if target.startswith("sqlite"):
        ahead = path_of(target).with_name(f"{path_of(target).name}-wal")
        return ahead.exists() and ahead.stat().st_size > 100_000
    with databases.server().administer(target.rpartition("/")[2]) as connection:
        (size,) = connection.execute("SELECT pg_relation_size('acts')").fetchone() or (0,)
    return bool(size > 100_000)


def test_a_terminal_shows_how_many_rows_have_gone(places: Places, tmp_path: Path) -> None:
    source = places.empty("sqlite")
    filled(source, 1_000)
    master, terminal = os.openpty()
    with subprocess.Popen(
        [*COMMAND, "--db", source, "db", "move", "--to", str(tmp_path / "new.db")],
        env=command_environment(TERM="xterm"),
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        shown = b""
        while some := _read(master):
            shown += some
        assert process.wait() == 0
    assert b"moving" in shown and b"checking" in shown and b"4208 rows" in shown
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("SELECT count(*) FROM time_entries").fetchone() == (1_000,)


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65_536)
    except OSError:
        return b""
