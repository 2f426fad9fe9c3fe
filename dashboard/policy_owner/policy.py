"""A version of a product's rules, readable: who pays and why, clauses, examples and whether they hold, contacts, dates, digests."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.house import House, house, now
from dashboard.kept_choice import kept_choice
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.policy_owner import words
from dashboard.policy_owner.check_shown import checked, show_check, show_examples
from dashboard.policy_owner.clauses_shown import show_clauses, show_contacts
from dashboard.policy_owner.pages import POLICY
from dashboard.policy_owner.rules_shown import show_coverage, show_other_rules
from dashboard.policy_owner.tables import show_assumption
from engine.policy.pack import Text
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import assumptions
from engine.use_cases.reckoning.policy_pins import compiled_by_ref
from engine.wording.formats import day


def show() -> None:
    """The page."""
    st.title(say(POLICY.title))
    at = house()
    with st.container(horizontal=True):
        pack = _choose_pack(at)
        today = now().astimezone(pack.zone).date()
        version = _choose_version(pack, today)
    compiled = compiled_by_ref(at.deciders)[version.ref]
    outcomes = at.deciders.packs.outcomes
    _show_head(pack, version, compiled.meaning_digest)
    found = checked(at, version, compiled.meaning_digest)
    show_check(found, version, outcomes)
    names = (words.RULES, words.OTHERS, words.CLAUSES, words.EXAMPLES, words.CONTACTS)
    rules, others, clauses, examples, contacts = st.tabs([say(name) for name in names])
    with rules:
        show_coverage(version, outcomes)
    with others:
        show_other_rules(version, outcomes)
    with clauses:
        show_clauses(pack, version)
    with examples:
        show_examples(found, version, outcomes)
    with contacts:
        show_contacts(pack, outcomes, today)


def _choose_pack(at: House) -> Pack:
    packs = at.deciders.packs.packs
    named = {key: say(pack.product.name) for key, pack in packs.items()}
    return packs[kept_choice(say(words.PRODUCT), named, "policy product", width=280)]


def _choose_version(pack: Pack, today: date) -> Version:
    """The one in force today is chosen first, or the newest where none is."""
    versions = {version.policy.version: version for version in reversed(pack.versions)}
    in_force = pack.version_on(today)
    named = {name: f"{name} ({say(_state(pack, version, today))})" for name, version in versions.items()}
    first = in_force.policy.version if in_force else None
    key = f"version of {pack.product.product}"
    return versions[kept_choice(say(words.VERSION), named, key, first, help=say(words.VERSION_SAYS), width=280)]


def _state(pack: Pack, version: Version, today: date) -> Text:
    if version.begins > today:
        return words.COMING
    last = pack.last_day_of(version)
    return words.IN_FORCE if last is None or today <= last else words.ENDED


def _show_head(pack: Pack, version: Version, meaning: str) -> None:
    st.text(say(pack.product.about))
    last = pack.last_day_of(version)
    begins = day(version.begins, language())
    ends = "" if last is None else day(last, language())
    told = say(words.FROM_TO if ends else words.FROM_ON).format(begins=begins, ends=ends)
    st.markdown(f"**{escaped(version.ref)}** {escaped(told)}")
    policy = version.policy
    show_assumption(None if policy.assumption is None else say(policy.assumption))
    count = len({text for _, text in assumptions(version, language())})
    if count:
        st.caption(say(words.ASSUMPTIONS).format(count=count))
    with st.expander(say(words.DIGESTS)):
        st.caption(say(words.DIGESTS_SAYS))
        st.text(f"{say(words.MEANING)}: {meaning}")
        st.text(f"{say(words.WORDING)}: {version.text_digest}")


show()
