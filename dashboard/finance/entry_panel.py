"""What is behind one entry: where its minutes end, the decision with its clauses, who determined or waived, and each answer."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.finance.figures import bucket_labels, exact, in_cents, reason_labels, show_filled, titles, whole
from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from engine.policy.pack import OutcomesFile
from engine.use_cases.months.month_detail import CustomerMonth, DetailedConsent, DetailedEntry
from engine.vocabulary.outcomes import Coverage
from engine.wording.formats import instant, money


def show_entry_panel(one: DetailedEntry, of_customer: CustomerMonth, context: AppContext) -> None:
    """Everything that made this entry's minutes end where they do."""
    outcomes = context.deciders.packs.outcomes
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('finance.entry.segments')}**")
        _show_parts(one, context, outcomes)
        st.text(say("finance.entry.agent", agent=one.entry.agent))
        if one.entry.note:
            st.text(say("finance.entry.note", note=one.entry.note))
    with right:
        st.markdown(f"**{say('finance.entry.decision')}**")
        _show_decision(one, context, outcomes)
    st.markdown(f"**{escaped(say('finance.answer.title', request=one.entry.request_id))}**")
    _show_answers(one, of_customer.consents.get(one.entry.request_id, ()), context)


def _show_parts(one: DetailedEntry, context: AppContext, outcomes: OutcomesFile) -> None:
    named, reasons = bucket_labels(outcomes), reason_labels(outcomes)
    columns = titles("from_minute", "minutes", "bucket", "consent", "rate", "reason")
    rows = [
        (
            part.first_minute,
            part.minutes,
            named[part.bucket],
            part.consent_id or "",
            exact(part.rate),
            reasons[part.blocked] if part.blocked is not None else "",
        )
        for part in one.reckoned.segments
    ]
    show_filled(columns, rows, {0: whole, 1: whole, 4: in_cents(context.currency)})
    if one.blocked_billable:
        rate = one.table_rate
        if rate is None:
            st.caption(say("finance.entry.no_table_rate"))
        else:
            st.caption(
                escaped(say("finance.entry.table_rate", rate=money(rate.hourly_rate, context.currency, language()), id=rate.rate_id))
            )


def _show_decision(one: DetailedEntry, context: AppContext, outcomes: OutcomesFile) -> None:
    coverages = {Coverage(word.id): worded(word.label) for word in outcomes.coverage}
    if one.entry.activity == "triage":
        st.text(say("finance.entry.examining_is_free"))
    st.text(say("finance.entry.policy_says", policy=one.decision.policy, coverage=coverages[one.decision.coverage]))
    for reason in one.decision.because:
        st.text(f"• {worded(reason.says)}")
        st.caption(escaped(say("finance.entry.rule", rule=reason.rule, clauses=tuple(reason.clauses))))
        if reason.assumption is not None:
            _show_assumption(worded(reason.assumption))
    _show_persons_word(one, coverages, context)


def _show_persons_word(one: DetailedEntry, coverages: dict[Coverage, str], context: AppContext) -> None:
    """What a person determined or waived, and why."""
    determination, waiver = one.determination, one.waiver
    if determination is not None:
        st.text(
            say(
                "finance.entry.determined",
                coverage=coverages[one.reckoned.coverage],
                by=determination.determined_by,
                at=instant(determination.determined_at, context.zone, language()),
                reason=determination.reason,
                id=determination.determination_id,
            )
        )
    if waiver is not None:
        at = instant(waiver.waived_at, context.zone, language())
        st.text(say("finance.entry.waived", by=waiver.waived_by, at=at, reason=waiver.reason, id=waiver.waiver_id))


def _show_assumption(text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="top"):
        st.badge(say("finance.entry.assumption"), icon=":material/psychology_alt:", color="orange")
        st.caption(escaped(text))


def _show_answers(one: DetailedEntry, answers: tuple[DetailedConsent, ...], context: AppContext) -> None:
    if not answers:
        st.caption(say("finance.answer.none"))
        return
    columns = [
        say("finance.column.consent"),
        say("finance.answer.status"),
        say("finance.answer.given_by"),
        say("finance.answer.given_via"),
        say("finance.answer.given_at"),
        *titles("role", "rate"),
        say("finance.answer.max_minutes"),
        say("finance.answer.minutes_left"),
        say("finance.answer.used_here"),
        say("finance.answer.expires"),
        say("finance.answer.withdrawn"),
        say("finance.answer.evidence"),
    ]
    roles = {role.id: worded(role.label) for role in context.deciders.packs.vendor.roles}
    numbers = {6: in_cents(context.currency), 7: whole, 8: whole, 9: whole}
    show_filled(columns, [_answer(one, answer, context, roles) for answer in answers], numbers)


def _answer(one: DetailedEntry, answer: DetailedConsent, context: AppContext, roles: dict[str, str]) -> tuple[object, ...]:
    consent, withdrawal = answer.consent, answer.withdrawal
    drawn = sum(part.minutes for part in one.reckoned.segments if part.consent_id == consent.consent_id)
    is_granted = consent.status == "granted"
    return (
        consent.consent_id,
        say(f"finance.answer.is.{consent.status}"),
        answer.given_by,
        say(f"finance.answer.via.{consent.given_via}"),
        instant(consent.given_at, context.zone, language()),
        roles.get(consent.role, consent.role) if consent.role is not None else "",
        exact(consent.hourly_rate),
        consent.max_minutes,
        answer.minutes_left if is_granted else None,
        drawn or None,
        instant(consent.expires_at, context.zone, language()) if consent.expires_at is not None else "",
        instant(withdrawal.withdrawn_at, context.zone, language()) if withdrawal is not None else "",
        consent.evidence or "",
    )
