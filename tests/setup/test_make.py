"""The Makefile says in one line what is missing, takes the Python that works, and does not trust a half-built environment."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.setup.sources import REPOSITORY

NEEDED = ("sh", "cat", "cksum", "pwd", "rm", "echo", "id")
NO_PYTHON = "klausel: no Python 3.11, 3.12 or 3.13 found; install one, or name it: make PYTHON=/path/to/python3"
NO_COMPILER = "klausel: no C compiler found, and durable-rules is built from source; install one (Debian: apt-get install gcc libc6-dev)"
NO_HEADERS = (
    "klausel: python3 has no C headers (Python.h), and durable-rules is built from source; "
    "install them (Debian: apt-get install python3-dev)"
)
BUILT_BY = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
THIS_PYTHON = f'exec "{BUILT_BY}" "$@"'


class Machine:
    """A fresh clone's set-up files on a machine that has only the commands it is given."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.commands, self.home = folder / "clone", folder / "bin", folder / "home"
        for made in (self.clone / ".ci", self.commands, self.home):
            made.mkdir(parents=True)
        for name in ("Makefile", "pyproject.toml", "requirements.lock", "build.lock", ".ci/install"):
            shutil.copy(REPOSITORY / name, self.clone / name)
        for name in NEEDED:
            found = shutil.which(name)
            assert found is not None, name
            (self.commands / name).symlink_to(found)

    def has(self, name: str, script: str) -> Path:
        command = self.commands / name
        command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        command.chmod(0o755)
        return command

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        make = shutil.which("make")
        assert make is not None
        surroundings = {"PATH": str(self.commands), "HOME": str(self.home)}
        return subprocess.run(
            [make, *arguments],
            cwd=self.clone,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def said(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """What a person reads on stderr, make's own closing line aside."""
    assert answer.returncode == 2, answer.stdout + answer.stderr
    return [line for line in answer.stderr.splitlines() if not line.startswith("make: ***")]


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "venv"])
def test_without_a_python_in_range_one_line_says_so(machine: Machine, target: str) -> None:
    machine.has("python3", "exit 127")
    assert said(machine.make(target)) == [NO_PYTHON]


def test_a_python_out_of_range_is_passed_over(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has("python3.13", THIS_PYTHON)
    assert said(machine.make("venv")) == [NO_COMPILER]


def test_a_python_that_a_version_manager_holds_is_found(machine: Machine) -> None:
    held = machine.home / ".pyenv" / "versions" / "3.12.9" / "bin"
    held.mkdir(parents=True)
    machine.has("python3", "exit 127").rename(held / "python3")
    assert said(machine.make("venv")) == [NO_PYTHON]
    machine.has("held", THIS_PYTHON).rename(held / "python3")
    assert said(machine.make("venv")) == [NO_COMPILER]


def test_a_named_python_that_does_not_run_is_refused_though_another_would_do(machine: Machine) -> None:
    machine.has("python3", THIS_PYTHON)
    assert said(machine.make("venv", "PYTHON=python9")) == [
        "klausel: PYTHON=python9 is not a Python 3.11, 3.12 or 3.13 that runs; name one that is"
    ]


def test_without_the_venv_module_one_line_says_so(machine: Machine) -> None:
    machine.has("cc", "exit 0")
    machine.has("python3", f'case "$*" in *ensurepip*) exit 1;; esac\n{THIS_PYTHON}')
    assert said(machine.make("venv")) == ["klausel: python3 has no venv module; install it (Debian: apt-get install python3-venv)"]


def test_without_pythons_headers_one_line_says_so(machine: Machine) -> None:
    machine.has("cc", "exit 0")
    machine.has("python3", f'case "$*" in *Python.h*) exit 1;; esac\n{THIS_PYTHON}')
    assert said(machine.make("venv")) == [NO_HEADERS]


def test_an_environment_whose_building_was_interrupted_is_built_again(machine: Machine) -> None:
    machine.has("cc", "exit 0")
    machine.has("python3", THIS_PYTHON)
    # the one thing that is not real here: the installation breaks off instead of being interrupted by hand
    (machine.clone / ".ci" / "install").write_text("exit 7\n", encoding="utf-8")
    assert machine.make("venv").returncode == 2
    left_behind = machine.clone / ".venv" / "left-behind"
    assert (machine.clone / ".venv" / "bin" / "python").exists()
    left_behind.touch()
    again = machine.make("venv")
    assert again.returncode == 2
    assert "building .venv with Python" in again.stdout
    assert not left_behind.exists()
    assert not (machine.clone / ".venv" / ".built").exists()


def test_without_a_browser_and_the_right_to_install_one_a_line_says_so(machine: Machine) -> None:
    (machine.commands / "id").unlink()
    machine.has("id", "echo 1000")
    machine.has("apt-get", "exit 0")
    assert said(machine.make("browser")) == [
        "klausel: make test needs Chromium; install it (Debian: apt-get install chromium), or name its command: KLAUSEL_CHROMIUM=…"
    ]


def test_without_postgresql_and_the_right_to_install_it_a_line_says_so(machine: Machine) -> None:
    # its programs are looked for in Debian's folder too, which this test cannot take away: on the path there are too old ones
    makefile = machine.clone / "Makefile"
    makefile.write_text(makefile.read_text(encoding="utf-8").replace("/usr/lib/postgresql", str(machine.home)), encoding="utf-8")
    (machine.commands / "id").unlink()
    machine.has("id", "echo 1000")
    machine.has("apt-get", "exit 0")
    machine.has("initdb", "exit 0")
    machine.has("pg_ctl", "echo 'pg_ctl (PostgreSQL) 14.9'")
    (machine.commands / "tr").symlink_to(shutil.which("tr") or "tr")
    assert said(machine.make("postgresql")) == [
        "klausel: make test needs PostgreSQL 15 or newer; install it (Debian: apt-get install postgresql)"
    ]
    machine.has("pg_ctl", "echo 'pg_ctl (PostgreSQL) 15.3 (Debian 15.3-1)'")
    assert machine.make("postgresql").returncode == 0


def test_ci_makes_the_tests_and_nothing_else() -> None:
    script = REPOSITORY / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("make")] == ["make test"]


@pytest.mark.slow
def test_make_run_serves_the_demo_company_in_a_new_record(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "KLAUSEL_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}
    # named, since a version manager that hands out `python3` may know none in an empty home, and another one would build .venv again
    command = ["make", "run", f"PORT={port}", f"PYTHON={BUILT_BY}"]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        ends = time.monotonic() + 120
        while time.monotonic() < ends and not answers(f"http://127.0.0.1:{port}/_stcore/health"):
            assert process.poll() is None, (tmp_path / "said").read_text(encoding="utf-8")
            time.sleep(0.3)
        assert answers(f"http://127.0.0.1:{port}/_stcore/health")
        assert f"http://127.0.0.1:{port}\n" in (tmp_path / "said").read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def planned(*arguments: str) -> str:
    """What `make test` would run."""
    make = shutil.which("make")
    assert make is not None
    return subprocess.run([make, "-n", "test", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout


PARTS = ("rules", "records", "doors", "machine", "fire", "setup", "measured", "postgresql")


def test_the_parts_run_every_folder_of_tests_once() -> None:
    named = [Path(word).name for part in PARTS for word in planned(f"PART={part}").split() if word.startswith("tests/")]
    folders = [path.name for path in (REPOSITORY / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))]
    # whose tests are all serial, and so are measured
    assert sorted([*named, "benchmarks"]) == sorted(folders)


def test_a_part_that_is_none_is_named_with_those_there_are() -> None:
    make = shutil.which("make")
    assert make is not None
    done = subprocess.run([make, "test", "PART=pages"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"klausel: PART=pages is none; there are: {' '.join(PARTS)}" in done.stderr
