"""What the other documents promise: the files they name are there, the newest change comes first."""

from __future__ import annotations

import re

import pytest

from tests.readme.console import REPOSITORY, text_of
from tests.readme.reference import commands

# a login, a service, a database
NOT_COMMANDS = {"klausel"}


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_that_is_named_is_there(document: str) -> None:
    named = re.findall(r"`((?:engine|tests|policies|dashboard)(?:/[\w.]+)+)`", text_of(document))
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_changes_are_told_newest_first() -> None:
    days = re.findall(r"^## (.*)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert days == sorted(days, reverse=True)
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", day) for day in days)


def test_the_dashboard_s_document_tells_a_team_all_it_needs_and_what_it_was_tried_with() -> None:
    text = text_of("dashboard/README.md")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Install",
        "PostgreSQL",
        "Service",
        "Reverse proxy",
        "Backup",
        "Upgrade",
        "Tried",
    ]
    assert "proxy_set_header Upgrade $http_upgrade;" in text
    assert re.search(r"nginx \d+\.\d+\.\d+", text)


@pytest.mark.parametrize("document", ["dashboard/README.md", "engine/keeping_records.md", "README.md", "engine/first_month.md"])
def test_every_command_of_klausel_that_a_document_shows_is_there(document: str) -> None:
    there = {typed.split()[1] for typed, _ in commands() if " " in typed}
    shown = set(
        re.findall(r"\bklausel (?:--db (?:'[^']*'|\S+) |… )?([a-z]+)\b", "\n".join(re.findall(r"```.*?```", text_of(document), re.DOTALL)))
    )
    assert shown - there - NOT_COMMANDS == set()


# documents that are no part of the repository; what is cited has to be in a clone
ELSEWHERE = re.compile(
    r"\b(?:contract|domain|design|style|scale|einvoice)\.md\b|\.\./shared|\bshared/|\bissues? (?:#?\d+\b|name)", re.IGNORECASE
)
TEXTS = {".py", ".md", ".yaml", ".toml", ".sh", ".po", ".cfg", ".css", ".mako", ""}


def test_nothing_cites_what_a_clone_does_not_hold() -> None:
    found = []
    for folder in ("engine", "dashboard", "demo", "examples", "policies", "tests", ".ci", "."):
        for path in sorted((REPOSITORY / folder).glob("*" if folder == "." else "**/*")):
            if not path.is_file() or path.suffix not in TEXTS or path.name in {"test_documents.py", "LICENSE", ".git"}:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                # the newsletter's number
                if ELSEWHERE.search(line.replace("issue 08/2023", "")):
                    found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()}")
    assert found == []


@pytest.mark.parametrize("line", ["(domain.md, section 4)", "as issue 10 says", "see ../shared/notes.txt", "`contract.md`"])
def test_such_a_citation_would_be_found(line: str) -> None:
    assert ELSEWHERE.search(line)
