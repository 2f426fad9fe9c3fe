"""Every module is one idea, says what it is about, and is named after it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.setup.sources import Module, modules

LONGEST = 300
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "core", "misc", "stuff", "shared"}
# words of the field that contain one: who looks after a customer is called so
WORDS_OF_THE_FIELD = ("account_manager", "AccountManager")


def too_long(module: Module) -> bool:
    return len(module.text.splitlines()) > LONGEST


def without_docstring(module: Module) -> bool:
    return module.text != "" and ast.get_docstring(module.tree) is None


def without_later_annotations(module: Module) -> bool:
    return module.text != "" and "\nfrom __future__ import annotations\n" not in module.text


def names_that_say_nothing(module: Module) -> Iterator[str]:
    """Folders, files and classes, word by word."""
    classes = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    for name in (*PurePosixPath(module.path).with_suffix("").parts, *classes):
        rest = name
        for word in WORDS_OF_THE_FIELD:
            rest = rest.replace(word, "")
        words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", rest)
        if any(word.lower() in SAYS_NOTHING for word in words):
            yield name


def test_no_module_is_longer_than_300_lines() -> None:
    assert [module.path for module in modules() if too_long(module)] == []


def test_every_module_says_what_it_is_about() -> None:
    assert [module.path for module in modules() if without_docstring(module)] == []


def test_every_module_reads_its_annotations_later() -> None:
    assert [module.path for module in modules() if without_later_annotations(module)] == []


def test_no_folder_file_or_class_has_a_name_that_says_nothing() -> None:
    assert [(module.path, *found) for module in modules() if (found := list(names_that_say_nothing(module)))] == []


def test_packages_are_marked_by_empty_files() -> None:
    marks = [module for module in modules() if module.name == "__init__"]
    assert marks
    assert [module.path for module in marks if module.text] == []


@pytest.mark.parametrize("path", ["engine/use_cases/utils.py", "engine/core/money.py", "tests/date_helpers.py"])
def test_a_file_name_that_says_nothing_is_found(path: str) -> None:
    assert list(names_that_say_nothing(Module(path, "")))


@pytest.mark.parametrize("name", ["QuoteManager", "BaseRow", "CSVUtils"])
def test_a_class_name_that_says_nothing_is_found(name: str) -> None:
    assert list(names_that_say_nothing(Module("engine/use_cases/quoting.py", f"class {name}: ..."))) == [name]


def test_the_account_manager_is_a_word_of_the_field() -> None:
    assert list(names_that_say_nothing(Module("dashboard/account_manager/page.py", "class AccountManagerDesk: ..."))) == []


def test_what_these_tests_look_for_is_found_where_it_is() -> None:
    bare = Module("engine/bare.py", "x = 1\n" * (LONGEST + 1))
    assert too_long(bare)
    assert without_docstring(bare)
    assert without_later_annotations(bare)
    assert not too_long(Module("engine/bare.py", "x = 1\n" * LONGEST))
