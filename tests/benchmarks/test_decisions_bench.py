"""How many decisions a second: in this process with reasons, durable-rules beside it in the same run, and lines of the command.

Prints, and asserts no time: two cores may be shared. It asserts that what was measured was right."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from engine.compiling.agreement import question
from engine.compiling.second_reading import decisions_a_second
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from tests.cli.command import COMMAND, POLICIES, command_environment

LINES = 120_000 if os.environ.get("SIZE") == "full" else 40_000
pytestmark = [pytest.mark.bench, pytest.mark.serial]


def requests(number: int) -> list[dict[str, str]]:
    """Requests with all facts known, over all packs, as a support desk might meet them."""
    deciders, random = open_policies(POLICIES, notes_folder()), Random(2026)
    versions = [decider.compiled.version for pack in deciders.products.values() for decider in pack.by_ref.values()]
    made = []
    for _ in range(number):
        version = random.choice(versions)
        day = f"{version.begins.year}-09-{random.randint(1, 28):02d}"
        at = f"{day}T{random.randint(6, 20):02d}:{random.randint(0, 59):02d}:00+01:00"
        facts = {name: random.choice(values) for name, values in version.known_values.items()}
        facts["contract"] = "active" if random.random() < 0.9 else facts["contract"]
        made.append({"product": version.product, "received_at": at, **facts})
    return made


def measured(what: str, number: int, seconds: float) -> float:
    rate = number / seconds
    print(f"{what:<90} {rate:>12,.0f} a second")
    return rate


def test_decisions_a_second_in_process_beside_durable_rules(full_size: bool) -> None:
    print(f"\nPython {platform.python_version()} on {platform.machine()}")
    deciders = open_policies(POLICIES, notes_folder())
    asked = requests(200_000 if full_size else 60_000)
    reasons = 0
    started = time.perf_counter()
    for facts in asked:
        reasons += len(deciders.decide(facts).because)
    ours = measured("klausel, known facts as text, reasons included, first time", len(asked), time.perf_counter() - started)
    started = time.perf_counter()
    again = sum(len(deciders.decide(facts).because) for facts in asked)
    ours = measured("klausel, the same once more", len(asked), time.perf_counter() - started)
    started = time.perf_counter()
    written = [json.dumps(deciders.decide(facts).as_json()) for facts in asked[:20_000]]
    measured("klausel, each decision written as JSON", len(written), time.perf_counter() - started)
    assert again == reasons > len(asked) // 2
    theirs = decisions_a_second(question(deciders.products["hausperfekt"].by_ref["hausperfekt@2025-01"].compiled.coverage))
    print(f"{'durable-rules, coverage of hausperfekt@2025-01 alone':<90} {theirs:>12,.0f} a second")
    print(f"{'ratio':<90} {ours / theirs:>12,.0f}")
    assert ours > theirs


def conformance_cases(number: int) -> list[dict[str, str]]:
    """The facts of `tests/conformance/decide.jsonl` over and over: unknowns among them, and the same requests again."""
    cases = (Path(__file__).resolve().parents[1] / "conformance" / "decide.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(cases[at % len(cases)])["facts"] for at in range(number)]


@pytest.mark.parametrize("through", ["a file", "a pipe"])
@pytest.mark.parametrize("given", [requests, conformance_cases], ids=["facts at random", "conformance cases"])
def test_lines_a_second_of_the_command(tmp_path: Path, through: str, given: Callable[[int], list[dict[str, str]]]) -> None:
    asked = given(LINES)
    file, answered = tmp_path / "requests.jsonl", tmp_path / "decisions.jsonl"
    file.write_text("".join(json.dumps(facts) + "\n" for facts in asked), encoding="utf-8")
    content = file.read_bytes()
    run(["decide"], b"", answered)  # so that no run waits for durable-rules, whichever is first
    started = time.perf_counter()
    status = run(["decide", str(file)], b"", answered) if through == "a file" else run(["decide"], content, answered)
    what = "facts at random" if given is requests else "the conformance cases"
    measured(f"klausel decide, {LINES:,} lines through {through}, {what}, with start", LINES, time.perf_counter() - started)
    answers = answered.read_text(encoding="utf-8").splitlines()
    assert (status, len(answers)) == (0, LINES)
    deciders = open_policies(POLICIES, notes_folder())
    for number in range(0, LINES, 997):
        assert json.loads(answers[number]) == deciders.decide(asked[number]).as_json()


def run(arguments: list[str], given: bytes, answered: Path) -> int:
    with answered.open("wb") as out:
        return subprocess.run(
            [*COMMAND, *arguments], input=given, stdout=out, check=False, timeout=300, env=command_environment()
        ).returncode
