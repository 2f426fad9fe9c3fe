"""Every command in the README is run, and prints what the README says it prints."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.readme.console import BLOCK, REPOSITORY, as_run, commands_in

BERLIN = ZoneInfo("Europe/Berlin")
# A row of `klausel policy list`: first day, last day, state.
LISTED = re.compile(r"(?P<before>│ (?P<first>\d{4}-\d\d-\d\d) +│ (?P<last>open|\d{4}-\d\d-\d\d) +│ )(?:in force|coming  |ended   )")
READMES = ["README.md", "engine/README.md", "policies/README.md"]


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def on(today: date, text: str) -> str:
    """The text with each listed version's state as it is on a day: that alone tells a reader when the README was written."""

    def state(row: re.Match[str]) -> str:
        ended = row["last"] != "open" and date.fromisoformat(row["last"]) < today
        return row["before"] + ("coming" if date.fromisoformat(row["first"]) > today else "ended" if ended else "in force").ljust(8)

    return LISTED.sub(state, text)


def test_the_state_of_a_listed_version_is_that_of_the_day() -> None:
    listed = "│ x@2025-01 │ x │ 2025-01-01    │ 2026-12-31 │ {} │ 8096b42b72ab │"
    days = {"2024-12-31": "coming  ", "2025-01-01": "in force", "2026-12-31": "in force", "2027-01-01": "ended   "}
    for day, state in days.items():
        assert on(date.fromisoformat(day), listed.format("in force")) == listed.format(state)


def test_every_console_command_of_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    text = text_of("README.md")
    assert sum(len(commands_in(block)) for block in BLOCK.findall(text)) > 10
    assert as_run(text, tmp_path) == on(datetime.now(BERLIN).date(), text)


def test_every_make_target_that_a_readme_names_is_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    quoted = {target for name in READMES for target in re.findall(r"(?:`|\n)make ([a-z]+)", text_of(name))}
    assert {"run", "test"} <= quoted
    assert [target for target in quoted if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_a_readme_links_to_is_there(name: str) -> None:
    folder = (REPOSITORY / name).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text_of(name)) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []
