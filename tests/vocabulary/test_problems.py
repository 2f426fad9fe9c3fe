"""A problem as a person reads it and as a script does."""

from __future__ import annotations

import pytest

from engine.vocabulary.problems import Place, Problem, Refused, refuse


@pytest.mark.parametrize(
    ("place", "shown", "told"),
    [
        (Place(), "no such day", {}),
        (Place("a.csv"), "a.csv: no such day", {"file": "a.csv"}),
        (Place("a.csv", 3), "a.csv, line 3: no such day", {"file": "a.csv", "line": 3}),
        (Place("a.csv", 3, "at"), "a.csv, line 3, `at`: no such day", {"file": "a.csv", "line": 3, "field": "at"}),
        (Place(line=3), "line 3: no such day", {"line": 3}),
        (Place(field="at"), "`at`: no such day", {"field": "at"}),
        (Place("a.csv", field="at"), "a.csv, `at`: no such day", {"file": "a.csv", "field": "at"}),
    ],
)
def test_a_problem_names_its_place_as_far_as_it_is_known(place: Place, shown: str, told: dict[str, object]) -> None:
    problem = Problem("bad_day", "no such day", place)
    assert str(problem) == shown
    assert problem.as_json() == {"code": "bad_day", "message": "no such day", **told}


def test_a_refusal_carries_all_its_problems_a_line_each() -> None:
    refused = Refused([Problem("a", "one", Place("f", 1)), Problem("b", "two")])
    assert str(refused) == "f, line 1: one\ntwo"
    assert [problem.code for problem in refused.problems] == ["a", "b"]
    assert refuse("c", "three").problems == (Problem("c", "three"),)


def test_another_field_of_the_same_line() -> None:
    assert Place("f", 7, "a").at("b") == Place("f", 7, "b")
