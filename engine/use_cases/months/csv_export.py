"""Rows as CSV that a spreadsheet opens rightly and safely: UTF-8 with a byte order mark, and no cell that it would run.

Decimals keep their point and times their offset, as the files that are imported have them. A text that begins like a
formula gets an apostrophe before it; numbers are never texts here and stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A header line and a line a row; None is a blank."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(columns)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """Spaces before it do not keep a spreadsheet from running a formula."""
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_BEGINS_A_FORMULA):
        return f"'{value}"
    return value
