"""What a form records: the same reading and the same checks as an import, told at the fields, and all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.use_cases.intake.record_acts import new_id, record_acts
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import NOW, Desk
from tests.use_cases.tiny_company import Row, tiny
from tests.wording.read import english


def filled(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.imports(tiny())
    return desk


def records(desk: Desk, *typed: tuple[str, Row], now: Instant = NOW) -> dict[str, int]:
    return record_acts(typed, desk.record, desk.packs, now=now, who="am1").recorded


def refuses(desk: Desk, *typed: tuple[str, Row]) -> list[tuple[str, str | None, str]]:
    before = desk.stored()
    with pytest.raises(Refused) as refused:
        records(desk, *typed)
    assert desk.stored() == before
    return [(problem.kind, problem.place.field, english(problem)) for problem in refused.value.problems]


REQUEST: Row = {
    "request_id": "R7", "customer_id": "C1", "person_id": "P1", "product": "hausperfekt", "received_at": "2026-11-01T09:00:00+01:00",
    "service": "staff_introduction",
}  # fmt: skip
QUOTE: Row = {
    "quote_id": "Q7", "request_id": "R7", "sent_at": "2026-11-01T09:05:00+01:00", "sent_by": "am1", "role": "support",
    "hourly_rate": "120.00", "currency": "EUR",
}  # fmt: skip
CONSENT: Row = {
    "consent_id": "CO7", "request_id": "R7", "quote_id": "Q7", "status": "granted", "given_by": "P1", "given_via": "phone",
    "given_at": "2026-11-01T09:10:00+01:00", "evidence": "call note 3", "role": "support", "hourly_rate": "120.00", "currency": "EUR",
}  # fmt: skip


def test_a_request_with_its_quote_and_answer_is_recorded_in_one_go(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    assert records(desk, ("requests", REQUEST), ("quotes", QUOTE), ("consents", CONSENT)) == {"requests": 1, "quotes": 1, "consents": 1}
    assert desk.everything().consents[-1].evidence == "call note 3"


def test_who_recorded_it_and_when_is_kept(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    moment = read_instant("2026-11-01T10:00:00+01:00")
    records(desk, ("requests", REQUEST), now=moment)
    with desk.record.reading() as connection:
        last = connection.exec_driver_sql("SELECT recorded_by, recorded_at FROM acts ORDER BY seq DESC LIMIT 1").one()
    assert tuple(last) == ("am1", moment)


def test_a_wrong_field_is_reported_at_the_field_and_without_a_file(tmp_path: Path) -> None:
    assert refuses(filled(tmp_path), ("quotes", QUOTE | {"hourly_rate": "120,00", "request_id": "R1", "sent_by": ""})) == [
        ("missing_value", "sent_by", "`sent_by` must not be blank"),
        (
            "bad_value",
            "hourly_rate",
            "`120,00` is not an amount such as 120.50 (digits, a point, at most two places, at most nine digits before it)",
        ),
    ]


def test_what_an_import_refuses_a_form_refuses_too(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    assert refuses(desk, ("quotes", QUOTE)) == [("unknown_reference", "request_id", "there is no request `R7`")]
    assert refuses(desk, ("requests", REQUEST), ("quotes", QUOTE), ("consents", CONSENT | {"given_by": "P2"})) == [
        ("may_not_commission", "given_by", "`P2` may not commission work for `C1` on 2026-11-01")
    ]
    assert refuses(desk, ("requests", REQUEST | {"service": "magic"}))[0][:2] == ("bad_value", "service")
    assert refuses(desk, ("requests", REQUEST | {"request_id": "R1"}))[0][0] == "other_content"


def test_a_quote_of_another_customers_request_is_reported_as_that_and_not_as_missing(tmp_path: Path) -> None:
    taken_up = CONSENT | {"quote_id": "Q1", "request_id": "R2", "given_by": "P3"}
    assert refuses(filled(tmp_path), ("consents", taken_up)) == [
        ("other_requests_quote", "quote_id", "the quote `Q1` is of the request `R1`")
    ]


def test_one_wrong_act_and_none_of_them_is_recorded(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    assert refuses(desk, ("requests", REQUEST), ("quotes", QUOTE | {"hourly_rate": "100"})) == [
        (
            "other_rate",
            "hourly_rate",
            "`100.00` is not the table's rate on 2026-11-01, 120.00 (`RT1`); give a `deviation_reason`",
        )
    ]
    assert records(desk, ("requests", REQUEST)) == {"requests": 1}


def test_the_same_form_sent_twice_records_once(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    records(desk, ("requests", REQUEST))
    before = desk.stored()
    assert records(desk, ("requests", REQUEST)) == {}
    assert desk.stored() == before


def test_each_generated_id_is_new_and_may_be_recorded(tmp_path: Path) -> None:
    ids = {new_id("R") for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(one.startswith("R-") for one in ids)
    assert records(filled(tmp_path), ("requests", REQUEST | {"request_id": ids.pop()})) == {"requests": 1}
