"""The sheet of hourly rates read back as rows of rates, which are then recorded as any import's are.

Products and roles may be called by their labels, too; all else is written as in `rates.csv`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.books.admission.ledger import NewAct, UnreadableRows
from engine.policy.packs import Packs
from engine.use_cases.intake.csv_folder import COLUMNS
from engine.use_cases.intake.row_reading import read_row
from engine.use_cases.workbooks.cell_names import Names, NotNamed, names_of
from engine.use_cases.workbooks.sheet_columns import FilledRow, filled_rows
from engine.use_cases.workbooks.workbook_tables import SheetRead
from engine.vocabulary.problems import Place, Problem

_KIND = "rates"


@dataclass(frozen=True, slots=True)
class RowPlace(Place):
    """A row of a sheet, of which a field is a cell: so recording it names cells, too."""

    cells: Mapping[str, Place] | None = None

    def at(self, field: str) -> Place:
        """The cell of a field."""
        return (self.cells or {}).get(field) or self


def rates_read(sheet: SheetRead, packs: Packs, problems: list[Problem]) -> tuple[Sequence[NewAct], UnreadableRows]:
    """The rows as acts to be recorded; and what of them could not be read."""
    columns = COLUMNS[_KIND]
    listed = filled_rows(sheet, names_of(dict.fromkeys(columns), "en"), problems)
    if listed is None:
        return (), UnreadableRows(kinds=frozenset([_KIND]))
    names = {
        "product": names_of({product: pack.product.name for product, pack in packs.packs.items()}, "en"),
        "role": names_of({role.id: role.label for role in packs.vendor.roles}, "en"),
    }
    acts: list[NewAct] = []
    unreadable = set()
    for row in listed:
        first = row.place(columns[0])
        place = RowPlace(first.file, None, first.field, {column: row.place(column) for column in columns})
        texts = [_text(row, column, names.get(column)) for column in columns]
        known = tuple(text for text in texts if text is not None)
        record = read_row(_KIND, known, place, problems) if len(known) == len(texts) else None
        if record is None:
            unreadable.add((_KIND, texts[0] or ""))
        else:
            acts.append(NewAct(_KIND, record, place))
    return acts, UnreadableRows(ids=frozenset(unreadable))


def _text(row: FilledRow, column: str, names: Names | None) -> str | None:
    """As the record has it; what no name is known for is left for the record to judge."""
    text = row.text(column)
    if not text or names is None:
        return text
    try:
        return names.read(text)
    except NotNamed:
        return text
