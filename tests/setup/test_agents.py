"""Nothing ranks agents by their minutes: whoever asks who worked an entry stands here, with what for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.setup.sources import Module, modules, under

ASKED_BY = {
    "dashboard/account_manager/time_form.py": "a form for one entry",
    "dashboard/account_manager/act_tables.py": "a row an entry",
    "dashboard/finance/entry_panel.py": "what is behind one entry",
    "dashboard/finance/closing_preview_tables.py": "entries that cannot be true, before a month is closed",
    "engine/books/admission/warnings.py": "one agent at two customers at once",
    "engine/books/implausible_time.py": "two customers at once, a day of sixteen hours: entries that cannot be true",
    "engine/cli/closing_preview_output.py": "the same, as a list of entries",
    "engine/cli/why_output.py": "one entry behind a line",
    "engine/use_cases/months/month_sheets.py": "a row a part of an entry",
    "engine/use_cases/months/closing_preview.py": "entries that cannot be true, before a month is closed",
    "engine/store/lookups.py": "one agent at two customers at once",
    # invents entries, and writes who worked them
    "demo/": "",
    # the column itself
    "engine/store/migrations/versions/": "",
}


def asks(module: Module) -> Iterator[int]:
    """The lines on which an entry's agent is read, as an attribute or by the column's name."""
    yield from (node.lineno for node in ast.walk(module.tree) if isinstance(node, ast.Attribute) and node.attr == "agent")
    yield from (constant.lineno for constant in module.constants() if constant.value == "agent")


def test_nobody_asks_who_worked_but_for_a_reason() -> None:
    looked_at = modules("engine", "dashboard", "demo")
    assert any(list(asks(module)) for module in looked_at)
    assert [(one.path, line) for one in looked_at if not under(one.path, *ASKED_BY) for line in asks(one)] == []


@pytest.mark.parametrize(
    "line",
    ["by = Counter({one.agent: one.minutes})", "select(ENTRIES.c.agent, func.sum(ENTRIES.c.minutes))", "frame.groupby('agent').sum()"],
)
def test_a_ranking_would_be_found(line: str) -> None:
    assert list(asks(Module("dashboard/finance/ranking.py", f"'''About.'''\n{line}"))) == [2]
