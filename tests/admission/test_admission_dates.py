"""Dates in order: nothing follows a request before it was received, nothing ends before it begins, no work lies ahead."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.vocabulary.instants import read_instant
from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import tiny

BEFORE, RECEIVED = "2026-10-05T07:59:59+02:00", "2026-10-05T08:00:00+02:00"
BEFORE_IT_CAME = "lies before the request was received (`2026-10-05T08:00+02:00`)"
TOO_EARLY = f"`{BEFORE}` {BEFORE_IT_CAME}"


def at_r1(kind: str) -> tuple[str, str]:
    """The first row of that kind, and the column that says when it happened."""
    return {
        "retriages": ("RE1", "triaged_at"),
        "determinations": ("D1", "determined_at"),
        "quotes": ("Q1", "sent_at"),
        "consents": ("CO1", "given_at"),
        "time_entries": ("E1", "started_at"),
        "closures": ("CL1", "closed_at"),
        "waivers": ("WV1", "waived_at"),
    }[kind]


@pytest.mark.parametrize("kind", ["retriages", "determinations", "quotes", "consents", "time_entries", "closures", "waivers"])
def test_an_act_that_follows_a_request_is_not_dated_before_it_was_received(tmp_path: Path, kind: str) -> None:
    identity, column = at_r1(kind)
    company = tiny().change(kind, identity, **{column: BEFORE})
    if kind in ("determinations", "closures"):
        company.change(kind, identity, request_id="R1")
    assert refused(company) == [f"{kind}.csv, line 2, `{column}`: {TOO_EARLY}"]
    company.change(kind, identity, **{column: RECEIVED})
    assert Desk(tmp_path).imports(company).recorded[kind] == len(tiny().rows[kind])


def test_the_order_holds_against_a_request_recorded_earlier(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().only("time_entries").add("time_entries", like="E1", entry_id="E9", started_at="2026-10-05T05:59:59.999999Z")
    assert desk.refuses(company) == [f"time_entries.csv, line 9, `started_at`: `2026-10-05T07:59:59.999999+02:00` {BEFORE_IT_CAME}"]


def test_a_withdrawal_is_not_dated_before_its_consent_was_given(tmp_path: Path) -> None:
    told = "`2026-10-05T08:59:59+02:00` lies before the consent was given (`2026-10-05T09:00+02:00`)"
    company = tiny().change("withdrawals", "W1", withdrawn_at="2026-10-05T08:59:59+02:00")
    assert refused(company) == [f"withdrawals.csv, line 2, `withdrawn_at`: {told}"]
    assert (
        Desk(tmp_path).imports(company.change("withdrawals", "W1", withdrawn_at="2026-10-05T09:00:00+02:00")).recorded["withdrawals"] == 1
    )


@pytest.mark.parametrize(
    ("kind", "identity", "column", "value", "told"),
    [
        (
            "consents", "CO1", "expires_at", "2026-10-05T08:59:59+02:00",
            "`2026-10-05T08:59:59+02:00` lies before `given_at` (`2026-10-05T09:00+02:00`)",
        ),
        (
            "quotes", "Q1", "expires_at", "2026-10-05T08:44:59+02:00",
            "`2026-10-05T08:44:59+02:00` lies before `sent_at` (`2026-10-05T08:45+02:00`)",
        ),
        ("contracts", "K1", "valid_to", "2024-12-31", "`2024-12-31` lies before `valid_from` (`2025-01-01`)"),
        ("rates", "RT1", "valid_to", "2024-12-31", "`2024-12-31` lies before `valid_from` (`2025-01-01`)"),
        ("training", "T1", "valid_until", "2025-05-31", "`2025-05-31` lies before `completed_on` (`2025-06-01`)"),
    ],
)  # fmt: skip
def test_nothing_ends_before_it_begins(kind: str, identity: str, column: str, value: str, told: str) -> None:
    assert f"{kind}.csv, line 2, `{column}`: {told}" in refused(tiny().change(kind, identity, **{column: value}))


@pytest.mark.parametrize(
    ("kind", "identity", "column", "value"),
    [
        ("consents", "CO1", "expires_at", "2026-10-05T09:00:00+02:00"),
        ("contracts", "K2", "valid_to", "2026-10-07"),
        ("training", "T1", "valid_until", "2025-06-01"),
        ("rates", "RT2", "valid_to", "2025-01-01"),
    ],
)
def test_what_ends_when_it_begins_is_recorded(tmp_path: Path, kind: str, identity: str, column: str, value: str) -> None:
    assert kind in Desk(tmp_path).imports(tiny().change(kind, identity, **{column: value})).recorded


def test_work_that_is_still_to_come_is_refused(tmp_path: Path) -> None:
    now = read_instant("2026-10-07T10:24:59+02:00")
    told = "`2026-10-07T10:25+02:00`, which is still to come; record it when it is done"
    company = tiny().change("withdrawals", "W1", withdrawn_at="2026-10-06T12:00:00+02:00")
    assert refused(company, now) == [f"time_entries.csv, line 8, `started_at`: the work ends at {told}"]
    assert Desk(tmp_path).imports(company, read_instant("2026-10-07T10:25:00+02:00")).recorded["time_entries"] == 6


@pytest.mark.parametrize(
    ("moment", "day"), [("2023-07-31T23:59:59+02:00", "2023-07-31"), ("2023-07-31T21:59:59Z", "2023-07-31")], ids=["local", "UTC"]
)
def test_a_request_before_the_first_policy_is_refused(moment: str, day: str) -> None:
    told = f"no version of `hausperfekt` is in force on {day}; the first begins on 2023-08-01"
    assert refused(tiny().change("requests", "R3", received_at=moment)) == [f"requests.csv, line 4, `received_at`: {told}"]


def test_a_request_on_the_first_day_of_the_first_policy_is_recorded(tmp_path: Path) -> None:
    company = tiny().change("requests", "R3", received_at="2023-07-31T22:00:00Z")
    desk = Desk(tmp_path)
    desk.imports(company)
    assert sorted(desk.everything().pins) == ["hausperfekt@2023-08", "hausperfekt@2025-01"]
