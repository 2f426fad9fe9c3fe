"""The smallest changes, held against brute force over values: each makes it covered, no part of one does, and none is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest

from engine.deciding.deciders import Deciders
from engine.deciding.explanation import Explanation, explain
from engine.deciding.fact_changes import FactChange
from engine.use_cases.reckoning.open_policies import open_policies
from tests.deciding.invented_packs import invented, write_pack
from tests.deciding.oracle import Oracle, read_oracles
from tests.deciding.shipped_packs import SHIPPED, deciders
from tests.deciding.test_generated_requests import requests

Assignment = frozenset[tuple[str, str]]
MOST_FACTS_BY_BRUTE_FORCE = 2


def assignments(changes: tuple[FactChange, ...]) -> list[Assignment]:
    """Every single way of making the changes."""
    return [frozenset(zip(change.to, values, strict=True)) for change in changes for values in product(*change.to.values())]


def is_covered(oracle: Oracle, facts: Mapping[str, str]) -> bool:
    return oracle.coverage_of(facts)[0] == "covered"


def smallest_by_brute_force(oracle: Oracle, facts: Mapping[str, str], most: int) -> set[Assignment]:
    """Every assignment of definite values to at most so many facts that covers, and no part of which does."""
    names = oracle.read_by_coverage()
    found: set[Assignment] = set()
    for size in range(1, most + 1):
        for chosen in combinations(names, size):
            for values in product(*([value for value in oracle.known(name) if value != facts[name]] for name in chosen)):
                assignment = frozenset(zip(chosen, values, strict=True))
                if not any(part <= assignment for part in found) and is_covered(oracle, {**facts, **dict(assignment)}):
                    found.add(assignment)
    return found


def parts(assignment: Assignment) -> Iterator[Assignment]:
    for size in range(len(assignment)):
        yield from map(frozenset, combinations(assignment, size))


def wrong_changes(oracle: Oracle, told: Explanation) -> list[object]:
    """What is wrong with the changes that would make it covered."""
    facts = {one.fact.id: one.value for one in told.facts}
    both = (*told.to_be_covered.customer_can, *told.to_be_covered.otherwise)
    if is_covered(oracle, facts):
        return [("covered already", both)] if both else []
    listed = assignments(both)
    wrong: list[object] = [("twice", listed)] if len(set(listed)) != len(listed) else []
    wrong += [("does not cover", one) for one in listed if not is_covered(oracle, {**facts, **dict(one)})]
    wrong += [("a part does", one) for one in listed for part in parts(one) if is_covered(oracle, {**facts, **dict(part)})]
    few = {one for one in listed if len(one) <= MOST_FACTS_BY_BRUTE_FORCE}
    if few != smallest_by_brute_force(oracle, facts, MOST_FACTS_BY_BRUTE_FORCE):
        wrong.append(("others by brute force", few))
    for changes, whose in ((told.to_be_covered.customer_can, True), (told.to_be_covered.otherwise, False)):
        sizes = [len(change.to) for change in changes]
        mine = [all(told.version.facts[name].customer_can for name in change.to) for change in changes]
        if sizes != sorted(sizes) or mine != [whose] * len(mine):
            wrong.append(("order or side", changes))
    return wrong


def checked(deciders: Deciders, folder: Path, number: int, seed: int) -> tuple[list[object], int]:
    """What is wrong, and how many changes were looked at."""
    random, wrong, looked_at = Random(seed), list[object](), 0
    versions = [(name, oracle) for name, of_product in read_oracles(folder).items() for oracle in of_product]
    for name, oracle in versions:
        for facts in requests(oracle, name, number // len(versions), random):
            told = explain(deciders, facts)
            wrong += [(facts, one) for one in wrong_changes(oracle, told)]
            looked_at += len(told.to_be_covered.customer_can) + len(told.to_be_covered.otherwise)
    return wrong, looked_at


def test_the_shipped_packs_changes_are_the_smallest(full_size: bool) -> None:
    wrong, looked_at = checked(deciders(), SHIPPED, 600 if full_size else 6, 6)
    assert wrong[:3] == []
    assert looked_at > 5


def test_invented_packs_changes_are_the_smallest(tmp_path: Path, repository: Path, full_size: bool) -> None:
    random = Random(7)
    for number in range(12):
        write_pack(tmp_path, f"invented_{number}", *invented(random), repository / "policies")
    wrong, looked_at = checked(open_policies(tmp_path, None), tmp_path, 2_000 if full_size else 120, 7)
    assert wrong[:3] == []
    assert looked_at > 50


@pytest.mark.parametrize("intake", ["portal", "email", "phone", "other"])
@pytest.mark.parametrize("complexity", ["simple", "complex"])
def test_the_changes_to_be_accepted_are_those_that_brute_force_finds(intake: str, complexity: str) -> None:
    oracle = read_oracles(SHIPPED)["hausperfekt"][-1]
    facts = {"product": "hausperfekt", "received_at": "2026-03-10T10:00:00+01:00", "intake": intake, "complexity": complexity}
    changes = explain(deciders(), facts).to_be_accepted
    whole = oracle.complete(facts)

    def accepted(changed: Mapping[str, str]) -> bool:
        return bool(oracle.first(oracle.policy["channel"], whole | dict(changed))["channel"] == "accepted")

    one_or_two = [
        frozenset(zip(names, values, strict=True))
        for names in [("intake",), ("complexity",), ("intake", "complexity")]
        for values in product(*([value for value in oracle.values(name) if value != facts[name]] for name in names))
    ]
    smallest = {one for one in one_or_two if accepted(dict(one)) and not any(accepted(dict(part)) for part in parts(one))}
    assert set(assignments((*changes.customer_can, *changes.otherwise))) == smallest
    assert all(set(change.to) == {"intake"} for change in changes.customer_can)
