"""How a text from records is kept from being read as Markdown."""

from __future__ import annotations

import re

# everything that Markdown, or Streamlit's additions to it (`:red[…]`, `:name:`, `$…$`), could take for a sign
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^@/])")

# what Markdown makes a link of by itself, however it is escaped: broken by a joiner that nobody sees
_LINKS = re.compile(r"(?<=:)(?=//)|(?<=[wW])(?=[wW]{2}\.)|(?<=@)")
_UNSEEN = "\u2060"


def escaped(text: str) -> str:
    """Text that Markdown leaves as it is, on one line: for labels, captions and wherever Streamlit reads Markdown.

    Text from records goes through `st.text`, `st.dataframe` or here, and nowhere else."""
    return _SIGNS.sub(r"\\\1", _LINKS.sub(_UNSEEN, " ".join(text.split())))
