"""What the command `klausel` says to a person in a folder: run as a process of its own, or, where many are asked, in this one."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli.main import status_of
from tests.cli.command import POLICIES, in_folder, run, surroundings


@dataclass(frozen=True)
class Said:
    """What came out: the exit status, stdout and stderr."""

    status: int
    out: str
    err: str


def klausel(*arguments: str | Path, folder: Path, **environment: str) -> Said:
    """Runs the command in that folder, with the repository's packs unless the environment names others."""
    ended = run(*map(str, arguments), folder=folder, environment=surroundings(**environment))
    return Said(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


class Here:
    """The command run in this process, in a folder of its own: the same door, without waiting for a new Python."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture
        patch.chdir(folder)
        for name, value in {**in_folder(folder), "KLAUSEL_POLICIES": str(POLICIES)}.items():
            patch.setenv(name, value)

    def klausel(self, *arguments: str) -> Said:
        self.capture.readouterr()
        status = status_of(list(arguments))
        gc.enable()  # a command that soon ends looks for no garbage; this process goes on
        said = self.capture.readouterr()
        return Said(status, said.out, said.err)
