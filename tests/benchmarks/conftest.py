"""Fixtures for what is measured."""

from __future__ import annotations

from tests.store.places import places  # noqa: F401
