"""Bands, ages and terms in `facts.yaml`: ranges that leave something out or overlap, and readings that lack something, are told
with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.policy.packs import read_packs
from engine.use_cases.explaining.reading_words import range_in_words
from tests.policy.edited_pack import EditedPack, edited_pack

FACTS = "exampleworks/2027-01/facts.yaml"
QUICK, LONGER = "id: quick_look", "id: longer_work"
BAND = "reading: {as: band, of: estimated_minutes, unit: {de: Minuten, en: minutes}}"
AGE = "reading: {as: age, of: customer_since, record: first_contract}"
TERM = "reading: {as: term}"

# what was there, what is there now, a text in the line that is told, the messages
CASES = {
    "a gap": ("from: 30", "from: 45", LONGER, ["no value holds 30 to 44, between `quick_look` and `longer_work`"]),
    "a gap of one": ("from: 30", "from: 31", LONGER, ["no value holds 30, between `quick_look` and `longer_work`"]),
    "an overlap": ("from: 30", "from: 29", LONGER, ["`longer_work` begins before `quick_look` ends: a number would have both values"]),
    "no end": ("below: 30\n", "below: null\n", LONGER, ["`longer_work` begins before `quick_look` ends: a number would have both values"]),
    "no beginning twice": (
        "from: 30",
        "below: 60",
        QUICK,
        [
            "`quick_look` begins before `longer_work` ends: a number would have both values",
            "no value holds 30 or more, where `quick_look` ends",
        ],
    ),
    "an end at the top": ("from: 30", "from: 30\n        below: 60", LONGER, ["no value holds 60 or more, where `longer_work` ends"]),
    "a bottom above 0": ("from: 0\n", "from: 5\n", QUICK, ["no value holds what is below 5, where `quick_look` begins"]),
    "nothing in it": (
        "below: 30",
        "below: 0",
        QUICK,
        [
            "`quick_look` holds no number: `from` 0 is not less than `below` 0",
            "no value holds what is below 30, where `longer_work` begins",
        ],
    ),
    "a value without a range": (
        "\n        from: 0\n        below: 30\n",
        "\n",
        QUICK,
        [
            "`quick_look` has no range; give it `from`, `below` or both",
            "no value holds what is below 30, where `longer_work` begins",
        ],
    ),
    "a band without a unit": (
        BAND,
        "reading: {as: band, of: estimated_minutes}",
        "id: effort",
        ["`effort` is read as a band, which needs `unit`; see policies/README.md"],
    ),
    "an age without a record": (
        AGE,
        "reading: {as: age, of: customer_since}",
        "id: customer_age",
        ["`customer_age` is read as an age, which needs `record`; see policies/README.md"],
    ),
    "a term with a name": (
        TERM,
        "reading: {as: term, of: visiting}",
        "id: visits",
        ["`visits` is read as a term, which has no `of`; leave it out"],
    ),
    "a term from the request": (
        f"contract\n    {TERM}",
        f"request\n    {TERM}",
        "id: visits",
        ["`visits` is read as a term, so it is known from `contract`, not from `request`"],
    ),
    "a name that is taken": (
        "of: estimated_minutes",
        "of: service",
        "id: effort",
        ["`service` is the name of something else already; choose another name to state it under"],
    ),
    "a name of the engine's": (
        "of: estimated_minutes",
        "of: received_at",
        "id: effort",
        ["`received_at` is the name of something else already; choose another name to state it under"],
    ),
    "a name twice": (
        "of: estimated_minutes",
        "of: customer_since",
        "id: effort",
        ["`customer_since` is the name of something else already; choose another name to state it under"],
    ),
    "a range without a reading": (
        f"    {BAND}\n",
        "",
        QUICK,
        ["`quick_look` has a range, but `effort` is no band and no age", "`longer_work` has a range, but `effort` is no band and no age"],
    ),
    "half a minute": ("below: 30", "below: 29.5", "below: 29.5", ["`29.5` is not a whole number"]),
    "a border in quotes": ("below: 30", 'below: "30"', 'below: "30"', ["`30` is not a whole number"]),
    "a reading that is none": (TERM, "reading: {as: guess}", "as: guess", ["`guess` is not one of band, age, term"]),
    "a record that is none": (
        "record: first_contract",
        "record: birthday",
        "record: birthday",
        ["`birthday` is not one of first_contract"],
    ),
}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedPack:
    return edited_pack(tmp_path, monkeypatch, "exampleworks/2027-01")


@pytest.mark.parametrize(("old", "new", "at", "messages"), CASES.values(), ids=list(CASES))
def test_what_is_wrong_with_a_range_is_reported_with_its_line(pack: EditedPack, old: str, new: str, at: str, messages: list[str]) -> None:
    pack.edit(FACTS, old, new)
    told = pack.told()
    assert [problem.split(": ", 1)[1] for problem in told] == messages
    assert told[0].startswith(f"policies/{FACTS}, line {pack.line(FACTS, at)}")


def test_a_band_without_unknown_is_reported(pack: EditedPack) -> None:
    before, fact, after = pack.text(FACTS).partition("  - id: effort\n")
    pack.path(FACTS).write_text(before + fact + after.replace("- id: unknown", "- id: unsure\n        from: 90", 1), encoding="utf-8")
    told = [problem.split(": ", 1)[1] for problem in pack.told()]
    assert "`effort` needs the value `unknown`: what it is read off may not be known" in told


def test_ranges_may_stand_in_any_order_and_begin_nowhere(pack: EditedPack) -> None:
    pack.edit(FACTS, "from: 0\n        below: 30", "from: 30")
    pack.edit(FACTS, "id: longer_work\n        from: 30", "id: longer_work\n        below: 30")
    assert pack.told() == []
    version = read_packs(Path("policies")).version("exampleworks@2027-01")
    effort = next(scale for scale in version.scales if scale.fact == "effort")
    assert [effort.value_of(number) for number in (-5, 29, 30)] == ["longer_work", "longer_work", "quick_look"]


def test_a_range_is_written_in_both_languages(pack: EditedPack) -> None:
    pack.edit(FACTS, "id: longer_work\n        from: 30", "id: longer_work\n        from: 30\n        below: 60")
    pack.edit(FACTS, "      - id: unknown\n        label:\n          de: Noch nicht bekannt\n          en: Not known yet\n        says:\n"
              "          de: Niemand hat", "      - id: whole_day\n        from: 60\n        label: {de: Tag, en: Day}\n"
              "        says: {de: Lang., en: Long.}\n        example: {de: Lang., en: Long.}\n"
              "      - id: unknown\n        label:\n          de: Noch nicht bekannt\n          en: Not known yet\n        says:\n"
              "          de: Niemand hat")  # fmt: skip
    facts = read_packs(Path("policies")).version("exampleworks@2027-01").facts
    told = [range_in_words(facts["effort"], value, "en") for value in facts["effort"].values]
    assert told == ["less than 30 minutes", "30 to less than 60 minutes", "60 minutes or more", ""]
    told = [range_in_words(facts["customer_age"], value, "de") for value in facts["customer_age"].values]
    assert told == ["weniger als 90 Tage", "mindestens 90 Tage", ""]
    assert {range_in_words(facts["visits"], value, "de") for value in facts["visits"].values} == {""}
