"""The modules of this repository, parsed: what the tests about the code itself look at. Judges nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = ("engine", "dashboard", "demo", "tests")


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the repository's folder, with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def name(self) -> str:
        return Path(self.path).stem

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every imported module, or name out of one (`sqlalchemy.Connection`), with its line; also those inside functions."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def constants(self) -> Iterator[ast.Constant]:
        """Every constant that is not a docstring."""
        said = {id(docstring) for docstring in self._docstrings()}
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and id(node) not in said)

    def _docstrings(self) -> Iterator[ast.expr]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                # a text on its own line after a field explains the field, and counts as one too
                yield from (line.value for line in node.body if isinstance(line, ast.Expr))


def modules(*folders: str) -> list[Module]:
    """All Python files under the given folders, or under all of them."""
    found = sorted(path for folder in folders or FOLDERS for path in (REPOSITORY / folder).rglob("*.py"))
    return [Module(path.relative_to(REPOSITORY).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def under(path: str, *places: str) -> bool:
    """Whether a path is one of the places, or lies in one that ends with a slash."""
    return any(path.startswith(place) if place.endswith("/") else path == place for place in places)
