"""Which requests a seeded defect decides otherwise, and whether a worked example notices: exact, by the direct reading.

Every request there can be is a bit in a set. A defect of coverage is looked for among complete requests, since what is unknown
stands for one of these; one of level, route or channel among requests as given, `unknown` included. Days are not looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.compiling.classes import Classes
from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.partial_requests import GivenRequest, given_requests
from engine.compiling.regions import class_set, classes_where, first_of, representative
from engine.compiling.rule_table import RuleTable, channel_table, coverage_table, level_table, route_table
from engine.policy.version import Version
from engine.proof.defects import Defect, with_defect
from engine.vocabulary.outcomes import UNKNOWN, Coverage

RequestsByOutcome = Mapping[str | None, int]
"""outcome → the requests that get it; None holds gaps and clashes"""
TABLE_OF = {"coverage": coverage_table, "level": level_table, "route": route_table, "channel": channel_table}


@dataclass(frozen=True, slots=True)
class ExampleScope:
    """What a worked example holds a version to: for each table whose outcome it states, the requests that it stands for. That is
    one; or, where coverage is asked and something unknown, all of its completions."""

    seats: Mapping[str, int]


class Requests:
    """All requests under one version, and how each table of a changed one decides them."""

    def __init__(self, compiled: CompiledVersion) -> None:
        self._compiled = compiled
        self.version = compiled.version
        self._fits: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], int] = {}
        self._decided = {name: self._decide(name, self.version) for name in TABLE_OF}

    @cached_property
    def classes(self) -> Classes:
        """Of complete requests, each value by itself; of the levels' fact only what its levels and the rules tell apart."""
        read, levels = self._compiled.coverage, self.version.policy.level.fact
        direct = any(levels in rule.when for section in self.version.policy.coverage for rule in section.rules)
        groups: dict[str, tuple[tuple[str, ...], ...]] = {}
        for fact in read.classes.groups:
            values = self.version.known_values[fact]
            if fact != levels or direct:
                groups[fact] = tuple((value,) for value in values)
            else:
                by_level = ([value for value in values if value in named] for named in self.version.level_values.values())
                groups[fact] = tuple(tuple(group) for group in by_level if group)
        return Classes(groups)

    @cached_property
    def facts_read(self) -> Mapping[str, tuple[str, ...]]:
        """For level, route and channel: what their rules read."""
        tables = zip(("level", "route", "channel"), self._compiled.tables[1:], strict=True)
        return {name: tuple(fact for fact in read.table.domain if any(fact in r.when for r in read.table.rules)) for name, read in tables}

    @cached_property
    def given(self) -> Mapping[str, Sequence[GivenRequest]]:
        """For level, route and channel: requests as given, as far as their rules tell them apart."""
        return {
            name: list(given_requests(self._compiled, [fact for fact in told if fact not in ("coverage", "level")]))
            for name, told in self.facts_read.items()
        }

    def changed_requests(self, defect: Defect) -> tuple[int, RequestsByOutcome]:
        """The requests that the defect's own table decides otherwise, and how it decides all. Raises Refused where it cannot be read."""
        before, after = self._decided[defect.table], self._decide(defect.table, with_defect(self.version, defect))
        same = 0
        for outcome, requests in before.items():
            same |= requests & after.get(outcome, 0)
        return self._every(defect.table) & ~same, after

    def shown(self, facts: Mapping[str, str], coverage: str, level: str, states: Collection[str]) -> ExampleScope:
        """An example with a value for each fact and the coverage and level that it is given."""
        request = GivenRequest(facts, coverage, level)
        seats = {}
        for table in states:
            if table == "coverage":
                seats[table] = classes_where(self.classes, {fact: {value} for fact, value in facts.items() if value != UNKNOWN})
            else:
                told = {fact: request.value(fact) for fact in self.facts_read[table]}
                seats[table] = class_set(all(one.value(fact) == value for fact, value in told.items()) for one in self.given[table])
        return ExampleScope(seats)

    def detects(self, shown: ExampleScope, table: str, otherwise: int, after: RequestsByOutcome) -> bool:
        """Whether the example does not hold any more."""
        at = shown.seats.get(table, 0)
        if table != "coverage" or not at & otherwise:
            return bool(at & otherwise)
        return _coverage(at, self._decided[table]) != _coverage(at, after)

    def request(self, table: str, requests: int) -> dict[str, str]:
        """The facts of the first of some requests."""
        if table == "coverage":
            return representative(self.classes, first_of(requests))
        return dict(self.given[table][first_of(requests)].facts)

    def where(self, table: str, fact: str, value: str) -> int:
        """The requests in which a fact has this value; all of them where it tells none apart."""
        if table == "coverage":
            return classes_where(self.classes, {fact: {value}})
        return class_set(one.facts.get(fact, value) == value for one in self.given[table])

    def _every(self, table: str) -> int:
        return (1 << (self.classes.count if table == "coverage" else len(self.given[table]))) - 1

    def _decide(self, name: str, version: Version) -> RequestsByOutcome:
        table: RuleTable = TABLE_OF[name](version)
        open_ = self._every(name)
        found: dict[str | None, int] = {}
        for section in table.sections:
            said: dict[str, int] = {}
            for rule in section:
                said[rule.outcome] = said.get(rule.outcome, 0) | self._fitting(name, rule.when) & open_
            clash = _twice(said.values())
            for outcome, requests in said.items():
                found[outcome] = found.get(outcome, 0) | requests & ~clash
                open_ &= ~requests
            found[None] = found.get(None, 0) | clash
        found[None] |= open_
        return found

    def _fitting(self, name: str, when: Mapping[str, frozenset[str]]) -> int:
        key = (name, frozenset(when.items()))
        if key not in self._fits:
            if name == "coverage":
                self._fits[key] = classes_where(self.classes, when)
            else:
                self._fits[key] = class_set(all(one.value(fact) in fits for fact, fits in when.items()) for one in self.given[name])
        return self._fits[key]


def _coverage(requests: int, decided: RequestsByOutcome) -> str | None:
    outcomes = [outcome for outcome, those in decided.items() if those & requests]
    return outcomes[0] if len(outcomes) == 1 else str(Coverage.UNDETERMINED)


def _twice(sets: Iterable[int]) -> int:
    seen = twice = 0
    for one in sets:
        twice |= seen & one
        seen |= one
    return twice
