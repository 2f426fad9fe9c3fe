"""What a contract or a request states under names of the pack's own: terms (`visits=included`) and numbers (`minutes=45`).

Kept as one text, names in order, so that however it was typed the same says the same. Knows no pack: whether there is such
a name or value is for the doors to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NewType

Terms = NewType("Terms", str)
Numbers = NewType("Numbers", str)


def read_pairs(text: str | None) -> dict[str, str]:
    """Name → what is stated, of a text as `write_pairs` writes it; nothing of a blank."""
    return dict(pair.split("=", 1) for pair in text.split("; ")) if text else {}


def write_pairs(pairs: Mapping[str, str]) -> str:
    """`second=2; third=unknown`, names in order."""
    return "; ".join(f"{name}={value}" for name, value in sorted(pairs.items()))


def merge_pairs(texts: Iterable[str | None]) -> dict[str, str]:
    """What counts of several texts, the later replacing the earlier name by name."""
    counts: dict[str, str] = {}
    for text in texts:
        counts |= read_pairs(text)
    return counts
