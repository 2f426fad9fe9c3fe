"""The rules of the draft at hand: its tables, and below the table that it stands in the form of the rule that was chosen.

Every change is applied to the texts in the session; the log hears of none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner.decision_tables import facts_read, numbers_of_rules, show_rows
from dashboard.policy_owner.draft_summary import show_summary
from dashboard.policy_owner.rule_form import rule_from_form
from dashboard.policy_owner.section_form import show_section_form
from dashboard.policy_owner.working_copy import WorkingCopy, keep_working_copy, with_changed_rows, working_version
from dashboard.refusals import show_refusal
from engine.policy.rule_changes import add_rule, change_rule, copy_rule, move_rule, remove_rule
from engine.policy.rule_rows import RuleRow, Table, VersionRows, Wording
from engine.use_cases.explaining.rule_words import fact_label
from engine.vocabulary.problems import Refused

_CHOSEN = "rule being edited"
Change = Callable[[], VersionRows]


def choose_rule(id_: str | None) -> None:
    """Its form is shown next; None: no form."""
    st.session_state[_CHOSEN] = id_


def apply(context: AppContext, one: WorkingCopy, change: Change, then: str | None = None) -> None:
    """Changes the rows of the draft at hand and runs the page anew, the rule `then` chosen; or says why that cannot be."""
    try:
        changed = with_changed_rows(context, one, change())
    except Refused as refused:
        version = working_version(context, one)
        show_refusal(refused, {fact: fact_label(version, fact, language()) for fact in (*version.facts, "coverage", "level")})
        return
    keep_working_copy(changed)
    choose_rule(then)
    st.rerun()


def show_coverage_editor(context: AppContext, one: WorkingCopy) -> None:
    """Who pays, section by section."""
    st.caption(say("policy_owner.editor.coverage_help"))
    rows = one.rows
    for number, section in enumerate(rows.sections, start=1):
        title = section.title.de if language() == "de" else section.title.en
        st.markdown(f"**{number}. {escaped(title) or escaped(section.id)}**")
        _show_table(context, one, "coverage", section.id, number)
    show_section_form(rows, None, 0, lambda change: apply(context, one, change))


def show_first_match_editor(context: AppContext, one: WorkingCopy) -> None:
    """Who handles it, and how it was filed."""
    for table, title in (("route", "policy_owner.table.route"), ("channel", "policy_owner.table.channel")):
        st.markdown(f"**{say(title)}**")
        st.caption(say("policy_owner.rules.first_counts"))
        _show_table(context, one, "route" if table == "route" else "channel", "")


def _show_table(context: AppContext, one: WorkingCopy, table: Table, section: str, number: int = 0) -> None:
    """A table, a button for each of its rules, one for a new rule and one for the section (the `number`th), and the form of the rule
    that was chosen."""
    rows, version = one.rows, working_version(context, one)
    rules, numbers = rows.of(table, section), numbers_of_rules(rows)
    facts = facts_read(rules, version)
    show_rows(rules, facts, numbers, one.rows_before, version, context.deciders.packs.outcomes)
    chosen = st.session_state.get(_CHOSEN)
    with st.container(horizontal=True, gap="small"):
        for rule in rules:
            kind: Literal["primary", "secondary"] = "primary" if rule.id == chosen else "secondary"
            if st.button(f"✎ {numbers[rule.id]}", key=f"edit {rule.id}", type=kind, help=escaped(rule.id)):
                choose_rule(None if rule.id == chosen else rule.id)
                st.rerun()
        if st.button(say("policy_owner.editor.add_rule"), key=f"add to {table} {section}", icon=":material/add:"):
            new = _new_rule(rows, rules[-1] if table == "coverage" or len(rules) == 1 else rules[-2])
            last = rules[-1].id if table != "coverage" else None
            apply(context, one, lambda: add_rule(rows, new, last), new.id)
        if section:
            show_section_form(rows, rows.sections[number - 1], number, lambda change: apply(context, one, change))
    for rule in rules:
        if rule.id == chosen:
            _show_rule(context, one, rule, numbers)


def _show_rule(context: AppContext, one: WorkingCopy, rule: RuleRow, numbers: dict[str, str]) -> None:
    with st.container(border=True, key="rule being edited box"):
        st.markdown(f"**{escaped(numbers[rule.id])} {escaped(rule.id)}**")
        _show_acts(context, one, rule)
        show_summary(context, one)
        version, packs = working_version(context, one), context.deciders.packs
        try:
            typed = rule_from_form(rule, one.rows, version, packs.packs[one.product], packs.outcomes)
        except Refused as refused:
            show_refusal(refused, {fact: fact_label(version, fact, language()) for fact in (*version.facts, "level", "coverage")})
            return
        if typed is not None:
            apply(context, one, lambda: _changed(one.rows, rule, typed), typed.id)


def _show_acts(context: AppContext, one: WorkingCopy, rule: RuleRow) -> None:
    """Copy, up, down, remove, close."""
    rows = one.rows
    beside = [other.id for other in rows.of(rule.table, rule.section)]
    place = beside.index(rule.id)
    # the last rule of routes and channels fits always, and stays the last
    is_last_resort = rule.table != "coverage" and place == len(beside) - 1
    lowest = len(beside) - (1 if rule.table == "coverage" else 2)
    new_id = _free_id(rows, f"{rule.id[:70]}_copy")
    with st.container(horizontal=True, gap="small"):
        if st.button(say("policy_owner.editor.up"), icon=":material/arrow_upward:", disabled=place == 0 or is_last_resort, key="rule up"):
            apply(context, one, lambda: move_rule(rows, rule.id, before=beside[place - 1]), rule.id)
        if st.button(say("policy_owner.editor.down"), icon=":material/arrow_downward:", disabled=place >= lowest, key="rule down"):
            after = beside[place + 2] if place + 2 < len(beside) else None
            apply(context, one, lambda: move_rule(rows, rule.id, before=after), rule.id)
        if st.button(say("policy_owner.editor.copy"), icon=":material/content_copy:", disabled=is_last_resort, key="rule copied"):
            apply(context, one, lambda: copy_rule(rows, rule.id, new_id), new_id)
        if st.button(
            say("policy_owner.editor.remove"),
            icon=":material/delete:",
            disabled=is_last_resort,
            key="rule removed",
            help=say("policy_owner.editor.remove_help"),
        ):
            apply(context, one, lambda: remove_rule(rows, rule.id))
        if st.button(say("policy_owner.editor.close_rule"), key="rule closed"):
            choose_rule(None)
            st.rerun()


def _changed(rows: VersionRows, rule: RuleRow, typed: RuleRow) -> VersionRows:
    """The rule as it was typed, in the section that was chosen."""
    fields = {name: getattr(typed, name) for name in ("id", "when", "outcome", "clauses", "says", "assumption")}
    changed = change_rule(rows, rule.id, **fields)
    return changed if typed.section == rule.section else move_rule(changed, typed.id, section=typed.section)


def _new_rule(rows: VersionRows, like: RuleRow) -> RuleRow:
    """A rule that fits and decides as the one it stands beside, so that nobody pays otherwise yet; without a word of its own."""
    return replace(like, id=_free_id(rows, "new_rule"), clauses=(), says=Wording("", ""), assumption=None)


def _free_id(rows: VersionRows, wanted: str) -> str:
    taken = {rule.id for rule in rows.rules}
    return next(name for n in range(1, len(taken) + 2) if (name := wanted if n == 1 else f"{wanted}_{n}") not in taken)
