"""Who may speak for a customer: a person of that customer on the act's local day; to grant, one who may commission."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import Company, tiny


@pytest.mark.parametrize(
    ("kind", "identity", "column", "day"),
    [
        ("training", "T1", "person_id", "2025-06-01"),
        ("requests", "R1", "person_id", "2026-10-05"),
        ("retriages", "RE1", "person_id", "2026-10-05"),
        ("consents", "CO1", "given_by", "2026-10-05"),
    ],
)
def test_a_person_of_another_customer_is_refused(kind: str, identity: str, column: str, day: str) -> None:
    told = refused(tiny().change(kind, identity, **{column: "P3"}))
    assert told == [f"{kind}.csv, line 2, `{column}`: `P3` is a person of `C2` on {day}, not of `C1`"]


@pytest.mark.parametrize(("kind", "identity", "column"), [("requests", "R4", "person_id"), ("consents", "CO2", "given_by")])
def test_a_person_of_another_customer_is_refused_where_the_person_was_recorded_earlier(
    tmp_path: Path, kind: str, identity: str, column: str
) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().only("requests", "consents").add("requests", like="R1", request_id="R4").add("consents", like="CO1", consent_id="CO2")
    told = desk.refuses(company.change(kind, identity, **{column: "P3"}))
    assert [line.split(": ", 1)[1] for line in told] == ["`P3` is a person of `C2` on 2026-10-05, not of `C1`"]


def moving(day: str) -> Company:
    """P3 belongs to C2 and from that day on to C1."""
    return tiny().add("people", like="P3", valid_from=day, customer_id="C1")


def test_who_moves_speaks_for_the_new_customer_from_that_day_on(tmp_path: Path) -> None:
    company = moving("2026-10-05").change("consents", "CO1", given_by="P3")
    assert refused(company) == ["requests.csv, line 3, `person_id`: `P3` is a person of `C1` on 2026-10-06, not of `C2`"]
    company.change("requests", "R2", person_id="")
    assert Desk(tmp_path).imports(company).recorded["consents"] == 1


def test_who_moves_tomorrow_does_not_speak_for_the_new_customer_today() -> None:
    company = moving("2026-10-06").change("consents", "CO1", given_by="P3").change("requests", "R2", person_id="")
    assert refused(company) == ["consents.csv, line 2, `given_by`: `P3` is a person of `C2` on 2026-10-05, not of `C1`"]


def test_the_day_of_an_act_is_the_vendors_local_day_not_utcs(tmp_path: Path) -> None:
    company = moving("2026-10-06").change("requests", "R2", person_id="")
    company.change("consents", "CO1", given_by="P3", given_at="2026-10-05T22:00:00Z")
    assert Desk(tmp_path).imports(company).recorded["consents"] == 1
    assert refused(company.change("consents", "CO1", given_at="2026-10-05T21:59:59Z")) == [
        "consents.csv, line 2, `given_by`: `P3` is a person of `C2` on 2026-10-05, not of `C1`"
    ]


def test_before_the_first_row_the_first_counts(tmp_path: Path) -> None:
    company = tiny().change("people", "P1", valid_from="2030-01-01")
    assert Desk(tmp_path).imports(company).recorded["consents"] == 1


def test_who_may_not_commission_cannot_grant() -> None:
    company = tiny().change("consents", "CO1", given_by="P2")
    assert refused(company) == ["consents.csv, line 2, `given_by`: `P2` may not commission work for `C1` on 2026-10-05"]


def test_who_may_not_commission_can_decline(tmp_path: Path) -> None:
    company = tiny().change("consents", "CO1", given_by="P2", status="declined").without("withdrawals")
    assert Desk(tmp_path).imports(company).recorded["consents"] == 1


@pytest.mark.parametrize(("day", "may"), [("2026-10-05", True), ("2026-10-06", False)], ids=["that very day", "the day after"])
def test_who_is_given_the_right_to_commission_may_grant_from_that_day_on(tmp_path: Path, day: str, may: bool) -> None:
    company = tiny().change("consents", "CO1", given_by="P2").add("people", like="P2", valid_from=day, may_commission="yes")
    if may:
        assert Desk(tmp_path).imports(company).recorded["consents"] == 1
    else:
        assert refused(company) == ["consents.csv, line 2, `given_by`: `P2` may not commission work for `C1` on 2026-10-05"]


def test_a_later_row_that_would_undo_what_was_recorded_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    told = desk.refuses(tiny().only("people").add("people", like="P1", valid_from="2026-10-01", customer_id="C2"))
    assert told
    assert {line.split(", ")[0] for line in told} == {"people.csv"}
    assert all(" is a person of `C2` on " in line for line in told)


def test_a_later_row_that_takes_the_power_from_one_who_used_it_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    told = desk.refuses(tiny().only("people").add("people", like="P1", valid_from="2026-10-01", may_commission="no"))
    assert [line.split(": ", 1)[1] for line in told] == ["`P1` may not commission work for `C1` on 2026-10-05"]


def test_a_later_row_that_changes_nothing_recorded_is_taken(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    desk.imports(tiny().only("people").add("people", like="P1", valid_from="2030-01-01", customer_id="C2"))
