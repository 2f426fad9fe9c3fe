"""Retracted acts count as if they had not been."""

from __future__ import annotations

from engine.books.records import type_of_kind
from engine.books.retractions import id_of, kind_of_type, without_retracted
from tests.books.record_factories import customer, entry, grant, retraction, waiver


def test_a_retracted_act_is_left_out_and_the_others_keep_their_order() -> None:
    acts = [grant("K3"), grant("K1"), grant("K2")]
    assert without_retracted(acts, [retraction("consents", "K1")]) == [grant("K3"), grant("K2")]


def test_a_retraction_names_a_kind_and_leaves_the_same_id_of_another_kind_alone() -> None:
    acts = [grant("X1"), entry("X1")]
    assert without_retracted(acts, [retraction("time_entries", "X1")]) == [grant("X1")]


def test_without_retractions_everything_counts() -> None:
    acts = [waiver("E1"), entry("E1")]
    assert without_retracted(acts, []) == acts


def test_every_kind_of_act_is_known_by_its_first_field() -> None:
    assert set(kind_of_type) == set(type_of_kind.values())
    assert [id_of(act) for act in (customer("C7"), entry("E7"), grant("K7"), waiver("E7"), retraction("waivers", "V7"))] == [
        "C7", "E7", "K7", "V-E7", "X-V7",
    ]  # fmt: skip
