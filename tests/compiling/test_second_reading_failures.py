"""Every way in which durable-rules can fail, told as a refusal that names the pack and the rules.

The real worker runs, where need be with a fault put in, and fails for real: by a signal, a hang in C, a swallowed exception."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from freezegun import freeze_time

from engine.compiling import second_reading
from tests.compiling.invented_tables import ABC, asked, refusal, table

ALONE_WITHOUT_FAULT = "each of them alone is read without fault: try again, and if it stays so, let them read fewer facts and values"
MORE_THAN_IT_HAS_ROOM_FOR = "worker.MOST_RULES = worker.MOST_CODES = 1_000"
REPOSITORY = Path(second_reading.__file__).resolve().parents[2]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The real processes that are started, as they start."""
    started: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return started


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Runs the real worker after `fault`, lines of Python that see it as `worker`."""

    def put_in(fault: str) -> None:
        before = "import os, signal\nfrom engine.compiling import durable_worker as worker\n"
        (tmp_path / "faulty_worker.py").write_text(f"{before}{dedent(fault)}\nworker.main()\n", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(second_reading, "WORKER", "faulty_worker")

    return put_in


def test_past_the_deadline_pack_and_rules_are_named_and_no_process_is_left(workers: list[subprocess.Popen[bytes]]) -> None:
    assert refusal(ABC, deadline_seconds=0.01) == (
        "`invented@2025-01 route`: durable-rules had not finished rules `a`, `b`, `c` after 0.01 seconds, for 6 classes "
        "over `x` (3), `y` (2); let these rules read fewer facts and values, or separate such facts"
    )
    (worker,) = workers
    assert worker.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


def test_a_frozen_clock_does_not_hold_up_the_deadline() -> None:
    with freeze_time("2026-03-29"):
        assert "after 0.01 seconds" in refusal(ABC, deadline_seconds=0.01)


def test_a_hang_in_c_is_ended_at_the_deadline(faulty: Callable[[str], None], workers: list[subprocess.Popen[bytes]]) -> None:
    faulty(MORE_THAN_IT_HAS_ROOM_FOR)
    words = [f"w{number}" for number in range(513)]
    question = asked("invented@2025-01 route", {word: {"x": frozenset({word})} for word in words}, x=" ".join(words))
    message = refusal(question, deadline_seconds=1.5)
    assert message.startswith("`invented@2025-01 route`: durable-rules had not finished rules `w0`, `w1`, ")
    ends = " and 473 more after 1.5 seconds, for 513 classes over `x` (513); "
    ends += "let these rules read fewer facts and values, or separate such facts"
    assert message.endswith(ends)
    assert [worker.returncode for worker in workers] == [-signal.SIGKILL]


def test_a_worker_that_hangs_in_c_ends_by_itself_where_its_parent_was_killed(faulty: Callable[[str], None]) -> None:
    faulty(f"{MORE_THAN_IT_HAS_ROOM_FOR}\nworker.SECONDS_WITHOUT_PARENT = 0.4")
    rules = [[number, [[0, [number]]]] for number in range(513)]
    question = {"values": [513], "rules": rules, "classes": [[number] for number in range(513)]}
    order = json.dumps({"seconds": 0.1, "alone": False, "measure": False, "questions": [question]}) + "\n"
    command = [sys.executable, "-m", second_reading.WORKER]
    ended = subprocess.run(command, input=order, text=True, capture_output=True, timeout=20, check=False, cwd=REPOSITORY)
    assert ended.returncode == 1
    assert [list(json.loads(line)) for line in ended.stdout.splitlines()] == [["set"]]
    assert "Timeout (0:00:00.5" in ended.stderr


def test_rules_that_fail_only_together_are_all_named(faulty: Callable[[str], None]) -> None:
    faulty(MORE_THAN_IT_HAS_ROOM_FOR)
    rules = {f"r{number}": {"x": frozenset("12"), "y": frozenset({"1", str(number % 9)})} for number in range(100)}
    message = refusal(asked("invented@2025-01 route", rules, x="1 2 3", y="0 1 2 3 4 5 6 7 8"))
    assert message.startswith(
        "`invented@2025-01 route`: durable-rules failed (`error: Could not assert fact, error code: 303`) at rules `r0`, "
    )
    assert message.endswith(f"`r39` and 60 more; {ALONE_WITHOUT_FAULT}")


def test_a_killed_worker_is_reported_with_pack_and_rules(workers: list[subprocess.Popen[bytes]]) -> None:
    def kill(done: int, of: int) -> None:
        assert of > done + 2_000, "it must be at work still"
        os.kill(workers[0].pid, signal.SIGKILL)

    rules = {f"r{number}": {fact: frozenset({str(number), "9"}) for fact in "vwxyz"} for number in range(5)}
    message = refusal(asked("invented@2025-01 route", rules, **dict.fromkeys("vwxyz", "0 1 2 3 4")), progress=kill)
    named = "`r0`, `r1`, `r2`, `r3`, `r4`"
    assert message == f"`invented@2025-01 route`: durable-rules died of SIGKILL at rules {named}; {ALONE_WITHOUT_FAULT}"
    assert [worker.returncode for worker in workers] == [-signal.SIGKILL] * 2


def test_a_worker_without_memory_is_reported_with_pack_and_rules(workers: list[subprocess.Popen[bytes]]) -> None:
    def starve(_done: int, _of: int) -> None:
        resource.prlimit(workers[0].pid, resource.RLIMIT_AS, (1 << 20, 1 << 20))

    message = refusal(table(Random(4), 400, 6, 6, 3_000), progress=starve)
    assert message.startswith("`invented@2025-01 coverage`: durable-rules ")
    assert "at rules `rule " in message
    assert message.endswith(f"; {ALONE_WITHOUT_FAULT}")


def test_the_one_rule_that_kills_the_worker_is_named(faulty: Callable[[str], None]) -> None:
    faulty("""
        real = worker.RegisteredBundle
        def crash(name, of):
            if 1 in of.rules:
                os.kill(os.getpid(), signal.SIGSEGV)
            return real(name, of)
        worker.RegisteredBundle = crash
    """)
    assert refusal(ABC) == (
        "`invented@2025-01 route`: durable-rules died of SIGSEGV at rule `b`; let it read fewer facts and values, or split it"
    )


def test_a_rule_that_hangs_while_rules_are_read_one_by_one_leaves_all_of_them_named(faulty: Callable[[str], None]) -> None:
    faulty("""
        real = worker.RegisteredBundle
        def crash(name, of):
            if len(of.rules) > 1:
                os.kill(os.getpid(), signal.SIGSEGV)
            signal.pause()
        worker.RegisteredBundle = crash
    """)
    assert refusal(ABC, deadline_seconds=1.5) == (
        "`invented@2025-01 route`: durable-rules died of SIGSEGV at rules `a`, `b`, `c`; "
        "there was no time left to read them one by one: allow more, or let them read fewer facts and values"
    )


def test_what_an_action_raises_is_not_swallowed(faulty: Callable[[str], None]) -> None:
    faulty("""
        class Raising(worker.RegisteredBundle):
            def _rule(self, rule, tests):
                definition = super()._rule(rule, tests)
                def fire(_closure):
                    raise ValueError("no")
                return definition | ({"run": fire} if rule == 2 else {})
        worker.RegisteredBundle = Raising
    """)
    message = refusal(ABC)
    assert message.startswith("`invented@2025-01 route`: durable-rules failed (`RuntimeError: an action failed: exception caught no, ")
    assert message.endswith(" at rule `c`; let it read fewer facts and values, or split it")


def test_an_answer_that_is_missing_is_refused(faulty: Callable[[str], None]) -> None:
    faulty("""
        real = worker.bundles
        worker.bundles = lambda question, together: [one for one in real(question, together) if one.rules != (1,)][together // 40 :]
    """)
    assert refusal(ABC) == (
        f"`invented@2025-01 route`: durable-rules left a rule out, or answered it twice, at rules `a`, `b`, `c`; {ALONE_WITHOUT_FAULT}"
    )


@pytest.mark.parametrize("kinds", ["[[0], [1], [9]]", "[[0], [1]]", "[[0], [1], [2]][:2] + [[2]], [0, 1]"])
def test_an_answer_with_an_unknown_rule_kind_or_class_is_refused(faulty: Callable[[str], None], kinds: str) -> None:
    kinds, _, of_class = kinds.partition("]], ")
    kinds, of_class = (f"{kinds}]]", of_class) if of_class else (kinds, "[0, 1, 2] * 2")
    faulty(f"""
        def answer(questions, together, report):
            report({{"fits": [0, [0, 1, 2], {kinds}, {of_class}]}})
        worker.answer = answer
    """)
    assert refusal(ABC).startswith(
        "`invented@2025-01 route`: durable-rules left a class out, or named an unknown rule, at rules `a`, `b`, `c`; "
    )


def test_a_worker_that_cannot_start_says_why(faulty: Callable[[str], None]) -> None:
    faulty("raise SystemExit('no such library')")
    assert refusal(ABC) == (
        "`invented@2025-01 route`: durable-rules ended with status 1 (`no such library`) before it read a rule; "
        "make sure that `python -m faulty_worker` starts"
    )
