"""The trend over the months: minutes by where they ended, and what could be invoiced, as charts and as a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.app_context import AppContext, open_context
from dashboard.finance.figures import BUCKETS, bucket_labels, exact, in_cents, show_table, titles, whole
from dashboard.finance.pages import MONTH, TREND
from dashboard.finance.queries import MONTH_KEY, month_totals
from dashboard.language import language, say
from dashboard.persistent_choice import set_choice
from engine.use_cases.months.month_totals import MonthTotals
from engine.vocabulary.outcomes import Bucket
from engine.wording.formats import minutes, money
from engine.wording.formats import month as shown_month

# told apart by people who see colours alike, and in grey: each lighter or darker than its neighbour in the pile
COLOURS = {Bucket.COVERED: "#9ecae1", Bucket.BILLABLE: "#1b6e53", Bucket.WAIVED: "#f2c14e", Bucket.BLOCKED: "#b5403c"}


def show() -> None:
    """The page."""
    st.title(say(TREND.title))
    context = open_context()
    worked = month_totals(context)
    if not worked:
        st.info(say("finance.month.no_work"), icon=":material/info:")
        return
    st.caption(say("finance.trend.help"))
    st.subheader(say("finance.trend.minutes"))
    st.vega_lite_chart(*_minutes_chart(worked, bucket_labels(context.deciders.packs.outcomes)), width="stretch")
    st.subheader(say("finance.trend.net"))
    st.vega_lite_chart(*_net_chart(worked, context), width="stretch")
    st.subheader(say("finance.trend.table"))
    _show_table(worked, context)


def _minutes_chart(worked: tuple[MonthTotals, ...], named: dict[Bucket, str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    values = [
        {
            "month": str(one.month),
            "bucket": named[bucket],
            "minutes": getattr(one.minutes, bucket.value),
            "place": place,
            "told": minutes(getattr(one.minutes, bucket.value), language()),
            "called": shown_month(one.month, language()),
        }
        for one in worked
        for place, bucket in enumerate(BUCKETS)
    ]
    colours = {"domain": [named[bucket] for bucket in BUCKETS], "range": [COLOURS[bucket] for bucket in BUCKETS]}
    return values, {
        "height": 300,
        "mark": {"type": "bar"},
        "encoding": {
            "x": _months_axis(),
            "y": {
                "field": "minutes",
                "type": "quantitative",
                "stack": True,
                "title": say("finance.column.minutes"),
                "axis": _numbers_axis(),
            },
            "color": {"field": "bucket", "type": "nominal", "scale": colours, "legend": {"orient": "top", "title": None}},
            "order": {"field": "place", "type": "quantitative"},
            "tooltip": _tooltip(
                ("finance.column.month", "called"), ("finance.column.bucket", "bucket"), ("finance.column.minutes", "told")
            ),
        },
    }


def _net_chart(worked: tuple[MonthTotals, ...], context: AppContext) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    values = [
        {
            "month": str(one.month),
            "cents": one.sums.net,
            "told": money(one.sums.net, context.currency, language()),
            "called": shown_month(one.month, language()),
        }
        for one in worked
    ]
    title = say("finance.trend.net_in", currency=context.currency)
    return values, {
        "height": 240,
        "mark": {"type": "bar", "color": COLOURS[Bucket.BILLABLE]},
        "encoding": {
            "x": _months_axis(),
            "y": {"field": "cents", "type": "quantitative", "title": title, "axis": _numbers_axis(divided_by=100)},
            "tooltip": _tooltip(("finance.column.month", "called"), ("finance.column.net", "told")),
        },
    }


def _months_axis() -> dict[str, Any]:
    return {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": -45, "labelOverlap": True}}


def _numbers_axis(divided_by: int = 1) -> dict[str, Any]:
    """The chart's own numbers are written the English way; in German the groups are parted by points."""
    number = f"format(datum.value / {divided_by}, ',.0f')"
    return {"labelExpr": f"replace({number}, /,/g, '.')" if language() == "de" else number}


def _tooltip(*fields: tuple[str, str]) -> list[dict[str, str]]:
    return [{"field": field, "type": "nominal", "title": say(title)} for title, field in fields]


def _show_table(worked: tuple[MonthTotals, ...], context: AppContext) -> None:
    named = bucket_labels(context.deciders.packs.outcomes)
    columns = [
        *titles("month", "recorded"),
        *(named[bucket] for bucket in BUCKETS),
        *titles("net", "vat", "gross"),
    ]
    newest_first = list(reversed(worked))
    rows = [
        (
            str(one.month),
            one.minutes.recorded,
            *(getattr(one.minutes, bucket.value) for bucket in BUCKETS),
            *map(exact, (one.sums.net, one.sums.vat, one.sums.gross)),
        )
        for one in newest_first
    ]
    numbers = dict.fromkeys(range(1, 6), whole) | dict.fromkeys(range(6, 9), in_cents(context.currency))
    chosen = show_table(columns, rows, numbers, key="months")
    if chosen is not None and newest_first[chosen].says_something:
        set_choice(MONTH_KEY, str(newest_first[chosen].month))
        st.switch_page(MONTH.file)


show()
