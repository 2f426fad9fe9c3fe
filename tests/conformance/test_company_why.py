"""Of the example company: every line's parts, consents and decisions add up to the line, open or closed, and lead back to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from engine.store.record import Record, open_record
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.month_report import month_report
from engine.use_cases.tracing.why import why
from engine.vocabulary.instants import read_instant
from engine.vocabulary.months import read_month
from tests.conformance.test_company import COMPANY, EXPECTED, NOW
from tests.use_cases.desk_driver import deciders

LATER = read_instant("2027-02-01T08:00:00+01:00")
# A closed month says besides how it was closed, and what came after.
OF_CLOSING = ("closed", "recorded_since", "differences")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    record = open_record(f"sqlite:///{tmp_path_factory.mktemp('why') / 'company.db'}", create=True)
    import_acts(read_acts(COMPANY), record, deciders(), now=NOW, who="a test")
    yield record
    record.close()


def asked(record: Record, id_: str) -> dict[str, Any]:
    return why(record, deciders(), id_).as_json()


def customers(record: Record) -> Iterator[dict[str, Any]]:
    for month in EXPECTED:
        yield from month_report(record, deciders(), read_month(month)).as_json()["customers"]  # type: ignore[misc]


def every_line(record: Record) -> dict[str, dict[str, Any]]:
    """Each line that a report prints, by its id, told by `why`."""
    return {id_: asked(record, id_)["line"] for customer in customers(record) for id_ in customer["line_ids"]}


def adds_up(line: dict[str, Any], printed: dict[str, Any]) -> bool:
    parts = [part for entry in line["entries"] for part in entry["parts"] if part["in_line"]]
    return (
        {name: line[name] for name in printed} == printed
        and sum(part["minutes"] for part in parts) == line["minutes"] == sum(one["minutes_in_line"] for one in line["consents"])
        and all(sum(part["minutes"] for part in entry["parts"]) == entry["minutes"] for entry in line["entries"])
        and {part["consent_id"] for part in parts} == {one["consent_id"] for one in line["consents"]}
        and all(one["evidence"] and one["hourly_rate"] == line["hourly_rate"] for one in line["consents"])
        and {part["decision"] for part in parts} == {one["number"] for one in line["decisions"]}
        and all(clause["says"] for one in line["decisions"] for clause in one["clauses"])
        and (2 * line["minutes"] * cents(line["hourly_rate"]) + 60) // 120 == cents(line["net"])
    )


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_every_line_adds_up_open_and_closed_and_is_reported_alike(record: Record) -> None:
    printed = {id_: line for one in customers(record) for id_, line in zip(one["line_ids"], one["lines"], strict=True)}
    before = every_line(record)
    assert before
    assert [id_ for id_, line in before.items() if not adds_up(line, printed[id_])] == []
    for month in EXPECTED:
        if month < "2027-01":
            close_month(record, deciders(), read_month(month), now=LATER, who="a test")
    after = every_line(record)
    assert [id_ for id_, line in after.items() if line["closed"] is None or not adds_up(line, printed[id_])] == []
    # Numbers of decisions are the month's in a closed one, the request's in an open one.
    assert {id_: plain(line) for id_, line in after.items()} == {id_: plain(line) for id_, line in before.items()}


def plain(line: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: value for name, value in line.items() if name not in OF_CLOSING}
    kept["decisions"] = [{**one, "number": 0} for one in line["decisions"]]
    kept["entries"] = [{**entry, "parts": [{**part, "decision": 0} for part in entry["parts"]]} for entry in line["entries"]]
    return kept


def test_whatever_is_behind_a_line_leads_forward_to_it_with_the_same_minutes(record: Record) -> None:
    for id_, line in every_line(record).items():
        behind = {f"time_entries:{one['entry_id']}": in_line(one) for one in line["entries"]}
        behind |= {f"consents:{one['consent_id']}": one["minutes_in_line"] for one in line["consents"]}
        behind |= {f"requests:{line['request_id']}": line["minutes"], f"customers:{line['customer_id']}": line["minutes"]}
        for thing, minutes in behind.items():
            (touched,) = asked(record, thing)["touched"]
            assert [one["minutes_behind"] for one in touched["lines"] if one["id"] == id_] == [minutes], (id_, thing)


def in_line(entry: dict[str, Any]) -> int:
    return sum(part["minutes"] for part in entry["parts"] if part["in_line"])


def test_all_policies_together_lead_to_every_minute_and_all_rates_to_every_billed_one(record: Record) -> None:
    lines = every_line(record).values()
    refs = [version.ref for pack in deciders().packs.packs.values() for version in pack.versions]
    policies = [asked(record, f"policies:{ref}")["touched"][0] for ref in refs]
    of_lines = sum(one["minutes_behind"] for touched in policies for one in touched["lines"])
    of_others = sum(one["minutes"] for touched in policies for one in touched["not_in_line"])
    assert of_lines == sum(line["minutes"] for line in lines)
    assert of_lines + of_others == sum(month["totals"]["minutes"]["recorded"] for month in EXPECTED.values())
    priced: Counter[str] = Counter()
    for line in lines:
        for consent in line["consents"]:
            if consent["rate"]:
                priced[consent["rate"]["rate_id"]] += consent["minutes_in_line"]
    assert priced
    for rate, minutes in priced.items():
        (touched,) = asked(record, f"rates:{rate}")["touched"]
        assert sum(one["minutes_behind"] for one in touched["lines"]) == minutes
