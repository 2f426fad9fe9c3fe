"""What belongs to a policy stands in `policies/` alone: the engine knows no product, clause, contact, date or price of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from engine.vocabulary import outcomes
from tests.setup.sources import REPOSITORY, Module, modules

POLICIES = REPOSITORY / "policies"
# values of a pack's facts that are words of the records or of the decision as well (engine/reference.md, the columns)
WORDS_OF_THE_RECORDS = {"portal", "email", "phone", "none", "other", "trained", "untrained", "active", "suspended", "ended"}
WORDS_OF_THE_DECISION = {
    str(word)
    for kind in (outcomes.Coverage, outcomes.Level, outcomes.Route, outcomes.Channel, outcomes.Action, outcomes.ConsentState)
    for word in kind
} | {outcomes.UNKNOWN, "included"}


def read(path: str) -> Iterator[Any]:
    """Every file of that name under `policies/`, as plain values."""
    for file in sorted(POLICIES.glob(path)):
        yield YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


@cache
def products() -> tuple[str, ...]:
    """Found anywhere in a text, whatever the case."""
    return tuple(content["product"].lower() for content in read("*/product.yaml"))


@cache
def contacts() -> tuple[str, ...]:
    found = [contact.get(way) for content in read("*/contacts.yaml") for contact in content["contacts"] for way in ("phone", "email")]
    return tuple(text for text in found if text)


@cache
def clauses() -> frozenset[str]:
    return frozenset(clause["id"] for content in read("*/sources.yaml") for source in content["sources"] for clause in source["clauses"])


@cache
def values() -> frozenset[str]:
    """What a pack's facts may be, where no column of the records and no outcome is called so too."""
    found = {value["id"] for content in read("*/*/facts.yaml") for fact in content["facts"] for value in fact["values"]}
    return frozenset(found - WORDS_OF_THE_RECORDS - WORDS_OF_THE_DECISION)


@cache
def parameters() -> frozenset[str | int]:
    """Dates, hours, places and taxes."""
    found: set[str | int] = set()
    for content in read("*/*/policy.yaml"):
        hours = content["service_hours"]
        found |= {hours["opens"], hours["closes"], hours["holidays"]["subdivision"]} - {None}
    for content in read("vendor.yaml"):
        found |= {content["country"], content["currency"], content["time_zone"]}
        for row in content["vat"]:
            found |= {row["percent"], round(float(row["percent"]) * 100)}
    return frozenset(found | {day.isoformat() for day in first_days()})


@cache
def first_days() -> frozenset[date]:
    days = {content["effective"]["from"] for content in read("*/*/policy.yaml")}
    return frozenset(day if isinstance(day, date) else date.fromisoformat(day) for day in days)


def words_of_a_policy(module: Module) -> Iterator[tuple[int, object]]:
    """Constants that belong to a policy, with their lines. Docstrings may name examples."""
    for constant in module.constants():
        value = constant.value
        if isinstance(value, str):
            named = any(product in value.lower() for product in products()) or any(contact in value for contact in contacts())
            cited = any(re.search(rf"(?<![\w.-]){re.escape(clause)}(?![\w.-])", value) for clause in clauses())
            if named or cited or value in values() or value in parameters():
                yield constant.lineno, value
        elif isinstance(value, int) and not isinstance(value, bool) and value in parameters():
            yield constant.lineno, value
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and len(node.args) == 3:
            numbers = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, int)]
            if any(numbers == [day.year, day.month, day.day] for day in first_days()):
                yield node.lineno, tuple(numbers)


def test_the_engine_holds_no_word_of_a_policy() -> None:
    assert [(module.path, *found) for module in modules("engine") for found in words_of_a_policy(module)] == []


@pytest.mark.parametrize("kind", [products, contacts, clauses, values, parameters, first_days])
def test_there_are_words_to_look_for(kind: Any) -> None:
    assert kind()


def test_a_word_of_a_policy_in_the_engine_is_found() -> None:
    day = min(first_days())
    lines = [
        f"if product == {products()[0]!r}: ...",
        f"message = 'ask {products()[0].title()} for it'",
        f"hint = 'call {contacts()[0]}'",
        f"because = ['{min(clauses())}']",
        f"first = topic in ('{min(values())}', 'x')",
        f"first_day = date({day.year}, {day.month}, {day.day})",
        f"first_day = '{day.isoformat()}'",
        "tax = 1900",
        "hour = '08:00'",
    ]
    text = "'''About.'''\n" + "\n".join(lines)
    assert sorted({line for line, _ in words_of_a_policy(Module("engine/x.py", text))}) == list(range(2, len(lines) + 2))


def test_a_docstring_may_name_an_example() -> None:
    text = f"def f():\n    '''`{products()[0]}@2025-01`, see {min(clauses())}'''\n    return 'covered', 'portal', 60"
    assert list(words_of_a_policy(Module("engine/x.py", text))) == []
