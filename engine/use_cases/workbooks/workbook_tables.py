"""A workbook that people edit and give back: sheets with a frozen header, drop-downs and widths; read again cell by cell.

Beside `workbook.py` the only home of openpyxl. Knows cells, not what they say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from engine.vocabulary.problems import Place, Problem, problem, refuse

CellValue = str | int | Decimal | date | None

_MONEY, _DAY, _TEXT = "0.00", "yyyy-mm-dd", "@"
_LONGEST = 32_767
_NO_CELL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# Rows below the last for which the drop-downs hold, too.
_MORE_ROWS = 500
_HEADER = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="FFE4EBF2")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down: the cells it takes its values from, as `values!$B$2:$B$9`. Without `only`, other text may be typed, too.

    `hint` is shown beside the cell that is being edited."""

    cells: str
    only: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A header, a width in letters, and a drop-down."""

    header: str
    width: int
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """`frozen` columns stay in sight, as the header does."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell as a person filled it: its text without blanks around it, "" where it is blank, None where a problem was told of it."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The rows that hold anything, by their numbers, each by the letters of its columns; `corner` is the sheet's first cell."""

    title: str
    corner: Place
    rows: Mapping[int, Mapping[str, CellRead]]


def write_tables(sheets: Iterable[EditedSheet]) -> bytes:
    """The sheets as a workbook; text stays text. Raises Refused where a text is one that no cell can hold."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_tables(path: Path, problems: list[Problem]) -> Mapping[str, SheetRead]:
    """Every sheet by its title; formulas, errors and merged cells are problems. Raises Refused where the file is no workbook."""
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), data_only=False)
        return {sheet.title: _read(path.name, sheet, problems) for sheet in book.worksheets}
    except OSError as error:
        raise refuse("unreadable.workbook", Place(str(path)), wrong=(error.strerror or "").lower()) from None
    except Exception:
        # openpyxl raises whatever its parsers stumble over in a file that is damaged or something else.
        raise refuse("not_a_workbook.of_policy", Place(str(path))) from None


def choice_of(title: str, column: str, first: int, last: int) -> str:
    """Cells for a drop-down: `values!$B$2:$B$9`."""
    return f"{title}!${column}${first}:${column}${last}"


def _write(sheet: Any, told: EditedSheet) -> None:
    for number, column in enumerate(told.columns, start=1):
        head = sheet.cell(row=1, column=number, value=column.header)
        head.data_type = "s"
        head.font, head.fill = _HEADER["font"], _HEADER["fill"]
        head.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.choice is not None:
            _offer(sheet, letter, column.choice, len(told.rows) + 1 + _MORE_ROWS)
    for line, row in enumerate(told.rows, start=2):
        for number, value in enumerate(row, start=1):
            if value not in (None, ""):
                _fill(sheet.cell(row=line, column=number), value, Place(field=f"{told.title}!{get_column_letter(number)}{line}"))
    sheet.freeze_panes = f"{get_column_letter(told.frozen + 1)}2"


def _fill(cell: Any, value: CellValue, place: Place) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        if len(value) > _LONGEST or _NO_CELL.search(value):
            raise refuse("no_cell", place)
        cell.value = value
        cell.data_type, cell.number_format = "s", _TEXT
        return
    cell.value = value
    if not isinstance(value, int):
        cell.number_format = _DAY if isinstance(value, date) else _MONEY


def _offer(sheet: Any, letter: str, choice: Choice, last: int) -> None:
    offered = DataValidation(type="list", formula1=f"={choice.cells}", allow_blank=True, showErrorMessage=choice.only)
    if choice.hint:
        offered.prompt, offered.showInputMessage = choice.hint[:255], True
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{last}")


def _read(name: str, sheet: Any, problems: list[Problem]) -> SheetRead:
    for merged in sheet.merged_cells.ranges:
        problems.append(problem("merged", Place(name, None, f"{sheet.title}!{merged.coord}")))
    rows: dict[int, dict[str, CellRead]] = {}
    # A sheet that is formatted down to its last row has a million of them: only cells that are there are looked at.
    for (line, number), cell in sorted(sheet._cells.items()):
        letter = get_column_letter(number)
        place = Place(name, None, f"{sheet.title}!{letter}{line}")
        text = _text(cell, place, problems)
        if text != "":
            rows.setdefault(line, {})[letter] = CellRead(place, text)
    return SheetRead(sheet.title, Place(name, None, f"{sheet.title}!A1"), rows)


def _text(cell: Any, place: Place, problems: list[Problem]) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        problems.append(problem("formula.in_cell", place))
        return None
    if cell.data_type == "e":
        problems.append(problem("bad_cell.holds_error", place, value=str(value)))
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
