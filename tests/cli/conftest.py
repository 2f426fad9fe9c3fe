"""Fixtures for tests of commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.databases import database  # noqa: F401
from tests.policy.edited_pack import pack  # noqa: F401
from tests.store.places import places  # noqa: F401


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shell:
    """Where commands are typed: an empty folder."""
    return Shell(tmp_path, monkeypatch, capfd)
