"""How whoever acts on policies is known, in words, beside every act: until there is a sign-in, by a login that nobody has seen to."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import who
from dashboard.language import say
from dashboard.markdown import escaped
from engine.store.policy_acts import KnownBy


def known_by_text(known_by: KnownBy) -> str:
    """`unauthenticated` or `signed in`."""
    return say("policy_owner.actor.unauthenticated" if known_by == "unauthenticated" else "policy_owner.actor.signed_in")


def name_and_known_by(who: str, known_by: KnownBy) -> str:
    """`anna (unauthenticated)`, for sentences that say who did something."""
    marked = "policy_owner.actor.name_unauthenticated" if known_by == "unauthenticated" else "policy_owner.actor.name_signed_in"
    return say(marked, who=who)


def show_known_by() -> None:
    """What will be recorded of the person who is about to act."""
    badge = f":orange-badge[:material/help: {say('policy_owner.actor.unauthenticated')}]"
    st.caption(f"{badge} {escaped(say('policy_owner.actor.unauthenticated_help', who=who()))}")
