"""How far a long command is: a bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.cli.language import say


@contextmanager
def bar() -> Iterator[Callable[[str, int], None]]:
    """Shows on a terminal what is being done and with how many rows; how many are to come is known only at the end."""
    if not sys.stderr.isatty():
        yield lambda _stage, _rows: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn(say("command.progress.rows", rows="{task.completed}")))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("command.progress.reading"), total=None)
        yield lambda stage, rows: bar.update(task, description=stage, completed=rows, refresh=True)
