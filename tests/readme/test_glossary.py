"""engine/glossary.md: one word a thing and language, each of them used; and every module of the engine, by what it is.

Where a table of modules is not what it should be: `python -m tests.readme.reference` writes it again."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po

from engine.wording.catalogue import FOLDER
from tests.readme.console import REPOSITORY
from tests.readme.reference import GLOSSARY, MADE, folders, made_again, rows_of

TEXT = GLOSSARY.read_text(encoding="utf-8")
TERMS = [row for part in TEXT.partition("## Modules")[0].split("\n### ")[1:] for row in rows_of(part)]
TABLES = {one["name"]: one["table"] for one in MADE.finditer(TEXT)}
# versions of other things than a policy, and what is typed
OTHERS = re.compile(r"Version des Servers|PACK@VERSION")


@cache
def catalogue() -> str:
    """What people read in German, without what is filled in or typed."""
    with (FOLDER / "de.po").open("rb") as file:
        messages = [message.string for message in read_po(file, locale="de") if message.id]
    texts = [text for one in messages for text in ([one] if isinstance(one, str) else one or ())]
    return OTHERS.sub("", "\n".join(re.sub(r"\{\w+\}|`[^`]*`", "", text) for text in texts))


@cache
def german() -> str:
    """All German that people read: the catalogue, the packs, and what pages and workbooks still hold themselves."""
    files = [*(REPOSITORY / "policies").rglob("*.yaml"), *(REPOSITORY / "dashboard").rglob("*.py")]
    files += (REPOSITORY / "engine" / "use_cases").rglob("*_words.py")
    return catalogue() + "\n".join(path.read_text(encoding="utf-8") for path in files)


def words(cell: str) -> list[str]:
    return [word for word in cell.split(", ") if word]


def uses(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) is not None


def test_terms_are_listed_once_with_a_meaning() -> None:
    names = [row[0] for row in TERMS]
    assert len(names) > 50
    assert sorted(set(names)) == sorted(names)
    assert [row for row in TERMS if len(row) != 4 or not row[3]] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda row: row[0])
def test_a_term_s_german_words_are_used_and_no_other_for_the_same(term: list[str]) -> None:
    _, chosen, rejected, _ = term
    assert [word for word in words(chosen) if not uses(german(), word)] == []
    assert [word for word in words(rejected) if uses(catalogue(), word)] == []


def test_every_module_of_the_engine_is_listed_with_what_it_is() -> None:
    assert set(TABLES) == {f"modules {folder}" for folder in folders()}
    assert made_again(TEXT, {}) == TEXT
    assert [row[0] for table in TABLES.values() for row in rows_of(table) if not row[1]] == []
