"""Questions for durable-rules, and a reading of them in five lines to hold its answers to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from engine.compiling.second_reading import FitQuestion, fits_by_durable_rules
from engine.vocabulary.problems import Refused
from tests.wording.read import english

When = Mapping[str, frozenset[str]]


def brute(question: FitQuestion) -> tuple[frozenset[str], ...]:
    def fits(when: When, values: Mapping[str, str]) -> bool:
        return all(values[fact] in fit for fact, fit in when.items())

    classes = (dict(zip(question.facts, values, strict=True)) for values in question.classes)
    return tuple(frozenset(rule for rule, when in question.rules if fits(when, one)) for one in classes)


def asked(name: str, rules: Mapping[str, When], **values: str) -> FitQuestion:
    """A question about all combinations of each fact's `values`, parted by blanks."""
    classes = tuple(product(*(listed.split() for listed in values.values())))
    return FitQuestion(name, tuple(values), tuple(rules.items()), classes)


def table(random: Random, rules: int, facts: int, values: int, classes: int, name: str = "invented@2025-01 coverage") -> FitQuestion:
    """Rules that read any number of facts, with none, some or all of a fact's values."""
    words = [f"value {number}" for number in range(values)]
    named = tuple(f"fact {number}" for number in range(facts))

    def when() -> When:
        return {fact: frozenset(random.sample(words, random.randint(0, values))) for fact in random.sample(named, random.randint(0, facts))}

    invented = tuple((f"rule {number}", when()) for number in range(rules))
    return FitQuestion(name, named, invented, tuple(tuple(random.choices(words, k=facts)) for _ in range(classes)))


def refusal(question: FitQuestion, **options: object) -> str:
    with pytest.raises(Refused) as refused:
        fits_by_durable_rules([question], **options)  # type: ignore[arg-type]
    (problem,) = refused.value.problems
    assert problem.kind == "second_reading"
    told = english(problem)
    assert "\n" not in told
    return told


ABC = asked("invented@2025-01 route", {"a": {"x": frozenset("1")}, "b": {"x": frozenset("2")}, "c": {}}, x="1 2 3", y="1 2")
