"""What was added, removed, changed and reworded between two versions, by the ids of rules and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.policy.pack import Fact, LevelOfTopics, Rule
from engine.policy.version import Version, values_that_fit

WORDS = {"says", "assumption", "clauses"}


@dataclass(frozen=True, slots=True)
class ChangedIds:
    """Ids. `changed`: what it says is another thing; `reworded`: it only says it otherwise, or cites other clauses."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    reworded: tuple[str, ...]

    def as_json(self) -> dict[str, list[str]]:
        return {"added": list(self.added), "removed": list(self.removed), "changed": list(self.changed), "reworded": list(self.reworded)}


@dataclass(frozen=True, slots=True)
class TextChanges:
    """`hours`: service hours or the time zone are others; `days`: the first and last day before and after, as written."""

    rules: ChangedIds
    facts: ChangedIds
    hours: bool
    days: tuple[str, str]

    def as_json(self) -> dict[str, object]:
        return {"rules": self.rules.as_json(), "facts": self.facts.as_json(), "hours": self.hours, "days": list(self.days)}


def text_changes(before: Version, after: Version) -> TextChanges:
    """Rules of coverage, route and channel and lists of levels; facts with their values."""
    rules = _changes(_rules(before), _rules(after))
    facts = _changes({n: _fact(f) for n, f in before.facts.items()}, {n: _fact(f) for n, f in after.facts.items()})
    hours = _hours(before) != _hours(after)
    return TextChanges(rules, facts, hours, (_days(before), _days(after)))


Meant = tuple[object, object]
"""what a thing means, and how it is worded"""


def _changes(before: Mapping[str, Meant], after: Mapping[str, Meant]) -> ChangedIds:
    both = [name for name in before if name in after]
    return ChangedIds(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        tuple(name for name in both if before[name][0] != after[name][0]),
        tuple(name for name in both if before[name][0] == after[name][0] and before[name][1] != after[name][1]),
    )


def _rules(version: Version) -> dict[str, Meant]:
    policy = version.policy
    found: dict[str, Meant] = {}
    for section in policy.coverage:
        found |= {rule.id: _rule(version, rule, section.section, rule.coverage) for rule in section.rules}
    found |= {rule.id: _rule(version, rule, "", rule.route) for rule in policy.route}
    found |= {rule.id: _rule(version, rule, "", rule.channel) for rule in policy.channel}
    return found | {f"level_{entry.level}": _level(entry) for entry in policy.level.levels}


def _rule(version: Version, rule: Rule, section: str, outcome: str) -> Meant:
    known = {fact: version.known_values.get(fact, ()) for fact in rule.when}
    fits = {fact: values_that_fit(condition, known[fact]) or str(condition) for fact, condition in rule.when.items()}
    return (section, str(outcome), sorted((fact, sorted(values)) for fact, values in fits.items())), rule.model_dump(include=WORDS)


def _level(entry: LevelOfTopics) -> Meant:
    return sorted(entry.values), entry.model_dump(include=WORDS)


def _fact(fact: Fact) -> Meant:
    values = sorted(value.id for value in fact.values)
    return (values, fact.default), fact.model_dump(exclude={"id", "default"})


def _hours(version: Version) -> object:
    hours = version.policy.service_hours
    return str(version.zone), sorted(hours.days), hours.opens, hours.closes, hours.holidays


def _days(version: Version) -> str:
    days = version.policy.effective
    return f"from {days.from_}" + (f" to {days.to}" if days.to else "")
