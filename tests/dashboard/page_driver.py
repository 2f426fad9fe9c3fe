"""The dashboard as a person has it before them, without a browser: a real record, the repository's packs, one page at a time.

`PageDriver` finds fields and buttons by the names that stand on them, and knows no key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.databases import place
from tests.use_cases.desk_driver import POLICIES, Desk
from tests.use_cases.tiny_company import Company

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
SECONDS = 60


class PageDriver:
    """The dashboard in one session. After each act the page is as it then shows itself."""

    def __init__(self, desk: Desk | None, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        where = desk.path if desk else folder / "nothing.db"
        monkeypatch.setenv("KLAUSEL_DATABASE_URL", place(where))
        monkeypatch.setenv("KLAUSEL_POLICIES", str(POLICIES))
        monkeypatch.setenv("LOGNAME", "am1")
        self.app = AppTest.from_file(APP, default_timeout=SECONDS)

    def open(self, file: str | None = None, **chosen: str) -> PageDriver:
        """A page by its file, with what stands in the address: `customer`, `request`, `lang`."""
        for name, value in chosen.items():
            self.app.query_params[name] = value
        self.run()
        return self.switch_to(file) if file else self

    def switch_to(self, file: str) -> PageDriver:
        self.app.switch_page(file)
        return self.run()

    def run(self) -> PageDriver:
        self.app.run()
        assert [error.message for error in self.app.exception] == []
        return self

    def field(self, kind: str, label: str) -> Any:
        """A field by its label; of several the first."""
        found = [one for one in getattr(self.app, kind) if one.label == label]
        assert found, f"no {kind} `{label}` among {[one.label for one in getattr(self.app, kind)]}"
        return found[0]

    def choose(self, label: str, value: str, kind: str = "selectbox") -> PageDriver:
        self.field(kind, label).set_value(value)
        return self.run()

    def fill(self, label: str, value: Any, kind: str = "text_input") -> PageDriver:
        """Types into a field of a form; nothing runs until it is submitted."""
        self.field(kind, label).set_value(value)
        return self

    def press(self, label: str) -> PageDriver:
        self.field("button", label).click()
        return self.run()

    @property
    def said(self) -> list[str]:
        """Every text on the page, Markdown's escapes taken out, a line each."""
        kinds = ("title", "header", "subheader", "markdown", "text", "caption", "info", "success", "warning", "error")
        return [as_read(one.value) for kind in kinds for one in getattr(self.app, kind)]

    @property
    def errors(self) -> list[str]:
        return [as_read(one.value) for one in self.app.error]

    @property
    def success(self) -> list[str]:
        return [as_read(one.value) for one in self.app.success]

    def tables(self) -> list[list[dict[str, Any]]]:
        """Every table, a dict a row."""
        return [[{str(name): cell for name, cell in row.items()} for row in table.value.to_dict("records")] for table in self.app.dataframe]

    def table_with(self, column: str) -> list[dict[str, Any]]:
        """The first table that has a column of this name."""
        found = [table for table in self.tables() if table and column in table[0]]
        assert found, f"no table with a column `{column}`"
        return found[0]

    def says(self, text: str) -> bool:
        return any(text in one for one in self.said)


def as_read(markdown: str) -> str:
    """Without Markdown's escapes and what nobody sees."""
    return markdown.replace("\\", "").replace("\u2060", "")


def filled(folder: Path, company: Company, now: int | None = None) -> Desk:
    """A record with a company in it."""
    desk = Desk(folder)
    if now is None:
        desk.imports(company)
    else:
        desk.imports(company, now)
    return desk
