"""What a person may determine, and what nobody may."""

from __future__ import annotations

from itertools import permutations

import pytest

from engine.books.determinations import effective_coverage, latest_determination
from tests.books.record_factories import determination


def test_the_latest_determination_counts() -> None:
    rows = [determination("covered", "09:00", "D2"), determination("billable", "09:01", "D1")]
    for order in permutations(rows):
        assert latest_determination(order) == rows[1]


def test_of_two_determinations_at_the_same_instant_the_later_id_counts() -> None:
    rows = [determination("covered", "09:00", "D1"), determination("billable", "09:00", "D2")]
    for order in permutations(rows):
        assert latest_determination(order) == rows[1]


def test_without_determinations_there_is_no_latest() -> None:
    assert latest_determination([]) is None


@pytest.mark.parametrize(
    ("coverage", "if_active", "determination_says", "counts"),
    [
        ("undetermined", "undetermined", "covered", "covered"),
        ("undetermined", "undetermined", "billable", "billable"),
        ("undetermined", "covered", "billable", "billable"),
        ("not_entitled", "covered", "billable", "billable"),
        ("not_entitled", "billable", "billable", "billable"),
        ("not_entitled", "undetermined", "billable", "billable"),
        ("not_entitled", "covered", "covered", "not_entitled"),
        ("not_entitled", "not_offered", "billable", "not_entitled"),
        ("undetermined", "not_offered", "billable", "undetermined"),
        ("undetermined", "not_offered", "covered", "undetermined"),
        ("not_offered", "not_offered", "billable", "not_offered"),
        ("not_offered", "not_offered", "covered", "not_offered"),
        ("covered", "covered", "billable", "covered"),
        ("billable", "billable", "covered", "billable"),
    ],
)
def test_a_determination_counts_only_where_a_person_may_determine(
    coverage: str, if_active: str, determination_says: str, counts: str
) -> None:
    assert effective_coverage(coverage, if_active, determination(determination_says)) == counts


def test_without_a_determination_the_policys_answer_counts() -> None:
    assert effective_coverage("undetermined", "undetermined", None) == "undetermined"


def test_a_latest_determination_that_does_not_count_does_not_give_way_to_an_earlier_one() -> None:
    rows = [determination("billable", "09:00", "D1"), determination("covered", "10:00", "D2")]
    assert effective_coverage("not_entitled", "covered", latest_determination(rows)) == "not_entitled"
