"""Brings rows back into the text of a `policy.yaml`: only what differs is written anew, everything else stays byte for byte.

A rule or section moves with the remarks directly above it and those indented into it. What leaves takes its remarks along."""

from __future__ import annotations

from collections.abc import Iterator

from engine.policy.rule_blocks import Block, blocks_of, moved_to
from engine.policy.rule_content import as_wording, days_fields, rule_fields
from engine.policy.rule_origins import origins_of_rules, origins_of_sections
from engine.policy.rule_rows import TABLES, RuleRow, SectionRow, Table, VersionRows, rows_of
from engine.policy.yaml_edits import Edit, edits_to, with_edits
from engine.policy.yaml_places import YamlText
from engine.policy.yaml_writer import field
from engine.vocabulary.problems import Place, Problem, Refused, problem

# How far rules stand in from the dash of their section where one is new, as in the shipped packs.
_FURTHER_IN = 4


def with_rows(text: str, rows: VersionRows, shown_as: str) -> str:
    """The text that reads as these rows (`in_order`) and else says what `text` says, which is the whole of a `policy.yaml`.

    Raises Refused where `text` is no YAML or lists rules between brackets, where a section or table would be without a rule,
    where a rule names a section that is not there, or where there are other levels than the text has entries for."""
    written = YamlText(text, shown_as)
    old, rows = rows_of(written.root.content), rows.in_order()
    if rows == old:
        return text
    problems = [*_between_brackets(written, shown_as), *_unwritable(old, rows)]
    if problems:
        raise Refused(problems)
    return _Editing(written, old, rows).text()


class _Editing:
    """One text on its way from the rows `old` to the rows `new`."""

    def __init__(self, written: YamlText, old: VersionRows, new: VersionRows) -> None:
        self.written, self.old, self.new = written, old, new
        self.sections = blocks_of(written, written.root["coverage"])
        self.rules_of_sections = [blocks_of(written, section.entry["rules"]) for section in self.sections]
        self.first_match = {table: blocks_of(written, written.root[table]) for table in TABLES[1:]}
        self.rules = [rule for rules in (*self.rules_of_sections, *self.first_match.values()) for rule in rules]
        self.origins = origins_of_rules(old, new)

    def text(self) -> str:
        """The text that reads as the new rows."""
        root = self.written.root
        edits = [*edits_to(self.written, root, days_fields(root.content, self.new)), *self._levels(), self._coverage()]
        edits += [self._instead(blocks, self._rules(table, "", blocks[0].column)) for table, blocks in self.first_match.items()]
        return with_edits(self.written.text, edits, 0, len(self.written.text))

    def _levels(self) -> Iterator[Edit]:
        for entry, level in zip(self.written.root["level"]["levels"].items, self.new.levels, strict=True):
            if tuple(entry.content["values"]) != level.values:
                yield from edits_to(self.written, entry, {**entry.content, "values": list(level.values)})

    def _coverage(self) -> Edit:
        origins = origins_of_sections(self.old, self.new)
        told = [self._section(section, origin) for section, origin in zip(self.new.sections, origins, strict=True)]
        return self._instead(self.sections, "".join(told))

    def _section(self, section: SectionRow, origin: int | None) -> str:
        if origin is None:
            column = self.sections[0].column
            fields = [field("section", section.id, column + 2), field("title", as_wording(section.title, {}), column + 2)]
            head = self._lines([*fields, f"{' ' * (column + 2)}rules:"], column)
            return head + self._rules("coverage", section.id, column + _FURTHER_IN)
        block, rules = self.sections[origin], self.rules_of_sections[origin]
        content = block.entry.content
        wanted = {**content, "section": section.id, "title": as_wording(section.title, content["title"])}
        told = self._rules("coverage", section.id, rules[0].column)
        return moved_to(self.written, block, [*edits_to(self.written, block.entry, wanted), self._instead(rules, told)], block.column)

    def _rules(self, table: Table, section: str, column: int) -> str:
        """The lines of a table's or section's rules, their dashes in `column`."""
        numbered = enumerate(self.new.rules)
        return "".join(self._rule(rule, self.origins[n], column) for n, rule in numbered if (rule.table, rule.section) == (table, section))

    def _rule(self, rule: RuleRow, origin: int | None, column: int) -> str:
        if origin is None:
            return self._lines([field(name, value, column + 2) for name, value in rule_fields(rule, {}).items()], column)
        block = self.rules[origin]
        return moved_to(self.written, block, edits_to(self.written, block.entry, rule_fields(rule, block.entry.content)), column)

    def _lines(self, fields: list[str], column: int) -> str:
        """Fields that stand two in from `column` as an entry of a list, its dash there."""
        lines = "\n".join(fields)
        return f"{' ' * column}- {lines[column + 2 :]}\n".replace("\n", self.written.line_end)

    def _instead(self, blocks: tuple[Block, ...], told: str) -> Edit:
        """The lines of a list give way to others; a text that ended without the end of a line still does."""
        start, end = blocks[0].start, blocks[-1].end
        if not self.written.text[start:end].endswith(self.written.line_end):
            told = told.removesuffix(self.written.line_end)
        return Edit(start, end, told)


def _between_brackets(written: YamlText, shown_as: str) -> Iterator[Problem]:
    root = written.root
    listed = [(table, root[table]) for table in TABLES]
    if not root["coverage"].in_brackets:
        listed += [("coverage", one if one.in_brackets else one["rules"]) for one in root["coverage"].items]
    for table, where in listed:
        if where.in_brackets:
            line = written.text.count("\n", 0, where.start) + 1
            yield problem("between_brackets", Place(shown_as, line, table))


def _unwritable(old: VersionRows, rows: VersionRows) -> Iterator[Problem]:
    if [level.level for level in rows.levels] != [level.level for level in old.levels]:
        levels = tuple(level.level for level in old.levels)
        yield problem("other_levels", levels=levels) if levels else problem("other_levels.none")
    yield from (problem("empty_level", level=level.level) for level in rows.levels if not level.values)
    sections = [section.id for section in rows.sections]
    if not sections:
        yield problem("no_rule.no_section")
    for section in sections:
        if not rows.of("coverage", section):
            yield problem("no_rule.section", section=section)
    yield from (problem("no_rule.table", table=table) for table in TABLES[1:] if not rows.of(table))
    for rule in rows.rules:
        if rule.table == "coverage" and rule.section not in sections:
            yield problem("no_section", rule=rule.id, section=str(rule.section), known=tuple(sections))
