"""How long a wide table takes: read directly and looked through for everything that may be wrong with it; and put to durable-rules.

Prints figures, asserts no time: machines differ. That both readings say the same is asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from engine.compiling.agreement import question
from engine.compiling.compiled_version import compile_version
from engine.compiling.second_reading import fits_by_durable_rules
from tests.benchmarks.wide_pack import wide

REPOSITORY = Path(__file__).resolve().parents[2]
LOOKED_THROUGH = """
import resource, sys, time
from engine.compiling.compiled_version import compile_version
from engine.compiling.findings import gaps_and_clashes
from engine.proof.dead_rules import dead_rules_and_conditions
from tests.benchmarks.wide_pack import wide
version = wide(*map(int, sys.argv[1:]))
began = time.perf_counter()
compiled = compile_version(version)
digest = compiled.meaning_digest
read = time.perf_counter() - began
found = [*gaps_and_clashes(compiled), *dead_rules_and_conditions(compiled)]
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(compiled.coverage.classes.count, len(found), read, time.perf_counter() - began, megabytes)
"""


@pytest.mark.bench
@pytest.mark.serial
@pytest.mark.parametrize(("rules", "facts", "values"), [(2_000, 8, 4), (2_000, 8, 5)], ids=["four values a fact", "five values a fact"])
def test_two_thousand_rules_over_eight_facts_are_checked_by_the_direct_reading(
    rules: int, facts: int, values: int, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", LOOKED_THROUGH, str(rules), str(facts), str(values)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    classes, found, read, seconds, megabytes = map(float, done.stdout.split())
    assert classes == values**facts
    assert found > 0
    with capsys.disabled():
        print(
            f"\n  {rules:,} rules over {facts} facts of {values} values, {classes:,.0f} classes: "
            f"read directly and digested in {read:.1f} s, checked in {seconds:.1f} s ({found:,.0f} findings), peak {megabytes:.0f} MB"
        )


@pytest.mark.bench
@pytest.mark.serial
@pytest.mark.slow
def test_durable_rules_carries_a_wide_table_split_into_rulesets(full_size: bool, capsys: pytest.CaptureFixture[str]) -> None:
    rules, facts, values = (2_000, 8, 3) if full_size else (400, 6, 3)
    read = compile_version(wide(rules, facts, values)).coverage
    told: list[tuple[int, int]] = []
    began = perf_counter()
    (fits,) = fits_by_durable_rules([question(read)], deadline_seconds=900, progress=lambda done, of: told.append((done, of)))
    seconds = perf_counter() - began
    assert [verdict.fits for verdict in read.verdicts] == list(fits)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    with capsys.disabled():
        print(
            f"\n  {rules:,} rules over {facts} facts, {len(fits):,} classes: durable-rules took {seconds:.1f} s, {told[-1][1]:,} decisions"
        )
