"""The shipped packs ready to decide, opened once a process, and requests that change a fact or two of a dull one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder

SHIPPED = Path(__file__).resolve().parents[2] / "policies"
DULL = {
    "product": "hausperfekt",
    "received_at": "2026-03-10T10:00:00+01:00",
    "contract": "active",
    "service": "operational_problem",
    "topic": "clearing",
    "training": "trained",
    "cause": "other",
}


@cache
def deciders() -> Deciders:
    return open_policies(SHIPPED, notes_folder())


def decided(**facts: str) -> Decision:
    return deciders().decide(DULL | facts)
