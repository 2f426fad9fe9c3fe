"""What the other documents promise: the files they name are there, the newest change comes first."""

from __future__ import annotations

import re

import pytest

from tests.readme.console import REPOSITORY, text_of


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_that_is_named_is_there(document: str) -> None:
    named = re.findall(r"`((?:engine|tests|policies|dashboard)(?:/[\w.]+)+)`", text_of(document))
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_changes_are_told_newest_first() -> None:
    days = re.findall(r"^## (.*)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert days == sorted(days, reverse=True)
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", day) for day in days)
