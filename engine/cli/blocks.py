"""Blocks on a terminal: a heading, and below it rows of a name and a text, which wraps at the width there is and loses nothing."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from engine.cli.problem_output import on_one_line

WIDTH_OF_A_FILE = 160


class Blocks:
    """Prints one block after another; nothing in them is read as markup."""

    def __init__(self) -> None:
        self._console = Console(highlight=False) if sys.stdout.isatty() else Console(width=WIDTH_OF_A_FILE, highlight=False)

    def heading(self, text: str) -> None:
        """One line, set apart."""
        self._console.print(Text(on_one_line(text), style="bold"))

    def rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """A name and a text a row; names stand in one column."""
        self.columns((), rows)

    def columns(self, headings: Sequence[str], rows: Iterable[Sequence[object]], numbers: Collection[int] = ()) -> None:
        """Rows under headings, indented; a blank line follows. `numbers`: the places of columns that stand to the right."""
        listed = [[on_one_line("" if cell is None else cell) for cell in row] for row in rows]
        table = Table(box=None, show_header=bool(headings), padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        for place in range(len(headings) or max((len(row) for row in listed), default=1)):
            table.add_column(headings[place] if headings else "", overflow="fold", justify="right" if place in numbers else "left")
        for row in listed:
            table.add_row(*map(Text, row))
        if self._console.is_terminal:
            self._console.print(table)
        else:
            # a table fills its lines with blanks, which a file has no use for
            with self._console.capture() as filled:
                self._console.print(table)
            self._console.out("\n".join(line.rstrip() for line in filled.get().splitlines()))
        self._console.print()
