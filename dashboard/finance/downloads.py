"""A month to download: four CSV files and a workbook of the same sheets and the totals, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.language import say
from engine.use_cases.intake.record_workbook import write_workbook
from engine.use_cases.months.csv_export import csv_text
from engine.use_cases.months.month_detail import MonthDetail
from engine.use_cases.months.month_sheets import Sheet, customers_sheet, differences_sheet, entries_sheet, lines_sheet, month_sheets

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = (
    ("finance.download.customers", "customers", customers_sheet),
    ("finance.download.lines", "lines", lines_sheet),
    ("finance.download.differences", "differences", differences_sheet),
    ("finance.download.entries", "entries", entries_sheet),
)


def offer_downloads(found: MonthDetail) -> None:
    """A button a file."""
    month = found.statement.month
    st.subheader(say("finance.download.title"), help=say("finance.download.help"))
    with st.container(horizontal=True):
        for label, title, sheet_of in _FILES:
            make = partial(as_csv, sheet_of, found)
            st.download_button(say(label), make, f"klausel-{month}-{title}.csv", "text/csv", key=title, on_click="ignore")
        whole = partial(as_workbook, found)
        st.download_button(say("finance.download.workbook"), whole, f"klausel-{month}.xlsx", _WORKBOOK, key="workbook", on_click="ignore")


def as_csv(sheet_of: Callable[[MonthDetail], Sheet], found: MonthDetail) -> bytes:
    """One sheet."""
    sheet = sheet_of(found)
    return csv_text(sheet.columns, sheet.rows)


def as_workbook(found: MonthDetail) -> bytes:
    """All of them."""
    return write_workbook([(sheet.title, sheet.columns, sheet.rows) for sheet in month_sheets(found)])
