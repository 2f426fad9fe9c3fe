"""One version of a pack: its facts, its rules and where each of them stands in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from engine.policy.pack import Condition, Fact, Negation, PolicyFile, Rule
from engine.policy.ranges import Scale, scales_of
from engine.policy.version_texts import VersionTexts
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import Place, Problem


@dataclass(frozen=True, eq=False)
class Version:
    """`ref` is `product@version`; `places` gives the file and line of a rule, section, fact or example by its id; `flaws` are
    what keeps it from being published though it can be read: a wording that is missing, a day that is another version's too."""

    product: str
    ref: str
    zone: ZoneInfo
    policy: PolicyFile
    facts: Mapping[str, Fact]
    places: Mapping[str, Place]
    texts: VersionTexts
    text_digest: str
    flaws: tuple[Problem, ...] = ()

    @property
    def begins(self) -> date:
        return self.policy.effective.from_

    @cached_property
    def known_values(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact the values it can really have, in the pack's order: `unknown` stands for one of these."""
        return {name: tuple(v.id for v in fact.values if v.id != UNKNOWN) for name, fact in self.facts.items()}

    @cached_property
    def all_values(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact the values a request may give, `unknown` among them where the pack lists it."""
        return {name: tuple(v.id for v in fact.values) for name, fact in self.facts.items()}

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The bands and ages among the facts: what is read off a number or a day that a request states under another name."""
        return scales_of(self.facts)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The facts that a contract may say something on."""
        return tuple(name for name, fact in self.facts.items() if fact.reading and fact.reading.as_ == "term")

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Coverage, route and channel rules by id, in the pack's order."""
        policy = self.policy
        listed: list[Rule] = [rule for section in policy.coverage for rule in section.rules]
        return {rule.id: rule for rule in [*listed, *policy.route, *policy.channel]}

    @cached_property
    def level_values(self) -> Mapping[str, frozenset[str]]:
        """For each level the values of the level's fact that have it; `none` has all that no level lists."""
        levels = self.policy.level
        if levels.fact is None:
            return {}
        named = {str(entry.level): frozenset(entry.values) for entry in levels.levels}
        rest = frozenset(self.known_values[levels.fact]).difference(*named.values())
        return {"first": frozenset(), "second": frozenset(), **named, "none": rest}


def values_named(condition: Condition) -> tuple[str, ...]:
    """The values that a condition writes down, negated or not."""
    written = condition.not_ if isinstance(condition, Negation) else condition
    return (written,) if isinstance(written, str) else written


def values_that_fit(condition: Condition, known: tuple[str, ...]) -> frozenset[str]:
    """The known values that a condition accepts; `unknown` is never one of them."""
    named = frozenset(values_named(condition))
    return frozenset(known) - named if isinstance(condition, Negation) else named
