"""How each coverage rule stands to one request: whether it fits and wins, to which section it loses, or what fails first.

Exact where facts are unknown: a rule *may* fit or win where it does in some completion of them and not in others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.rule_table import values_wanted
from engine.deciding.completions import verdicts_of
from engine.policy.pack import CoverageRule, Rule, Section
from engine.policy.version import Version, values_that_fit
from engine.vocabulary.outcomes import UNKNOWN, Coverage, Level


class Extent(StrEnum):
    """In how many of the completions of the unknown facts; with none unknown there is one, and nothing is a `maybe`."""

    ALWAYS = "always"
    MAYBE = "maybe"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ConditionPart:
    """One part of a rule's condition: `fact` as the rule names it (`level` for level), and the values that fit, in the pack's order."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedPart:
    """The first part, as the rule is written, that nothing the facts may still be can fulfil; `given` is what the fact, or level, is."""

    part: ConditionPart
    given: str


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """`lost_to`: the sections that win where this rule fits and does not. `fails` is None where it fits or may fit."""

    section: Section
    rule: CoverageRule
    fits: Extent
    wins: Extent
    lost_to: tuple[Section, ...]
    fails: FailedPart | None


def rule_matches(compiled: CompiledVersion, facts: Mapping[str, str]) -> tuple[RuleMatch, ...]:
    """Every coverage rule in the pack's order. `facts` gives each fact of the version a value or `unknown`."""
    version, sections = compiled.version, compiled.version.policy.coverage
    home = {rule.id: section.section for section in sections for rule in section.rules}
    fits, wins = Counter[str](), Counter[str]()
    lost_to: defaultdict[str, set[str]] = defaultdict(set)
    readings = {(verdict.fits, verdict.winners) for verdict in verdicts_of(compiled.coverage, facts)}
    for fitting, winners in readings:
        fits.update(fitting)
        wins.update(winners)
        for loser in fitting.difference(winners):
            lost_to[loser].add(home[winners[0]])
    return tuple(
        RuleMatch(
            section,
            rule,
            _extent(fits[rule.id], len(readings)),
            _extent(wins[rule.id], len(readings)),
            tuple(other for other in sections if other.section in lost_to[rule.id]),
            None if fits[rule.id] else _first_that_fails(version, rule, facts),
        )
        for section in sections
        for rule in section.rules
    )


def conditions_of(version: Version, rule: Rule) -> Iterator[ConditionPart]:
    """The parts of a rule's condition as it is written; a rule of route or channel may read the coverage, too."""
    decided = {"coverage": tuple(map(str, Coverage)), "level": tuple(map(str, Level))}
    for name, condition in rule.when.items():
        known = decided.get(name) or version.known_values[name]
        fits = values_that_fit(condition, known)
        yield ConditionPart(name, tuple(value for value in known if value in fits))


def _extent(times: int, of: int) -> Extent:
    return Extent.ALWAYS if times == of else Extent.MAYBE if times else Extent.NEVER


def _first_that_fails(version: Version, rule: CoverageRule, facts: Mapping[str, str]) -> FailedPart:
    # What a fact can still be is narrowed part by part: with an unknown topic, a level and a topic may fail only together.
    possible = {name: {value} if value != UNKNOWN else set(version.known_values[name]) for name, value in facts.items()}
    for wanted in conditions_of(version, rule):
        fact, fits = values_wanted(version, wanted.fact, wanted.values)
        possible[fact] &= fits
        if not possible[fact]:
            return FailedPart(wanted, _given(version, wanted.fact, facts[fact]))
    raise AssertionError("a rule that never fits has a part that fails")


def _given(version: Version, name: str, value: str) -> str:
    if name != "level" or value == UNKNOWN:
        return value
    return next(level for level, values in version.level_values.items() if value in values)
