"""Fixtures for tests of checks."""

from __future__ import annotations

from tests.policy.edited_pack import pack  # noqa: F401
