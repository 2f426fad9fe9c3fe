"""An act is known by its kind and its first field."""

from __future__ import annotations

from engine.books.records import type_of_kind
from engine.books.retractions import id_of, kind_of_type
from tests.books.record_factories import customer, entry, grant, retraction, waiver


def test_every_kind_of_act_is_known_by_its_first_field() -> None:
    assert set(kind_of_type) == set(type_of_kind.values())
    assert [id_of(act) for act in (customer("C7"), entry("E7"), grant("K7"), waiver("E7"), retraction("waivers", "V7"))] == [
        "C7", "E7", "K7", "V-E7", "X-V7",
    ]  # fmt: skip
