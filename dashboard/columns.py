"""Columns of tables that hold days and times: written as the language writes them, sorted as time goes."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.language import language

_DAYS = {"de": "DD.MM.YYYY", "en": "D MMM YYYY"}


def day_column(label: str | None = None) -> Any:
    """For dates, `31.12.2026` or `31 Dec 2026`."""
    return st.column_config.DateColumn(label, format=_DAYS[language()])


def moment_column(zone: ZoneInfo, label: str | None = None) -> Any:
    """For aware datetimes, shown by the clock in `zone`: `31.12.2026, 12:30`."""
    return st.column_config.DatetimeColumn(label, format=f"{_DAYS[language()]}, HH:mm", timezone=str(zone))
