"""Whatever happens at a support desk, in whatever order: the record tells what a plain model tells, and what was closed stays.

The model, the rules and the laws stand beside this file; here they are run, on both databases: through long lives, and through
many short ones, in which what is learnt about a closed month is not yet buried under other news of the same request.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import DATABASES
from tests.machine.what_happens import WhatHappens


class Lives(NamedTuple):
    """How many records are lived through, and what happens to each, step by step."""

    runs: int
    steps: int


LONG = {"sqlite": Lives(6, 25), "postgresql": Lives(3, 25)}
SHORT = {"sqlite": Lives(30, 4), "postgresql": Lives(6, 4)}
LONG_IN_FULL = Lives(200, 50)
SHORT_IN_FULL = Lives(600, 4)


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_whatever_happens_the_record_tells_what_a_plain_model_tells(database: str, tmp_path: Path, full_size: bool) -> None:
    live_through(LONG_IN_FULL if full_size else LONG[database], database, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_whatever_is_learnt_first_after_a_month_was_closed_is_told(database: str, tmp_path: Path, full_size: bool) -> None:
    live_through(SHORT_IN_FULL if full_size else SHORT[database], database, tmp_path)


def live_through(lives: Lives, database: str, folder: Path) -> None:
    run_state_machine_as_test(
        partial(WhatHappens, database, folder),  # type: ignore[arg-type]  # a factory is allowed
        settings=settings(max_examples=lives.runs, stateful_step_count=lives.steps, suppress_health_check=list(HealthCheck)),
    )
