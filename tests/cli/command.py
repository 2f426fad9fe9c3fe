"""The command `klausel` in a process of its own: the installed one where it stands beside this Python, else the tree's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.databases import on_postgresql, place_with_a_record

REPOSITORY = Path(__file__).resolve().parents[2]
POLICIES = REPOSITORY / "policies"
IN_TREE = [sys.executable, "-c", "import sys; sys.argv[0] = 'klausel'; from engine.cli.main import main; main()"]
INSTALLED = Path(sys.executable).with_name("klausel")
COMMAND = [str(INSTALLED)] if INSTALLED.is_file() else IN_TREE
SECONDS = 60


def command_environment(**changed: str) -> dict[str, str]:
    """The environment of a command: the shipped packs, and whatever is changed."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "KLAUSEL_POLICIES": str(POLICIES), **changed}


def in_folder(folder: Path) -> dict[str, str]:
    """Where a command that is told nothing else finds its record: in the folder, or, where records lie on a server, in an empty
    one that belongs to the folder."""
    return {"KLAUSEL_DATABASE_URL": place_with_a_record(folder / "klausel.db")} if on_postgresql() else {}


def run(
    *arguments: str, given: bytes = b"", folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs to the end, with `given` on standard input."""
    environment = command_environment() if environment is None else environment
    if folder is not None:
        environment = {**in_folder(folder), **environment}
    return subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, timeout=SECONDS, check=False, cwd=folder, env=environment
    )


def start(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Started, with pipes at both ends; whoever starts it ends it."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=command_environment() if environment is None else environment,
        # A shell that runs the tests in the background lets its children ignore interrupts; the command is not to.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def json_objects(ended: subprocess.CompletedProcess[bytes]) -> list[Any]:
    """Standard output, a JSON object a line."""
    return [json.loads(line) for line in ended.stdout.decode("utf-8").splitlines()]


def error_lines(ended: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Standard error, line by line; never a traceback."""
    text = ended.stderr.decode("utf-8")
    assert "Traceback" not in text
    return text.splitlines()
