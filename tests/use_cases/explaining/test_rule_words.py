"""A pack's rules and examples in plain words, in both languages, nothing of them left out."""

from __future__ import annotations

import pytest

from engine.deciding.deciders import Deciders
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.policy.version_files import read_examples
from engine.use_cases.explaining.rule_words import (
    assumptions,
    channels_in_words,
    citing,
    coverage_in_words,
    expectation_in_words,
    facts_in_words,
    levels_in_words,
    routes_in_words,
)
from engine.wording.catalogue import Language


@pytest.fixture
def outcomes(deciders: Deciders) -> OutcomesFile:
    return deciders.packs.outcomes


def versions(deciders: Deciders) -> list[Version]:
    return [version for pack in deciders.packs.packs.values() for version in pack.versions]


def words_of(version: Version, outcomes: OutcomesFile, language: Language) -> list[str]:
    """Every rule's conditions and outcome."""
    told = (coverage_in_words, routes_in_words, channels_in_words, levels_in_words)
    return [f"{rule.when} | {rule.then}" for ask in told for rule in ask(version, outcomes, language)]


def test_a_rule_is_written_with_labels(deciders: Deciders, outcomes: OutcomesFile) -> None:
    version = deciders.packs.version("hausperfekt@2025-01")
    rule = next(one for one in coverage_in_words(version, outcomes, "en") if one.id == "untrained_person_charged")
    assert rule.when == (
        "Kind of help: Acute problem in running operation or Concrete question on using it; "
        "Training: Not trained; Cause: not Defect in the product"
    )
    assert (rule.then, rule.section, rule.assumption is not None) == ("Billable", "Training is missing", True)


def test_a_rule_without_conditions_holds_always(deciders: Deciders, outcomes: OutcomesFile) -> None:
    version = deciders.packs.version("hausperfekt@2025-01")
    assert routes_in_words(version, outcomes, "de")[-1].when == "immer"


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_id_of_a_fact_a_value_or_an_outcome_is_left_in_the_words(deciders: Deciders, outcomes: OutcomesFile, language: Language) -> None:
    for version in versions(deciders):
        ids = {value.id for fact in version.facts.values() for value in fact.values if "_" in value.id}
        told = words_of(version, outcomes, language)
        assert told
        assert [text for text in told for id_ in ids if id_ in text] == []


def test_every_rule_stands_in_the_words_once_and_in_order(deciders: Deciders, outcomes: OutcomesFile) -> None:
    for version in versions(deciders):
        told = [rule.id for ask in (coverage_in_words, routes_in_words, channels_in_words) for rule in ask(version, outcomes, "de")]
        assert told == list(version.rules)


def test_every_assumption_of_a_rule_is_reported(deciders: Deciders) -> None:
    for version in versions(deciders):
        told = dict(assumptions(version, "en"))
        assert {rule.id for rule in version.rules.values() if rule.assumption} <= set(told)


def test_a_clause_names_whatever_rests_on_it(deciders: Deciders) -> None:
    cited = citing(deciders.packs.version("hausperfekt@2025-01"))
    assert "legal_advice_not_allowed" in cited["faq-6.2"]
    assert cited["nl-1"][0] == "level_first"


def test_examples_are_written_with_labels(deciders: Deciders, outcomes: OutcomesFile) -> None:
    version = deciders.packs.version("hausperfekt@2025-01")
    examples = read_examples(version)
    sentence = "Where only the contract is unclear, only the contract is asked about."
    example = next(one for one in examples.examples if one.sentence.en == sentence)
    assert facts_in_words(version, outcomes, example.facts, "en") == "Contract: Not known yet; Kind of help: Introducing new staff"
    expected = expectation_in_words(version, outcomes, example.expect, "en")
    assert expected == "Coverage: Undetermined; Next: Ask; To ask: Contract; Rules: nothing"
