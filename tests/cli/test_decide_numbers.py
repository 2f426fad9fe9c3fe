"""What `klausel decide` says of numbers and days, word for word, and that it takes them under their own names."""

from __future__ import annotations

from functools import cache

import pytest

from tests.cli.command import json_objects, run


def stated(facts: str) -> str:
    return f'{{"product": "exampleworks", "received_at": "2027-03-09T10:00:00+01:00", {facts}}}'


def no_number(shown: str) -> tuple[str, str, str]:
    told = f"`estimated_minutes`: `{shown}` is not a whole number from 0 to 999999999, nor unknown"
    return "bad_value", "estimated_minutes", told


def no_day(shown: str, wrong: str = "is not an ISO day, such as 2026-08-31") -> tuple[str, str, str]:
    return "bad_value", "customer_since", f"`customer_since`: `{shown}` {wrong}, nor unknown"


# the line, its code, its field, its message
CASES: dict[str, tuple[str, str, str, str]] = {
    "a number with a point": (stated('"estimated_minutes": 30.0'), *no_number("30.0")),
    "a number in words": (stated('"estimated_minutes": "half an hour"'), *no_number("half an hour")),
    "less than none": (stated('"estimated_minutes": -1'), *no_number("-1")),
    "more than anybody has": (stated('"estimated_minutes": 1000000000'), *no_number("1000000000")),
    "a number of a thousand digits": (stated(f'"estimated_minutes": {"1" * 1_000}'), *no_number("1" * 59 + "…")),
    "no number": (stated('"estimated_minutes": null'), *no_number("null")),
    "true is no number": (stated('"estimated_minutes": true'), *no_number("true")),
    "a value for a number": (stated('"estimated_minutes": "quick_look"'), *no_number("quick_look")),
    "a fact that contradicts its number": (
        stated('"estimated_minutes": 30, "effort": "quick_look"'),
        "bad_value",
        "effort",
        "`effort`: `quick_look` contradicts `estimated_minutes`, `30`, which is `longer_work`; give one of the two",
    ),
    "a fact that contradicts an unknown number": (
        stated('"effort": "quick_look", "estimated_minutes": "unknown"'),
        "bad_value",
        "effort",
        "`effort`: `quick_look` contradicts `estimated_minutes`, `unknown`, which is `unknown`; give one of the two",
    ),
    "a day that is a time": (stated('"customer_since": "2026-12-09T00:00:00+01:00"'), *no_day("2026-12-09T00:00:00+01:00")),
    "a day in German": (stated('"customer_since": "09.12.2026"'), *no_day("09.12.2026")),
    "a day that is a number": (stated('"customer_since": 90'), *no_day("90")),
    "a day that February does not have": (stated('"customer_since": "2027-02-29"'), *no_day("2027-02-29", "is a day that does not exist")),
    "tomorrow": (
        stated('"customer_since": "2027-03-10"'),
        "bad_value",
        "customer_since",
        "`customer_since`: `2027-03-10` lies after 2027-03-09, the day of the request; give a day up to then, or unknown",
    ),
}


@cache
def answers() -> list[dict[str, dict[str, object]]]:
    """All bad lines in one file, as one run answers them."""
    ended = run("decide", given="\n".join(line for line, *_ in CASES.values()).encode())
    assert ended.returncode == 2
    return json_objects(ended)


@pytest.mark.parametrize("case", CASES)
def test_the_line_is_answered_with_its_error(case: str) -> None:
    number = list(CASES).index(case)
    _, code, field, message = CASES[case]
    assert answers()[number] == {"error": {"code": code, "message": message, "line": number + 1, "field": field}}


def test_a_number_a_band_and_both_are_decided_alike() -> None:
    asked = '"contract": "active", "service": "configuration_question"'
    lines = [stated(f"{asked}, {more}") for more in ('"estimated_minutes": 29', '"effort": "quick_look"', '"estimated_minutes": "29"')]
    lines.append(stated(f'{asked}, "estimated_minutes": 29, "effort": "quick_look"'))
    decisions = json_objects(run("decide", given="\n".join(lines).encode()))
    assert [decision["coverage"] for decision in decisions] == ["covered"] * 4
    assert decisions == decisions[:1] * 4
