"""An assessment as a person reads it: who pays, what to do next, why, what is still to ask, the rate, whom to contact.

Everything is told in the pack's words; what rests on an assumption says so where it stands. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.account_manager import words
from dashboard.account_manager.explanation_panel import show_explanation, show_where_answers_lead
from dashboard.account_manager.fact_choices import given_value
from dashboard.app_context import AppContext
from dashboard.language import language, say
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
    return say(outcome_word(words_of_kind, id_).label)


def show_assumption(text: Text | None, of: Text | None = None) -> None:
    """The mark, what is assumed, and `of` what, where that does not stand right above."""
    if text is not None:
        named = f"{escaped(say(of))}: " if of else ""
        st.caption(f":orange-badge[:material/help: {say(words.ASSUMPTION)}] {named}{escaped(say(text))}")


def _show_outcome(found: Assessment, context: AppContext) -> None:
    decided, outcomes = found.decision, context.deciders.packs.outcomes
    with st.container(border=True, key="decision"):
        coverage, action = outcome_word(outcomes.coverage, decided.coverage), outcome_word(outcomes.action, decided.action)
        who_pays, what_next = st.columns(2)
        with who_pays:
            st.caption(say(words.COVERAGE))
            st.markdown(f"#### :{_COLOURS[decided.coverage]}[{escaped(say(coverage.label))}]")
            st.text(say(coverage.says))
        with what_next:
            st.caption(say(words.NEXT))
            st.markdown(f"#### {escaped(say(action.label))}")
            st.text(say(action.says))
            if decided.resumes_at is not None:
                weekday, moment = formats.weekday(decided.resumes_at, language()), formats.moment(decided.resumes_at, language())
                st.text(f"{say(words.RESUMES)} {weekday}, {moment}")
        _show_way(found, context)
        if decided.resumes_at is not None:
            show_assumption(found.version.policy.service_hours.assumption, words.SERVICE_HOURS)
    if found.must_register:
        st.info(say(words.REGISTER_FIRST), icon=":material/how_to_reg:")


def _show_way(found: Assessment, context: AppContext) -> None:
    """Level, route and channel; what they assume stands below them, where there is room to read it."""
    decided, outcomes, behind = found.decision, context.deciders.packs.outcomes, found.behind
    told = (
        (words.LEVEL, outcome_word(outcomes.level, decided.level), behind.level.assumption if behind.level else None),
        (words.ROUTE, outcome_word(outcomes.route, decided.route), behind.route.assumption),
        (words.CHANNEL, outcome_word(outcomes.channel, decided.channel), behind.channel.assumption),
    )
    for column, (title, outcome, _) in zip(st.columns(3), told, strict=True):
        column.caption(say(title))
        column.markdown(f"**{escaped(say(outcome.label))}**", help=escaped(say(outcome.says)))
    for title, _, assumption in told:
        show_assumption(assumption, title)


def _show_questions(found: Assessment, context: AppContext) -> None:
    if not found.questions:
        return
    with st.container(border=True, key="questions"):
        st.markdown(f"**{say(words.STILL_TO_ASK)}**")
        for number, fact in enumerate(found.questions, start=1):
            st.text(f"{number}. {say(fact.question)}")
        show_where_answers_lead(found, context)


def _show_reasons(found: Assessment, context: AppContext) -> None:
    with st.container(border=True, key="reasons"):
        st.markdown(f"**{say(words.REASONS)}**")
        told = found.determination
        if told is not None:
            when = formats.instant(told.determined_at, context.zone, language())
            coverage = outcome_label(context.deciders.packs.outcomes.coverage, told.coverage)
            st.text(f"{say(words.DETERMINED)}: {coverage} ({told.determined_by}, {when})\n{told.reason}")
        if not found.decision.because:
            st.text(say(words.NO_REASONS_YET))
        for reason in found.decision.because:
            st.text(say(reason.says), width="stretch")
            st.markdown(" ".join(f":gray-badge[{escaped(clause)}]" for clause in reason.clauses))
            show_assumption(reason.assumption)
        _show_clauses(found)
        version = found.version
        begins = formats.day(version.begins, language())
        st.caption(f"{say(words.POLICY)} {escaped(version.ref)}, {say(words.IN_FORCE_SINCE)} {escaped(begins)}")
        show_assumption(version.policy.assumption)


def _show_clauses(found: Assessment) -> None:
    if not found.decision.because:
        return
    ids = [clause for reason in found.decision.because for clause in reason.clauses]
    ids += [*found.behind.route.clauses, *found.behind.channel.clauses]
    with st.expander(say(words.CLAUSES)):
        for one in cited_clauses(found.pack, ids):
            st.markdown(f":gray-badge[{escaped(one.clause.id)}] **{escaped(say(one.clause.section))}**")
            st.text(say(one.clause.says), width="stretch")
            st.caption(f"{escaped(say(one.source.title))} ({escaped(say(one.source.dated))})")


def show_rates(found: Assessment, context: AppContext) -> None:
    """For each role the table's row that counts, with its id and dates, or that there is none."""
    roles = {role.id: say(role.label) for role in context.deciders.packs.vendor.roles}
    with st.container(border=True, key="rates"):
        day = formats.day(local_day(found.at, context.zone), language())
        st.markdown(f"**{say(words.RATE_TO_QUOTE)}** ({escaped(day)})")
        for one in found.rates:
            if one.row is None:
                st.text(f"{roles[one.role]}: {say(words.NO_RATE)}")
                continue
            rate = formats.money(one.row.hourly_rate, one.row.currency, language())
            until = say(words.NO_END) if one.until is None else formats.day(one.until, language())
            st.text(f"{roles[one.role]}: {rate}")
            dates = f"{formats.day(one.row.valid_from, language())} – {until}"
            st.caption(f"{say(words.RATE_ROW)} {escaped(one.row.rate_id)} ({escaped(dates)})")


def _show_contacts(found: Assessment, account_manager: str) -> None:
    with st.container(border=True, key="contacts"):
        st.markdown(f"**{say(words.WHOM_TO_CONTACT)}**")
        if not found.contacts:
            st.text(say(words.NO_CONTACT))
        for contact in found.contacts:
            _show_contact(contact, account_manager if found.decision.route == "account_manager" else None)


def _show_contact(contact: Contact, account_manager: str | None) -> None:
    named = f"{say(contact.role)}: {account_manager}" if account_manager else say(contact.role)
    ways = [f"{say(label)}: {way}" for label, way in ((words.PHONE, contact.phone), (words.EMAIL, contact.email)) if way]
    st.text("\n".join([named, *ways, *([say(contact.note)] if contact.note else [])]))
    st.markdown(f":gray-badge[{escaped(contact.clause)}]")
    show_assumption(contact.assumption)


def _show_facts(found: Assessment) -> None:
    with st.expander(say(words.FACTS_USED)):
        rows = []
        behind = {scale.fact: given_value(found.version, scale.of, found.stated) for scale in found.version.scales}
        for name, value in found.facts.items():
            fact = found.version.facts[name]
            chosen = next(one for one in fact.values if one.id == value)
            source = say(words.FROM_RECORDS) if name in found.from_records else ""
            rows.append({say(words.FACT): say(fact.label), say(words.VALUE): f"{say(chosen.label)}{behind.get(name, '')}", " ": source})
        st.dataframe(rows, hide_index=True)
