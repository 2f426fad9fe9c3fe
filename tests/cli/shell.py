"""What the command `klausel` says to a person in a folder: the same door in this process, without waiting for a new Python.

As a process of its own `tests/cli/command.py` runs it, and the README's examples."""

from __future__ import annotations

import gc
import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli.main import status_of
from tests.cli.command import POLICIES, in_folder


@dataclass(frozen=True)
class Result:
    """What came out: the exit status, stdout and stderr."""

    status: int
    out: str
    err: str


def klausel(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Result:
    """Runs the command in that folder, with the repository's packs unless the environment names others, and a record in the folder."""
    out, err = io.StringIO(), io.StringIO()
    variables = {"KLAUSEL_POLICIES": str(POLICIES), **(in_folder(folder) if folder is not None else {}), **environment}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        if folder is not None:
            patch.chdir(folder)
        for name, value in variables.items():
            patch.setenv(name, value)
        try:
            status = status_of([*map(str, arguments)])
        finally:
            gc.enable()  # a command that soon ends looks for no garbage; this process goes on
    return Result(status, out.getvalue(), err.getvalue())


class Shell:
    """The command run in a folder of its own, whose environment stays for the test."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture
        patch.chdir(folder)
        for name, value in {**in_folder(folder), "KLAUSEL_POLICIES": str(POLICIES)}.items():
            patch.setenv(name, value)

    def klausel(self, *arguments: str) -> Result:
        self.capture.readouterr()
        try:
            status = status_of(list(arguments))
        finally:
            gc.enable()
        result = self.capture.readouterr()
        return Result(status, result.out, result.err)
