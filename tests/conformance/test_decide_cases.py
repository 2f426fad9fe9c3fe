"""The 300 cases of `decide.jsonl`, each decided as it expects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder

CASES = Path(__file__).with_name("decide.jsonl").read_text(encoding="utf-8").splitlines()


def test_there_are_three_hundred_cases() -> None:
    assert len(set(CASES)) == 300


def test_every_case_is_decided_as_it_expects(repository: Path) -> None:
    deciders = open_policies(repository / "policies", notes_folder())
    wrong = []
    for number, line in enumerate(CASES, start=1):
        case = json.loads(line)
        decided = deciders.decide(case["facts"]).as_json()
        comparable = {name: decided.get(name) for name in (*case["expect"], "resumes_at") if name in decided}
        comparable["ask"] = sorted(decided["ask"])  # type: ignore[call-overload]
        if comparable != case["expect"]:
            wrong.append((number, comparable, case["expect"]))
    assert wrong == []


@pytest.mark.parametrize("name", ["coverage", "level", "route", "channel", "action"])
def test_the_cases_hold_every_outcome(name: str) -> None:
    outcomes = {
        "coverage": {"covered", "billable", "not_offered", "not_entitled", "undetermined"},
        "level": {"first", "second", "none"},
        "route": {"support_hotline", "technical_hotline", "account_manager", "consulting", "own_adviser"},
        "channel": {"accepted", "portal_recommended", "resubmit_via_portal"},
        "action": {"work", "queue", "ask", "triage", "quote", "stop", "refer", "resubmit"},
    }
    assert {json.loads(line)["expect"][name] for line in CASES} == outcomes[name]
