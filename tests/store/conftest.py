"""Fixtures for tests of the record's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import database  # noqa: F401
from tests.store.places import places  # noqa: F401
from tests.store.strangers import Stranger, stranger_at


@pytest.fixture
def stranger(place: str) -> Iterator[Stranger]:
    """Somebody who is connected to the database without this program."""
    with stranger_at(place) as connected:
        yield connected
