"""The facts of a request as choices in plain words: each fact's label, and what the chosen value means, with an example.

All wording is the pack's. What the records tell is shown as such and cannot be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from dashboard.persistent_choice import persistent_choice
from engine.books.terms_and_numbers import write_pairs
from engine.policy.pack import LARGEST_NUMBER, Fact, Value
from engine.policy.version import Version
from engine.use_cases.explaining.reading_words import stated_in_words, value_with_range
from engine.vocabulary.outcomes import UNKNOWN
from engine.wording.formats import day

UNCHANGED = ""


def choose_fact(fact: Fact, key: str) -> str:
    """One of the fact's values; its default to begin with. What the value means stands below it."""
    by_id = {value.id: value for value in fact.values}
    labels = {id_: worded(value.label) for id_, value in by_id.items()}
    chosen = persistent_choice(escaped(worded(fact.label)), labels, f"{key} {fact.id}", fact.default, help=escaped(worded(fact.question)))
    show_meaning(by_id[chosen])
    return chosen


def choose_change(fact: Fact, key: str, unchanged: str) -> str:
    """One of the fact's values, or blank: it stays as `unchanged` says. For forms, where nothing is shown as one chooses."""
    labels = {UNCHANGED: unchanged, **{value.id: worded(value.label) for value in fact.values}}
    return persistent_choice(escaped(worded(fact.label)), labels, f"{key} {fact.id}", help=escaped(worded(fact.question)))


def choose_number(fact: Fact, key: str, unchanged: str = "") -> str:
    """A whole number, or blank where nobody knows it; what the fact's values mean is told beside it. `unchanged`: what it was."""
    unit = worded(fact.reading.unit) if fact.reading and fact.reading.unit else ""
    least = min((value.from_ for value in fact.values if value.from_ is not None and value.below is not None), default=None)
    number: int | None = st.number_input(
        f"{escaped(worded(fact.label))} ({escaped(unit)})",
        min_value=least if least == 0 else -LARGEST_NUMBER,
        max_value=LARGEST_NUMBER,
        value=None,
        step=1,
        key=f"{key} {fact.id}",
        placeholder=unchanged or say("account_manager.request.not_known"),
        help=escaped(f"{worded(fact.question)} {'; '.join(value_with_range(fact, value, language()) for value in fact.values)}"),
    )
    return "" if number is None else str(number)


def given_numbers(version: Version, chosen: Mapping[str, str]) -> str:
    """What was chosen on numbers, by fact, as a record states it (`estimated_minutes=45`); blanks are left out."""
    return write_pairs({scale.of: chosen[scale.fact] for scale in version.scales if chosen.get(scale.fact)})


def show_meaning(value: Value) -> None:
    """What a value means, and an example of it."""
    st.caption(_meaning(value))


def show_all_choices(version: Version, names: list[str]) -> None:
    """Every value of these facts with its meaning and example, to be read before one chooses."""
    with st.popover(say("account_manager.request.choices"), icon=":material/menu_book:"):
        for name in names:
            fact = version.facts[name]
            st.markdown(f"**{escaped(worded(fact.label))}**")
            st.markdown("\n".join(f"- {_explained(fact, value)}" for value in fact.values))


def show_recorded_facts(version: Version, known: Mapping[str, str], stated: Mapping[str, str]) -> None:
    """Facts that the records tell, each with what its value means; `stated`: the days that some were read off."""
    days = {scale.fact: given_value(version, scale.of, stated) for scale in version.scales}
    for name, value in known.items():
        fact = version.facts[name]
        chosen = next(one for one in fact.values if one.id == value)
        st.text(f"{worded(fact.label)}: {worded(chosen.label)}{days.get(name, '')}", help=escaped(worded(chosen.says)))


def given_value(version: Version, name: str, stated: Mapping[str, str]) -> str:
    """` (45 minutes)`, ` (since 09.12.2026)`; "" where nothing is stated under the name."""
    scale = next(scale for scale in version.scales if scale.of == name)
    if name not in stated or stated[name] == UNKNOWN:
        return ""
    said = day(date.fromisoformat(stated[name]), language()) if scale.is_age else stated[name]
    told = stated_in_words(version, name, said, language())
    return f" ({told[1]})" if told else ""


def _explained(fact: Fact, value: Value) -> str:
    return f"**{escaped(value_with_range(fact, value, language()))}**: {_meaning(value)}"


def _meaning(value: Value) -> str:
    return f"{escaped(worded(value.says))} {say('account_manager.example')}: {escaped(worded(value.example))}"
