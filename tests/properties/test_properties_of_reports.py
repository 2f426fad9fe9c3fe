"""What holds of every company's months, through the real desk on SQLite, whatever was recorded and in whatever order."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.books.admission.ledger import NOTHING_UNREADABLE
from engine.store import act_queries
from engine.store.acts import Acts
from engine.use_cases.intake.import_records import ReadActs
from engine.use_cases.reckoning.reckon_requests import reckon_requests
from engine.vocabulary.outcomes import BlockReason, Bucket
from tests.books.minute_oracle import MINUTE, half_up, minute_results
from tests.books.record_factories import at
from tests.properties.company_strategies import MONTHS, as_recorded, by_request, companies, desk_with, reports, sized_records
from tests.use_cases.desk_driver import Desk, acts_of, as_known, deciders
from tests.use_cases.tiny_company import COLUMNS, Company, Row

NOVEMBER_BEGINS = at("2026-11-01T00:00:00+01:00")
DEPENDENTS = {"time_entries": ("waivers", "entry_id"), "consents": ("withdrawals", "consent_id")}
RETRACTED = {"retracted_at": "2026-11-01T20:00:00+01:00", "retracted_by": "anna", "reason": "typed twice"}


def counting(desk: Desk) -> Acts:
    with desk.record.reading() as connection:
        return act_queries.everything(connection)


def key(kind: str) -> str:
    return COLUMNS[kind].split(",")[0]


def test_the_generated_companies_bring_about_every_bucket_and_every_reason() -> None:
    found: Counter[str] = Counter()

    @settings(max_examples=200, database=None, derandomize=True)
    @given(companies())
    def look_at(company: Company) -> None:
        for acts in by_request(as_recorded(company)).values():
            found.update(fate.reason or fate.bucket for fate in minute_results(acts).values())

    look_at()
    assert {name for name, minutes in found.items() if minutes >= 20} == {*Bucket, *BlockReason} - {"blocked"}


@sized_records
@given(companies(), st.randoms(use_true_random=False))
def test_importing_in_any_order_of_rows_and_files_gives_the_same_report(company: Company, chance: Random) -> None:
    acts = acts_of(company)
    chance.shuffle(acts)
    with desk_with(company) as desk, desk_with() as other:
        other.records(ReadActs(acts, (), NOTHING_UNREADABLE))
        assert [other.report(month) for month in MONTHS] == [desk.report(month) for month in MONTHS]
        assert as_known(other.everything()) == as_known(desk.everything())


@sized_records
@given(companies(), st.randoms(use_true_random=False))
def test_importing_in_two_portions_gives_the_same_report(company: Company, chance: Random) -> None:
    first = deepcopy(company)
    for kind in ("time_entries", "waivers", "consents", "withdrawals", "determinations"):
        first.rows[kind] = [row for row in first.rows.get(kind, []) if chance.random() < 0.5]
    for kind, (dependent, column) in DEPENDENTS.items():
        there = {row[column] for row in first.rows[kind]}
        first.rows[dependent] = [row for row in first.rows[dependent] if row[column] in there]
    assert reports(first, company) == reports(company)


@sized_records
@given(companies())
def test_importing_twice_changes_nothing(company: Company) -> None:
    with desk_with(company) as desk:
        stored, before = desk.stored(), [desk.report(month) for month in MONTHS]
        again = desk.imports(company)
        assert (again.recorded, again.known) == ({}, sum(map(len, company.rows.values())))
        assert (desk.stored(), [desk.report(month) for month in MONTHS]) == (stored, before)


@sized_records
@given(companies())
def test_buckets_add_up_to_recorded_minutes_and_every_recorded_minute_is_in_one_month(company: Company) -> None:
    months = reports(company)
    for month in months:
        for minutes in [month["totals"]["minutes"], *(one["minutes"] for one in month["customers"])]:
            assert minutes["recorded"] == minutes["covered"] + minutes["billable"] + minutes["waived"] + minutes["blocked"]
        for one in month["customers"]:
            assert one["minutes"]["blocked"] == sum(one["blocked"].values())
            assert one["minutes"]["billable"] == sum(line["minutes"] for line in one["lines"])
    recorded = sum(int(row["minutes"]) for row in company.rows.get("time_entries", []))
    assert sum(month["totals"]["minutes"]["recorded"] for month in months) == recorded


@sized_records
@given(companies())
def test_no_minute_is_billable_without_a_consent_in_force_at_that_instant(company: Company) -> None:
    with desk_with(company) as desk:
        acts = counting(desk)
    consents = {consent.consent_id: consent for consent in acts.consents}
    withdrawn = {one.consent_id: one.withdrawn_at for one in acts.withdrawals}
    drawn: Counter[str] = Counter()
    for request in reckon_requests(acts, deciders()):
        for one in request.entries:
            for segment in one.segments:
                if segment.bucket.value != "billable":
                    assert segment.consent_id is None
                    continue
                consent = consents[segment.consent_id]  # type: ignore[index]
                first = one.entry.started_at + segment.first_minute * MINUTE
                last = first + (segment.minutes - 1) * MINUTE
                assert (consent.status, consent.request_id, consent.role) == ("granted", request.request.request_id, one.entry.role)
                assert consent.hourly_rate == segment.rate
                assert consent.given_at <= first
                assert consent.expires_at is None or last < consent.expires_at
                assert last < withdrawn.get(consent.consent_id, last + 1)
                drawn[consent.consent_id] += segment.minutes
    assert all(consents[id_].max_minutes is None or count <= consents[id_].max_minutes for id_, count in drawn.items())  # type: ignore[index, operator]


@sized_records
@given(companies())
def test_a_total_is_the_sum_of_its_lines(company: Company) -> None:
    for month in reports(company):
        for one in month["customers"]:
            assert Decimal(one["net"]) == sum(Decimal(line["net"]) for line in one["lines"])
            assert Decimal(one["gross"]) == Decimal(one["net"]) + Decimal(one["vat"])
        for name in ("net", "vat", "gross"):
            assert Decimal(month["totals"][name]) == sum(Decimal(one[name]) for one in month["customers"])
        for name, minutes in month["totals"]["minutes"].items():
            assert minutes == sum(one["minutes"][name] for one in month["customers"])


@sized_records
@given(companies(), st.data())
def test_splitting_an_entry_in_two_changes_nothing_where_no_other_entry_of_the_request_overlaps(
    company: Company, data: st.DataObject
) -> None:
    entries = company.rows.get("time_entries", [])
    alone = [row for row in entries if int(row["minutes"]) > 1 and not any(_overlap(row, other) for other in entries if other is not row)]
    assume(alone)
    whole = data.draw(st.sampled_from(alone))
    kept = data.draw(st.integers(1, int(whole["minutes"]) - 1))
    begins = at(whole["started_at"])
    second = begins + kept * MINUTE
    assume((begins < NOVEMBER_BEGINS) == (second < NOVEMBER_BEGINS))
    split = deepcopy(company)
    split.change("time_entries", whole["entry_id"], minutes=str(kept))
    rest = {
        "entry_id": f"{whole['entry_id']}b",
        "started_at": _later(whole["started_at"], kept),
        "minutes": str(int(whole["minutes"]) - kept),
    }
    split.add("time_entries", like=whole["entry_id"], **rest)
    for waiver in [row for row in split.rows.get("waivers", []) if row["entry_id"] == whole["entry_id"]]:
        split.add("waivers", like=waiver["waiver_id"], waiver_id=f"{waiver['waiver_id']}b", entry_id=rest["entry_id"])
    assert reports(split) == reports(company)


@sized_records
@given(companies(), st.data(), st.booleans())
def test_retracting_an_act_and_never_having_recorded_it_give_the_same_report(company: Company, data: st.DataObject, is_later: bool) -> None:
    kinds = ("time_entries", "consents", "waivers", "withdrawals", "determinations", "quotes", "contracts")
    acts = [(kind, row) for kind in kinds for row in company.rows.get(kind, [])]
    kind, chosen = data.draw(st.sampled_from(acts))
    gone = [(kind, chosen[key(kind)])]
    if kind in DEPENDENTS:
        dependent, column = DEPENDENTS[kind]
        gone += [(dependent, row[key(dependent)]) for row in company.rows.get(dependent, []) if row[column] == chosen[column]]
    without = deepcopy(company)
    without.rows = {of: [row for row in rows if (of, row[key(of)]) not in gone] for of, rows in without.rows.items()}
    retracting = deepcopy(company)
    for number, (of, identity) in enumerate(gone):
        retracting.add("retractions", retraction_id=f"X{number}", kind=of, id=identity, **RETRACTED)
    assert reports(*([company, retracting] if is_later else [retracting])) == reports(without)


@sized_records
@given(companies())
def test_the_months_equal_a_minute_by_minute_reading(company: Company) -> None:
    with desk_with(company) as desk:
        acts = counting(desk)
        told = [_numbers(desk.report(month)) for month in MONTHS]
    assert told == [_read_minute_by_minute(acts, is_october) for is_october in (True, False)]


def _numbers(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in one.items() if name not in ("name", "line_ids", "differences", "difference_ids")}
        for one in report["customers"]
    ]


def _read_minute_by_minute(acts: Acts, is_october: bool) -> list[dict[str, Any]]:
    """The customers of a month's report as `tests.books.minute_oracle` tells them."""
    entries = {entry.entry_id: entry for entry in acts.time_entries if (entry.started_at < NOVEMBER_BEGINS) == is_october}
    customers: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    lines: dict[str, Counter[tuple[str, int]]] = {}
    whose = {request.request_id: request.customer_id for request in acts.requests}
    for request_id, own in by_request(acts).items():
        for (entry_id, _), fate in minute_results(own).items():
            if entry_id in entries:
                customer = whose[request_id]  # type: ignore[index]
                customers.setdefault(customer, Counter())[fate.bucket] += 1
                reasons.setdefault(customer, Counter()).update([fate.reason] if fate.reason else [])
                lines.setdefault(customer, Counter()).update([(request_id, fate.rate)] if fate.rate is not None else [])
    return [_customer_of(one, customers[one], reasons[one], lines[one]) for one in sorted(customers)]


def _customer_of(identity: str, buckets: Counter[str], reasons: Counter[str], lines: Counter[tuple[str, int]]) -> dict[str, Any]:
    nets = {line: half_up(Fraction(minutes * line[1], 60)) for line, minutes in lines.items()}
    net = sum(nets.values())
    vat = half_up(Fraction(net * 19, 100)) if identity == "C1" else 0
    return {
        "customer_id": identity,
        "minutes": {"recorded": buckets.total(), **{name: buckets[name] for name in ("covered", "billable", "waived", "blocked")}},
        "blocked": dict(reasons),
        "lines": [
            {"request_id": line[0], "hourly_rate": _money(line[1]), "minutes": lines[line], "net": _money(nets[line])}
            for line in sorted(lines)
        ],
        "vat_note": None if identity == "C1" else "not_domestic",
        "net": _money(net),
        "vat": _money(vat),
        "gross": _money(net + vat),
    }


def _money(cents: int) -> str:
    return str(Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))


def _overlap(one: Row, other: Row) -> bool:
    spans = [(at(row["started_at"]), at(row["started_at"]) + int(row["minutes"]) * MINUTE) for row in (one, other)]
    return one["request_id"] == other["request_id"] and spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]


def _later(started_at: str, minutes: int) -> str:
    """The time so many minutes later, written in UTC."""
    return (datetime.fromisoformat(started_at) + timedelta(minutes=minutes)).astimezone(UTC).isoformat()
