"""Facts in records are held to the policy in force when the request was received: products, facts and values it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.use_cases.desk_driver import Desk, deciders, refused
from tests.use_cases.tiny_company import Company, tiny


def values(product: str, version: str, fact: str) -> str:
    """The values of a fact, as a person is told of them."""
    return ", ".join(deciders().products[product].by_ref[f"{product}@{version}"].compiled.version.all_values[fact])


@pytest.mark.parametrize("kind", ["contracts", "training", "rates", "requests"])
def test_a_product_without_a_pack_is_refused_beside_those_that_have_one(kind: str) -> None:
    company = tiny()
    company.rows[kind][0]["product"] = "hausperfect"
    told = f"{kind}.csv, line 2, `product`: `hausperfect` has no pack; there are exampleworks, hausperfekt"
    assert told in refused(company)


@pytest.mark.parametrize(
    ("kind", "identity", "line", "column", "value"),
    [
        ("requests", "R1", 2, "service", "magic"),
        ("requests", "R1", 2, "service", "Other"),
        ("requests", "R1", 2, "topic", "bookings"),
        ("requests", "R1", 2, "cause", "user"),
        ("requests", "R1", 2, "intake", "fax"),
        ("requests", "R1", 2, "delivery", "fax"),
        ("requests", "R1", 2, "complexity", "hard"),
        ("retriages", "RE1", 2, "training", "yes"),
        ("retriages", "RE1", 2, "service", "magic"),
        ("retriages", "RE1", 2, "delivery", "fax"),
        ("time_entries", "E5", 7, "service", "magic"),
        ("time_entries", "E5", 7, "topic", "bookings"),
        ("time_entries", "E5", 7, "cause", "user"),
    ],
)
def test_a_value_outside_the_vocabulary_is_refused_beside_those_within(
    kind: str, identity: str, line: int, column: str, value: str
) -> None:
    known = values("hausperfekt", "2025-01", column)
    assert refused(tiny().change(kind, identity, **{column: value})) == [
        f"{kind}.csv, line {line}, `{column}`: `{value}` is not one of {known}"
    ]


@pytest.mark.parametrize("column", ["service", "topic", "cause"])
def test_unknown_is_a_value_everywhere(tmp_path: Path, column: str) -> None:
    company = tiny()
    for kind in ("requests", "retriages", "time_entries"):
        company.rows[kind][0][column] = "unknown"
    assert Desk(tmp_path).imports(company).recorded["requests"] == 3


def test_the_vocabulary_is_that_of_the_requests_own_product(tmp_path: Path) -> None:
    company = tiny().change("requests", "R1", product="exampleworks", topic="bookings")
    known = values("exampleworks", "2025-01", "topic")
    assert refused(company) == [f"retriages.csv, line 2, `topic`: `e_banking` is not one of {known}"]
    company.change("retriages", "RE1", topic="reports")
    assert Desk(tmp_path).imports(company).recorded["requests"] == 3


def test_the_vocabulary_of_a_request_recorded_earlier_holds_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().only("time_entries").add("time_entries", like="E5", entry_id="E9", service="magic")
    known = values("hausperfekt", "2025-01", "service")
    assert desk.refuses(company) == [f"time_entries.csv, line 9, `service`: `magic` is not one of {known}"]


def test_a_product_has_to_have_a_policy_on_the_day_of_the_request_though_another_product_has_one(tmp_path: Path) -> None:
    company: Company = tiny().change("requests", "R3", product="exampleworks", received_at="2024-12-31T23:59:59+01:00")
    told = "no version of `exampleworks` is in force on 2024-12-31; the first begins on 2025-01-01"
    assert refused(company) == [f"requests.csv, line 4, `received_at`: {told}"]
    company.change("requests", "R3", received_at="2025-01-01T00:00:00+01:00")
    assert Desk(tmp_path).imports(company).recorded["requests"] == 3
