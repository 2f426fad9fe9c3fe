"""One version, ready to decide: a request is looked up by its facts, worked out once and remembered.

The facts of a request are folded into one whole number, its class over all tables at once; `unknown` is a group of its
own. There are only so many classes, so what is remembered is bounded by the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import getitem

from engine.compiling.compiled import CompiledVersion
from engine.deciding.action import action_for
from engine.deciding.completions import coverage_of
from engine.deciding.decision import Decision, Reason
from engine.deciding.given_facts import READ_BY_THE_ENGINE
from engine.deciding.service_hours import OpeningTimes
from engine.vocabulary.outcomes import Action, Channel, Level, Route


@dataclass(frozen=True, slots=True)
class Remembered:
    """`closed` is the decision outside service hours; None where the hour does not matter."""

    open: Decision
    closed: Decision | None


class Decider:
    """Decides requests under one compiled version."""

    def __init__(self, compiled: CompiledVersion) -> None:
        version = compiled.version
        self.compiled = compiled
        self.ref = version.ref
        self.names = tuple(version.facts)
        self.allowed = frozenset((*READ_BY_THE_ENGINE, *self.names))
        self.defaults = tuple(fact.default for fact in version.facts.values())
        self.hours = OpeningTimes(version.policy.service_hours, version.zone)
        self._weights = _weights(compiled)
        self._remembered: dict[int, Remembered] = {}
        self._reasons = {
            rule.id: Reason(rule.id, rule.clauses, rule.assumption, rule.says)
            for section in version.policy.coverage
            for rule in section.rules
        }

    def decide(self, facts: Mapping[str, str], at: datetime) -> Decision:
        """`facts`: a value for any of the version's facts, defaults for the rest. KeyError or TypeError for a value that is none."""
        number = sum(map(getitem, self._weights, map(facts.get, self.names, self.defaults)))
        found = self._remembered.get(number)
        if found is None:
            found = self._remembered[number] = self._work_out(facts)
        if found.closed is None or self.hours.is_open(at):
            return found.open
        return found.closed.resuming(self.hours.resumes_after(at))

    def _work_out(self, facts: Mapping[str, str]) -> Remembered:
        given = {name: facts.get(name, default) for name, default in zip(self.names, self.defaults, strict=True)}
        answer = coverage_of(self.compiled.coverage, given)
        level = _look_up(self.compiled, "level", given)
        given_and_decided = given | {"coverage": answer.coverage.value, "level": level}
        channel = _look_up(self.compiled, "channel", given_and_decided)
        route = _look_up(self.compiled, "route", given_and_decided)
        because = tuple(self._reasons[rule] for rule in answer.rules)
        consent, asks = given["consent"], bool(answer.ask)
        action = action_for(answer.coverage, channel, consent, asks=asks, open_now=True)
        closed = action_for(answer.coverage, channel, consent, asks=asks, open_now=False)
        decided = Decision(
            answer.coverage, Level(level), Route(route), Channel(channel), action, answer.ask, because, self.ref
        )  # fmt: skip
        return Remembered(decided, replace(decided, action=Action.QUEUE) if closed is not action else None)


def _look_up(compiled: CompiledVersion, name: str, values: Mapping[str, str]) -> str:
    read = {"level": compiled.level, "route": compiled.route, "channel": compiled.channel}[name]
    outcome = read.verdicts[sum(place[values[fact]] for fact, place in read.place_of.items())].outcome
    assert outcome is not None, "the last rule of every such table fits always"
    return outcome


def _weights(compiled: CompiledVersion) -> tuple[dict[str, int], ...]:
    """For each fact: value → what it adds to the number of a request's class over all tables."""
    weights: list[dict[str, int]] = []
    stride = 1
    for fact, values in compiled.version.all_values.items():
        numbers: dict[tuple[object, ...], int] = {}
        weight: dict[str, int] = {}
        for value in values:
            # Consent is read by no table but by law: each of its values counts.
            seen_by = (value,) if fact == "consent" else tuple(table.place_of.get(fact, {}).get(value) for table in compiled.tables)
            weight[value] = stride * numbers.setdefault(seen_by, len(numbers))
        weights.append(weight)
        stride *= len(numbers)
    return tuple(weights)
