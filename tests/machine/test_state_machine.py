"""Whatever happens at a support desk, in whatever order: the record tells what a plain model tells, and what was closed stays.

The model, the rules and the laws stand beside this file; here they are run, on both databases.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import DATABASES
from tests.machine.what_happens import WhatHappens

STEPS = 25
RUNS = {"sqlite": 10, "postgresql": 4}
STEPS_IN_FULL, RUNS_IN_FULL = 50, 200


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_whatever_happens_the_record_tells_what_a_plain_model_tells(database: str, tmp_path: Path, full_size: bool) -> None:
    run_state_machine_as_test(
        partial(WhatHappens, database, tmp_path),  # type: ignore[arg-type]  # a factory is allowed
        settings=settings(
            max_examples=RUNS_IN_FULL if full_size else RUNS[database],
            stateful_step_count=STEPS_IN_FULL if full_size else STEPS,
            suppress_health_check=list(HealthCheck),
        ),
    )
