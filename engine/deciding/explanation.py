"""Why one request is decided as it is, and what would change it: exact over classes, never over samples.

Tells the policy's own answer. Refuses to know words for people, and what a person determined besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.deciding.completions import coverage_of, verdicts_of
from engine.deciding.decider import Decider
from engine.deciding.deciders import Deciders
from engine.deciding.decision import Decision
from engine.deciding.fact_changes import FactChanges, smallest_changes
from engine.deciding.fact_validation import given_moment
from engine.deciding.rule_matches import RuleMatch, rule_matches
from engine.policy.pack import Fact
from engine.policy.version import Version
from engine.vocabulary.outcomes import UNKNOWN, Channel, Coverage


class FactOrigin(StrEnum):
    """How a fact came to its value."""

    GIVEN = "given"
    DEFAULT = "default"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A fact with the value that counted."""

    fact: Fact
    value: str
    origin: FactOrigin


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What some values of a fact lead to: `ask` is what is then still to ask; empty where the coverage is settled."""

    values: tuple[str, ...]
    coverage: Coverage
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`answers`: every value that the unknown fact can take, together with those that lead to the same."""

    fact: Fact
    answers: tuple[AnswerOutcome, ...]


@dataclass(frozen=True, eq=False)
class Explanation:
    """`at`: the instant that service hours were read at; `rules`: every coverage rule, in the pack's order.

    `to_be_covered` is empty for what is covered, `to_be_accepted` for what is accepted as it was filed; `questions` in the order
    in which they settle the coverage soonest."""

    version: Version
    at: datetime
    is_open: bool
    decision: Decision
    facts: tuple[CountedFact, ...]
    rules: tuple[RuleMatch, ...]
    to_be_covered: FactChanges
    to_be_accepted: FactChanges
    questions: tuple[OpenQuestion, ...]

    @property
    def is_for_a_person(self) -> bool:
        """Nothing that could be asked would settle it: a person determines who pays."""
        return self.decision.coverage is Coverage.UNDETERMINED and not self.decision.ask


def explain(deciders: Deciders, facts: Mapping[str, object]) -> Explanation:
    """One request, given as to `Deciders.decide`. Raises BadFacts as that does."""
    deciders.decide(facts)
    received = given_moment(facts, "received_at")
    decider = deciders.decider_on(str(facts["product"]), received)
    assert decider is not None, "what was decided was decided under some version"
    given = {name: str(value) for name, value in decider.read(facts, received).items() if name in decider.names}
    return explain_under(decider, given, given_moment(facts, "at") if "at" in facts else received)


def explain_under(decider: Decider, given: Mapping[str, str], at: datetime) -> Explanation:
    """One request under one version. `given`: a value for any of its facts, defaults for the rest."""
    compiled, version = decider.compiled, decider.compiled.version
    facts = {name: given.get(name, default) for name, default in zip(decider.names, decider.defaults, strict=True)}
    decision = decider.decide(facts, at)
    read_by_channel = [compiled.channel]
    if "level" in compiled.channel.place_of:
        read_by_channel.append(compiled.level)
    if "coverage" in compiled.channel.place_of:
        read_by_channel.append(compiled.coverage)
    return Explanation(
        version,
        at,
        decider.hours.is_open(at),
        decision,
        tuple(CountedFact(version.facts[name], value, _counted(name, value, given)) for name, value in facts.items()),
        rule_matches(compiled, facts),
        smallest_changes(
            version,
            [compiled.coverage],
            facts,
            lambda changed: all(verdict.outcome == Coverage.COVERED for verdict in verdicts_of(compiled.coverage, changed)),
        ),
        smallest_changes(
            version, read_by_channel, facts, lambda changed: decider.decide(changed, at).channel is Channel.ACCEPTED
        ),
        tuple(_question(decider, facts, name) for name in decision.ask),
    )  # fmt: skip


def _counted(name: str, value: str, given: Mapping[str, str]) -> FactOrigin:
    if value == UNKNOWN:
        return FactOrigin.UNKNOWN
    return FactOrigin.GIVEN if name in given else FactOrigin.DEFAULT


def _question(decider: Decider, facts: Mapping[str, str], name: str) -> OpenQuestion:
    read, version = decider.compiled.coverage, decider.compiled.version
    led: dict[tuple[Coverage, tuple[str, ...]], list[str]] = {}
    known: dict[int, tuple[Coverage, tuple[str, ...]]] = {}
    for value in version.known_values[name]:
        place = read.place_of[name][value]
        if place not in known:
            answer = coverage_of(read, {**facts, name: value})
            known[place] = answer.coverage, answer.ask
        led.setdefault(known[place], []).append(value)
    return OpenQuestion(version.facts[name], tuple(AnswerOutcome(tuple(values), *to) for to, values in led.items()))
