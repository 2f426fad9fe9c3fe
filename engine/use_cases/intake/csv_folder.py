"""A folder of CSV files as rows of text, each with its place. UTF-8 only, comma separated, one header line.

Knows which files and columns there are, not what a value means; that is `rows.py`'s business."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path

from engine.books.records import type_of_kind
from engine.use_cases.intake.row_reading import shown
from engine.vocabulary.problems import Place, Problem, problem, refuse

COLUMNS: dict[str, tuple[str, ...]] = {kind: tuple(field.name for field in fields(record)) for kind, record in type_of_kind.items()}
# Columns that came later than the files that some have: they may be missing, and are then blank.
LATER_COLUMNS = {kind: {field.name for field in fields(record) if field.default is not MISSING} for kind, record in type_of_kind.items()}
_LONGEST_FIELD = 131_072
_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MOST_STRANGE_COLUMNS = 50
_OTHER_SEPARATORS = ((";", "bad_separator.semicolons"), ("\t", "bad_separator.tabs"))
_FILES = tuple(f"{kind}.csv" for kind in COLUMNS)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row as typed: the texts in the order of the kind's columns, and where they stand."""

    kind: str
    texts: tuple[str, ...]
    place: Place


def read_folder(folder: Path, problems: list[Problem]) -> Iterator[TextRow]:
    """Every row of every file; what is wrong with a file or a row is added to `problems` and left out."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    except OSError as error:
        raise refuse("unreadable.file", Place(str(folder)), reason=(error.strerror or "").lower()) from None
    if not files:
        raise refuse("nothing_to_import", Place(str(folder)), files=_FILES)
    for path in files:
        kind = path.name.removesuffix(".csv")
        if kind not in COLUMNS:
            problems.append(problem("unknown_file.csv", Place(path.name), files=_FILES))
            continue
        text = _text_of(path, problems)
        if text is not None:
            yield from _rows(kind, path.name, text, problems)


def columns_in_order(kind: str, header: Sequence[str], place: Place, problems: list[Problem]) -> list[int | None] | None:
    """Where each column of the kind stands in a header (None: nowhere, and it may be missing); None, with problems, where one is
    missing, unknown or there twice."""
    known = COLUMNS[kind]
    separated = next((code for mark, code in _OTHER_SEPARATORS if mark in header[0]), None) if len(header) == 1 else None
    if separated is not None:
        problems.append(problem(separated, place, header=",".join(known)))
        return None
    strange = [name for name in header if name not in known]
    if len(strange) > _MOST_STRANGE_COLUMNS:
        first = shown(strange[0])
        problems.append(problem("unknown_column.many", place, number=len(strange), kind=kind, first=first, columns=known))
        return None
    needed = [name for name in known if name not in LATER_COLUMNS[kind]]
    wrong = [problem("missing_column.one", place.at(name), column=name) for name in needed if name not in header]
    for number, name in enumerate(header):
        if name not in known:
            wrong.append(problem("unknown_column.one", place.at(shown(name)), column=shown(name), kind=kind, columns=known))
        elif name in header[:number]:
            wrong.append(problem("unknown_column.twice", place.at(name), column=name))
    problems += wrong
    return None if wrong else [header.index(name) if name in header else None for name in known]


def _text_of(path: Path, problems: list[Problem]) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(problem("unreadable.file", Place(path.name), reason=(error.strerror or "").lower()))
        return None
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            problems.append(problem("not_utf8.by_its_mark", Place(path.name), encoding=name))
            return None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        problems.append(problem("not_text", Place(path.name, line)))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(problem("not_utf8.byte", Place(path.name, line), byte=f"0x{data[error.start]:02X}"))
        return None


def _rows(kind: str, name: str, text: str, problems: list[Problem]) -> Iterator[TextRow]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    order: list[int | None] | None = None
    width = 0
    line = 1
    try:
        for cells in reader:
            place = Place(name, line)
            line = reader.line_num + 1
            if order is None:
                order, width = columns_in_order(kind, cells, place, problems), len(cells)
                if order is None:
                    return
            elif len(cells) == width:
                yield TextRow(kind, tuple(["" if at is None else cells[at] for at in order]), place)
            elif cells:
                problems.append(problem("bad_row.width", place, values=len(cells), columns=width))
    except csv.Error as error:
        problems.append(problem("bad_row.not_csv", Place(name, line), said=str(error)))
    if order is None:
        problems.append(problem("missing_column.empty_file", Place(name, 1), header=",".join(COLUMNS[kind])))
