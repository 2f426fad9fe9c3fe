"""Every command in a document is run, and prints what the document says it prints, on whatever system people have."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.readme.console import BLOCK, REPOSITORY, as_run, commands_in, documents, text_of, with_commands

BERLIN = ZoneInfo("Europe/Berlin")
LONGEST_README = 200
FIRST_SCREEN = 20
# A row of `klausel policy list`: first day, last day, state.
LISTED = re.compile(r"(?P<before>│ (?P<first>\d{4}-\d\d-\d\d) +│ (?P<last>open|\d{4}-\d\d-\d\d) +│ )(?:in force|coming  |ended   )")
# What GNU's programs take and those of macOS do not, or do otherwise: the program, its arguments up to there, and why.
GNU_ONLY = {
    "sed": r"(?:-[a-zA-Z]*[irsz]\b|.*\\[+?|])",  # -i wants a suffix there
    "head": r".*-[nc] ?-",
    "tail": r".*(?:-[nc] ?-|--)",
    "grep": r".*-[a-zA-Z]*P",
    "cut": r".*-c",  # bytes here, letters there
    "date": r".*(?:-d|-I)\b",
    "readlink": r".*-[efm]\b",
    "stat": r".*-c\b",
    "xargs": r".*-[rd]\b",
    "base64": r".*-w",
    "find": r".*-printf",
    "cp": r".*-[a-zA-Z]*[atT]\b",
    "sort": r".*-[a-zA-Z]*[Vh]\b",
    "mktemp": r".*-p\b",
}
NOT_THERE = {"tac", "nproc", "timeout", "sha256sum", "md5sum", "realpath", "shuf", "numfmt"}
OF_THE_SYSTEM = {*GNU_ONLY, "cat", "ls", "mkdir", "mv", "rm", "touch", "wc", "uniq", "tr", "diff"}


def on(today: date, text: str) -> str:
    """The text with each listed version's state as it is on a day: that alone tells a reader when it was written."""

    def state(row: re.Match[str]) -> str:
        ended = row["last"] != "open" and date.fromisoformat(row["last"]) < today
        return row["before"] + ("coming" if date.fromisoformat(row["first"]) > today else "ended" if ended else "in force").ljust(8)

    return LISTED.sub(state, text)


def only_here(command: str) -> list[str]:
    """The parts of a command line that would not do the same on macOS."""
    found = []
    for part in re.split(r"\||&&|;(?=\s)", re.sub(r"'[^']*'", lambda quoted: quoted[0].replace("|", "¦").replace(";", "¦"), command)):
        words = part.split()
        program = next((word for word in words if "=" not in word), "")
        rest = part.partition(program)[2].strip().replace("¦", "|")
        too_long = program in OF_THE_SYSTEM and re.search(r"(?:^|\s)--[a-z]", rest)
        if program in NOT_THERE or too_long or (program in GNU_ONLY and re.match(GNU_ONLY[program], rest)):
            found.append(part.strip())
    return found


def test_the_state_of_a_listed_version_is_that_of_the_day() -> None:
    listed = "│ x@2025-01 │ x │ 2025-01-01    │ 2026-12-31 │ {} │ 8096b42b72ab │"
    days = {"2024-12-31": "coming  ", "2025-01-01": "in force", "2026-12-31": "in force", "2027-01-01": "ended   "}
    for day, state in days.items():
        assert on(date.fromisoformat(day), listed.format("in force")) == listed.format(state)


def test_the_readme_is_short_and_begins_with_the_question_a_picture_and_two_commands() -> None:
    lines = text_of("README.md").splitlines()
    assert len(lines) < LONGEST_README
    first = "\n".join(lines[:FIRST_SCREEN])
    assert "Who pays for it, and why?" in first
    assert len(re.findall(r"^!\[", first, re.MULTILINE)) == 1
    assert re.findall(r"^make (\w+)", first, re.MULTILINE) == ["run", "test"]


@pytest.mark.slow
@pytest.mark.parametrize("document", with_commands())
def test_every_console_command_of_a_document_prints_what_it_shows(document: str, tmp_path: Path) -> None:
    text = text_of(document)
    assert as_run(text, tmp_path) == on(datetime.now(BERLIN).date(), text)


def test_the_walks_are_among_the_documents_that_are_run() -> None:
    walks = {"README.md", "engine/first_month.md", "engine/keeping_records.md", "policies/changing_rules.md"}
    assert walks <= set(with_commands())
    assert sum(len(commands_in(block)) for document in walks for block in BLOCK.findall(text_of(document))) > 40


@pytest.mark.parametrize("document", with_commands())
def test_every_console_command_runs_on_macos_too(document: str) -> None:
    commands = [command.partition("\n")[0] for block in BLOCK.findall(text_of(document)) for command in commands_in(block)]
    assert [part for command in commands for part in only_here(command)] == []


@pytest.mark.parametrize(
    "command",
    [
        "sed -i 's/a/b/' request.jsonl",
        "klausel explain a | sed -n '/^What/,/^Fits/p' | head -n -1",
        "cd x && sed -Ei 's/a/b/' y",
        "klausel policy diff a b | cut -c1-120",
        "date -d yesterday",
        "cat x | grep -oP 'a'",
        "ls --color",
        "sha256sum x",
        "sed 's/a\\+/b/' x",
    ],
)
def test_a_command_that_runs_under_gnu_alone_is_found(command: str) -> None:
    assert len(only_here(command)) == 1


@pytest.mark.parametrize(
    "command", ["sed -n 's/^a|b; c/d/p' x", "klausel erase P-1 --reason 'a; ls --color'", "A=b klausel policy list | head -n 2"]
)
def test_a_command_that_runs_everywhere_is_left_alone(command: str) -> None:
    assert only_here(command) == []


def test_every_make_target_that_a_document_names_is_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    quoted = {target for name in documents() for target in re.findall(r"(?:`|\n)make ([a-z]+)", text_of(name))}
    assert {"run", "test"} <= quoted
    assert [target for target in quoted if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("document", documents())
def test_every_file_that_a_document_links_to_is_there(document: str) -> None:
    folder = (REPOSITORY / document).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(document)) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []
