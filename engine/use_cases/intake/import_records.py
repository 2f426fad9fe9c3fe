"""Imports a folder of CSV files or a workbook: all of it or nothing, every problem named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.books.admission.ledger import NewAct, UnreadableRows
from engine.deciding.deciders import Deciders
from engine.store.record import Record
from engine.use_cases.intake.admit_acts import Admitted, admit
from engine.use_cases.intake.csv_folder import COLUMNS, TextRow, read_folder
from engine.use_cases.intake.record_workbook import read_workbook
from engine.use_cases.intake.row_reading import read_row
from engine.vocabulary.instants import Instant
from engine.vocabulary.problems import Place, Problem, Refused, problem, refuse

# Nobody mends more in one go, and a file of another kind has millions.
MOST_PROBLEMS = 10_000

Progress = Callable[[str, int], None]


def _unseen(_stage: str, _rows: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class ReadActs:
    """Acts as read; the problems of rows that could not be; and what these would have been, so that nobody is told of them twice."""

    acts: Sequence[NewAct]
    problems: Sequence[Problem]
    unreadable: UnreadableRows


def read_acts(path: Path, progress: Progress = _unseen) -> ReadActs:
    """Every row of a folder or workbook. Raises Refused where there is nothing to read."""
    if path.is_dir():
        rows_in: Callable[[Path, list[Problem]], Iterator[TextRow]] = read_folder
    elif path.suffix.lower() == ".xlsx":
        rows_in = read_workbook
    elif path.exists():
        raise refuse("not_importable", Place(str(path)))
    else:
        raise refuse("unreadable.nothing_there", Place(str(path)))
    of_files: list[Problem] = []
    of_rows: list[Problem] = []
    acts: list[NewAct] = []
    ids = set()
    for row in rows_in(path, of_files):
        record = read_row(row.kind, row.texts, row.place, of_rows)
        if record is None:
            ids.add((row.kind, row.texts[0]))
            _stop_where_nothing_is_readable(of_files, of_rows)
            continue
        acts.append(NewAct(row.kind, record, row.place))
        if len(acts) % 5_000 == 0:
            progress("reading", len(acts))
    kinds = {kind for kind in COLUMNS for one in of_files if kind in (one.place.file or "")}
    return ReadActs(acts, [*of_files, *of_rows], UnreadableRows(frozenset(ids), frozenset(kinds)))


def _stop_where_nothing_is_readable(*problems: list[Problem]) -> None:
    if sum(map(len, problems)) >= MOST_PROBLEMS:
        raise Refused([*(one for found in problems for one in found), problem("too_many_problems", most=str(MOST_PROBLEMS))])


def import_acts(read: ReadActs, record: Record, deciders: Deciders, *, now: Instant, who: str) -> Admitted:
    """Records what `read_acts` read. Raises Refused with every problem of reading and admitting; then nothing is stored."""
    with record.writing() as connection:
        return admit(connection, read.acts, deciders, now=now, who=who, problems=read.problems, unreadable=read.unreadable)
