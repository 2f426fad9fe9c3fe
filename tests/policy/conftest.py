"""A pack to be spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.edited_pack import EditedPack, edited_pack


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedPack:
    return edited_pack(tmp_path, monkeypatch)
