"""Smoke on every Python that the machine has: the same locks build there, every pack holds there, and a decision is the same.

An environment is kept under `.venvs/` for as long as the locks stay as they are. At the small size it is the newest besides the one
that runs the tests, since building one takes half a minute."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.isolation import with_the_machines_tools
from tests.setup.sources import REPOSITORY

pytestmark = pytest.mark.slow

LOOK = """
import ensurepip, json, sys, sysconfig, venv
from pathlib import Path
headers = (Path(sysconfig.get_path("include")) / "Python.h").exists()
print(json.dumps([sys.version_info[:2], str(Path(sys.base_prefix).resolve()), sys.version, headers]))
"""
ASKED = {"product": "hausperfekt", "received_at": "2026-03-10T10:00:00+01:00", "contract": "active", "service": "legal_advice"}
LONGEST = 300


@dataclass(frozen=True)
class Python:
    """An interpreter: `3.12`, where it is, and all it says of itself."""

    name: str
    command: str
    says: str


def candidates() -> Iterator[Path]:
    """Every command that may be a Python in range: on the path, in the system's folders, in a version manager's."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in [*folders, Path("/usr/bin"), Path("/usr/local/bin")]:
        yield from (folder / name for name in ("python3.11", "python3.12", "python3.13", "python3"))
    held = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    # somebody else's may be closed to us
    if os.access(held, os.R_OK | os.X_OK):
        yield from sorted(held.glob("3.1[123]*/bin/python3"), reverse=True)


@cache
def pythons() -> dict[str, Python]:
    """One interpreter for each of 3.11 to 3.13 besides the one that runs the tests: the first that environments can be built with."""
    running = f"3.{sys.version_info.minor}"
    found: dict[str, Python] = {}
    for command in candidates():
        if not os.access(command, os.X_OK):
            continue
        # a version manager's shim exists for Pythons that are not there: it is asked, not believed
        answer = subprocess.run(
            [command, "-c", LOOK],
            env=with_the_machines_tools(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if answer.returncode != 0:
            continue
        (major, minor), _, says, headers = json.loads(answer.stdout)
        name = f"{major}.{minor}"
        if (3, 11) <= (major, minor) <= (3, 13) and headers and name != running:
            found.setdefault(name, Python(name, str(command), says))
    return found


def run(*command: str | Path, asked: str = "", cache: Path | None = None) -> str:
    surroundings = {name: value for name, value in with_the_machines_tools().items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    if cache is not None:
        surroundings["KLAUSEL_CACHE"] = str(cache)
    answer = subprocess.run(
        [str(part) for part in command],
        cwd=REPOSITORY,
        env=surroundings,
        input=asked,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert answer.returncode == 0, f"{command}: {answer.stdout}{answer.stderr}"
    return answer.stdout


def environment(python: Python) -> Path:
    """The folder of commands of an environment built from the locks, made where it is not there or no longer fits."""
    folder = REPOSITORY / ".venvs" / f"smoke-{python.name}"
    wanted = f"{python.says}\n{REPOSITORY}\n" + "".join(
        (REPOSITORY / name).read_text(encoding="utf-8") for name in ("build.lock", "requirements.lock", "pyproject.toml")
    )
    stamp = folder / ".built"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        compiler = os.environ.get("CC") or next(name for name in ("cc", "gcc", "clang") if shutil.which(name))
        run(python.command, "-m", "venv", folder)
        run("sh", ".ci/install", folder / "bin" / "python", compiler)
        run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".")
        stamp.write_text(wanted, encoding="utf-8")
    return folder / "bin"


def decided(commands: Path, notes: Path) -> str:
    """What the command says there, durable-rules having decided every class there as well: the notes begin empty."""
    run(commands / "klausel", "policy", "check", cache=notes)
    return run(commands / "klausel", "decide", asked=json.dumps(ASKED) + "\n", cache=notes)


@pytest.fixture(scope="module")
def decided_here(tmp_path_factory: pytest.TempPathFactory) -> str:
    return decided(Path(sys.executable).parent, tmp_path_factory.mktemp("notes"))


def test_this_python_decides_a_request_by_the_command(decided_here: str) -> None:
    answer = json.loads(decided_here)
    assert (answer["coverage"], answer["action"]) == ("not_offered", "refer")


@pytest.mark.parametrize("name", sorted(pythons()) if os.environ.get("SIZE") == "full" else sorted(pythons())[-1:])
def test_every_python_of_the_machine_builds_checks_and_decides_the_same(name: str, decided_here: str, tmp_path: Path) -> None:
    commands = environment(pythons()[name])
    assert run(commands / "python", "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip() == name
    run(commands / "python", "-c", "import dashboard, durable.engine, playwright.sync_api, psycopg, sqlmodel, streamlit")
    assert decided(commands, tmp_path) == decided_here
