"""What is behind one entry: where its minutes end, the decision with its clauses, who determined or waived, and each answer."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.finance import words
from dashboard.finance.figures import bucket_labels, exact, in_cents, reason_labels, show_filled, whole
from dashboard.language import language, say
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
        st.markdown(f"**{say(words.PARTS)}**")
        _show_parts(one, context, outcomes)
        st.text(say(words.AGENT).format(agent=one.entry.agent))
        if one.entry.note:
            st.text(say(words.NOTED).format(note=one.entry.note))
    with right:
        st.markdown(f"**{say(words.DECISION)}**")
        _show_decision(one, context, outcomes)
    st.markdown(f"**{say(words.ANSWERS)} {escaped(one.entry.request_id)}**")
    _show_answers(one, of_customer.consents.get(one.entry.request_id, ()), context)


def _show_parts(one: DetailedEntry, context: AppContext, outcomes: OutcomesFile) -> None:
    named, reasons = bucket_labels(outcomes), reason_labels(outcomes)
    columns = [say(words.FROM_MINUTE), say(words.MINUTES), say(words.BUCKET), say(words.CONSENT), say(words.RATE), say(words.REASON)]
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
            st.caption(say(words.NO_TABLE_RATE))
        else:
            st.caption(escaped(say(words.TABLE_RATE).format(rate=money(rate.hourly_rate, context.currency, language()), id=rate.rate_id)))


def _show_decision(one: DetailedEntry, context: AppContext, outcomes: OutcomesFile) -> None:
    coverages = {Coverage(word.id): say(word.label) for word in outcomes.coverage}
    if one.entry.activity == "triage":
        st.text(say(words.EXAMINING_IS_FREE))
    st.text(say(words.POLICY_SAYS).format(policy=one.decision.policy, coverage=coverages[one.decision.coverage]))
    for reason in one.decision.because:
        st.text(f"• {reason.says.in_(language())}")
        st.caption(escaped(say(words.RULE).format(rule=reason.rule, clauses=", ".join(reason.clauses))))
        if reason.assumption is not None:
            _show_assumption(reason.assumption.in_(language()))
    _show_persons_word(one, coverages, context)


def _show_persons_word(one: DetailedEntry, coverages: dict[Coverage, str], context: AppContext) -> None:
    """What a person determined or waived, and why."""
    determination, waiver = one.determination, one.waiver
    if determination is not None:
        on = instant(determination.determined_at, context.zone, language())
        said = say(words.DETERMINED).format(coverage=coverages[one.reckoned.coverage], by=determination.determined_by, at=on)
        st.text(f"{said} {determination.reason} ({determination.determination_id})")
    if waiver is not None:
        said = say(words.WAIVED).format(by=waiver.waived_by, at=instant(waiver.waived_at, context.zone, language()))
        st.text(f"{said} {waiver.reason} ({waiver.waiver_id})")


def _show_assumption(text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="top"):
        st.badge(say(words.ASSUMPTION), icon=":material/psychology_alt:", color="orange")
        st.caption(escaped(text))


def _show_answers(one: DetailedEntry, answers: tuple[DetailedConsent, ...], context: AppContext) -> None:
    if not answers:
        st.caption(say(words.NO_ANSWERS))
        return
    columns = [
        say(words.CONSENT), say(words.STATUS), say(words.GIVEN_BY), say(words.GIVEN_VIA), say(words.GIVEN_AT), say(words.ROLE),
        say(words.RATE), say(words.CAP), say(words.LEFT), say(words.DREW), say(words.EXPIRES), say(words.WITHDRAWN), say(words.EVIDENCE),
    ]  # fmt: skip
    roles = {role.id: say(role.label) for role in context.deciders.packs.vendor.roles}
    numbers = {6: in_cents(context.currency), 7: whole, 8: whole, 9: whole}
    show_filled(columns, [_answer(one, answer, context, roles) for answer in answers], numbers)


def _answer(one: DetailedEntry, answer: DetailedConsent, context: AppContext, roles: dict[str, str]) -> tuple[object, ...]:
    consent, withdrawal = answer.consent, answer.withdrawal
    drawn = sum(part.minutes for part in one.reckoned.segments if part.consent_id == consent.consent_id)
    is_granted = consent.status == "granted"
    return (
        consent.consent_id,
        say(words.STATUSES[consent.status]),
        answer.given_by,
        say(words.VIA[consent.given_via]),
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
