"""The rules of a version as rows: what a person edits in a table. A text is read as rows; `rule_edits` brings rows back into it.

Says what is written, a missing wording included; whether it makes sense is asked of the version read from the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from engine.policy.pack import PolicyFile
from engine.policy.shape_validation import read_shape_with_flaws
from engine.policy.yaml_file import YamlFile

Table = Literal["coverage", "route", "channel"]
TABLES: tuple[Table, ...] = get_args(Table)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for people, without blanks around it; "" where it is missing in a language."""

    de: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "de", self.de.strip())
        object.__setattr__(self, "en", self.en.strip())


@dataclass(frozen=True, slots=True)
class AllowedValues:
    """The values of a fact for which a rule holds; `negated`: all known ones but these."""

    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule. `section`: the section's id (coverage only, else ""); `outcome`: the rule's coverage, route or channel."""

    table: Table
    section: str
    id: str
    when: Mapping[str, AllowedValues]
    outcome: str
    clauses: tuple[str, ...]
    says: Wording
    assumption: Wording | None = None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of coverage: an earlier one beats later ones."""

    id: str
    title: Wording


@dataclass(frozen=True, slots=True)
class LevelRow:
    """The values of the level's fact that have a level."""

    level: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRows:
    """What of a version is edited as rows: its name and days (`ends` None: open), which values have which level, sections and rules.

    `rules`: coverage rules by section, then route, then channel, each in its order."""

    version: str
    begins: date
    ends: date | None
    levels: tuple[LevelRow, ...]
    sections: tuple[SectionRow, ...]
    rules: tuple[RuleRow, ...]

    def of(self, table: Table, section: str = "") -> tuple[RuleRow, ...]:
        """The rules of a table, in `coverage` of a section, in their order."""
        return tuple(rule for rule in self.rules if (rule.table, rule.section) == (table, section))

    def in_order(self) -> VersionRows:
        """The same, coverage rules brought under their sections."""
        coverage = [rule for section in self.sections for rule in self.of("coverage", section.id)]
        astray = [rule for rule in self.rules if rule.table == "coverage" and rule not in coverage]
        return replace(self, rules=(*coverage, *astray, *self.of("route"), *self.of("channel")))


def rows_in(text: str, shown_as: str) -> VersionRows:
    """The rows of a `policy.yaml`. Raises Refused with everything that is wrong with its form, missing wordings aside."""
    file = YamlFile(text, shown_as)
    read_shape_with_flaws(file, PolicyFile)
    return rows_of(file.content)


def rows_of(content: Mapping[str, Any]) -> VersionRows:
    """The rows of the content of a `policy.yaml` whose form has been looked at."""
    sections = content["coverage"]
    coverage = [_rule("coverage", section["section"], rule) for section in sections for rule in section["rules"]]
    first_match = [_rule(table, "", rule) for table in TABLES[1:] for rule in content[table]]
    return VersionRows(
        content["version"],
        content["effective"]["from"],
        content["effective"]["to"],
        tuple(LevelRow(entry["level"], tuple(entry["values"])) for entry in content["level"]["levels"]),
        tuple(SectionRow(section["section"], wording_of(section["title"])) for section in sections),
        (*coverage, *first_match),
    )


def allowed_values(condition: Any) -> AllowedValues:
    """A condition as it is written: a value, a list of values, or either under `not`."""
    negated = isinstance(condition, Mapping)
    values = condition["not"] if negated else condition
    return AllowedValues((values,) if isinstance(values, str) else tuple(values), negated)


def wording_of(written: Mapping[str, str | None]) -> Wording:
    """A text as it is written, which may lack a language."""
    return Wording(written.get("de") or "", written.get("en") or "")


def _rule(table: Table, section: str, rule: Mapping[str, Any]) -> RuleRow:
    return RuleRow(
        table,
        section,
        rule["id"],
        {fact: allowed_values(condition) for fact, condition in rule["when"].items()},
        rule[table],
        tuple(rule["clauses"]),
        wording_of(rule["says"]),
        None if rule.get("assumption") is None else wording_of(rule["assumption"]),
    )
