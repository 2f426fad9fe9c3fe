"""A problem as a person reads it and as a script does."""

from __future__ import annotations

import pytest

from engine.vocabulary.misreadings import NotReadable
from engine.vocabulary.problems import Place, misread, problem, refuse
from engine.wording.sentences import Reader
from tests.wording.read import english, line, lines

TOLD = "there is no customer `C9`"


@pytest.mark.parametrize(
    ("place", "shown", "told"),
    [
        (Place(), TOLD, {}),
        (Place("a.csv"), f"a.csv: {TOLD}", {"file": "a.csv"}),
        (Place("a.csv", 3), f"a.csv, line 3: {TOLD}", {"file": "a.csv", "line": 3}),
        (Place("a.csv", 3, "at"), f"a.csv, line 3, `at`: {TOLD}", {"file": "a.csv", "line": 3, "field": "at"}),
        (Place(line=3), f"line 3: {TOLD}", {"line": 3}),
        (Place(field="at"), f"`at`: {TOLD}", {"field": "at"}),
        (Place("a.csv", field="at"), f"a.csv, `at`: {TOLD}", {"file": "a.csv", "field": "at"}),
    ],
)
def test_a_problem_names_its_place_as_far_as_it_is_known(place: Place, shown: str, told: dict[str, object]) -> None:
    found = problem("unknown_customer", place, customer="C9")
    assert line(found) == shown
    assert Reader("en").as_json(found) == {"code": "unknown_customer", "message": TOLD, **told}


def test_a_refusal_carries_all_its_problems_a_line_each() -> None:
    one, other = problem("not_text", Place("f", 1)), problem("unknown_customer", customer="C9")
    refused = refuse("not_text", Place("f", 1))
    assert refused.problems == (one,)
    assert lines(type(refused)([one, other])) == ["f, line 1: holds a NUL character, as UTF-16 would write; save it as UTF-8", TOLD]
    assert str(refused) == "f, line 1: not_text"


def test_a_script_goes_by_the_kind_whichever_of_its_sentences_is_meant() -> None:
    found = misread("bad_value", NotReadable("too_long", most="200"), Place(field="name"), value="x")
    assert (found.code, found.kind, english(found)) == ("bad_value.too_long", "bad_value", "`x` is longer than 200 characters")


def test_another_field_of_the_same_line() -> None:
    assert Place("f", 7, "a").at("b") == Place("f", 7, "b")
