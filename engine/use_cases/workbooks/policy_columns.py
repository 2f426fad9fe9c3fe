"""The columns of a version's rules in a workbook, and what their cells may say: facts, values and outcomes by their labels.

What stands in which cell is `policy_sheets`' business, what a person made of it `policy_sheets_read`'s."""

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

IF = "if "
_FIXED = {
    "section": Text(de="Abschnitt", en="Section"),
    "rule": Text(de="Regel", en="Rule"),
    "clauses": Text(de="Fundstellen", en="Clauses"),
    "says_de": Text(de="Begründung, deutsch", en="Reason, German"),
    "says_en": Text(de="Begründung, englisch", en="Reason, English"),
    "assumption_de": Text(de="Annahme, deutsch", en="Assumption, German"),
    "assumption_en": Text(de="Annahme, englisch", en="Assumption, English"),
}
_THEN = {
    "coverage": Text(de="dann: Einordnung", en="then: Coverage"),
    "route": Text(de="dann: Zuständig", en="then: Handled by"),
    "channel": Text(de="dann: Weg", en="then: Channel"),
}
SECTIONS = {
    "section": Text(de="Kürzel", en="Id"),
    "title_de": Text(de="Titel, deutsch", en="Title, German"),
    "title_en": Text(de="Titel, englisch", en="Title, English"),
}
LEVELS = {"value": Text(de="Wert", en="Value"), "level": Text(de="Stufe", en="Level")}


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


def columns_of(version: Version, packs: Packs, language: str) -> Mapping[Table, TableColumns]:
    """For each table its columns, shown in `language` and read in both."""
    return {table: _columns(version, packs.outcomes, table, language) for table in TABLES}


def level_names(packs: Packs, language: str) -> Names:
    """The levels."""
    return names_of({word.id: word.label for word in packs.outcomes.level}, language)


def headers_of(columns: Mapping[str, Text], language: str) -> Names:
    """The columns of a sheet that is no table of rules."""
    return names_of(columns, language)


def _columns(version: Version, outcomes: OutcomesFile, table: Table, language: str) -> TableColumns:
    readable = readable_by_coverage(version) if table == "coverage" else readable_by_route(version)
    fact_columns = {f"{IF}{fact}": _label(version, fact) for fact in readable}
    named = [*(["section"] if table == "coverage" else []), "rule"]
    rest = [name for name in _FIXED if name not in ("section", "rule")]
    labels = {name: _FIXED[name] for name in named} | fact_columns | {"then": _THEN[table]} | {name: _FIXED[name] for name in rest}
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
