"""engine/reference.md names every command, option, file, column, JSON field, code, exit status and variable there is, and no other.

Where a table is not what it should be: `python -m tests.readme.reference` writes it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.books.records import type_of_kind
from tests.readme.console import REPOSITORY
from tests.readme.json_outputs import Shapes, printed
from tests.readme.reference import MADE, REFERENCE, commands, made_again, rows_of

pytestmark = pytest.mark.sqlite
TEXT = REFERENCE.read_text(encoding="utf-8")
TABLES = {one["name"]: one["table"] for one in MADE.finditer(TEXT)}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shapes]:
    """What commands print as JSON."""
    return printed(tmp_path_factory.mktemp("json"))


@pytest.mark.slow
def test_every_table_of_the_reference_is_as_it_is_made_now(found: dict[str, Shapes]) -> None:
    assert made_again(TEXT, found) == TEXT


@pytest.mark.slow
def test_every_json_output_and_every_file_has_its_table(found: dict[str, Shapes]) -> None:
    expected = {"commands", "codes", "fields", *(f"columns {kind}" for kind in type_of_kind), *(f"json {command}" for command in found)}
    assert set(TABLES) == expected


@pytest.mark.slow
def test_every_command_that_has_json_is_looked_at(found: dict[str, Shapes]) -> None:
    with_json = {typed.removeprefix("klausel ") for typed, command in commands() if any("--json" in one.opts for one in command.params)}
    assert with_json <= set(found)


@pytest.mark.parametrize("name", ["fields", *(f"columns {kind}" for kind in type_of_kind)])
def test_nothing_is_left_without_words(name: str) -> None:
    assert [row[0] for row in rows_of(TABLES[name]) if not row[-1]] == []


def test_every_variable_of_the_environment_is_named() -> None:
    sources = [path for folder in ("engine", "dashboard", "demo") for path in (REPOSITORY / folder).rglob("*.py")]
    read = {name for path in sources for name in re.findall(r"KLAUSEL_[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"KLAUSEL_[A-Z_]+", TEXT)) == read


def test_every_exit_status_is_named() -> None:
    doors = [path.read_text(encoding="utf-8") for path in Path(REPOSITORY / "engine" / "cli").glob("*.py")]
    returned = {status for text in doors for status in re.findall(r"\breturn (\d+)\b", text)}
    part = TEXT.partition("## Exit statuses")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| (\d+) \|", part, re.MULTILINE)) == returned
