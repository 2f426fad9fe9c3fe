"""Nothing is kept that nobody uses, and types are named: `Any` stands where a foreign library answers, and ever less."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from vulture import Vulture

from tests.setup.sources import REPOSITORY, modules

# a constant or a field may be there for its table, its JSON or its readers
LOOKED_FOR = {"class", "function", "import", "method", "property", "unreachable_code"}
# called by what they are handed to, or measured by a benchmark: name -> why
ASKED_FOR_ELSEWHERE = {
    "klausel": "typer's callback",
    "list_": "typer's command",
    "decisions_a_second": "measured beside our own",
    "ActRow": "its table is in the metadata",
    "PersonalRow": "its table is in the metadata",
}
TABLES_OF_STATEMENTS = "Statement"
MOST_ANY = 262


def unused(*folders: Path) -> list[str]:
    """`file:line name` of what no code in these folders mentions."""
    vulture = Vulture()
    vulture.scavenge([str(folder) for folder in folders], exclude=["*/migrations/*"])
    found = [one for one in vulture.get_unused_code(min_confidence=60) if one.typ in LOOKED_FOR]
    return [
        f"{one.filename.relative_to(folders[0].parent)}:{one.first_lineno} {one.name}"
        for one in found
        if one.name not in ASKED_FOR_ELSEWHERE and not (one.name.startswith(TABLES_OF_STATEMENTS) and one.name.endswith("Row"))
    ]


def any_count() -> int:
    """How often `Any` is named as a type below the tests."""
    trees = [module.tree for module in modules("engine", "dashboard", "demo")]
    return sum(isinstance(node, ast.Name) and node.id == "Any" for tree in trees for node in ast.walk(tree))


def test_all_that_the_program_holds_is_used_by_it() -> None:
    assert unused(*(REPOSITORY / folder for folder in ("engine", "dashboard", "demo"))) == []


@pytest.mark.parametrize("line", ["def nobody_calls_me(): ...", "class NobodyMakesMe: ...", "import decimal"])
def test_what_nobody_uses_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "spare").mkdir()
    (tmp_path / "spare" / "parts.py").write_text(f"{line}\n", encoding="utf-8")
    assert len(unused(tmp_path / "spare")) == 1


def test_any_is_named_ever_less() -> None:
    """Where this fails because there are fewer: write the smaller number down."""
    assert any_count() == MOST_ANY
