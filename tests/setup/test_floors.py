"""Imports point down only: the contracts that `make check` keeps name every floor, and do refuse what breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.setup.sources import REPOSITORY

LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.argv[0] = 'lint-imports'; lint_imports_command()"


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """A copy of the tree, to be spoilt."""
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    for folder in ("engine", "dashboard", "demo"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def linted(tree: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(tree), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache"], cwd=tree, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_every_floor_of_the_engine_is_in_the_contract() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = (contract for contract in contracts if contract["id"] == "floors")
    assert floors["exhaustive"]
    named = [floor.strip() for layer in floors["layers"] for floor in layer.split("|")]
    assert sorted(named) == sorted(path.parent.name for path in (REPOSITORY / "engine").glob("*/__init__.py"))


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("engine/vocabulary/spoilt.py", "import engine.books.records", "the floors of the engine BROKEN"),
        ("engine/policy/spoilt.py", "import engine.books.records", "the floors of the engine BROKEN"),
        ("engine/cli/spoilt.py", "import dashboard", "the engine does not know the dashboard BROKEN"),
        ("dashboard/spoilt.py", "import engine.cli", "one door does not go through another BROKEN"),
    ],
)
def test_an_import_that_points_up_or_sideways_is_refused(copied_tree: Path, file: str, line: str, broken: str) -> None:
    (copied_tree / file).write_text(f"{line}\n", encoding="utf-8")
    answer = linted(copied_tree)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert broken in answer.stdout


def test_a_floor_that_no_contract_names_is_refused(copied_tree: Path) -> None:
    (copied_tree / "engine" / "attic").mkdir()
    (copied_tree / "engine" / "attic" / "__init__.py").touch()
    answer = linted(copied_tree)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "engine.attic" in answer.stdout


def test_the_repository_keeps_its_floors(copied_tree: Path) -> None:
    answer = linted(copied_tree)
    assert answer.returncode == 0, answer.stdout + answer.stderr
