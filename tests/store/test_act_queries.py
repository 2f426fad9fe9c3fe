"""What is read out of the record is what was recorded, for everything, some customers or a month."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.store import act_queries
from engine.store.acts import Acts
from engine.store.kinds import INTERNAL_KINDS, KINDS, key_of
from engine.store.record import Record, open_record
from tests import databases
from tests.store.act_factories import (
    append,
    at,
    closure,
    company,
    consent,
    contract,
    customer,
    determination,
    entry,
    person,
    pin,
    quote,
    rate,
    record,
    request,
    retraction,
    retriage,
    training,
    url_of,
    waiver,
    withdrawal,
)
from tests.store.test_chain import without_triggers

OCTOBER = at("10-01 00:00"), at("11-01 00:00")
OF_R1 = ("retriages", "determinations", "quotes", "consents", "time_entries", "closures")
OF_C1 = ("customers", "people", "contracts", "training", "requests")


def second_company() -> list[tuple[str, Any]]:
    """Another customer's act of every kind; entry E22 is retracted."""
    return [
        customer("C2", name="Zweite"), person("P2", of="C2"), contract("K2", of="C2"), training("T2", of="C2"), request("R2", of="C2"),
        retriage("RE2", of="R2"), determination("D2", of="R2"), quote("Q2", of="R2"), consent("CO2", of="R2", quoted="Q2"),
        withdrawal("W2", of="CO2"), entry("E21", of="R2", started="11-03 08:00"), entry("E22", of="R2", started="10-03 08:00"),
        waiver("WV2", of="E21"), closure("CL2", of="R2"), retraction("X2", of="E22"),
    ]  # fmt: skip


@pytest.fixture
def two(tmp_path: Path) -> Record:
    """A record of two companies."""
    return record(tmp_path, *company(), *second_company())


def ids(acts: Acts) -> dict[str, list[str]]:
    """The id of every act that was read, by kind."""
    return {kind: [getattr(act, KINDS[kind].identity) for act in getattr(acts, kind)] for kind in KINDS if kind not in INTERNAL_KINDS}


def test_every_act_comes_back_as_it_was_recorded(tmp_path: Path) -> None:
    with record(tmp_path, *company()).reading() as connection:
        acts = act_queries.everything(connection, retracted=True, personal=act_queries.EVERY_KIND)
    for kind in KINDS:
        if kind not in INTERNAL_KINDS:
            assert getattr(acts, kind) == tuple(act for name, act in company() if name == kind)
    assert dict(acts.pins) == {"product@2025-01": "abc"}
    assert acts.people[0].may_commission is False
    assert acts.people[0].portal_registered is True


def test_acts_have_one_tuple_for_each_kind() -> None:
    assert [field.name for field in fields(Acts)] == [*(kind for kind in KINDS if kind not in INTERNAL_KINDS), "pins"]


def test_what_was_retracted_is_left_out_unless_asked_for(two: Record) -> None:
    with two.reading() as connection:
        assert ids(act_queries.everything(connection))["time_entries"] == ["E1", "E21"]
        assert ids(act_queries.everything(connection, retracted=True))["time_entries"] == ["E1", "E2", "E21", "E22"]
        asked = {"time_entries": ["E1", "E2", "E22"], "waivers": ["E2"]}
        assert act_queries.retracted_ids(connection, asked) == {("time_entries", "E2"), ("time_entries", "E22")}


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("contracts", contract("K3", product="another")),
        ("training", training("T3")),
        ("rates", rate("RT3", role="another")),
        ("requests", request("R3")),
        ("retriages", retriage("RE3")),
        ("determinations", determination("D3")),
        ("quotes", quote("Q3")),
        ("consents", consent("CO3")),
        ("withdrawals", withdrawal("W3", of="CO9")),
        ("time_entries", entry("E3")),
        ("waivers", waiver("WV3", of="E9")),
        ("closures", closure("CL3")),
    ],
)
def test_an_act_of_any_kind_is_left_out_once_it_is_retracted(two: Record, kind: str, act: tuple[str, Any]) -> None:
    identity = getattr(act[1], KINDS[kind].identity)
    append(two, consent("CO9"), entry("E9"), act)
    with two.reading() as connection:
        assert identity in ids(act_queries.everything(connection))[kind]
        before = ids(act_queries.everything(connection))
    append(two, retraction("X3", kind, identity))
    with two.reading() as connection:
        after = ids(act_queries.everything(connection))
        assert identity in ids(act_queries.everything(connection, retracted=True))[kind]
        assert identity in ids(act_queries.of_customers(connection, ["C1"], retracted=True))[kind]
        assert "X3" in ids(act_queries.of_customers(connection, ["C1"]))["retractions"]
    assert after == before | {kind: [name for name in before[kind] if name != identity], "retractions": ["X1", "X2", "X3"]}


def test_personal_fields_are_read_for_customers_only_unless_asked(two: Record) -> None:
    with two.reading() as connection:
        acts = act_queries.everything(connection, retracted=True)
        asked = act_queries.of_customers(connection, ["C2"], personal={"people"})
    assert [customer.name for customer in acts.customers] == ["Verwaltung Süd", "Zweite"]
    assert (acts.customers[0].city, acts.customers[0].vat_id) == ("Köln", None)
    assert (acts.people[0].name, acts.people[0].email) == ("", None)
    assert (acts.consents[0].evidence, acts.waivers[0].reason, acts.time_entries[1].note) == (None, "", None)
    assert (asked.customers[0].name, asked.people[0].name) == ("", "Person Eins")


def test_for_an_erased_name_stands_the_id_and_an_erased_blank_is_blank(two: Record, tmp_path: Path) -> None:
    two.close()
    with databases.outside(url_of(tmp_path / "klausel.db")) as outside:
        without_triggers(outside, "personal")
        outside.exec_driver_sql("DELETE FROM personal")
        outside.commit()
    with open_record(url_of(tmp_path / "klausel.db")).reading() as connection:
        acts = act_queries.everything(connection, personal=act_queries.EVERY_KIND)
    assert (acts.customers[0].name, acts.customers[0].city) == ("C1", None)
    assert (acts.people[0].name, acts.people[0].email) == ("P1", None)
    assert (acts.determinations[0].reason, acts.consents[0].evidence) == ("", None)


def test_some_customers_acts_are_all_that_hang_on_them_and_all_rates(two: Record) -> None:
    with two.reading() as connection:
        everything = ids(act_queries.everything(connection))
        found = ids(act_queries.of_customers(connection, ["C2"]))
        both = ids(act_queries.of_customers(connection, ["C1", "C2", "C9"]))
        nobody = ids(act_queries.of_customers(connection, []))
    assert both == everything
    assert found == {
        "customers": ["C2"], "people": ["P2"], "contracts": ["K2"], "training": ["T2"], "rates": ["RT1"], "requests": ["R2"],
        "retriages": ["RE2"], "determinations": ["D2"], "quotes": ["Q2"], "consents": ["CO2"], "withdrawals": ["W2"],
        "time_entries": ["E21"], "waivers": ["WV2"], "closures": ["CL2"], "retractions": ["X2"],
    }  # fmt: skip
    assert {kind: names for kind, names in nobody.items() if names} == {"rates": ["RT1"]}


def test_a_customers_id_is_not_read_as_anything_else(two: Record) -> None:
    with two.reading() as connection:
        for identity in ('C1", "C2', "C1'; DROP TABLE acts; --", "%", "c1", "C1 "):
            assert act_queries.of_customers(connection, [identity]).customers == ()


def test_a_months_acts_are_those_of_the_requests_worked_on_in_it(two: Record) -> None:
    append(two, entry("E5", started="12-01 10:00"), request("R5"), quote("Q5", of="R5"), customer("C5"))
    with two.reading() as connection:
        october = act_queries.of_month(connection, *OCTOBER)
        first_only = ids(act_queries.of_customers(connection, ["C1"]))
        everything = ids(act_queries.everything(connection))
    found = ids(october)
    assert found["time_entries"] == ["E1", "E5"], "all entries of the request, of whatever month"
    assert {kind: found[kind] for kind in (*OF_C1, *OF_R1)} == {kind: first_only[kind] for kind in (*OF_C1, *OF_R1)} | {
        "requests": ["R1"],
        "quotes": ["Q1"],
    }
    assert found["withdrawals"] == ["W1"]
    assert found["waivers"] == ["WV1"]
    assert found["rates"] == everything["rates"]
    assert dict(october.pins) == {"product@2025-01": "abc"}
    assert october.customers[0].name == "Verwaltung Süd"


def test_an_entry_that_was_retracted_brings_its_request_into_no_month(two: Record) -> None:
    with two.reading() as connection:
        assert ids(act_queries.of_month(connection, *OCTOBER))["requests"] == ["R1"]
        assert ids(act_queries.of_month(connection, *OCTOBER, retracted=True))["requests"] == ["R1", "R2"]
        assert ids(act_queries.of_month(connection, *OCTOBER, retracted=True))["customers"] == ["C1", "C2"]


def test_a_month_begins_with_its_first_instant_and_ends_before_the_next_months(two: Record) -> None:
    start = at("11-03 08:00")
    with two.reading() as connection:
        for first, end, expected in ((start, start + 1, ["R2"]), (start - 5, start, []), (start + 1, start + 9, [])):
            assert ids(act_queries.of_month(connection, first, end))["requests"] == expected  # type: ignore[arg-type]


def test_known_acts_are_found_by_key_with_their_personal_fields_and_even_if_retracted(two: Record) -> None:
    append(two, customer(valid_from=date(2026, 2, 1), name="Neu"))
    with two.reading() as connection:
        found = act_queries.records_by_key(connection, "customers", ["C1@", "C1@2026-02-01", "C1@2026-02-02", "C1"])
        entries = act_queries.records_by_key(connection, "time_entries", ["E2", "E9"])
        nothing = act_queries.records_by_key(connection, "rates", [])
    assert found == {"C1@": customer()[1], "C1@2026-02-01": customer(valid_from=date(2026, 2, 1), name="Neu")[1]}
    assert entries == {"E2": entry("E2", note="oops")[1]}
    assert nothing == {}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_act_of_any_kind_is_known_by_its_key(tmp_path: Path, kind: str) -> None:
    act = next(act for name, act in company() if name == kind)
    with record(tmp_path, *company()).reading() as connection:
        assert act_queries.records_by_key(connection, kind, [key_of(kind, act)]) == {key_of(kind, act): act}


def test_fifty_thousand_keys_are_asked_for_at_once(two: Record) -> None:
    with two.reading() as connection:
        assert list(act_queries.records_by_key(connection, "requests", [f"R{number}" for number in range(50_000)])) == ["R1", "R2"]


def test_what_each_policy_version_meant_is_read_in_the_order_of_first_use(two: Record) -> None:
    append(two, pin("product@2023-08"))
    with two.reading() as connection:
        assert list(act_queries.pins(connection).items()) == [("product@2025-01", "abc"), ("product@2023-08", "abc")]


def test_a_reader_sees_one_snapshot_while_others_write(two: Record) -> None:
    with two.reading() as connection:
        before = ids(act_queries.everything(connection))
        append(two, entry("E7"))
        assert ids(act_queries.everything(connection)) == before
    with two.reading() as connection:
        assert "E7" in ids(act_queries.everything(connection))["time_entries"]
