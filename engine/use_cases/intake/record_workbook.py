"""A workbook as rows of text: one sheet a kind, the same columns as the CSV files. The only home of openpyxl.

A cell is taken as a person typed it: text as it is, a whole number without a point, a day as an ISO day. A formula is
refused, since what it would show is not in the file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from engine.use_cases.intake.csv_folder import COLUMNS, TextRow, columns_in_order
from engine.use_cases.intake.row_reading import shown
from engine.vocabulary.problems import Place, Problem, Refused, problem, refuse

_MONEY = "0.00"


def read_workbook(path: Path, problems: list[Problem]) -> Iterator[TextRow]:
    """Every row of every sheet; what is wrong is added to `problems`. Raises Refused where the file is no workbook."""
    try:
        book = load_workbook(path, read_only=True, data_only=False)
    except OSError as error:
        if error.errno is None:
            raise _no_workbook(path) from None
        raise refuse("unreadable.file", Place(str(path)), reason=(error.strerror or "").lower()) from None
    except Exception:
        raise _no_workbook(path) from None
    try:
        for sheet in book.worksheets:
            if sheet.title in COLUMNS:
                yield from _rows(sheet.title, f"{path.name}[{sheet.title}]", _cells(path, sheet), problems)
            else:
                problems.append(problem("unknown_file.sheet", Place(path.name), sheet=shown(sheet.title), sheets=tuple(COLUMNS)))
    finally:
        book.close()


def _cells(path: Path, sheet: Any) -> Iterator[Sequence[Any]]:
    """Every row of a sheet. Where the sheet says that it is smaller than it is, it is not believed."""
    sheet.reset_dimensions()
    try:
        yield from sheet.iter_rows()
    except Exception:
        raise _no_workbook(path) from None


def _no_workbook(path: Path) -> Refused:
    """openpyxl raises whatever its parsers stumble over in a file that is damaged or something else."""
    return refuse("not_a_workbook", Place(str(path)))


def _rows(kind: str, name: str, rows: Iterable[Sequence[Any]], problems: list[Problem]) -> Iterator[TextRow]:
    order: list[int | None] | None = None
    width = 0
    for line, cells in enumerate(rows, start=1):
        place = Place(name, line)
        if order is None:
            header = [_text(cell, place, problems) or "" for cell in cells]
            while header and not header[-1]:
                header.pop()
            order, width = columns_in_order(kind, header, place, problems), len(header)
            if order is None:
                return
        elif any(cell.value is not None for cell in cells):
            texts = [
                "" if at is None or at >= len(cells) else _text(cells[at], place.at(column), problems)
                for at, column in zip(order, COLUMNS[kind], strict=True)
            ]
            beyond = [cell for cell in cells[width:] if cell.value is not None]
            if beyond:
                problems.append(problem("bad_row.beyond", place))
            elif None not in texts:
                yield TextRow(kind, tuple(text or "" for text in texts), place)
    if order is None:
        problems.append(problem("missing_column.empty_sheet", Place(name, 1), columns=COLUMNS[kind]))


def _text(cell: Any, place: Place, problems: list[Problem]) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        problems.append(problem("formula", place))
        return None
    if cell.data_type == "e":
        problems.append(problem("bad_cell.error", place, value=str(value)))
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)


def write_workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """Sheets of (title, header, rows) as a workbook. Text stays text: nothing in it is read as a formula."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.append(list(header))
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: object) -> object:
    if not isinstance(value, str | Decimal):
        return value
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stubs know no Decimal, openpyxl does
    if isinstance(value, str):
        cell.data_type = "s"
    else:
        cell.number_format = _MONEY
    return cell
