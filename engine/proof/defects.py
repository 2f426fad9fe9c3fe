"""Every single-step change to a version's rules: what a slip of the hand, or a wrong idea, would make of it.

A step drops a rule, drops, widens or narrows one of its conditions, swaps its outcome, moves it to another section, or shifts
the day on which the version begins or ends. Whether it changes an answer, and who notices, `defect_detection.py` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, TypeVar

from engine.policy.pack import LevelOfTopics, PolicyFile, Rule, Shape
from engine.policy.version import Version, values_that_fit
from engine.vocabulary.outcomes import Channel, Coverage, Level, Route
from engine.vocabulary.problems import Problem, problem

R = TypeVar("R", bound=Rule)
S = TypeVar("S", bound=Shape)
DefectTable = Literal["coverage", "level", "route", "channel", "effective"]


@dataclass(frozen=True, eq=False)
class Defect:
    """`what` was done, for people; to whose rules, or to its days; `policy` is the version's with it."""

    what: Problem
    table: DefectTable
    policy: PolicyFile


def defects(version: Version) -> Iterator[Defect]:
    """All of them, in the order of the rules."""
    yield from _of_coverage(version)
    yield from _of_levels(version)
    yield from _of_routes(version)
    yield from _of_channels(version)
    yield from _of_days(version)


def with_defect(version: Version, defect: Defect) -> Version:
    """The version with it; its texts are as they were."""
    return replace(version, policy=defect.policy)


def _of_coverage(version: Version) -> Iterator[Defect]:
    policy = version.policy
    readable = {**version.known_values, "level": tuple(map(str, Level))}
    for s, section in enumerate(policy.coverage):
        for r, rule in enumerate(section.rules):
            rest = (*section.rules[:r], *section.rules[r + 1 :])
            without = (*policy.coverage[:s], *([_with(section, rules=rest)] if rest else []), *policy.coverage[s + 1 :])
            if without:
                yield Defect(problem("defect.rule_dropped", rule=rule.id), "coverage", _with(policy, coverage=without))
            for what, changed in _steps(rule, readable, "coverage", Coverage):
                rules = (*section.rules[:r], changed, *section.rules[r + 1 :])
                sections = (*policy.coverage[:s], _with(section, rules=rules), *policy.coverage[s + 1 :])
                yield Defect(what, "coverage", _with(policy, coverage=sections))
            for other in policy.coverage:
                if other is not section:
                    in_other_section = problem("defect.rule_moved_to_section", rule=rule.id, section=other.section)
                    moved = tuple(_with(one, rules=(*one.rules, rule)) if one.section == other.section else one for one in without)
                    yield Defect(in_other_section, "coverage", _with(policy, coverage=moved))


def _of_levels(version: Version) -> Iterator[Defect]:
    levels = version.policy.level
    if levels.fact is None:
        return
    known = version.known_values[levels.fact]
    for n, entry in enumerate(levels.levels):

        def listed(*instead: LevelOfTopics, n: int = n) -> PolicyFile:
            return _with(version.policy, level=_with(levels, levels=(*levels.levels[:n], *instead, *levels.levels[n + 1 :])))

        yield Defect(problem("defect.level_dropped", level=entry.level), "level", listed())
        for value in entry.values:
            rest = tuple(other for other in entry.values if other != value)
            if rest:
                dropped = problem("defect.value_dropped_from_level", value=value, level=entry.level)
                yield Defect(dropped, "level", listed(_with(entry, values=rest)))
        elsewhere = {value for other in levels.levels for value in other.values}
        for value in known:
            if value not in elsewhere:
                added = problem("defect.value_added_to_level", value=value, level=entry.level)
                yield Defect(added, "level", listed(_with(entry, values=(*entry.values, value))))


def _of_routes(version: Version) -> Iterator[Defect]:
    for what, rules in _of_first_match(version, version.policy.route, "route", Route):
        yield Defect(what, "route", _with(version.policy, route=rules))


def _of_channels(version: Version) -> Iterator[Defect]:
    for what, rules in _of_first_match(version, version.policy.channel, "channel", Channel):
        yield Defect(what, "channel", _with(version.policy, channel=rules))


def _of_first_match(version: Version, rules: tuple[R, ...], field: str, outcomes: Iterable[str]) -> Iterator[tuple[Problem, tuple[R, ...]]]:
    readable = {**version.known_values, "coverage": tuple(map(str, Coverage)), "level": tuple(map(str, Level))}
    for at, rule in enumerate(rules):
        rest = (*rules[:at], *rules[at + 1 :])
        if rest:
            yield problem("defect.rule_dropped", rule=rule.id), rest
        for what, changed in _steps(rule, readable, field, outcomes):
            yield what, (*rules[:at], changed, *rules[at + 1 :])
        for to in range(len(rules)):
            if to != at:
                yield problem("defect.rule_moved_to_place", rule=rule.id, place=to + 1), (*rest[:to], rule, *rest[to:])


def _steps(rule: R, readable: Mapping[str, tuple[str, ...]], field: str, outcomes: Iterable[str]) -> Iterator[tuple[Problem, R]]:
    """What can be done to one rule where it stands."""
    for fact, condition in rule.when.items():
        fits = values_that_fit(condition, readable[fact])
        others = {name: one for name, one in rule.when.items() if name != fact}
        yield problem("defect.condition_dropped", rule=rule.id, fact=fact), _with(rule, when=others)
        for value in readable[fact]:
            changed = tuple(one for one in readable[fact] if (one in fits) != (one == value))
            if changed:
                code = "defect.condition_narrowed" if value in fits else "defect.condition_widened"
                yield problem(code, rule=rule.id, fact=fact, value=value), _with(rule, when={**rule.when, fact: changed})
    for outcome in outcomes:
        if outcome != getattr(rule, field):
            instead = problem("defect.other_outcome", rule=rule.id, wrong=str(outcome), right=str(getattr(rule, field)))
            yield instead, _with(rule, **{field: outcome})


def _of_days(version: Version) -> Iterator[Defect]:
    days = version.policy.effective
    for name, day, does in (("from_", days.from_, "begins"), ("to", days.to, "ends")):
        for by, how in ((-1, "earlier"), (1, "later")):
            if day is not None:
                shifted = _with(days, **{name: day + timedelta(days=by)})
                yield Defect(problem(f"defect.{does}_a_day_{how}"), "effective", _with(version.policy, effective=shifted))


def _with(shape: S, **changed: object) -> S:
    return shape.model_copy(update=changed)
