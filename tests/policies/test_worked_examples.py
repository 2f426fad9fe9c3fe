"""Every worked example of every version is a test under its own sentence."""

from __future__ import annotations

from functools import cache

import pytest

from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.deciding.deciders import Deciders
from engine.policy.packs import read_packs
from engine.policy.version_files import read_examples
from engine.proof.example_runs import ExampleRun, run_examples
from engine.use_cases.settings import notes_folder
from tests.policies.pack_files import POLICIES

# read here and not in a fixture, since every example is a test of its own; what is wrong with a pack other tests tell
PACKS = read_packs(POLICIES, notes_folder())
VERSIONS = {version.ref: version for pack in PACKS.packs.values() for version in pack.versions}
EXAMPLES = [(ref, number, example) for ref, version in VERSIONS.items() for number, example in enumerate(read_examples(version).examples)]


@cache
def compiled() -> dict[str, CompiledVersion]:
    return {ref: compile_version(version) for ref, version in VERSIONS.items()}


@cache
def runs(ref: str) -> tuple[ExampleRun, ...]:
    return tuple(run_examples(compiled()[ref], read_examples(VERSIONS[ref]), Deciders(PACKS, compiled().values())))


@pytest.mark.parametrize(
    ("ref", "number"), [(ref, number) for ref, number, _ in EXAMPLES], ids=[f"{ref}: {one.sentence.en}" for ref, _, one in EXAMPLES]
)
def test_the_example_holds(ref: str, number: int) -> None:
    assert runs(ref)[number].wrong == ()


@pytest.mark.parametrize("ref", VERSIONS)
def test_the_examples_of_a_version_are_those_of_that_version(ref: str) -> None:
    # an example received on a day of no version of its own would hold other rules to it, or none
    of_version = compiled()[ref]
    read = read_examples(of_version.version)
    deciders = Deciders(PACKS, compiled().values()).only({ref})
    for example in read.examples:
        decision = deciders.decide({"product": of_version.version.product, **read.given, **example.facts})
        assert decision.policy == ref, example.sentence.en


@pytest.mark.parametrize("ref", VERSIONS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sentence_stands_for_two_examples(ref: str, language: str) -> None:
    sentences = [example.sentence.in_(language) for of, _, example in EXAMPLES if of == ref]
    assert [one for one in sentences if sentences.count(one) > 1] == []


@pytest.mark.parametrize("ref", VERSIONS)
def test_every_coverage_rule_is_the_reason_of_an_example(ref: str) -> None:
    rules = [rule.id for section in VERSIONS[ref].policy.coverage for rule in section.rules]
    shown = {rule for of, _, example in EXAMPLES if of == ref for rule in example.expect.because or ()}
    assert [rule for rule in rules if rule not in shown] == []


@pytest.mark.parametrize("ref", VERSIONS)
def test_there_are_at_least_thirty_examples_a_version(ref: str) -> None:
    assert sum(of == ref for of, _, _ in EXAMPLES) >= 30


def test_the_examples_meet_every_outcome() -> None:
    expected = [example.expect for _, _, example in EXAMPLES]
    assert {str(one.coverage) for one in expected} == {"covered", "billable", "not_offered", "not_entitled", "undetermined"}
    assert {one.action for one in expected} >= {"work", "queue", "ask", "triage", "quote", "stop", "refer", "resubmit"}
    assert {str(one.route) for one in expected} >= {"support_hotline", "technical_hotline", "account_manager", "consulting", "own_adviser"}
    assert {str(one.channel) for one in expected} >= {"accepted", "portal_recommended", "resubmit_via_portal"}
