"""A sheet that people filled as rows by column: the header read first, so that columns may stand in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.use_cases.intake.row_reading import shown
from engine.use_cases.workbooks.cell_names import Names, NotNamed
from engine.use_cases.workbooks.workbook_tables import CellRead, SheetRead
from engine.vocabulary.problems import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row: its cells by column, blank ones left out; `letters`: where each column stands; `line`: counted from 1."""

    title: str
    file: str
    line: int
    cells: Mapping[str, CellRead]
    letters: Mapping[str, str]

    def text(self, column: str) -> str | None:
        """What stands there: "" where it is blank, None where a problem was told of it."""
        cell = self.cells.get(column)
        return "" if cell is None else cell.text

    def place(self, column: str) -> Place:
        """The cell, blank or not."""
        return Place(self.file, None, f"{self.title}!{self.letters[column]}{self.line}")


def filled_rows(sheet: SheetRead, columns: Names, problems: list[Problem]) -> tuple[FilledRow, ...] | None:
    """The rows below the header; None, with problems, where that is not as it must be."""
    letters: dict[str, str] = {}
    found = len(problems)
    first = min(sheet.rows, default=0)
    for letter, cell in sheet.rows.get(first, {}).items():
        if cell.text is None:
            continue
        try:
            column = columns.read(cell.text)
        except NotNamed:
            columns_shown = tuple(columns.shown.values())
            problems.append(problem("unknown_column.of_sheet", cell.place, column=shown(cell.text), columns=columns_shown))
            continue
        if column in letters:
            problems.append(problem("unknown_column.twice_in_sheet", cell.place, column=columns.shown[column], other=letters[column]))
        letters[column] = letter
    for column, told in columns.shown.items():
        if column not in letters:
            problems.append(problem("missing_column.of_sheet", sheet.corner, column=told))
    if len(problems) > found:
        return None
    return tuple(_rows_below(first, sheet, letters, problems))


def _rows_below(first: int, sheet: SheetRead, letters: Mapping[str, str], problems: list[Problem]) -> Iterator[FilledRow]:
    by_letter = {letter: column for column, letter in letters.items()}
    for line, cells in sheet.rows.items():
        if line == first:
            continue
        for letter, cell in cells.items():
            if letter not in by_letter and cell.text is not None:
                problems.append(problem("no_column", cell.place, value=shown(cell.text)))
        known = {by_letter[letter]: cell for letter, cell in cells.items() if letter in by_letter}
        if known:
            yield FilledRow(sheet.title, sheet.corner.file or "", line, known, letters)
