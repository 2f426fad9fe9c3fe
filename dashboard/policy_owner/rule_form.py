"""The form of one rule: what it asks of each fact, its outcome, section, clauses, wording and assumption.

Typed as a whole and applied at once; gives the rule as it was typed, and changes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

import streamlit as st

from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from engine.policy.pack import OutcomesFile
from engine.policy.packs import Pack
from engine.policy.rule_rows import AllowedValues, RuleRow, VersionRows, Wording
from engine.policy.version import Version
from engine.policy.version_validation import readable_by_coverage, readable_by_route
from engine.use_cases.explaining.rule_words import fact_label, fact_labels
from engine.vocabulary.problems import Place, Refused, problem

ANY, ONE_OF, NOT = "any", "one of", "not"
KINDS = {
    ANY: "policy_owner.editor.condition.any",
    ONE_OF: "policy_owner.editor.condition.one_of",
    NOT: "policy_owner.editor.condition.not",
}


def rule_from_form(rule: RuleRow, rows: VersionRows, version: Version, pack: Pack, outcomes: OutcomesFile) -> RuleRow | None:
    """The form, beginning with the rule as it is; the rule as typed once it was submitted, else None.

    Raises Refused for conditions that are half said; `field` names the fact."""
    # a rule that has become another one begins the form anew
    key = f"{rule.id} {crc32(repr(rule).encode())}"
    with st.form(f"rule {key}"):
        when = _conditions(rule, key, rows, version, outcomes)
        outcome, section, clauses = st.columns([2, 2, 3])
        with outcome:
            chosen = _outcome(rule, key, outcomes)
        with section:
            in_section = _section(rule, key, rows)
        with clauses:
            cited = _clauses(rule, key, pack)
        says = _wording(say("policy_owner.column.reason_given"), say("policy_owner.editor.reason_given_help"), rule.says, f"{key} says")
        assumed = _wording(
            say("policy_owner.rules.assumption"),
            say("policy_owner.editor.assumption_help"),
            rule.assumption or Wording("", ""),
            f"{key} assumption",
        )
        id_ = st.text_input(say("policy_owner.column.rule"), value=rule.id, key=f"{key} id", help=say("policy_owner.editor.rule_help"))
        if not st.form_submit_button(say("policy_owner.editor.apply"), type="primary", help=say("policy_owner.editor.apply_help")):
            return None
    return RuleRow(
        rule.table,
        in_section,
        id_.strip(),
        _allowed(when, rule.when),
        chosen,
        cited,
        says,
        assumed if assumed.de or assumed.en else None,
    )


def _conditions(
    rule: RuleRow, key: str, rows: VersionRows, version: Version, outcomes: OutcomesFile
) -> Mapping[str, tuple[str, Sequence[str]]]:
    """For each fact what was chosen: any, one of or not; and values."""
    st.markdown(f"**{say('policy_owner.column.when')}**")
    if rule.table != "coverage" and rows.of(rule.table)[-1].id == rule.id:
        st.caption(say("policy_owner.editor.last_always_fits"))
        return {}
    st.caption(say("policy_owner.editor.conditions_help"))
    readable = readable_by_coverage(version) if rule.table == "coverage" else readable_by_route(version)
    typed = {}
    # in the words of this run: a field is asked again for them after it
    kinds = {kind: say(text) for kind, text in KINDS.items()}
    in_order = sorted(readable.items(), key=lambda one: one[0] not in rule.when)
    for fact, known in in_order:
        allowed = rule.when.get(fact)
        label, named = fact_label(version, fact, language()), fact_labels(version, outcomes, fact, language())
        how, which = st.columns([1, 4], vertical_alignment="bottom")
        kind = how.selectbox(
            escaped(label),
            list(KINDS),
            index=0 if allowed is None else 1 + allowed.negated,
            format_func=kinds.__getitem__,
            key=f"{key} {fact} kind {language()}",
        )
        chosen = which.multiselect(
            say("policy_owner.editor.values_of", fact=escaped(label)),
            known,
            default=[value for value in (allowed.values if allowed else ()) if value in known],
            format_func=named.__getitem__,
            key=f"{key} {fact} values {language()}",
            label_visibility="collapsed",
            placeholder=say("policy_owner.editor.no_value"),
        )
        typed[fact] = kind or ANY, chosen
    return typed


def _allowed(typed: Mapping[str, tuple[str, Sequence[str]]], before: Mapping[str, AllowedValues]) -> dict[str, AllowedValues]:
    """As typed; in the order of before where the same values were chosen."""
    problems = []
    for fact, (kind, values) in typed.items():
        if kind == ANY and values:
            problems.append(problem("half_said.values_unused", Place(field=fact)))
        if kind != ANY and not values:
            problems.append(problem("half_said.no_value", Place(field=fact)))
    if problems:
        raise Refused(problems)
    allowed = {fact: AllowedValues(tuple(values), kind == NOT) for fact, (kind, values) in typed.items() if kind != ANY}
    return {fact: _same_or(one, before.get(fact)) for fact, one in allowed.items()}


def _same_or(typed: AllowedValues, before: AllowedValues | None) -> AllowedValues:
    same = before is not None and (set(before.values), before.negated) == (set(typed.values), typed.negated)
    return before if before is not None and same else typed


def _outcome(rule: RuleRow, key: str, outcomes: OutcomesFile) -> str:
    there = {word.id: word for word in getattr(outcomes, rule.table)}
    named = {id_: worded(word.label) for id_, word in there.items()}
    means = "\n".join(f"- {escaped(worded(word.label))}: {escaped(worded(word.says))}" for word in there.values())
    options = list(there)
    chosen = st.selectbox(
        say("policy_owner.column.then"),
        options,
        index=options.index(rule.outcome) if rule.outcome in there else 0,
        format_func=named.__getitem__,
        key=f"{key} outcome {language()}",
        help=means,
    )
    return chosen or rule.outcome


def _section(rule: RuleRow, key: str, rows: VersionRows) -> str:
    if rule.table != "coverage":
        return ""
    named = {one.id: f"{number}. {one.title.de if language() == 'de' else one.title.en}" for number, one in enumerate(rows.sections, 1)}
    options = list(named)
    chosen = st.selectbox(
        say("policy_owner.column.section"),
        options,
        index=options.index(rule.section),
        format_func=named.__getitem__,
        key=f"{key} section {language()}",
        help=say("policy_owner.editor.section_help"),
    )
    return chosen or rule.section


def _clauses(rule: RuleRow, key: str, pack: Pack) -> tuple[str, ...]:
    named = {clause.id: f"{clause.id} · {worded(clause.section)}" for source in pack.sources.sources for clause in source.clauses}
    chosen = st.multiselect(
        say("policy_owner.column.clauses"),
        list(named),
        default=[clause for clause in rule.clauses if clause in named],
        format_func=named.__getitem__,
        key=f"{key} clauses {language()}",
        help=say("policy_owner.editor.clauses_help"),
        placeholder=say("policy_owner.editor.no_clause"),
    )
    return tuple(chosen)


def _wording(label: str, means: str, wording: Wording, key: str) -> Wording:
    """A text in both languages, side by side."""
    german, english = st.columns(2)
    de = german.text_area(say("policy_owner.editor.in_german", label=label), value=wording.de, key=f"{key} de", help=means, height=96)
    en = english.text_area(say("policy_owner.editor.in_english", label=label), value=wording.en, key=f"{key} en", help=means, height=96)
    return Wording(_as_typed(de, wording.de), _as_typed(en, wording.en))


def _as_typed(typed: str, before: str) -> str:
    """On one line; as it was where only blanks differ."""
    told = " ".join(typed.split())
    return before if told == " ".join(before.split()) else told
