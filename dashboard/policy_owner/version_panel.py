"""A version's rules as tables: coverage under its sections, then levels, routes, channels and service hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import streamlit as st

from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from dashboard.policy_owner.text_tables import AssumedText, show_assumption, show_texts, titles
from engine.policy.pack import OutcomesFile, Text
from engine.policy.version import Version
from engine.use_cases.explaining.reading_words import readings_in_words
from engine.use_cases.explaining.rule_words import RuleInWords, channels_in_words, coverage_in_words, levels_in_words, routes_in_words
from engine.wording import formats

_A_MONDAY = date(2024, 1, 1)


def show_coverage(version: Version, outcomes: OutcomesFile) -> None:
    """Who pays, section by section."""
    st.caption(say("policy_owner.rules.coverage_help"))
    rules = coverage_in_words(version, outcomes, language())
    for number, (title, of_section) in enumerate(groupby(rules, key=lambda rule: rule.section), start=1):
        st.markdown(f"**{number}. {escaped(title)}**")
        show_rules(tuple(of_section))


def show_other_rules(version: Version, outcomes: OutcomesFile) -> None:
    """Levels, routes, channels; bands, ages and terms; service hours."""
    st.markdown(f"**{say('policy_owner.table.level')}**")
    levels = levels_in_words(version, outcomes, language())
    if levels:
        show_rules(levels)
    else:
        st.caption(say("policy_owner.rules.no_levels"))
    for title, rules in (("policy_owner.table.route", routes_in_words), ("policy_owner.table.channel", channels_in_words)):
        st.markdown(f"**{say(title)}**")
        st.caption(say("policy_owner.rules.first_counts"))
        show_rules(rules(version, outcomes, language()))
    readings = readings_in_words(version, language())
    if readings:
        st.markdown(f"**{say('policy_owner.rules.readings')}**")
        st.caption(say("policy_owner.rules.readings_help"))
        columns = titles("fact", "read_from", "values")
        show_texts(columns, [(one.fact, one.read_off, "; ".join(one.values)) for one in readings], (6, 14, 20))
    st.markdown(f"**{say('policy_owner.rules.service_hours')}**")
    _show_hours(version)


def show_rules(rules: Sequence[RuleInWords]) -> None:
    """A rule a row; what rests on an assumption says so beside its reason."""
    columns = titles("when", "then", "reason_given", "clauses", "rule")
    rows = [(rule.when, rule.then, AssumedText(rule.says, rule.assumption), ", ".join(rule.clauses), rule.id) for rule in rules]
    show_texts(columns, rows, (13, 7, 18, 5, 15))


def _show_hours(version: Version) -> None:
    hours = version.policy.service_hours
    told = say(
        "policy_owner.rules.opening_times",
        days=tuple(map(_day, hours.days)),
        opens=hours.opens,
        closes=hours.closes,
        zone=str(version.zone),
    )
    place = "-".join(part for part in (hours.holidays.country, hours.holidays.subdivision) if part)
    st.text(f"{told} {say('policy_owner.rules.no_holidays', place=place)}")
    st.caption(", ".join(hours.clauses))
    show_assumption(_text(hours.assumption))


def _day(weekday: str) -> str:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return formats.weekday(_A_MONDAY + timedelta(days=names.index(weekday)), language())


def _text(text: Text | None) -> str | None:
    return None if text is None else worded(text)
