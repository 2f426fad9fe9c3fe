"""Rules before and after, in words: which are new, gone, moved or changed, and what of them, field by field."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dashboard.language import language, say
from dashboard.policy_owner.decision_tables import cell, outcome_in_words
from dashboard.policy_owner.text_tables import show_texts, titles
from engine.policy.pack import OutcomesFile, Text
from engine.policy.rule_origins import origins_of_rules
from engine.policy.rule_rows import RuleRow, VersionRows, Wording
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import fact_label

ComparisonRow = tuple[str, str, str, str]
_NOTHING = "–"


def show_rule_comparison(before: VersionRows, after: VersionRows, version: Version, outcomes: OutcomesFile) -> None:
    """A row for each field of a rule that differs; a line where none does."""
    rows = [*_of_version(before, after), *_of_rules(before, after, version, outcomes)]
    if rows:
        columns = titles("rule", "what", "old", "new")
        show_texts(columns, rows, (10, 7, 16, 16))
    else:
        st.caption(say("policy_owner.save.no_rule_differs"))


def _of_version(before: VersionRows, after: VersionRows) -> Iterator[ComparisonRow]:
    days = [f"{one.begins} – {one.ends or say('policy_owner.editor.open_end')}" for one in (before, after)]
    if before.version != after.version:
        yield "", say("policy_owner.editor.version_name"), before.version, after.version
    if days[0] != days[1]:
        yield "", say("policy_owner.editor.dates"), days[0], days[1]
    titles = {one.id: one.title for one in before.sections}
    for section in after.sections:
        was = titles.get(section.id)
        if was != section.title:
            yield section.id, say("policy_owner.column.section"), _both(was), _both(section.title)
    kept = {one.id for one in after.sections}
    yield from (
        (one.id, say("policy_owner.column.section"), _both(one.title), say("policy_owner.save.removed"))
        for one in before.sections
        if one.id not in kept
    )
    order = [[one.id for one in rows.sections if one.id in kept and one.id in titles] for rows in (before, after)]
    if order[0] != order[1]:
        yield "", say("policy_owner.save.order"), " → ".join(order[0]), " → ".join(order[1])


def _of_rules(before: VersionRows, after: VersionRows, version: Version, outcomes: OutcomesFile) -> Iterator[ComparisonRow]:
    origins = origins_of_rules(before, after)
    for rule, origin in zip(after.rules, origins, strict=True):
        was = None if origin is None else before.rules[origin]
        if was is None:
            yield rule.id, say("policy_owner.column.rule"), say("policy_owner.save.not_there"), say("policy_owner.save.new_rule")
        elif was.section == rule.section and _place(before, was, after) != _place(after, rule, before):
            yield rule.id, say("policy_owner.editor.place"), str(_place(before, was, after) + 1), str(_place(after, rule, before) + 1)
        old, new = _fields(was, version, outcomes), _fields(rule, version, outcomes)
        for name in dict.fromkeys((*old, *new)):
            if old.get(name, "") != new.get(name, ""):
                yield rule.id, name, old.get(name) or _NOTHING, new.get(name) or _NOTHING
    kept = {origin for origin in origins if origin is not None}
    for number, rule in enumerate(before.rules):
        if number not in kept:
            yield rule.id, say("policy_owner.column.rule"), _both(rule.says), say("policy_owner.save.removed")


def _place(rows: VersionRows, rule: RuleRow, other: VersionRows) -> int:
    """Among the rules of its table and section that are there in both."""
    there = {one.id for one in other.of(rule.table, rule.section)} | {rule.id}
    return [one.id for one in rows.of(rule.table, rule.section) if one.id in there].index(rule.id)


def _fields(rule: RuleRow | None, version: Version, outcomes: OutcomesFile) -> dict[str, str]:
    if rule is None:
        return {}
    told = {
        say("policy_owner.editor.rule_name"): rule.id,
        say("policy_owner.column.section"): rule.section,
        say("policy_owner.column.then"): outcome_in_words(rule, outcomes),
    }
    told |= {_label(version, fact): cell(allowed, fact, version, outcomes) for fact, allowed in rule.when.items()}
    told[say("policy_owner.column.clauses")] = ", ".join(rule.clauses)
    for label, wording in (
        ("policy_owner.column.reason_given", rule.says),
        ("policy_owner.rules.assumption", rule.assumption or Wording("", "")),
    ):
        told[say("policy_owner.editor.in_german", label=say(label))] = wording.de
        told[say("policy_owner.editor.in_english", label=say(label))] = wording.en
    return told


def _label(version: Version, fact: str) -> str:
    return say("policy_owner.save.when_fact", fact=fact_label(version, fact, language()))


def _both(wording: Wording | Text | None) -> str:
    return _NOTHING if wording is None else f"{wording.de} / {wording.en}"
