"""One version, ready to decide: a request is looked up by its facts, worked out once and remembered.

The facts of a request are folded into one whole number, its class over all tables at once; `unknown` is a group of its
own. What is costly, who pays and who handles it, depends on some of the facts only: these make up the lower part of the
number, and are worked out once for all that share it. There are only so many classes, so what is remembered is bounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import getitem

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.direct_reading import ReadTable
from engine.deciding.action import action_for
from engine.deciding.completions import coverage_of
from engine.deciding.decision import Decision, Reason
from engine.deciding.fact_readings import read_as_facts
from engine.deciding.fact_validation import READ_BY_THE_ENGINE
from engine.deciding.service_hours import NOWHERE, OpeningTimes
from engine.vocabulary.outcomes import Action, Channel, Coverage, Level, Route


@dataclass(frozen=True, slots=True)
class WhoPays:
    """The costly part of a decision: it does not depend on channel, consent or the hour."""

    coverage: Coverage
    level: Level
    route: Route
    ask: tuple[str, ...]
    because: tuple[Reason, ...]


class Decider:
    """Decides requests under one compiled version."""

    def __init__(self, compiled: CompiledVersion) -> None:
        version = compiled.version
        self.compiled = compiled
        self.ref = version.ref
        self.names = tuple(version.facts)
        self.scales = version.scales
        self.allowed = frozenset((*READ_BY_THE_ENGINE, *self.names, *(scale.of for scale in self.scales)))
        # What the books are asked for: facts, numbers, and days by what they are the days of.
        self.recorded_as = frozenset((*self.names, *(scale.record or scale.of for scale in self.scales)))
        self.defaults = tuple(fact.default for fact in version.facts.values())
        self.hours = OpeningTimes(version.policy.service_hours, version.zone, version.places.get("service_hours", NOWHERE))
        self._weights, self._payers = _weights(compiled)
        self._who_pays: dict[int, WhoPays] = {}
        self._remembered: dict[int, Decision] = {}
        self._reasons = {
            rule.id: Reason(rule.id, rule.clauses, rule.assumption, rule.says)
            for section in version.policy.coverage
            for rule in section.rules
        }

    def read(self, facts: Mapping[str, object], received: datetime) -> Mapping[str, object]:
        """`facts` with numbers and days read as the facts that they are of (`fact_readings.py`). Raises BadFacts `bad_value`."""
        return read_as_facts(self.scales, facts, received, self.compiled.version.zone) if self.scales else facts

    def decide(self, facts: Mapping[str, str], at: datetime) -> Decision:
        """`facts`: a value for any of the version's facts, defaults for the rest; what else they hold is passed over.

        KeyError or TypeError for a value that is none."""
        number = sum(map(getitem, self._weights, map(facts.get, self.names, self.defaults)))
        found = self._remembered.get(number)
        if found is None:
            found = self._remembered[number] = self._work_out(number, facts)
        if found.action is not Action.WORK or self.hours.is_open(at):
            return found
        return found.queued_until(self.hours.resumes_after(at))

    def _work_out(self, number: int, facts: Mapping[str, str]) -> Decision:
        """The decision within service hours."""
        given = {name: facts.get(name, default) for name, default in zip(self.names, self.defaults, strict=True)}
        paid = self._who_pays.get(number % self._payers)
        if paid is None:
            paid = self._who_pays[number % self._payers] = self._who_pays_for(given)
        channel = Channel(_outcome(self.compiled.channel, {**given, "coverage": paid.coverage, "level": paid.level}))
        action = action_for(paid.coverage, channel, given["consent"], asks=bool(paid.ask), open_now=True)
        return Decision(paid.coverage, paid.level, paid.route, channel, action, paid.ask, paid.because, self.ref)

    def _who_pays_for(self, given: Mapping[str, str]) -> WhoPays:
        answer = coverage_of(self.compiled.coverage, given)
        level = _outcome(self.compiled.level, given)
        route = _outcome(self.compiled.route, {**given, "coverage": answer.coverage, "level": level})
        because = tuple(self._reasons[rule] for rule in answer.rules)
        return WhoPays(answer.coverage, Level(level), Route(route), answer.ask, because)


def _outcome(read: ReadTable, values: Mapping[str, str]) -> str:
    outcome = read.verdicts[sum(place[values[fact]] for fact, place in read.place_of.items())].outcome
    assert outcome is not None, "the last rule of every such table fits always"
    return outcome


def _weights(compiled: CompiledVersion) -> tuple[tuple[dict[str, int], ...], int]:
    """For each fact: value → what it adds to the number of a request's class; and below which power lies who pays."""
    payers = {fact for table in (compiled.coverage, compiled.level, compiled.route) for fact in table.place_of}
    facts = compiled.version.all_values
    by_fact: dict[str, dict[str, int]] = {}
    stride = 1
    below = 1
    for fact in sorted(facts, key=lambda fact: fact not in payers):
        numbers: dict[tuple[object, ...], int] = {}
        weight: dict[str, int] = {}
        for value in facts[fact]:
            # Consent is read by no table but by law: each of its values counts.
            seen_by = (value,) if fact == "consent" else tuple(table.place_of.get(fact, {}).get(value) for table in compiled.tables)
            weight[value] = stride * numbers.setdefault(seen_by, len(numbers))
        by_fact[fact] = weight
        stride *= len(numbers)
        below = stride if fact in payers else below
    return tuple(by_fact[fact] for fact in facts), below
