"""What a person does to rows: change, add, copy, move, remove a rule or a section. Each gives the rows as they are then.

Nothing is written: `rule_edits` brings the rows into the text. Each raises Refused where an id is not there, or is there already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.policy.rule_rows import RuleRow, SectionRow, VersionRows, Wording
from engine.vocabulary.problems import refuse


def change_rule(rows: VersionRows, id_: str, **fields: Any) -> VersionRows:
    """Other values for fields of a RuleRow, but for its table and section."""
    at = _rule_at(rows, id_)
    if fields.get("id", id_) != id_:
        _refuse_known(rows, fields["id"])
    return replace(rows, rules=(*rows.rules[:at], replace(rows.rules[at], **fields), *rows.rules[at + 1 :])).in_order()


def add_rule(rows: VersionRows, rule: RuleRow, before: str | None = None) -> VersionRows:
    """A new rule, before another of its table and section, or as the last of these."""
    _refuse_known(rows, rule.id)
    at = len(rows.rules) if before is None else _rule_at(rows, before)
    return replace(rows, rules=(*rows.rules[:at], rule, *rows.rules[at:])).in_order()


def copy_rule(rows: VersionRows, id_: str, new_id: str) -> VersionRows:
    """The same rule once more, under another id, directly below."""
    at = _rule_at(rows, id_)
    _refuse_known(rows, new_id)
    return replace(rows, rules=(*rows.rules[: at + 1], replace(rows.rules[at], id=new_id), *rows.rules[at + 1 :]))


def move_rule(rows: VersionRows, id_: str, *, section: str | None = None, before: str | None = None) -> VersionRows:
    """The rule in another section (None: in its own), before another rule there or as the last of them."""
    rule = rows.rules[_rule_at(rows, id_)]
    if before == id_:
        return rows
    moved = rule if section is None else replace(rule, section=section)
    return add_rule(remove_rule(rows, id_), moved, before)


def remove_rule(rows: VersionRows, id_: str) -> VersionRows:
    """Without the rule."""
    at = _rule_at(rows, id_)
    return replace(rows, rules=(*rows.rules[:at], *rows.rules[at + 1 :]))


def retitle_section(rows: VersionRows, id_: str, title: Wording) -> VersionRows:
    """Another title for a section."""
    at = _section_at(rows, id_)
    return replace(rows, sections=(*rows.sections[:at], SectionRow(id_, title), *rows.sections[at + 1 :]))


def add_section(rows: VersionRows, section: SectionRow, before: str | None = None) -> VersionRows:
    """A new section, above another or as the last. It needs a rule before it can be written."""
    if any(there.id == section.id for there in rows.sections):
        raise refuse("twice.new_section", id=section.id)
    at = len(rows.sections) if before is None else _section_at(rows, before)
    return replace(rows, sections=(*rows.sections[:at], section, *rows.sections[at:]))


def move_section(rows: VersionRows, id_: str, before: str | None = None) -> VersionRows:
    """The section with its rules above another, or last."""
    if before == id_:
        return rows
    at = _section_at(rows, id_)
    without = replace(rows, sections=(*rows.sections[:at], *rows.sections[at + 1 :]))
    return add_section(without, rows.sections[at], before).in_order()


def remove_section(rows: VersionRows, id_: str) -> VersionRows:
    """Without the section and its rules."""
    at = _section_at(rows, id_)
    rules = tuple(rule for rule in rows.rules if (rule.table, rule.section) != ("coverage", id_))
    return replace(rows, sections=(*rows.sections[:at], *rows.sections[at + 1 :]), rules=rules)


def _rule_at(rows: VersionRows, id_: str) -> int:
    for at, rule in enumerate(rows.rules):
        if rule.id == id_:
            return at
    raise refuse("unknown_rule", id=id_)


def _section_at(rows: VersionRows, id_: str) -> int:
    for at, section in enumerate(rows.sections):
        if section.id == id_:
            return at
    raise refuse("unknown_section", id=id_, known=tuple(there.id for there in rows.sections))


def _refuse_known(rows: VersionRows, id_: str) -> None:
    if any(rule.id == id_ for rule in rows.rules):
        raise refuse("twice.new_rule", id=id_)
