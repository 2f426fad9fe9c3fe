"""Where a range begins, under which name a number is stated: part of the meaning. How it is worded: not. Versions without any mean
what they meant before there were any."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from engine.compiling.compiled_version import compile_version
from tests.deciding.invented_packs import Written, built
from tests.policies.pack_files import POLICIES, content_of, versions

Change = Callable[[Written, Written], Any]


def of_bands(change: Change = lambda _policy, _facts: None) -> str:
    """The digest of Exampleworks' version with a band, an age and a term, changed."""
    folder = POLICIES / "exampleworks" / "2027-01"
    policy, facts = deepcopy(content_of(folder / "policy.yaml")), deepcopy(content_of(folder / "facts.yaml"))
    change(policy, {fact["id"]: fact for fact in facts["facts"]})
    return compile_version(built(policy, facts)).meaning_digest


def border(fact: str, number: int) -> Change:
    def moved(_policy: Written, facts: Written) -> None:
        below, above, _unknown = facts[fact]["values"]
        below["below"] = above["from"] = number

    return moved


READINGS: dict[str, Change] = {
    "a border of a band": border("effort", 31),
    "a border of an age": border("customer_age", 89),
    "the least number": lambda _, facts: facts["effort"]["values"][0].pop("from"),
    "the name of a number": lambda _, facts: facts["effort"]["reading"].update(of="minutes"),
    "a term that is none": lambda _, facts: facts["visits"].pop("reading"),
}


@pytest.mark.parametrize("name", READINGS)
def test_another_reading_of_numbers_days_and_terms_is_another_meaning(name: str) -> None:
    assert of_bands(READINGS[name]) != of_bands()


def test_the_unit_and_the_order_of_ranges_mean_nothing() -> None:
    assert of_bands(lambda _, facts: facts["effort"]["reading"].update(unit={"de": "min", "en": "min"})) == of_bands()
    assert of_bands(lambda _, facts: facts["effort"]["values"].reverse()) == of_bands()


def test_versions_that_were_recorded_mean_what_they_meant() -> None:
    meant = {version.ref: compile_version(version).meaning_digest[:12] for version in versions() if version.begins.year < 2027}
    assert meant == {
        "exampleworks@2025-01": "8096b42b72ab",
        "hausperfekt@2023-08": "b414db224295",
        "hausperfekt@2025-01": "8c32b83b672c",
    }
