"""Each library has one home, so that leaving it means changing one place; and what is imported is asked for by name."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator

import pytest

from tests.setup.sources import FOLDERS, REPOSITORY, Module, modules, under

# library -> where it may be imported: folders end with a slash
HOMES: dict[str, tuple[str, ...]] = {
    "alembic": ("engine/store/",),
    "altair": ("dashboard/",),
    "babel": ("engine/wording/",),
    "durable": ("engine/compiling/durable_worker.py",),
    "holidays": ("engine/deciding/service_hours.py",),
    "openpyxl": ("engine/use_cases/intake/record_workbook.py", "engine/use_cases/workbooks/workbook_tables.py"),
    "pandas": ("dashboard/",),
    "platformdirs": ("engine/use_cases/settings.py",),
    "psycopg": ("engine/store/",),
    "pydantic": ("engine/policy/", "demo/"),
    "pydantic_core": ("engine/policy/",),
    "rich": ("engine/cli/",),
    "ruamel": ("engine/policy/yaml_file.py",),
    "sqlalchemy": ("engine/store/",),
    "sqlmodel": ("engine/store/",),
    "streamlit": ("dashboard/",),
    "typer": ("engine/cli/",),
}
# what may be named away from home because it is only handed on: a desk passes the writer's transaction from act to act
HANDED_ON = {"sqlalchemy.Connection": ("engine/use_cases/",)}
# where a library is called otherwise than what installs it; pydantic pins its own core
INSTALLED_BY = {"durable": "durable-rules", "ruamel": "ruamel.yaml", "pydantic_core": "pydantic"}
GROUND = "engine/vocabulary/"


def strays(module: Module) -> Iterator[tuple[str, int]]:
    """Libraries imported away from home, with the line."""
    for name, line in module.imports():
        library = name.partition(".")[0]
        if library in sys.stdlib_module_names or library in FOLDERS:
            continue
        if under(module.path, *HANDED_ON.get(name, ())):
            continue
        if library not in HOMES or not under(module.path, *HOMES[library]):
            yield library, line


def above_the_ground(module: Module) -> Iterator[str]:
    """What the ground floor imports besides the standard library and itself."""
    for name, _ in module.imports():
        if name.partition(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("engine.vocabulary."):
            yield name


def test_no_library_is_imported_away_from_home() -> None:
    assert [(module.path, *stray) for module in modules("engine", "dashboard", "demo") for stray in strays(module)] == []


def test_the_ground_floor_stands_on_the_standard_library() -> None:
    ground = [module for module in modules("engine") if under(module.path, GROUND)]
    assert ground
    assert [(module.path, name) for module in ground for name in above_the_ground(module)] == []


def test_what_is_imported_is_asked_for_by_name() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked_for = {re.split(r"[\[<>=!~; ]", dependency)[0].lower() for dependency in project["dependencies"]}
    imported = {name.partition(".")[0] for module in modules("engine", "dashboard", "demo") for name, _ in module.imports()} & HOMES.keys()
    assert imported
    assert {INSTALLED_BY.get(library, library) for library in imported} - asked_for == set()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("engine/compiling/table.py", "from durable.engine import Ruleset"),
        ("engine/books/rates.py", "import sqlmodel"),
        ("dashboard/app.py", "from sqlalchemy.orm import Session"),
        ("engine/use_cases/quotes.py", "def f():\n    import requests"),
    ],
)
def test_a_library_away_from_home_is_found(path: str, line: str) -> None:
    assert len(list(strays(Module(path, line)))) == 1


def test_a_desk_hands_a_connection_on_but_opens_none() -> None:
    desk = Module("engine/use_cases/quotes.py", "from sqlalchemy import Connection, create_engine")
    assert [library for library, _ in strays(desk)] == ["sqlalchemy"]
    assert [library for library, _ in strays(Module("engine/books/quotes.py", "from sqlalchemy import Connection"))] == ["sqlalchemy"]


def test_the_worker_is_home_to_durable_rules() -> None:
    worker = Module("engine/compiling/durable_worker.py", "from durable.engine import Ruleset")
    assert list(strays(worker)) == []
    assert list(above_the_ground(worker)) == ["durable.engine.Ruleset"]
