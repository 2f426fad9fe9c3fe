"""Imported by the server that forks workers, so that none of them has to read the packs: importing this reads them."""

from __future__ import annotations

from tests.fire import workers  # noqa: F401
from tests.use_cases.desk_driver import deciders

deciders()
