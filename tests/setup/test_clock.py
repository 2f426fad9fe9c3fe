"""Below the doors nobody asks what time it is: the day and the instant are arguments, so that an answer can be had again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.setup.sources import Module, modules, under

DOORS = ("engine/cli/", "dashboard/")
ASKED = {"now", "today", "utcnow"}
OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime"}
IN_SQL = re.compile(r"\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\b(date|datetime|time|julianday|unixepoch)\(\s*'now'|\bnow\(\)", re.IGNORECASE)


def clocks(module: Module) -> Iterator[int]:
    """The lines on which a clock is read: Python's, the database's, or one handed out without being called."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            of_time = isinstance(node.value, ast.Name) and node.value.id == "time" and node.attr in OF_TIME
            if node.attr in ASKED or of_time:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for alias in node.names if alias.name in OF_TIME)
    for constant in module.constants():
        if isinstance(constant.value, str) and IN_SQL.search(constant.value):
            yield constant.lineno


def test_no_clock_is_read_below_the_doors() -> None:
    below = [module for module in modules("engine") if not under(module.path, *DOORS)]
    assert below
    assert [(module.path, line) for module in below for line in clocks(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "date.today()",
        "pandas.Timestamp.utcnow()",
        "time.time()",
        "from time import time_ns",
        "field(default_factory=date.today)",
        "func.now()",
        "'recorded_at TEXT DEFAULT CURRENT_TIMESTAMP'",
        "x = \"select datetime('now')\"",
    ],
)
def test_a_clock_is_found(line: str) -> None:
    text = f"'''About.'''\n{line if '=' in line or 'import' in line else f'x = {line}'}"
    assert list(clocks(Module("engine/books/x.py", text))) == [2]


@pytest.mark.parametrize(
    "line", ["x = perf_counter()", "x = datetime.combine(day, time(8, 0))", "x = 'known now'", "x = time.fromisoformat(t)"]
)
def test_what_reads_no_clock_is_let_be(line: str) -> None:
    assert list(clocks(Module("engine/books/x.py", line))) == []
