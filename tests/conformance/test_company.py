"""The company's months come out as expected, from a real record, in whatever order and in how many imports its acts came."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.deciding.deciders import Deciders
from engine.store.record import Record, open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.months.month_report import month_report
from engine.use_cases.reckoning.open_policies import open_policies
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import read_month
from tests.databases import place_with_a_record

COMPANY = Path(__file__).with_name("company")
EXPECTED: Mapping[str, Any] = json.loads((COMPANY / "expected.json").read_text(encoding="utf-8"))
A_CUSTOMER_S = ("customer_id", "minutes", "blocked", "lines", "vat_note", "net", "vat", "gross")
NOW = read_instant("2027-01-01T00:00:00+01:00")

# What a first import must hold for a second one to refer to; a retraction must come with what it makes room for.
MASTER_DATA = ("customers", "people", "contracts", "training", "rates")

Files = Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]


@pytest.fixture(scope="module")
def deciders() -> Deciders:
    return open_policies(Path(__file__).resolve().parents[2] / "policies", None)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    record = open_record(place_with_a_record(tmp_path / "company.db"))
    yield record
    record.close()


def files() -> dict[str, tuple[list[str], list[list[str]]]]:
    """Header and rows of each file."""
    found = {}
    for path in COMPANY.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        found[path.stem] = header, rows
    return found


def write(folder: Path, contents: Files) -> Path:
    folder.mkdir()
    for name, (header, rows) in contents.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return folder


def imported(folder: Path, record: Record, deciders: Deciders) -> dict[str, int]:
    return dict(import_acts(read_acts(folder), record, deciders, now=NOW, who="a test").recorded)


def months(record: Record, deciders: Deciders) -> dict[str, Any]:
    """Each expected month as reported, in the form of `expected.json`."""
    told = {}
    for month in EXPECTED:
        report = month_report(record, deciders, read_month(month)).as_json()
        customers = [{name: one[name] for name in A_CUSTOMER_S} for one in report["customers"]]  # type: ignore[attr-defined]
        told[month] = {"month": report["month"], "customers": customers, "totals": report["totals"]}
    return told


def test_every_month_comes_out_as_expected(record: Record, deciders: Deciders) -> None:
    recorded = imported(COMPANY, record, deciders)
    assert recorded == {name: len(rows) for name, (_, rows) in files().items() if rows}
    assert months(record, deciders) == EXPECTED


def test_a_month_that_is_not_listed_has_no_customers(record: Record, deciders: Deciders) -> None:
    imported(COMPANY, record, deciders)
    report = month_report(record, deciders, read_month("2022-05")).as_json()
    assert report["customers"] == []
    assert report["totals"] == {
        "minutes": {"recorded": 0, "covered": 0, "billable": 0, "waived": 0, "blocked": 0},
        "net": "0.00",
        "vat": "0.00",
        "gross": "0.00",
    }


def test_the_company_meets_every_bucket_and_most_reasons_for_blocking() -> None:
    customers = [customer for month in EXPECTED.values() for customer in month["customers"]]
    for bucket in ("covered", "billable", "waived", "blocked"):
        assert any(customer["minutes"][bucket] for customer in customers)
    assert len({reason for customer in customers for reason in customer["blocked"]}) >= 6


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_in_another_order_give_the_same_months(tmp_path: Path, record: Record, deciders: Deciders, seed: int) -> None:
    random = Random(seed)
    shuffled = {name: (header, random.sample(rows, len(rows))) for name, (header, rows) in files().items()}
    imported(write(tmp_path / "shuffled", shuffled), record, deciders)
    assert months(record, deciders) == EXPECTED


@pytest.mark.parametrize("seed", [4, 5])
def test_columns_in_another_order_give_the_same_months(tmp_path: Path, record: Record, deciders: Deciders, seed: int) -> None:
    random = Random(seed)
    turned: dict[str, tuple[list[str], list[list[str]]]] = {}
    for name, (header, rows) in files().items():
        order = random.sample(range(len(header)), len(header))
        turned[name] = [header[at] for at in order], [[row[at] for at in order] for row in rows]
    imported(write(tmp_path / "turned", turned), record, deciders)
    assert months(record, deciders) == EXPECTED


@pytest.mark.parametrize("seed", [6, 7])
def test_customers_in_two_imports_give_the_same_months(tmp_path: Path, record: Record, deciders: Deciders, seed: int) -> None:
    everything = files()
    ids = [row[0] for row in everything["customers"][1]]
    early = set(Random(seed).sample(ids, len(ids) // 2))
    first, second = of_customers(everything, early), of_customers(everything, set(ids) - early)
    assert sum(len(rows) for _, rows in first.values()) > 100
    assert sum(len(rows) for _, rows in second.values()) > 100
    imported(write(tmp_path / "first", first), record, deciders)
    imported(write(tmp_path / "second", second), record, deciders)
    assert months(record, deciders) == EXPECTED


def test_master_data_first_and_what_happened_later_gives_the_same_months(tmp_path: Path, record: Record, deciders: Deciders) -> None:
    everything = files()
    header, retractions = everything["retractions"]
    place = header.index("kind")
    of_master = [row for row in retractions if row[place] in MASTER_DATA]
    first: dict[str, Any] = {name: everything[name] for name in MASTER_DATA} | {"retractions": (header, of_master)}
    second: dict[str, Any] = {name: content for name, content in everything.items() if name not in MASTER_DATA}
    second["retractions"] = header, [row for row in retractions if row not in of_master]
    imported(write(tmp_path / "first", first), record, deciders)
    imported(write(tmp_path / "second", second), record, deciders)
    assert months(record, deciders) == EXPECTED


def test_importing_everything_again_records_nothing_and_changes_nothing(record: Record, deciders: Deciders) -> None:
    imported(COMPANY, record, deciders)
    assert imported(COMPANY, record, deciders) == {}
    assert months(record, deciders) == EXPECTED


def of_customers(everything: Files, ids: set[str]) -> dict[str, tuple[Sequence[str], list[Sequence[str]]]]:
    """The rows that belong to some customers, by way of requests, consents and entries; rates for everybody come first and last."""
    owner: dict[tuple[str, str], str] = {}
    chosen: dict[str, tuple[Sequence[str], list[Sequence[str]]]] = {}
    referred = {"request_id": "requests", "consent_id": "consents", "entry_id": "time_entries", "quote_id": "quotes"}
    order = [
        *MASTER_DATA,
        "requests",
        "quotes",
        "consents",
        "time_entries",
        "retriages",
        "determinations",
        "closures",
        "withdrawals",
        "waivers",
    ]
    for name in [one for one in [*order, "retractions"] if one in everything]:
        header, rows = everything[name]
        kept = []
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            if name == "retractions":
                customer = owner[cells["kind"], cells["id"]]
            elif "customer_id" in cells:
                customer = cells["customer_id"]
            else:
                customer = next(
                    owner[target, cells[column]] for column, target in referred.items() if column in header[1:] and cells[column]
                )
            owner[name, row[0]] = customer
            if customer in ids or not customer:
                kept.append(row)
        chosen[name] = header, kept
    return chosen
