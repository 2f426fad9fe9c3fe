"""Fixtures for tests of use cases."""

from __future__ import annotations

from tests.use_cases.policy_office import office  # noqa: F401
from tests.use_cases.small_month import deciders_of_small_month  # noqa: F401
