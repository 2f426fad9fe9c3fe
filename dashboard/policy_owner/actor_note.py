"""How whoever acts on policies is known, in words, beside every act: until there is a sign-in, by a login that nobody has seen to."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import who
from dashboard.language import say
from dashboard.markdown import escaped
from dashboard.policy_owner import editor_words as words
from engine.store.policy_acts import KnownBy


def known_by_text(known_by: KnownBy) -> str:
    """`unauthenticated` or `signed in`."""
    return say(words.UNAUTHENTICATED if known_by == "unauthenticated" else words.SIGNED_IN)


def show_known_by() -> None:
    """What will be recorded of the person who is about to act."""
    st.caption(f":orange-badge[:material/help: {say(words.UNAUTHENTICATED)}] {escaped(say(words.UNAUTHENTICATED_SAYS).format(who=who()))}")
