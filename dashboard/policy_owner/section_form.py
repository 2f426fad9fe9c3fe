"""The form of one section: its title in both languages, its place among the others; or of a new one, with its first rule."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from dashboard.language import language, say
from engine.policy.rule_changes import add_rule, add_section, move_section, remove_section, retitle_section
from engine.policy.rule_rows import RuleRow, SectionRow, VersionRows, Wording
from engine.vocabulary.problems import refuse

Apply = Callable[[Callable[[], VersionRows]], None]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
_FIRST = "first"


def show_section_form(rows: VersionRows, section: SectionRow | None, number: int, apply: Apply) -> None:
    """Folded away until somebody wants it. `section` None: a new one."""
    head = say("policy_owner.editor.new_section") if section is None else say("policy_owner.editor.edit_section", number=number)
    with st.popover(head, icon=":material/add:" if section is None else ":material/edit:"):
        if section is None:
            _show_new(rows, apply)
        else:
            _show_one(rows, section, apply)


def _show_one(rows: VersionRows, section: SectionRow, apply: Apply) -> None:
    key = f"section {section.id}"
    ids = [one.id for one in rows.sections]
    with st.form(key):
        title = _title(section.title, f"{key} {section.title}")
        if st.form_submit_button(say("policy_owner.editor.apply_title"), type="primary"):
            apply(lambda: retitle_section(rows, section.id, title))
    st.caption(say("policy_owner.editor.section_help"))
    place = ids.index(section.id)
    with st.container(horizontal=True):
        if st.button(say("policy_owner.editor.section_up"), key=f"{key} up", icon=":material/arrow_upward:", disabled=place == 0):
            apply(lambda: move_section(rows, section.id, ids[place - 1]))
        if st.button(
            say("policy_owner.editor.section_down"), key=f"{key} down", icon=":material/arrow_downward:", disabled=place == len(ids) - 1
        ):
            apply(lambda: move_section(rows, section.id, ids[place + 2] if place + 2 < len(ids) else None))
        if st.button(say("policy_owner.editor.remove_section"), key=f"{key} removed", icon=":material/delete:"):
            apply(lambda: remove_section(rows, section.id))


def _show_new(rows: VersionRows, apply: Apply) -> None:
    named = {_FIRST: say("policy_owner.editor.before_all")}
    named |= {
        one.id: say("policy_owner.editor.after_section", title=f"{n}. {one.title.de if language() == 'de' else one.title.en}")
        for n, one in enumerate(rows.sections, 1)
    }
    with st.form("new section"):
        id_ = st.text_input(
            say("policy_owner.editor.section_name"),
            key=f"new section id {len(rows.sections)}",
            help=say("policy_owner.editor.section_name_help"),
        ).strip()
        title = _title(Wording("", ""), f"new section {len(rows.sections)}")
        options = list(named)
        place = st.selectbox(
            say("policy_owner.editor.place"),
            options,
            index=len(options) - 1,
            format_func=named.__getitem__,
            key=f"new section place {language()}",
        )
        if st.form_submit_button(say("policy_owner.editor.add_section"), type="primary"):
            apply(lambda: _added(rows, id_, title, place or _FIRST))


def _added(rows: VersionRows, id_: str, title: Wording, place: str) -> VersionRows:
    """With the section and a first rule in it, which fits always."""
    if not _NAME.fullmatch(id_):
        raise refuse("bad_name.section", name=id_)
    ids = [one.id for one in rows.sections]
    at = 0 if place == _FIRST else ids.index(place) + 1
    with_section = add_section(rows, SectionRow(id_, title), ids[at] if at < len(ids) else None)
    like = rows.of("coverage", ids[0])[0]
    rule = RuleRow("coverage", id_, f"{id_[:70]}_rule", {}, like.outcome, (), Wording("", ""))
    return add_rule(with_section, rule)


def _title(title: Wording, key: str) -> Wording:
    german, english = st.columns(2)
    label = say("policy_owner.editor.section_title")
    de = german.text_input(say("policy_owner.editor.in_german", label=label), value=title.de, key=f"{key} de")
    en = english.text_input(say("policy_owner.editor.in_english", label=label), value=title.en, key=f"{key} en")
    return Wording(" ".join(de.split()), " ".join(en.split()))
