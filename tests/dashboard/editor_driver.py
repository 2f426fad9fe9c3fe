"""The editor as a policy owner has it before them: folders of packs that may be written to, a record, and the pages, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.page_driver import PageDriver
from tests.use_cases.policy_office import Office

EDITOR = "policy_owner/editor.py"
LAW = "policy_owner/drafts.py"
OF, NAME = "exampleworks@2025-01", "2028-01"
ID = "exampleworks-2028-01"


class EditorDriver(PageDriver):
    """A page on an office's record and packs. `login`: who sits before it."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch, folder: Path, login: str = "anna") -> None:
        super().__init__(None, monkeypatch, folder)
        self.office = office
        monkeypatch.setenv("KLAUSEL_DATABASE_URL", office.url)
        monkeypatch.setenv("KLAUSEL_POLICIES", str(office.policies))
        monkeypatch.setenv("LOGNAME", login)

    def begins(self, lang: str = "en", of: str = OF) -> EditorDriver:
        """A copy of the shipped version."""
        words = {"en": ("Copy of", "Name of the version", "Begin"), "de": ("Kopie von", "Name der Fassung", "Beginnen")}[lang]
        self.open(EDITOR, lang=lang)
        self.field("selectbox", words[0]).set_value(of)
        self.fill(words[1], NAME)
        self.press(words[2])
        return self

    @property
    def refused(self) -> list[str]:
        """What is told in red, but for examples that fail."""
        return [error for error in self.errors if "examples do not hold" not in error and "ailing examples" not in error]

    def texts(self) -> list[list[str]]:
        """Every row of every table of texts, escapes taken out."""
        return [[str(cell).replace("\\", "") for cell in row] for table in self.app.table for row in table.value.to_numpy().tolist()]

    def row_of(self, rule: str) -> list[str]:
        """The rule's row in the tables."""
        return next(row for row in self.texts() if row[-1] == rule)
