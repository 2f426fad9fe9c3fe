"""What the navigation needs to know of a page: its file, its name in the address, its title and sign."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """`file` is relative to `dashboard/`; `path` is what the address shows; `title` a key of the catalogue;
    `icon` as Streamlit writes it, `:material/…:`."""

    file: str
    path: str
    title: str
    icon: str
