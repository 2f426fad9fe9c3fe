"""Every single-step slip in the rules of a shipped version is noticed by the check or by a worked example, or changes no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import product
from math import prod
from random import Random

import pytest

from engine.compiling.compiled_version import CompiledVersion, compile_version, table_meaning
from engine.compiling.findings import gaps_and_clashes
from engine.compiling.partial_requests import given_requests
from engine.deciding.decider import Decider
from engine.deciding.deciders import Deciders
from engine.policy.packs import Packs, read_packs
from engine.policy.version import Version
from engine.policy.version_files import read_examples
from engine.policy.version_validation import validation_problems
from engine.proof.defect_detection import Requests
from engine.proof.defects import Defect, defects, with_defect
from engine.proof.example_runs import run_examples
from engine.proof.policy_check import CheckResult, check_compiled
from engine.proof.suggestions import scope_of_example, suggestions, undetected_defects
from engine.use_cases.proving.check_policies import check_policies
from engine.use_cases.reckoning.open_policies import compile_all
from engine.use_cases.settings import notes_folder
from tests.deciding.invented_packs import built, invented
from tests.deciding.shipped_packs import deciders
from tests.policy.edited_pack import SHIPPED

REFS = [version.ref for pack in read_packs(SHIPPED, notes_folder()).packs.values() for version in pack.versions]


def compiled(ref: str) -> CompiledVersion:
    return deciders().products[ref.partition("@")[0]].by_ref[ref].compiled


@cache
def requests_of(ref: str) -> Requests:
    return Requests(compiled(ref))


@pytest.mark.parametrize("ref", REFS)
def test_every_slip_that_changes_an_answer_is_noticed(ref: str) -> None:
    shown = [
        scope_of_example(run, requests_of(ref)) for run in run_examples(compiled(ref), read_examples(compiled(ref).version), deciders())
    ]
    assert [one.defect.what for one in undetected_defects(compiled(ref), requests_of(ref), shown)] == []


@pytest.mark.parametrize("ref", REFS)
def test_no_example_is_missing(ref: str) -> None:
    assert list(suggestions(compiled(ref), deciders())) == []


def a_share(ref: str, of: int) -> Iterator[Defect]:
    """Every so-manieth slip, another beginning for each version."""
    yield from list(defects(compiled(ref).version))[len(ref) % of :: of]


@pytest.mark.slow
@pytest.mark.parametrize("ref", REFS)
def test_the_check_as_a_policy_owner_runs_it_notices_what_the_direct_reading_says_it_does(ref: str, full_size: bool) -> None:
    """The slip is made, the pack put together, compiled and checked, its examples run: nothing is taken from the sets of requests."""
    changing, kept = 0, 0
    for defect in a_share(ref, 1 if full_size else 40):
        if defect.table == "effective":
            continue
        wrong = with_defect(compiled(ref).version, defect)
        if list(validation_problems(wrong, deciders().packs.packs[wrong.product].sources.sources)):
            continue  # refused when it is read
        otherwise, _ = requests_of(ref).changed_requests(defect)
        if otherwise:
            changing += 1
            assert is_noticed(wrong), defect.what
        else:
            kept += 1
            assert answers_the_same(compiled(ref), compile_version(wrong), defect.table), defect.what
    assert changing >= 2
    assert kept >= 1 or not full_size


@pytest.mark.parametrize("ref", REFS)
def test_a_version_that_begins_or_ends_a_day_off_is_noticed(ref: str) -> None:
    days = [defect for defect in defects(compiled(ref).version) if defect.table == "effective"]
    assert len(days) in (2, 4)
    for defect in days:
        assert is_noticed(with_defect(compiled(ref).version, defect)), defect.what


def is_noticed(wrong: Version) -> bool:
    """By a finding that the shipped version does not have, or by an example, of this version or of its neighbours."""
    packs = deciders().packs
    pack = packs.packs[wrong.product].with_version(wrong)
    changed = Packs(packs.folder, {**packs.packs, wrong.product: pack}, packs.cache)
    everything = compile_all(changed)
    if any(gaps_and_clashes(one) for one in everything) or pack.flaws:
        return True
    all_packs = Deciders(changed, everything)
    of_pack = [one for one in everything if one.version.product == wrong.product]
    if any(not run.holds for one in of_pack for run in run_examples(one, read_examples(one.version), all_packs)):
        return True
    (one,) = (one for one in of_pack if one.version is wrong)
    return len(list(check_compiled(one, pack, all_packs).warnings())) > len(list(shipped_check(wrong.ref).warnings()))


@cache
def shipped_check(ref: str) -> CheckResult:
    (one,) = (one for one in check_policies(SHIPPED, notes_folder()) if one.policy == ref)
    return one


def answers_the_same(one: CompiledVersion, other: CompiledVersion, table: str) -> bool:
    """By tables where every combination of what they read is a request; else by all requests there are, put to both."""
    if table_meaning(getattr(one, table)) == table_meaning(getattr(other, table)):
        return True
    read = [fact for fact in one.version.facts if any(fact in rule.when for rule in getattr(one, table).table.rules)]
    return all(answer(one, request.facts) == answer(other, request.facts) for request in given_requests(one, read))


def answer(one: CompiledVersion, facts: Mapping[str, str]) -> tuple[str, ...]:
    decision = decider(one).decide(facts, datetime(2025, 1, 1, 12, tzinfo=one.version.zone))
    return decision.coverage, decision.level, decision.route, decision.channel


@cache
def decider(one: CompiledVersion) -> Decider:
    return Decider(one)


def test_requests_as_given_are_decided_as_one_by_one() -> None:
    for seed in range(6):
        one = compile_version(built(*invented(Random(seed), rules=5)))
        facts = [fact for fact in one.version.facts if fact != "consent"]
        seen = list(given_requests(one, facts))
        assert len(seen) == prod(len(one.version.all_values[fact]) for fact in facts)
        for request in Random(seed).sample(seen, 60):
            assert answer(one, request.facts)[:2] == (request.coverage, request.level)


def test_what_a_defect_decides_differently_is_what_all_requests_say() -> None:
    changing = 0
    for seed in range(4):
        one = compile_version(built(*invented(Random(seed), rules=4)))
        requests = Requests(one)
        known = [dict(zip(one.version.known_values, values, strict=True)) for values in product(*one.version.known_values.values())]
        for defect in list(defects(one.version))[seed::9]:
            wrong = with_defect(one.version, defect)
            if defect.table not in ("coverage", "level"):
                continue
            other = compile_version(wrong)
            if gaps_and_clashes(other):
                continue
            at = {"coverage": 0, "level": 1}[defect.table]
            expected = any(answer(one, facts)[at] != answer(other, facts)[at] for facts in known)
            assert bool(requests.changed_requests(defect)[0]) == expected, (seed, defect.what)
            changing += expected
    assert changing > 10
