"""What is typed as an argument, read strictly: months and instants."""

from __future__ import annotations

from engine.vocabulary.instants import Instant, NotATime, read_instant
from engine.vocabulary.months import Month, NotAMonth, read_month
from engine.vocabulary.problems import refuse


def month_given(text: str, option: str) -> Month:
    """`2026-10`. Raises Refused naming the option."""
    try:
        return read_month(text)
    except NotAMonth as wrong:
        raise refuse("bad_month", f"`{option}`: `{text}` {wrong}") from None


def instant_given(text: str, option: str) -> Instant:
    """`2026-11-03T12:00:00+01:00`. Raises Refused naming the option."""
    try:
        return read_instant(text)
    except NotATime as wrong:
        raise refuse("bad_instant", f"`{option}`: `{text}` {wrong}") from None
