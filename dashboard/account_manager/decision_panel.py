"""An assessment as a person reads it: who pays, what to do next, why, what is still to ask, the rate, whom to contact.

Everything is told in the pack's words; what rests on an assumption says so where it stands. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.account_manager.explanation_panel import show_explanation, show_where_answers_lead
from dashboard.account_manager.fact_choices import given_value
from dashboard.app_context import AppContext
from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from engine.policy.pack import Contact, OutcomeWord, Text
from engine.use_cases.explaining.cited_clauses import cited_clauses
from engine.use_cases.requests.assess import Assessment
from engine.vocabulary.instants import local_day
from engine.vocabulary.outcomes import Action, Coverage
from engine.wording import formats

_COLOURS = {
    Coverage.COVERED: "green",
    Coverage.BILLABLE: "orange",
    Coverage.NOT_OFFERED: "red",
    Coverage.NOT_ENTITLED: "red",
    Coverage.UNDETERMINED: "gray",
}


def show_assessment(found: Assessment, context: AppContext, account_manager: str) -> None:
    """All of it; `account_manager` is whose customer it is, told where the route leads there."""
    _show_outcome(found, context)
    _show_questions(found, context)
    _show_reasons(found, context)
    show_explanation(found, context)
    if found.decision.coverage is Coverage.BILLABLE or found.decision.action is Action.QUOTE:
        show_rates(found, context)
    _show_contacts(found, account_manager)
    _show_facts(found)


def outcome_word(words_of_kind: Sequence[OutcomeWord], id_: str) -> OutcomeWord:
    """The label and meaning of an outcome."""
    return next(one for one in words_of_kind if one.id == id_)


def outcome_label(words_of_kind: Sequence[OutcomeWord], id_: str) -> str:
    """The label of an outcome."""
    return worded(outcome_word(words_of_kind, id_).label)


def show_assumption(text: Text | None, of: str | None = None) -> None:
    """The mark, what is assumed, and `of` what, where that does not stand right above."""
    if text is not None:
        named = f"{escaped(say(of))}: " if of else ""
        st.caption(f":orange-badge[:material/help: {say('account_manager.assumption')}] {named}{escaped(worded(text))}")


def _show_outcome(found: Assessment, context: AppContext) -> None:
    decided, outcomes = found.decision, context.deciders.packs.outcomes
    with st.container(border=True, key="decision"):
        coverage, action = outcome_word(outcomes.coverage, decided.coverage), outcome_word(outcomes.action, decided.action)
        who_pays, what_next = st.columns(2)
        with who_pays:
            st.caption(say("account_manager.coverage"))
            st.markdown(f"#### :{_COLOURS[decided.coverage]}[{escaped(worded(coverage.label))}]")
            st.text(worded(coverage.says))
        with what_next:
            st.caption(say("account_manager.next"))
            st.markdown(f"#### {escaped(worded(action.label))}")
            st.text(worded(action.says))
            if decided.resumes_at is not None:
                weekday, moment = formats.weekday(decided.resumes_at, language()), formats.moment(decided.resumes_at, language())
                st.text(f"{say('account_manager.resumes')} {weekday}, {moment}")
        _show_way(found, context)
        if decided.resumes_at is not None:
            show_assumption(found.version.policy.service_hours.assumption, "account_manager.service_hours")
    if found.must_register:
        st.info(say("account_manager.register_first"), icon=":material/how_to_reg:")


def _show_way(found: Assessment, context: AppContext) -> None:
    """Level, route and channel; what they assume stands below them, where there is room to read it."""
    decided, outcomes, behind = found.decision, context.deciders.packs.outcomes, found.behind
    told = (
        ("account_manager.level", outcome_word(outcomes.level, decided.level), behind.level.assumption if behind.level else None),
        ("account_manager.route", outcome_word(outcomes.route, decided.route), behind.route.assumption),
        ("account_manager.channel", outcome_word(outcomes.channel, decided.channel), behind.channel.assumption),
    )
    for column, (title, outcome, _) in zip(st.columns(3), told, strict=True):
        column.caption(say(title))
        column.markdown(f"**{escaped(worded(outcome.label))}**", help=escaped(worded(outcome.says)))
    for title, _, assumption in told:
        show_assumption(assumption, title)


def _show_questions(found: Assessment, context: AppContext) -> None:
    if not found.questions:
        return
    with st.container(border=True, key="questions"):
        st.markdown(f"**{say('account_manager.still_to_ask')}**")
        for number, fact in enumerate(found.questions, start=1):
            st.text(f"{number}. {worded(fact.question)}")
        show_where_answers_lead(found, context)


def _show_reasons(found: Assessment, context: AppContext) -> None:
    with st.container(border=True, key="reasons"):
        st.markdown(f"**{say('account_manager.reasons')}**")
        told = found.determination
        if told is not None:
            when = formats.instant(told.determined_at, context.zone, language())
            coverage = outcome_label(context.deciders.packs.outcomes.coverage, told.coverage)
            st.text(f"{say('account_manager.determined')}: {coverage} ({told.determined_by}, {when})\n{told.reason}")
        if not found.decision.because:
            st.text(say("account_manager.no_reasons_yet"))
        for reason in found.decision.because:
            st.text(worded(reason.says), width="stretch")
            st.markdown(" ".join(f":gray-badge[{escaped(clause)}]" for clause in reason.clauses))
            show_assumption(reason.assumption)
        _show_clauses(found)
        version = found.version
        begins = formats.day(version.begins, language())
        st.caption(f"{say('account_manager.policy')} {escaped(version.ref)}, {say('account_manager.in_force_since')} {escaped(begins)}")
        show_assumption(version.policy.assumption)


def _show_clauses(found: Assessment) -> None:
    if not found.decision.because:
        return
    ids = [clause for reason in found.decision.because for clause in reason.clauses]
    ids += [*found.behind.route.clauses, *found.behind.channel.clauses]
    with st.expander(say("account_manager.clauses")):
        for one in cited_clauses(found.pack, ids):
            st.markdown(f":gray-badge[{escaped(one.clause.id)}] **{escaped(worded(one.clause.section))}**")
            st.text(worded(one.clause.says), width="stretch")
            st.caption(f"{escaped(worded(one.source.title))} ({escaped(worded(one.source.dated))})")


def show_rates(found: Assessment, context: AppContext) -> None:
    """For each role the table's row that counts, with its id and dates, or that there is none."""
    roles = {role.id: worded(role.label) for role in context.deciders.packs.vendor.roles}
    with st.container(border=True, key="rates"):
        day = formats.day(local_day(found.at, context.zone), language())
        st.markdown(f"**{say('account_manager.rate_to_quote')}** ({escaped(day)})")
        for one in found.rates:
            if one.row is None:
                st.text(f"{roles[one.role]}: {say('account_manager.no_rate')}")
                continue
            rate = formats.money(one.row.hourly_rate, one.row.currency, language())
            until = say("account_manager.no_end") if one.until is None else formats.day(one.until, language())
            st.text(f"{roles[one.role]}: {rate}")
            dates = f"{formats.day(one.row.valid_from, language())} – {until}"
            st.caption(f"{say('account_manager.rate_row')} {escaped(one.row.rate_id)} ({escaped(dates)})")


def _show_contacts(found: Assessment, account_manager: str) -> None:
    with st.container(border=True, key="contacts"):
        st.markdown(f"**{say('account_manager.whom_to_contact')}**")
        if not found.contacts:
            st.text(say("account_manager.no_contact"))
        for contact in found.contacts:
            _show_contact(contact, account_manager if found.decision.route == "account_manager" else None)


def _show_contact(contact: Contact, account_manager: str | None) -> None:
    named = f"{worded(contact.role)}: {account_manager}" if account_manager else worded(contact.role)
    ways = [
        f"{say(label)}: {way}" for label, way in (("account_manager.phone", contact.phone), ("account_manager.email", contact.email)) if way
    ]
    st.text("\n".join([named, *ways, *([worded(contact.note)] if contact.note else [])]))
    st.markdown(f":gray-badge[{escaped(contact.clause)}]")
    show_assumption(contact.assumption)


def _show_facts(found: Assessment) -> None:
    with st.expander(say("account_manager.facts_used")):
        rows = []
        behind = {scale.fact: given_value(found.version, scale.of, found.stated) for scale in found.version.scales}
        for name, value in found.facts.items():
            fact = found.version.facts[name]
            chosen = next(one for one in fact.values if one.id == value)
            source = say("account_manager.from_records") if name in found.from_records else ""
            rows.append(
                {
                    say("account_manager.fact"): worded(fact.label),
                    say("account_manager.value"): f"{worded(chosen.label)}{behind.get(name, '')}",
                    " ": source,
                }
            )
        st.dataframe(rows, hide_index=True)
