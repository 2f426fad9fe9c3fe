"""The columns of a version's rules in a workbook, and what their cells may say: facts, values and outcomes by their labels.

Which cell says what is `write_policy_sheets`' business, what a person made of it `read_policy_sheets`'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.policy.pack import OutcomesFile, Text
from engine.policy.packs import Packs
from engine.policy.rule_rows import TABLES, Table
from engine.policy.version import Version
from engine.policy.version_validation import readable_by_coverage, readable_by_route
from engine.use_cases.explaining.rule_words import fact_label
from engine.use_cases.workbooks.cell_names import Names, names_of
from engine.use_cases.workbooks.workbook_words import in_both
from engine.wording.catalogue import Language

IF = "if "
_FIXED = {
    "section": "workbook.column.section",
    "rule": "workbook.column.rule",
    "clauses": "workbook.column.clauses",
    "says_de": "workbook.column.says_de",
    "says_en": "workbook.column.says_en",
    "assumption_de": "workbook.column.assumption_de",
    "assumption_en": "workbook.column.assumption_en",
}
_THEN: dict[Table, str] = {
    "coverage": "workbook.column.then_coverage",
    "route": "workbook.column.then_route",
    "channel": "workbook.column.then_channel",
}
SECTIONS = {
    "section": "workbook.sections.section",
    "title_de": "workbook.sections.title_de",
    "title_en": "workbook.sections.title_en",
}
LEVELS = {"value": "workbook.levels.value", "level": "workbook.levels.level"}


@dataclass(frozen=True, slots=True)
class TableColumns:
    """`headers` names the columns, those of facts as `if FACT`; `values` the values of each fact, `outcomes` what a rule answers."""

    table: Table
    headers: Names
    values: Mapping[str, Names]
    outcomes: Names

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.headers.shown)


def columns_of(version: Version, packs: Packs, language: Language) -> Mapping[Table, TableColumns]:
    """For each table its columns, shown in `language` and read in both."""
    return {table: _columns(version, packs.outcomes, table, language) for table in TABLES}


def level_names(packs: Packs, language: Language) -> Names:
    """The levels."""
    return names_of({word.id: word.label for word in packs.outcomes.level}, language)


def headers_of(columns: Mapping[str, str], language: Language) -> Names:
    """The columns of a sheet that is no table of rules, by their texts in the catalogue."""
    return names_of({name: in_both(key) for name, key in columns.items()}, language)


def _columns(version: Version, outcomes: OutcomesFile, table: Table, language: Language) -> TableColumns:
    readable = readable_by_coverage(version) if table == "coverage" else readable_by_route(version)
    fact_columns = {f"{IF}{fact}": _label(version, fact) for fact in readable}
    named = [*(["section"] if table == "coverage" else []), "rule"]
    rest = [name for name in _FIXED if name not in ("section", "rule")]
    fixed = {name: in_both(key) for name, key in _FIXED.items()}
    labels = {name: fixed[name] for name in named} | fact_columns | {"then": in_both(_THEN[table])} | {name: fixed[name] for name in rest}
    headers = names_of(labels, language, [(fact, f"{IF}{fact}") for fact in readable])
    values = {fact: names_of(_value_labels(version, outcomes, fact, known), language) for fact, known in readable.items()}
    return TableColumns(table, headers, values, names_of({word.id: word.label for word in getattr(outcomes, table)}, language))


def _label(version: Version, fact: str) -> Text:
    return Text(de=fact_label(version, fact, "de"), en=fact_label(version, fact, "en"))


def _value_labels(version: Version, outcomes: OutcomesFile, fact: str, known: Sequence[str]) -> Mapping[str, Text | None]:
    if fact in version.facts:
        labels = {value.id: value.label for value in version.facts[fact].values}
    else:
        labels = {word.id: word.label for word in getattr(outcomes, fact)}
    return {value: labels.get(value) for value in known}
