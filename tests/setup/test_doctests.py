"""Each core function shows its idea in a few lines that run."""

from __future__ import annotations

import doctest
import importlib

import pytest

# module -> the functions whose docstrings show it
SHOWN = {
    "engine.vocabulary.money": ("rounded_quotient", "net_of"),
    "engine.books.allocation": ("allocate",),
    "engine.compiling.classes": ("classes_of",),
    "engine.compiling.regions": ("class_set", "regions"),
    "engine.store.chain": ("digest_of_act",),
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_examples_of_core_functions_hold(name: str) -> None:
    module = importlib.import_module(name)
    examples = {found.name.removeprefix(f"{name}."): found.examples for found in doctest.DocTestFinder().find(module, name)}
    assert [function for function in SHOWN[name] if not examples[function]] == []
    assert doctest.testmod(module).failed == 0
