"""A pack's rules as tables of one form: facts with finitely many values, rules in sections, one outcome a rule.

Coverage, level, route and channel are four such tables; everything after this step treats them alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.policy.pack import ChannelRule, Condition, RouteRule
from engine.policy.version import Version, values_that_fit
from engine.vocabulary.outcomes import Coverage, Level

NO_LEVEL = "no_level_listed"


@dataclass(frozen=True, slots=True)
class TableRule:
    """`when` holds, for each fact the rule reads, the values that fit; a fact it does not name fits with any value."""

    id: str
    when: Mapping[str, frozenset[str]]
    outcome: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    """`domain` lists each fact's values in the pack's order; a rule of an earlier section beats all of later ones."""

    name: str
    domain: Mapping[str, tuple[str, ...]]
    sections: tuple[tuple[TableRule, ...], ...]

    @property
    def rules(self) -> tuple[TableRule, ...]:
        return tuple(rule for section in self.sections for rule in section)


def coverage_table(version: Version) -> RuleTable:
    """Over known values only: an unknown is decided over its completions. `level` is read as the topics that have it."""
    domain = {name: values for name, values in version.known_values.items() if name != "consent"}
    sections = tuple(
        tuple(TableRule(rule.id, _coverage_conditions(version, rule.when), str(rule.coverage)) for rule in section.rules)
        for section in version.policy.coverage
    )
    return RuleTable(f"{version.ref} coverage", domain, sections)


def level_table(version: Version) -> RuleTable:
    """What has no level listed, an unknown topic among them, has level `none`."""
    levels = version.policy.level
    domain = {levels.fact: version.all_values[levels.fact]} if levels.fact else {}
    listed = [
        (TableRule(f"level_{entry.level}", {levels.fact: frozenset(entry.values)}, str(entry.level)),)
        for entry in levels.levels
        if levels.fact
    ]
    return RuleTable(f"{version.ref} level", domain, (*listed, (TableRule(NO_LEVEL, {}, str(Level.NONE)),)))


def route_table(version: Version) -> RuleTable:
    """First rule that fits; reads coverage and level as decided, facts as given."""
    return _first_match(version, "route", version.policy.route)


def channel_table(version: Version) -> RuleTable:
    """First rule that fits; reads facts as given."""
    return _first_match(version, "channel", version.policy.channel)


def _first_match(version: Version, name: str, rules: tuple[RouteRule, ...] | tuple[ChannelRule, ...]) -> RuleTable:
    given = {fact: values for fact, values in version.all_values.items() if fact != "consent"}
    domain = given | {"coverage": tuple(map(str, Coverage)), "level": tuple(map(str, Level))}
    known = dict(version.known_values) | {"coverage": domain["coverage"], "level": domain["level"]}
    sections = tuple(
        (
            TableRule(
                rule.id,
                {fact: values_that_fit(condition, known[fact]) for fact, condition in rule.when.items()},
                str(rule.route if isinstance(rule, RouteRule) else rule.channel),
            ),
        )
        for rule in rules
    )
    return RuleTable(f"{version.ref} {name}", domain, sections)


def values_wanted(version: Version, name: str, condition: Condition) -> tuple[str, frozenset[str]]:
    """The fact that a coverage rule's condition reads, and which of its values fit; `level` is read off the level's fact."""
    fact = version.policy.level.fact
    if name != "level" or fact is None:
        return name, values_that_fit(condition, version.known_values[name])
    levels = values_that_fit(condition, tuple(version.level_values))
    return fact, frozenset[str]().union(*(version.level_values[level] for level in levels))


def _coverage_conditions(version: Version, when: Mapping[str, Condition]) -> dict[str, frozenset[str]]:
    conditions: dict[str, frozenset[str]] = {}
    for name, condition in when.items():
        fact, fits = values_wanted(version, name, condition)
        # A rule may name both a level and topics: both must hold.
        conditions[fact] = conditions[fact] & fits if fact in conditions else fits
    return conditions
