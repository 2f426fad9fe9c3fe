"""What does not fit in a record: the row, and what was found there against what was expected. Looks for nothing itself."""

from __future__ import annotations


class Mismatch(Exception):
    """The first row that does not fit: its table, the row as a person finds it (`seq 7`), what was found and what was expected."""

    def __init__(self, table: str, row: str, message: str) -> None:
        self.table = table
        self.row = row
        self.message = message
        super().__init__(f"`{table}`, {row}: {message}")

    def as_json(self) -> dict[str, str]:
        return {"table": self.table, "row": self.row, "message": self.message}
