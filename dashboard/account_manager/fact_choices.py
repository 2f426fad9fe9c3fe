"""The facts of a request as choices in plain words: each fact's label, and what the chosen value means, with an example.

All wording is the pack's. What the records tell is shown as such and cannot be chosen."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.account_manager import request_words, words
from dashboard.kept_choice import kept_choice
from dashboard.language import say
from dashboard.shown import escaped
from engine.policy.pack import Fact, Value
from engine.policy.version import Version

UNCHANGED = ""


def choose_fact(fact: Fact, key: str) -> str:
    """One of the fact's values; its default to begin with. What the value means stands below it."""
    by_id = {value.id: value for value in fact.values}
    labels = {id_: say(value.label) for id_, value in by_id.items()}
    chosen = kept_choice(escaped(say(fact.label)), labels, f"{key} {fact.id}", fact.default, help=escaped(say(fact.question)))
    show_meaning(by_id[chosen])
    return chosen


def choose_change(fact: Fact, key: str, unchanged: str) -> str:
    """One of the fact's values, or blank: it stays as `unchanged` says. For forms, where nothing is shown as one chooses."""
    labels = {UNCHANGED: unchanged, **{value.id: say(value.label) for value in fact.values}}
    return kept_choice(escaped(say(fact.label)), labels, f"{key} {fact.id}", help=escaped(say(fact.question)))


def show_meaning(value: Value) -> None:
    """What a value means, and an example of it."""
    st.caption(_meaning(value))


def show_all_choices(version: Version, names: list[str]) -> None:
    """Every value of these facts with its meaning and example, to be read before one chooses."""
    with st.popover(say(request_words.CHOICES), icon=":material/menu_book:"):
        for name in names:
            fact = version.facts[name]
            st.markdown(f"**{escaped(say(fact.label))}**")
            st.markdown("\n".join(f"- {_explained(value)}" for value in fact.values))


def show_known(version: Version, known: Mapping[str, str]) -> None:
    """Facts that the records tell, each with what its value means."""
    for name, value in known.items():
        fact = version.facts[name]
        chosen = next(one for one in fact.values if one.id == value)
        st.text(f"{say(fact.label)}: {say(chosen.label)}", help=escaped(say(chosen.says)))


def _explained(value: Value) -> str:
    return f"**{escaped(say(value.label))}**: {_meaning(value)}"


def _meaning(value: Value) -> str:
    return f"{escaped(say(value.says))} {say(words.EXAMPLE)}: {escaped(say(value.example))}"
