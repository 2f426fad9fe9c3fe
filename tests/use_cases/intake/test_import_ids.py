"""Every row is an act with an id: the same rows again change nothing, other content under a known id is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.use_cases.desk_driver import Desk, as_known, refused
from tests.use_cases.tiny_company import COLUMNS, tiny

NOT_EDITED = "What was recorded is not edited; retract it, or add a new row"
MOVED_ON = "What was recorded is not edited; add a row with a later `valid_from`"


def test_one_act_of_every_kind_is_recorded_and_counted(tmp_path: Path) -> None:
    admitted = Desk(tmp_path).imports(tiny())
    assert admitted.recorded == {kind: len(rows) for kind, rows in tiny().rows.items()}
    assert (admitted.known, admitted.warnings) == (0, ())


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    before = desk.stored()
    again = desk.imports(tiny())
    assert (again.recorded, again.known, again.warnings) == ({}, sum(map(len, tiny().rows.values())), ())
    assert desk.stored() == before


def test_the_same_rows_in_another_spelling_change_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(
        tiny()
        .change("rates", "RT1", hourly_rate="120.50")
        .change("quotes", "Q1", hourly_rate="120.5")
        .change("consents", "CO1", hourly_rate="120.50")
    )
    before = desk.stored()
    otherwise = tiny().change("rates", "RT1", hourly_rate="120.5").change("rates", "RT2", hourly_rate="150")
    otherwise.change("quotes", "Q1", hourly_rate="120.50", sent_at="2026-10-05T06:45:00Z").change(
        "consents", "CO1", hourly_rate="120.5", max_minutes="090"
    )
    otherwise.change("time_entries", "E1", started_at="2026-10-05T09:00+01:00", minutes="060")
    assert desk.imports(otherwise).recorded == {}
    assert desk.stored() == before


def test_the_same_rows_in_another_order_change_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    before, shuffled = desk.stored(), tiny()
    for rows in shuffled.rows.values():
        random.Random(5).shuffle(rows)
    assert desk.imports(shuffled).recorded == {}
    assert desk.stored() == before


def test_only_what_is_new_is_recorded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    admitted = desk.imports(tiny().add("time_entries", like="E5", entry_id="E7", started_at="2026-10-08T10:00:00+02:00"))
    assert (admitted.recorded, admitted.known) == ({"time_entries": 1}, sum(map(len, tiny().rows.values())))


def test_what_refers_to_earlier_imports_alone_may_come_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for kinds in (
        ["customers", "people"],
        ["contracts", "training", "rates", "requests"],
        ["retriages", "determinations", "quotes"],
        ["consents"],
    ):
        desk.imports(tiny().only(*kinds))
    desk.imports(tiny().without("retractions"))
    desk.imports(tiny().only("retractions"))
    whole = Desk(tmp_path)
    whole.imports(tiny())
    assert as_known(desk.everything()) == as_known(whole.everything())
    assert desk.report() == whole.report()


@pytest.mark.parametrize("kind", [kind for kind in COLUMNS if kind not in ("customers", "people")])
def test_an_id_that_stands_twice_is_refused_be_the_content_the_same_or_not(kind: str) -> None:
    company = tiny()
    first = next(iter(company.rows[kind][0].values()))
    company.rows[kind] = [*company.rows[kind], dict(company.rows[kind][0])]
    line = company.text_of(kind).count("\n", 0, company.text_of(kind).rindex(f"\n{first},")) + 2
    column = COLUMNS[kind].split(",")[0]
    told = f"{kind}.csv, line {line}, `{column}`: `{first}` appears twice; the other is at {kind}.csv, line 2"
    assert refused(company) == [told]
    company.rows[kind][-1] = company.rows[kind][-1] | {
        COLUMNS[kind].split(",")[-1]: "2030-01-01" if kind in ("training", "rates") else "partial"
    }
    assert told in refused(company)


def test_a_customer_or_person_of_another_day_is_another_row_and_of_the_same_day_the_same(tmp_path: Path) -> None:
    company = tiny().add("customers", like="C1", valid_from="2026-01-01", city="Bonn").add("people", like="P1", valid_from="2026-01-01")
    assert Desk(tmp_path).imports(company).recorded["customers"] == 3
    company.add("customers", like="C1", valid_from="2026-01-01", city="Trier").add("people", like="P1", name="Umbenannt")
    assert refused(company) == [
        "customers.csv, line 5, `customer_id`: `C1` appears twice; the other is at customers.csv, line 4",
        "people.csv, line 6, `person_id`: `P1` appears twice; the other is at people.csv, line 2",
    ]


@pytest.mark.parametrize(
    ("kind", "identity", "values", "place", "told"),
    [
        ("rates", "RT2", {"hourly_rate": "155"}, "line 3, `rate_id`", "`hourly_rate` was `150.00`, here it is `155.00`"),
        (
            "closures",
            "CL1",
            {"closed_at": "2026-10-06T16:00:01+02:00", "closed_by": "anna"},
            "line 2, `closure_id`",
            "closed_at: 2026-10-06T16:00:00+02:00 → 2026-10-06T16:00:01+02:00, closed_by: bo → anna (recorded → here)",
        ),
        ("people", "P2", {"may_commission": "yes"}, "line 3, `person_id`", "`may_commission` was `no`, here it is `yes`"),
        ("customers", "C1", {"city": ""}, "line 2, `customer_id`", "`city` was `Köln`, here it is ``"),
        (
            "time_entries",
            "E1",
            {"note": "one line"},
            "line 2, `entry_id`",
            "`note` was `first line\\nsecond line`, here it is `one line`",
        ),
        ("contracts", "K2", {"valid_to": "2027-12-31"}, "line 3, `contract_id`", "`valid_to` was `2026-12-31`, here it is `2027-12-31`"),
        ("time_entries", "E4", {"minutes": "1"}, "line 6, `entry_id`", "`minutes` was `45`, here it is `1`"),
    ],
    ids=["a rate", "a time", "a yes or no", "a blank", "personal text", "a day", "a retracted act"],
)
def test_a_known_id_with_other_content_is_refused_naming_both(
    tmp_path: Path, kind: str, identity: str, values: dict[str, str], place: str, told: str
) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    remedy = MOVED_ON if kind in ("customers", "people") else NOT_EDITED
    assert desk.refuses(tiny().change(kind, identity, **values)) == [
        f"{kind}.csv, {place}: `{identity}` is recorded with other content: {told}. {remedy}"
    ]


def test_ids_of_different_kinds_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    company = tiny().change("closures", "CL1", closure_id="R1").change("waivers", "WV1", waiver_id="R1")
    company.change("withdrawals", "W1", withdrawal_id="R1").change("rates", "RT1", rate_id="R1")
    assert Desk(tmp_path).imports(company).recorded == {kind: len(rows) for kind, rows in tiny().rows.items()}


def test_ids_differ_by_case_and_by_leading_zeros(tmp_path: Path) -> None:
    company = tiny().add("time_entries", like="E5", entry_id="e5", started_at="2026-10-08T10:00:00+02:00")
    company.add("time_entries", like="E5", entry_id="0005", started_at="2026-10-09T10:00:00+02:00")
    company.add("time_entries", like="E5", entry_id="5", started_at="2026-10-09T12:00:00+02:00")
    assert Desk(tmp_path).imports(company).recorded["time_entries"] == 9
