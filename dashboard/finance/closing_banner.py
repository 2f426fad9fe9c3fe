"""Whether a month is closed, said at the head of its page."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.language import language, say
from dashboard.markdown import escaped
from engine.use_cases.months.month_detail import MonthDetail
from engine.wording.formats import instant


def show_closing_banner(found: MonthDetail, zone: ZoneInfo) -> None:
    """When and by whom it was closed, or that its figures can still change."""
    closing = found.closing
    if closing is None:
        st.caption(say("finance.closing.is_open"))
        return
    on, digest = instant(closing.closed_at, zone, language()), closing.closing.statement_digest[:12]
    st.caption(escaped(say("finance.closing.is_closed", on=on, by=closing.closed_by, digest=digest)))
