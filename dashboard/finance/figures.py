"""Figures as a person reads them: sums at the head of a page, minutes that may not be invoiced, a table with its numbers set right.

A table keeps the numbers themselves, so that it sorts and is copied as numbers; only what is seen is written in the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from engine.books.month_statement import MinutesByBucket, Sums
from engine.policy.pack import OutcomesFile
from engine.use_cases.months.month_detail import NotInvoiced
from engine.vocabulary.money import amount
from engine.vocabulary.outcomes import BlockReason, Bucket
from engine.wording.formats import minutes, money, number

_ROWS_AT_ONCE = 14
BUCKETS = (Bucket.COVERED, Bucket.BILLABLE, Bucket.WAIVED, Bucket.BLOCKED)


def bucket_labels(outcomes: OutcomesFile) -> dict[Bucket, str]:
    """Bucket → its word."""
    return {Bucket(word.id): worded(word.label) for word in outcomes.bucket}


def reason_labels(outcomes: OutcomesFile) -> dict[BlockReason, str]:
    """Reason for blocking → its word."""
    return {BlockReason(word.id): worded(word.label) for word in outcomes.blocked}


def titles(*columns: str) -> list[str]:
    """The titles of columns that several tables have."""
    return [say(f"finance.column.{column}") for column in columns]


def show_sums(of_minutes: MinutesByBucket, sums: Sums, not_invoiced: NotInvoiced, currency: str, outcomes: OutcomesFile) -> None:
    """Minutes by bucket, money, and what may not be invoiced."""
    named = bucket_labels(outcomes)
    means = {Bucket(word.id): worded(word.says) for word in outcomes.bucket}
    with st.container(horizontal=True, gap="medium"):
        st.metric(say("finance.column.recorded"), _in_minutes(of_minutes.recorded), width="content")
        for bucket in BUCKETS:
            st.metric(named[bucket], _in_minutes(getattr(of_minutes, bucket.value)), help=means[bucket], width="content")
    with st.container(horizontal=True, gap="medium"):
        for label, cents in (("finance.column.net", sums.net), ("finance.column.vat", sums.vat), ("finance.column.gross", sums.gross)):
            st.metric(say(label), money(cents, currency, language()), width="content")
        shown = money(not_invoiced.cents, currency, language())
        st.metric(say("finance.figures.at_table_rate"), shown, help=say("finance.figures.at_table_rate_help"), width="content")


def show_blocked(blocked: Mapping[BlockReason, int], not_invoiced: NotInvoiced, currency: str, outcomes: OutcomesFile) -> None:
    """The reasons with their minutes, and in sentences what they would have come to and what has no price."""
    if not any(blocked.values()):
        st.caption(say("finance.blocked.none"))
        return
    means = {BlockReason(word.id): word for word in outcomes.blocked}
    rows = [(worded(means[reason].label), count, worded(means[reason].says)) for reason, count in blocked.items() if count]
    show_table(titles("reason", "minutes", "meaning"), rows, numbers={1: whole})
    if not_invoiced.priced:
        at_table_rate = money(not_invoiced.cents, currency, language())
        priced = say("finance.blocked.priced", minutes=minutes(not_invoiced.priced, language()), amount=at_table_rate)
        st.caption(escaped(priced))
    if not_invoiced.without_rate:
        st.caption(escaped(say("finance.blocked.without_rate", minutes=minutes(not_invoiced.without_rate, language()))))
    if not_invoiced.not_billable:
        st.caption(escaped(say("finance.blocked.not_billable", minutes=minutes(not_invoiced.not_billable, language()))))


def show_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    numbers: Mapping[int, Callable[[Any], str]],
    key: str | None = None,
    widths: Mapping[int, int] | None = None,
) -> int | None:
    """A table; `numbers`: column → how its values are written. With a `key` a row can be selected: its place is answered.

    `widths`: columns of a width in pixels; they stay in sight where the table is pushed sideways."""
    frame = pd.DataFrame([list(row) for row in rows], columns=list(columns), dtype=object)
    written = frame.style.format({columns[place]: write for place, write in numbers.items()}, na_rep="")
    fixed = widths or {}
    config = {
        name: st.column_config.Column(
            name, alignment="right" if place in numbers else "left", width=fixed.get(place), pinned=place in fixed or None
        )
        for place, name in enumerate(columns)
    }
    looks: dict[str, Any] = {"hide_index": True, "column_config": config, "placeholder": ""}
    looks["height"] = "content" if len(rows) <= _ROWS_AT_ONCE else 35 * (_ROWS_AT_ONCE + 1)
    if key is None:
        st.dataframe(written, **looks)
        return None
    chosen = st.dataframe(written, key=key, on_select="rerun", selection_mode="single-row", **looks)
    selected: Sequence[int] = chosen["selection"]["rows"]
    return selected[0] if selected else None


def show_filled(columns: Sequence[str], rows: Sequence[Sequence[object]], numbers: Mapping[int, Callable[[Any], str]]) -> None:
    """The same, columns in which nothing stands left out."""
    filled = [place for place in range(len(columns)) if any(row[place] not in (None, "") for row in rows)]
    show_table(
        [columns[place] for place in filled],
        [[row[place] for place in filled] for row in rows],
        {filled.index(place): write for place, write in numbers.items() if place in filled},
    )


def _in_minutes(count: int) -> str:
    return say("finance.figures.in_minutes", number=count)


def whole(value: object) -> str:
    """`1.234`; nothing for a blank."""
    return number(value, language()) if isinstance(value, int) else ""


def in_cents(currency: str) -> Callable[[Any], str]:
    """Writes an amount, exact to the cent, as money of `currency`; nothing for a blank."""
    return lambda value: "" if value is None else money(int(value.scaleb(2)), currency, language())


def exact(cents: int | None) -> object:
    """What a table keeps of cents: the exact amount."""
    return None if cents is None else amount(cents)
