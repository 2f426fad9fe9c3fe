"""Fixtures for tests of pages: a company's record, a policy owner's, and the pages over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.editor_driver import EditorDriver
from tests.dashboard.page_driver import PageDriver, filled
from tests.use_cases.desk_driver import Desk
from tests.use_cases.policy_office import Office, office  # noqa: F401
from tests.use_cases.small_month import deciders_of_small_month  # noqa: F401
from tests.use_cases.tiny_company import tiny


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The tiny company, recorded."""
    return filled(tmp_path, tiny())


@pytest.fixture
def page(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageDriver:
    """The pages over that record."""
    return PageDriver(desk, monkeypatch, tmp_path)


@pytest.fixture
def editor(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> EditorDriver:  # noqa: F811
    """The editor over the policy owner's record."""
    return EditorDriver(office, monkeypatch, tmp_path)
