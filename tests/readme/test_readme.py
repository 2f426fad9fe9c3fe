"""Every command in the README is run, and prints what the README says it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readme.console import BLOCK, REPOSITORY, as_run, commands_in

READMES = ["README.md", "engine/README.md", "policies/README.md"]


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_every_console_command_of_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    text = text_of("README.md")
    assert sum(len(commands_in(block)) for block in BLOCK.findall(text)) > 10
    assert as_run(text, tmp_path) == text


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
