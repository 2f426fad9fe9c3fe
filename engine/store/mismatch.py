"""What does not fit in a record: the row, and what was found there against what was expected. Looks for nothing itself."""

from __future__ import annotations

from engine.vocabulary.problems import Place, Value, problem


class Mismatch(Exception):
    """The first row that does not fit: its table, the row as a person finds it (`seq 7`), and as a problem what was found there
    and what was expected."""

    def __init__(self, table: str, row: str, code: str, /, **values: Value) -> None:
        self.table = table
        self.row = row
        self.problem = problem(code, Place(f"`{table}`, {row}"), **values)
        super().__init__(str(self.problem))
