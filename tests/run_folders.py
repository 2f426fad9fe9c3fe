"""Folders that are kept until a run of the tests ends, and are gone then. A worker's own end runs nothing that was put off to it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

RUN = "KLAUSEL_TESTS_FOLDER"


def begin(config: pytest.Config) -> Path:
    """Once a run, by whoever its workers are started by: the folder in which all others lie. A run within a test is given one."""
    os.environ[RUN] = folder = os.environ.get(RUN) or tempfile.mkdtemp(prefix="klausel-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return Path(folder)


def kept_folder(name: str) -> Path:
    """A new one; of no run, it stays."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=os.environ.get(RUN)))
