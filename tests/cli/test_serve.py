"""`klausel serve`, `run`, `demo` and `db upgrade`, run as a person runs them, on loopback alone."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.store.address import read_address
from engine.store.schema import HEAD
from tests.cli.command import COMMAND, command_environment, in_folder, run

PATIENCE_SECONDS = 60
REPOSITORY = Path(__file__).parents[2]


def told(*arguments: str, folder: Path) -> tuple[int, str, list[str]]:
    ended = run(*arguments, folder=folder)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode().splitlines()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command in the background, ended by its own id afterwards."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**command_environment(), **in_folder(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(address: str) -> bool:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.10", "::", "example.org", ""])
@pytest.mark.parametrize("command", ["serve", "run"])
def test_nobody_beyond_this_machine_is_served_without_a_sign_in(tmp_path: Path, command: str, address: str) -> None:
    status, result, complaints = told(command, "--address", address, folder=tmp_path)
    remedy = "use 127.0.0.1, since no sign-in provider is configured"
    assert (status, result, complaints) == (2, "", [f"klausel: `--address`: `{address}` is not a loopback address; {remedy}"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_without_a_record_nothing_is_served_and_nothing_made(tmp_path: Path) -> None:
    status, _, complaints = told("--db", "none.db", "serve", folder=tmp_path)
    assert status == 2
    assert complaints == [
        "klausel: there is no record at `none.db`; make one with `klausel import DIR` (or `klausel demo` for an invented company), "
        "or name another place with --db"
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_reported(tmp_path: Path) -> None:
    assert told("--db", "new.db", "db", "upgrade", folder=tmp_path)[:2] == (0, f"new.db was made, at schema revision {HEAD}\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, complaints = told("--db", "new.db", "serve", "--port", str(port), folder=tmp_path)
    assert (status, complaints) == (2, [f"klausel: `--port`: {port} is in use on 127.0.0.1; name another"])


@pytest.mark.slow
def test_the_demo_fills_an_empty_record_and_no_other(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    status, result, _ = told("demo", folder=tmp_path)
    assert status == 0
    assert re.fullmatch(r"recorded: customers \d+, .*time_entries \d+.*\n", result)
    status, result, complaints = told("demo", folder=tmp_path)
    remedy = "the demo fills only an empty one: name another with --db or KLAUSEL_DATABASE_URL"
    shown = read_address(in_folder(tmp_path).get("KLAUSEL_DATABASE_URL", "sqlite:///klausel.db")).shown
    assert (status, result, complaints) == (2, "", [f"klausel: `{shown}` holds records; {remedy}"])


@pytest.mark.sqlite
@pytest.mark.slow
def test_run_fills_a_new_record_prints_the_address_and_serves_it(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    port = free_port()
    with started("run", "--port", str(port), folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"filling a new record with the demo company\n"
        assert process.stdout.readline().decode() == f"http://127.0.0.1:{port}\n"
        assert answers(f"http://127.0.0.1:{port}")
    with started("run", "--port", str(port), folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline().decode() == f"http://127.0.0.1:{port}\n"
        assert answers(f"http://127.0.0.1:{port}")
