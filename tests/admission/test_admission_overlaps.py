"""No two contracts of a customer and product, no two rates of a key hold on one day: what is told, and what is only a gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.use_cases.desk_driver import Desk, refused, warned
from tests.use_cases.tiny_company import Company, tiny

REMEDY = "end one before the other begins, or retract one"


def contracts(*periods: tuple[str, str]) -> Company:
    """Contracts KA, KB … of C1 alone, each from and to."""
    company = tiny().only("customers", "contracts")
    like = dict(company.row("contracts", "K1"))
    company.rows["contracts"] = [
        like | {"contract_id": f"K{chr(ord('A') + number)}", "valid_from": first, "valid_to": last}
        for number, (first, last) in enumerate(periods)
    ]
    return company


def rates(*periods: tuple[str, str], **key: str) -> Company:
    """Rates RA, RB … of one key, each from and to."""
    company = tiny().only("customers", "rates")
    like = dict(company.row("rates", "RT1")) | key
    company.rows["rates"] = [
        like | {"rate_id": f"R{chr(ord('A') + number)}", "valid_from": first, "valid_to": last}
        for number, (first, last) in enumerate(periods)
    ]
    return company


@pytest.mark.parametrize(
    ("periods", "held", "day"),
    [
        ([("2025-01-01", "2025-12-31"), ("2025-12-31", "")], "2025-01-01 to 2025-12-31", "2025-12-31"),
        ([("2025-01-01", ""), ("2025-01-01", "")], "2025-01-01", "2025-01-01"),
        ([("2025-01-01", "2026-12-31"), ("2025-06-01", "2025-06-30")], "2025-01-01 to 2026-12-31", "2025-06-01"),
    ],
    ids=["an end that runs into a successor", "the same first day", "one within the other"],
)
@pytest.mark.parametrize("build", [contracts, rates])
def test_two_rows_of_one_key_that_would_both_hold_on_a_day_are_refused_naming_both(
    build: type, periods: list[tuple[str, str]], held: str, day: str
) -> None:
    company = build(*periods)
    [kind] = company.rows.keys() - {"customers"}
    letter = "K" if kind == "contracts" else "R"
    told = f"the {kind} `{letter}B` and `{letter}A` ({held}) would both hold on `{day}`"
    assert refused(company) == [f"{kind}.csv, line 3, `valid_from`: {told}; {REMEDY}"]


@pytest.mark.parametrize("build", [contracts, rates])
@pytest.mark.parametrize(
    "periods",
    [
        [("2025-01-01", ""), ("2026-01-01", "")],
        [("2025-01-01", "2025-12-31"), ("2026-01-01", "")],
        [("2026-01-01", ""), ("2025-01-01", "")],
    ],
    ids=["a blank end", "an end the day before", "written in the other order"],
)
def test_a_successor_is_no_overlap_and_no_gap(tmp_path: Path, build: type, periods: list[tuple[str, str]]) -> None:
    assert warned(tmp_path, build(*periods)) == []


def test_an_overlap_with_what_was_recorded_earlier_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(contracts(("2025-01-01", "2026-12-31")))
    later = contracts(("2025-01-01", "2026-12-31"), ("2026-12-31", ""))
    told = "the contracts `KB` and `KA` (2025-01-01 to 2026-12-31) would both hold on `2026-12-31`"
    assert desk.refuses(later) == [f"contracts.csv, line 3, `valid_from`: {told}; {REMEDY}"]
    earlier = contracts(("2025-01-01", "2026-12-31"), ("2024-01-01", "2025-01-01"))
    told = "the contracts `KB` and `KA` (2025-01-01 to 2026-12-31) would both hold on `2025-01-01`"
    assert desk.refuses(earlier) == [f"contracts.csv, line 3, `valid_from`: {told}; {REMEDY}"]


@pytest.mark.parametrize(("build", "retracted"), [(contracts, "KA"), (rates, "RA")])
def test_a_retracted_row_makes_room_for_another_in_the_same_import(tmp_path: Path, build: type, retracted: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(build(("2025-01-01", "2026-12-31")))
    company = build(("2025-01-01", "2026-12-31"), ("2025-01-01", ""))
    company.add(
        "retractions",
        retraction_id="X1",
        kind=build.__name__,
        id=retracted,
        retracted_at="2026-10-01T00:00:00Z",
        retracted_by="anna",
        reason="typo",
    )
    assert desk.imports(company).recorded == {build.__name__: 1, "retractions": 1}


def test_other_customers_and_other_products_are_other_keys(tmp_path: Path) -> None:
    company = contracts(("2025-01-01", ""), ("2025-01-01", ""), ("2025-01-01", ""))
    company.change("contracts", "KB", customer_id="C2").change("contracts", "KC", product="exampleworks")
    assert warned(tmp_path, company) == []


def test_a_blank_is_a_value_of_its_own_in_the_key_of_a_rate(tmp_path: Path) -> None:
    company = rates(*[("2025-01-01", "")] * 5)
    company.change("rates", "RB", role="").change("rates", "RC", product="hausperfekt").change("rates", "RD", customer_id="C1")
    company.change("rates", "RE", customer_id="C2")
    assert warned(tmp_path, company) == []


@pytest.mark.parametrize(("build", "name"), [(contracts, "contract"), (rates, "rate")], ids=["contracts", "rates"])
def test_a_gap_is_a_warning(tmp_path: Path, build: type, name: str) -> None:
    letter = "K" if name == "contract" else "R"
    gap = build(("2025-01-01", "2025-12-30"), ("2026-01-01", ""))
    assert warned(tmp_path, gap) == [f"{name}s.csv, line 2, `valid_from`: no {name} holds from 2025-12-31 to 2025-12-31, after `{letter}A`"]
    inner = build(("2025-01-01", ""), ("2026-01-01", "2026-01-31"))
    assert warned(tmp_path, inner) == [f"{name}s.csv, line 3, `valid_from`: no {name} holds from 2026-02-01 on, after `{letter}B`"]


def test_a_gap_that_was_there_before_is_not_reported_again(tmp_path: Path) -> None:
    gap = contracts(("2025-01-01", "2025-12-30"), ("2026-01-01", ""))
    other = contracts(("2025-01-01", "2025-12-30"), ("2026-01-01", "")).add("customers", like="C1", customer_id="C3")
    assert warned(tmp_path, gap, other) == []
