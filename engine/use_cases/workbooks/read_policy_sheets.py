"""A workbook of rules read back as rows: every cell by what it names, every problem by sheet and cell, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from engine.policy.packs import Packs
from engine.policy.rule_rows import AllowedValues, RuleRow, VersionRows, Wording
from engine.policy.version import Version
from engine.use_cases.intake.row_reading import shown
from engine.use_cases.workbooks.cell_names import Names, NotNamed
from engine.use_cases.workbooks.policy_columns import IF, TableColumns, columns_of
from engine.use_cases.workbooks.read_level_sheets import levels_read, refuse_empty_sections, sections_read
from engine.use_cases.workbooks.sheet_columns import FilledRow
from engine.use_cases.workbooks.sheet_reading import SHOWN_IN, SheetReading
from engine.use_cases.workbooks.workbook_tables import SheetRead
from engine.vocabulary.problems import Problem, problem

_BETWEEN_CLAUSES = re.compile(r"[;,\s]+")


def rows_read(
    sheets: Mapping[str, SheetRead], version: Version, old: VersionRows, packs: Packs, clauses: Collection[str], problems: list[Problem]
) -> VersionRows:
    """`old`, the rows of `version`, with the sheets' sections, levels and rules in their place; with `problems` as far as they go.

    `clauses` are those that may be cited. What says the same as before is as it was, in its order."""
    reading = SheetReading(version, old, packs, sheets, problems)
    found = sections_read(reading)
    rules: list[RuleRow] = []
    places: dict[str, FilledRow] = {}
    for table, columns in columns_of(version, packs, SHOWN_IN).items():
        listed = reading.rows(table, columns.headers)
        of_table = [_rule(reading, row, columns, found.names, clauses) for row in listed or ()]
        for row, rule in zip(listed or (), of_table, strict=True):
            if rule.id in places:
                other = places[rule.id].place("rule").field
                reading.wrong(row, "rule", "twice.rule_in_sheet", rule=rule.id, other=other or "")
            elif rule.id:
                places[rule.id] = row
        if listed is not None and not listed:
            reading.problems.append(problem("no_rule.in_sheet", sheets[table].corner))
        if table == "coverage":
            of_table = _kept_in_order(of_table, old)
            if listed is not None:
                refuse_empty_sections(reading, found, {rule.section for rule in of_table})
        elif listed and of_table[-1].when:
            fact = next(iter(of_table[-1].when))
            reading.wrong(listed[-1], f"{IF}{fact}", "no_last_rule.in_sheet", sheet=table)
        rules += of_table
    return VersionRows(old.version, old.begins, old.ends, levels_read(reading), found.sections, tuple(rules)).in_order()


def _kept_in_order(rules: Sequence[RuleRow], old: VersionRows) -> list[RuleRow]:
    """In coverage the order of rows says nothing: a rule keeps its place in its section, a new one follows the one above it."""
    was = {(rule.section, rule.id): number for number, rule in enumerate(old.rules)}
    above: dict[str, int] = {}
    ranks = []
    for rule in rules:
        above[rule.section] = was.get((rule.section, rule.id), above.get(rule.section, -1))
        ranks.append((above[rule.section], (rule.section, rule.id) not in was))
    return [rule for _, rule in sorted(zip(ranks, rules, strict=True), key=lambda ranked: ranked[0])]


def _rule(reading: SheetReading, row: FilledRow, columns: TableColumns, sections: Names | None, clauses: Collection[str]) -> RuleRow:
    id_ = reading.id(row, "rule")
    old = next((rule for rule in reading.old.rules if (rule.table, rule.id) == (columns.table, id_)), None)
    section = ""
    if columns.table == "coverage":
        section = reading.named(row, "section", sections) if sections else ""
    when = {fact: allowed for fact in columns.values if (allowed := _allowed(reading, row, fact, columns.values[fact], old)) is not None}
    cited = _clauses(reading, row, old, clauses)
    before = old.assumption if old else None
    assumption: Wording | None = reading.wording(row, "assumption", before, needed=False)
    if assumption == Wording("", ""):
        assumption = None if before != assumption else before
    if not cited and assumption is None and row.text("clauses") == "":
        reading.wrong(row, "clauses", "no_clause")
    says = reading.wording(row, "says", old.says if old else None, needed=True)
    outcome = reading.named(row, "then", columns.outcomes)
    return RuleRow(columns.table, section, id_, when, outcome, cited, says, assumption)


def _allowed(reading: SheetReading, row: FilledRow, fact: str, values: Names, old: RuleRow | None) -> AllowedValues | None:
    text = row.text(f"{IF}{fact}")
    if not text:
        return None
    try:
        allowed = values.read_allowed(text)
    except NotNamed as wrong:
        reading.misread(row, f"{IF}{fact}", wrong)
        return None
    before = old.when.get(fact) if old else None
    same = before is not None and before.negated == allowed.negated and set(before.values) == set(allowed.values)
    return before if same else allowed


def _clauses(reading: SheetReading, row: FilledRow, old: RuleRow | None, known: Collection[str]) -> tuple[str, ...]:
    cited = tuple(dict.fromkeys(filter(None, _BETWEEN_CLAUSES.split(row.text("clauses") or ""))))
    for clause in cited:
        if clause not in known:
            reading.wrong(row, "clauses", "unknown_clause.in_sheet", clause=shown(clause), clauses=tuple(known))
    return old.clauses if old is not None and set(old.clauses) == set(cited) else cited
