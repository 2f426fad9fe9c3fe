"""Whatever happens at a support desk, in whatever order: the record tells what a plain model tells, and what was closed stays.

The model, the rules and the laws stand beside this file; here they are run, on both databases: once as life goes, once with a
month closed after each step, so that what is learnt about a closed one is not buried under other news of the same request.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import DATABASES
from tests.machine.support_desk_machine import ActMachine, MonthlyClosingMachine, SupportDeskMachine


class Lives(NamedTuple):
    """How many records are lived through, and what happens to each, step by step."""

    runs: int
    steps: int


LONG = {"sqlite": Lives(4, 25), "postgresql": Lives(3, 25)}
MONTHLY = {"sqlite": Lives(8, 12), "postgresql": Lives(3, 12)}
LONG_IN_FULL = Lives(200, 50)
MONTHLY_IN_FULL = Lives(100, 20)


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_whatever_happens_record_and_model_report_the_same(database: str, tmp_path: Path, full_size: bool) -> None:
    live_through(SupportDeskMachine, LONG_IN_FULL if full_size else LONG[database], database, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_whatever_is_learnt_between_two_closings_is_reported_in_the_second(database: str, tmp_path: Path, full_size: bool) -> None:
    live_through(MonthlyClosingMachine, MONTHLY_IN_FULL if full_size else MONTHLY[database], database, tmp_path)


def live_through(what: type[ActMachine], lives: Lives, database: str, folder: Path) -> None:
    run_state_machine_as_test(
        partial(what, database, folder),  # type: ignore[arg-type]  # a factory is allowed
        settings=settings(max_examples=lives.runs, stateful_step_count=lives.steps, suppress_health_check=list(HealthCheck)),
    )
