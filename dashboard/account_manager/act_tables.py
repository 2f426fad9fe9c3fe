"""What is recorded about a request: quotes, answers, classifications, determinations, and time with where its minutes ended."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.decision_panel import outcome_label
from dashboard.account_manager.request_list import show_answers
from dashboard.app_context import AppContext
from dashboard.columns import moment_column
from dashboard.language import language, say, worded
from engine.books.entries import ReckonedEntry
from engine.books.terms_and_numbers import read_pairs
from engine.use_cases.explaining.reading_words import stated_in_words
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView
from engine.vocabulary.instants import local_time
from engine.wording import formats


def show_act_tables(one: RequestView, view: CustomerView, context: AppContext) -> None:
    """A table for each kind of which there is something; time always."""
    st.subheader(say("account_manager.request.what_was_recorded"))
    _show_entries(one, context)
    if one.quotes:
        _show_quotes(one, context)
    if one.consents:
        st.markdown(f"**{say('account_manager.request.answers')}**")
        show_answers([(one, consent) for consent in one.consents], view, context)
    if one.retriages:
        _show_retriages(one, context)
    if one.determinations:
        _show_determinations(one, context)


def _show_entries(one: RequestView, context: AppContext) -> None:
    st.markdown(f"**{say('account_manager.request.entries')}**")
    if not one.reckoned.entries:
        st.text(say("account_manager.request.no_entries"))
        return
    outcomes = context.deciders.packs.outcomes
    total = sum(one.minutes.values())
    by_bucket = {outcome_label(outcomes.bucket, bucket): minutes for bucket, minutes in one.minutes.items() if minutes}
    parts = [f"{label} {formats.minutes(minutes, language())}" for label, minutes in by_bucket.items()]
    st.text(f"{say('account_manager.recorded')} {formats.minutes(total, language())}: {', '.join(parts)}")
    rows = [_entry(reckoned, context) for reckoned in one.reckoned.entries]
    st.dataframe(rows, hide_index=True, column_config={say("account_manager.request.started"): moment_column(context.zone)})


def _entry(reckoned: ReckonedEntry, context: AppContext) -> dict[str, object]:
    outcomes = context.deciders.packs.outcomes
    entry = reckoned.entry
    roles = {role.id: worded(role.label) for role in context.deciders.packs.vendor.roles}
    buckets = [f"{outcome_label(outcomes.bucket, part.bucket)} {part.minutes}" for part in reckoned.segments]
    reasons = [
        outcome_label(outcomes.blocked, reason) for reason in dict.fromkeys(part.blocked for part in reckoned.segments if part.blocked)
    ]
    return {
        say("account_manager.request.id"): entry.entry_id,
        say("account_manager.request.started"): local_time(entry.started_at, context.zone),
        say("account_manager.request.minutes"): entry.minutes,
        say("account_manager.request.bucket"): ", ".join(buckets),
        say("account_manager.request.blocked_because"): ", ".join(reasons),
        say("account_manager.request.coverage"): outcome_label(outcomes.coverage, reckoned.coverage),
        say("account_manager.request.activity"): say(f"account_manager.request.activities.{entry.activity}"),
        say("account_manager.request.role"): roles.get(entry.role, entry.role),
        say("account_manager.request.agent_short"): entry.agent,
        say("account_manager.request.note_short"): entry.note or "",
    }


def _show_quotes(one: RequestView, context: AppContext) -> None:
    st.markdown(f"**{say('account_manager.request.quotes')}**")
    roles = {role.id: worded(role.label) for role in context.deciders.packs.vendor.roles}
    rows = [
        {
            say("account_manager.request.id"): quote.quote_id,
            say("account_manager.request.when"): local_time(quote.sent_at, context.zone),
            say("account_manager.request.by"): quote.sent_by,
            say("account_manager.request.role"): roles.get(quote.role, quote.role),
            say("account_manager.rate"): formats.money(quote.hourly_rate, quote.currency, language()),
            say("account_manager.request.cap_short"): quote.max_minutes,
            say("account_manager.request.expires_short"): None if quote.expires_at is None else local_time(quote.expires_at, context.zone),
            say("account_manager.request.deviation_short"): quote.deviation_reason or "",
        }
        for quote in one.quotes
    ]
    columns = {
        say("account_manager.request.when"): moment_column(context.zone),
        say("account_manager.request.expires_short"): moment_column(context.zone),
    }
    st.dataframe(rows, hide_index=True, column_config=columns, placeholder="–")


def _show_retriages(one: RequestView, context: AppContext) -> None:
    st.markdown(f"**{say('account_manager.request.retriages')}**")
    version = one.assessment.version
    rows = []
    for row in one.retriages:
        said: dict[str, object] = {
            say("account_manager.request.when"): local_time(row.triaged_at, context.zone),
            say("account_manager.request.by"): row.triaged_by,
            say("account_manager.asked_by"): row.person_id or "",
        }
        for name in ("training", "delivery", "service", "topic", "cause", "complexity"):
            if name in version.facts:
                value = getattr(row, name)
                labels = {one.id: worded(one.label) for one in version.facts[name].values}
                said[worded(version.facts[name].label)] = "" if value is None else labels.get(value, value)
        numbers = read_pairs(row.numbers)
        for scale in version.scales:
            if not scale.is_age:
                told = stated_in_words(version, scale.of, numbers[scale.of], language()) if scale.of in numbers else None
                said[worded(version.facts[scale.fact].label)] = told[1] if told else ""
        rows.append(said)
    st.dataframe(rows, hide_index=True, column_config={say("account_manager.request.when"): moment_column(context.zone)})


def _show_determinations(one: RequestView, context: AppContext) -> None:
    st.markdown(f"**{say('account_manager.request.determinations')}**")
    rows = [
        {
            say("account_manager.request.when"): local_time(row.determined_at, context.zone),
            say("account_manager.request.by"): row.determined_by,
            say("account_manager.request.coverage"): outcome_label(context.deciders.packs.outcomes.coverage, row.coverage),
            say("account_manager.request.reason"): row.reason,
        }
        for row in one.determinations
    ]
    st.dataframe(rows, hide_index=True, column_config={say("account_manager.request.when"): moment_column(context.zone)})
