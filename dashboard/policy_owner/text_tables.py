"""Tables of texts to be read, not reckoned with: every cell wraps, and none of it is Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.language import say
from dashboard.markdown import escaped


class AssumedText(NamedTuple):
    """A cell's text, and what it assumes (None: nothing), which is marked."""

    text: str
    assumption: str | None


def titles(*columns: str) -> list[str]:
    """What the columns of these names are called."""
    return [say(f"policy_owner.column.{name}") for name in columns]


def show_texts(columns: Sequence[str], rows: Sequence[Sequence[str | AssumedText]], widths: Sequence[int]) -> None:
    """A table as wide as the page, or wider and to be pushed where the page is narrow.

    `widths`: the least width of each column, in ems; what is left of the page is shared out by them."""
    styled = pd.DataFrame([[_cell(value) for value in row] for row in rows], columns=list(columns)).style
    for name, width in zip(columns, widths, strict=True):
        styled = styled.set_properties(subset=[name], **{"min-width": f"{width}em", "width": f"{100 * width // sum(widths)}%"})
    st.table(styled, border="horizontal", hide_index=True)


def show_assumption(text: str | None) -> None:
    """The mark of an assumption, and what is assumed; nothing where nothing is."""
    if text is not None:
        st.caption(_marked(text))


def _cell(value: str | AssumedText) -> str:
    if isinstance(value, str):
        return escaped(value)
    return escaped(value.text) if value.assumption is None else f"{escaped(value.text)} {_marked(value.assumption)}"


def _marked(assumption: str) -> str:
    return f":orange-badge[:material/help: {say('policy_owner.rules.assumption')}] {escaped(assumption)}"
