"""engine/README.md: its floors are those of the contract, its walks name modules that are there, its decisions say what was rejected."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from tests.readme.console import REPOSITORY, text_of

README = "engine/README.md"
DOCUMENTS = [README, "engine/how_a_minute_becomes_a_line.md", "engine/reference.md"]


def contract(id_: str) -> list[str]:
    """The layers of a contract, from top to bottom."""
    settings: Any = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["id"] == id_)
    return list(found["layers"])


@pytest.mark.parametrize(("number", "id_"), [(0, "floors"), (1, "use_cases")])
def test_the_pictures_are_the_contracts(number: int, id_: str) -> None:
    picture = re.findall(r"```\n(.*?)```", text_of(README), re.DOTALL)[number]
    layers = contract(id_)
    lines = picture.splitlines()
    assert len(lines) == len(layers)
    for line, layer in zip(lines, layers, strict=True):
        assert all(re.search(rf"(^|\| |· ){name}\b", line) for name in layer.split(" | ")), line


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_is_named_with_its_folder_is_there(document: str) -> None:
    named = re.findall(r"`((?:\.\./)?(?:\w+/)+(?:\w+\.(?:py|md))?)`", text_of(document))
    roots = (REPOSITORY, REPOSITORY / "engine")
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


def test_decisions_are_numbered_and_dated_and_say_what_was_rejected() -> None:
    part = text_of(README).partition("## Decisions, dated\n\n")[2]
    decisions = [" ".join(one.split()) for one in re.split(r"^(?=\d+\. )", part, flags=re.MULTILINE) if one.strip()]
    assert [int(one.partition(".")[0]) for one in decisions] == list(range(1, len(decisions) + 1))
    assert [one for one in decisions if not re.match(r"\d+\. 20\d\d-\d\d-\d\d: .+ Rejected: .+\.$", one)] == []
