"""Requests generated from a seed, unknowns among them: the engine and the brute reading say the same of every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from tests.deciding.invented_packs import invented, write_pack
from tests.deciding.oracle import Oracle, read_oracles

Differences = list[tuple[object, ...]]

TO_THE_SECOND = ["07:59:59", "08:00:00", "08:59:59", "09:00:00", "15:59:59", "16:00:00", "16:59:59", "17:00:00", "00:00:00", "23:59:59"]


def told(decision: Decision) -> dict[str, object]:
    return decision.as_json() | {"because": [reason.rule for reason in decision.because]}


def requests(oracle: Oracle, product: str, number: int, random: Random) -> list[dict[str, Any]]:
    """As many as asked for; every fact known, unknown or left out; received on any day of the version, often on its edges."""
    last = oracle.last_day or date(2028, 12, 31)
    made = []
    for _ in range(number):
        span = (last - oracle.first_day).days
        day = oracle.first_day + timedelta(days=random.choice([0, span, random.randint(0, span), random.randint(0, span)]))
        clock = (
            time.fromisoformat(random.choice(TO_THE_SECOND))
            if random.random() < 0.4
            else time(random.randint(0, 23), random.randint(0, 59))
        )
        received = datetime.combine(day, clock, oracle.zone)
        facts: dict[str, Any] = {"product": product, "received_at": received.astimezone(random.choice([oracle.zone, UTC])).isoformat()}
        if random.random() < 0.3:
            facts["at"] = (received.astimezone(UTC) + timedelta(minutes=random.randint(0, 60 * 24 * 20))).isoformat()
        unknown = random.random() * 0.6
        for name, fact in oracle.facts.items():
            values = oracle.values(name)
            if "of" in fact.get("reading", {}) and random.random() < 0.6:
                facts[fact["reading"]["of"]] = stated(fact, day, random, unknown)
            elif "unknown" in values and random.random() < unknown:
                facts[name] = "unknown"
            elif random.random() < 0.9:
                # a contract in force more often than not: without one there is nothing to tell apart
                facts[name] = "active" if name == "contract" and random.random() < 0.6 else random.choice(values)
            elif random.random() < 0.5:
                facts[name] = fact["default"]
        made.append(facts)
    return made


def stated(fact: Mapping[str, Any], day: date, random: Random, unknown: float) -> Any:
    """A number, or a day so many days before, near a border of the fact's ranges; or that it is unknown."""
    borders = [value["from"] for value in fact["values"] if "from" in value]
    lowest = 0 if fact["reading"]["as"] == "age" or 0 in borders else -50
    number = max(lowest, random.choice([0, *borders]) + random.randint(-2, 2))
    said: Any = (day - timedelta(days=number)).isoformat() if fact["reading"]["as"] == "age" else number
    return "unknown" if random.random() < unknown else said


def different(
    deciders: Deciders, oracles: dict[str, list[Oracle]], number: int, seed: int
) -> tuple[list[tuple[object, ...]], Counter[str]]:
    """The requests on which the two differ, and how often each answer was given."""
    random, given = Random(seed), Counter[str]()
    wrong: Differences = []
    versions = [(product, oracle) for product, of_product in oracles.items() for oracle in of_product]
    for product, oracle in versions:
        for facts in requests(oracle, product, number // len(versions), random):
            expected = oracle.decide(facts, datetime.fromisoformat(facts.get("at", facts["received_at"])))
            decided = told(deciders.decide(facts))
            given.update(f"{name} {expected[name]}" for name in ("coverage", "level", "route", "channel", "action"))
            given.update([f"asks {len(expected['ask'])}"])  # type: ignore[arg-type]
            pack_order = [name for name in oracle.facts if name in expected["ask"]]  # type: ignore[operator]
            given.update(["asks in another order than the pack's"] if expected["ask"] != pack_order else [])
            if decided != expected:
                wrong.append((facts, decided, expected))
    return wrong, given


def test_the_shipped_packs_decide_as_a_brute_reading_of_their_files_does(repository: Path, full_size: bool) -> None:
    folder = repository / "policies"
    oracles = read_oracles(folder)
    assert sum(map(len, oracles.values())) == 4
    wrong, given = different(open_policies(folder, notes_folder()), oracles, 20_000 if full_size else 2_000, 2025)
    assert wrong[:3] == []
    for answer in ("covered", "billable", "not_offered", "not_entitled", "undetermined"):
        assert given[f"coverage {answer}"] > 50
    for action in ("work", "queue", "ask", "triage", "quote", "stop", "refer", "resubmit"):
        assert given[f"action {action}"] > 10
    assert min(given[f"asks {number}"] for number in (1, 2, 3)) > 10


@pytest.mark.parametrize("seed", [1, 4])
def test_invented_packs_decide_as_a_brute_reading_of_their_files_does(tmp_path: Path, repository: Path, full_size: bool, seed: int) -> None:
    random = Random(seed)
    for number in range(25):
        write_pack(tmp_path, f"invented_{number}", *invented(random), repository / "policies")
    wrong, given = different(open_policies(tmp_path, None), read_oracles(tmp_path), 10_000 if full_size else 2_000, seed)
    assert wrong[:3] == []
    assert given["asks in another order than the pack's"] > 50
    assert given["asks 3"] > 20
