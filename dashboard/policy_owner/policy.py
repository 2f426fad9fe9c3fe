"""A version of a product's rules, readable: who pays and why, clauses, examples and whether they hold, contacts, dates, digests."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.app_context import AppContext, now, open_context
from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from dashboard.persistent_choice import persistent_choice
from dashboard.policy_owner.check_panel import cached_check, show_check, show_examples
from dashboard.policy_owner.clause_panel import show_clauses, show_contacts
from dashboard.policy_owner.pages import POLICY
from dashboard.policy_owner.text_tables import show_assumption
from dashboard.policy_owner.version_panel import show_coverage, show_other_rules
from engine.policy.packs import Pack
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import assumptions
from engine.use_cases.reckoning.policy_pins import compiled_by_ref


def show() -> None:
    """The page."""
    st.title(say(POLICY.title))
    context = open_context()
    with st.container(horizontal=True):
        pack = _choose_pack(context)
        today = now().astimezone(pack.zone).date()
        version = _choose_version(pack, today)
    compiled = compiled_by_ref(context.deciders)[version.ref]
    outcomes = context.deciders.packs.outcomes
    _show_head(pack, version, compiled.meaning_digest)
    found = cached_check(context, version, compiled.meaning_digest)
    show_check(found, version, outcomes)
    names = (
        "policy_owner.table.coverage",
        "policy_owner.rules.other_tables",
        "policy_owner.column.clauses",
        "policy_owner.examples.title",
        "policy_owner.contacts.title",
    )
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


def _choose_pack(context: AppContext) -> Pack:
    packs = context.deciders.packs.packs
    named = {key: worded(pack.product.name) for key, pack in packs.items()}
    return packs[persistent_choice(say("policy_owner.rules.product"), named, "policy product", width=280)]


def _choose_version(pack: Pack, today: date) -> Version:
    """The one in force today is chosen first, or the newest where none is."""
    versions = {version.policy.version: version for version in reversed(pack.versions)}
    in_force = pack.version_on(today)
    named = {name: f"{name} ({_state(pack, version, today)})" for name, version in versions.items()}
    first = in_force.policy.version if in_force else None
    key = f"version of {pack.product.product}"
    return versions[
        persistent_choice(say("policy_owner.rules.version"), named, key, first, help=say("policy_owner.rules.version_help"), width=280)
    ]


def _state(pack: Pack, version: Version, today: date) -> str:
    if version.begins > today:
        return say("policy_owner.state.coming")
    last = pack.last_day_of(version)
    return say("policy_owner.state.in_force" if last is None or today <= last else "policy_owner.state.ended")


def _show_head(pack: Pack, version: Version, meaning: str) -> None:
    st.text(worded(pack.product.about))
    last = pack.last_day_of(version)
    if last is None:
        told = say("policy_owner.rules.in_force_from", begins=version.begins)
    else:
        told = say("policy_owner.rules.in_force_between", begins=version.begins, ends=last)
    st.markdown(f"**{escaped(version.ref)}** {escaped(told)}")
    policy = version.policy
    show_assumption(None if policy.assumption is None else worded(policy.assumption))
    count = len({text for _, text in assumptions(version, language())})
    if count:
        st.caption(say("policy_owner.rules.assumptions", count=count))
    with st.expander(say("policy_owner.rules.digests")):
        st.caption(say("policy_owner.rules.digests_help"))
        st.text(say("policy_owner.rules.meaning_digest", digest=meaning))
        st.text(say("policy_owner.rules.text_digest", digest=version.text_digest))


show()
