"""Every act refers only to what is there and counts: what is told where it does not, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.books.admission.references import REFERENCES
from tests.use_cases.desk_driver import Desk, refused
from tests.use_cases.tiny_company import tiny

UNKNOWN = [
    ("people", "P1", "customer_id", "C9", "there is no customer `C9`"),
    ("contracts", "K1", "customer_id", "C9", "there is no customer `C9`"),
    ("training", "T1", "customer_id", "C9", "there is no customer `C9`"),
    ("training", "T1", "person_id", "P9", "there is no person `P9`"),
    ("rates", "RT1", "customer_id", "C9", "there is no customer `C9`"),
    ("requests", "R1", "customer_id", "C9", "there is no customer `C9`"),
    ("requests", "R1", "person_id", "P9", "there is no person `P9`"),
    ("retriages", "RE1", "request_id", "R9", "there is no request `R9`"),
    ("retriages", "RE1", "person_id", "P9", "there is no person `P9`"),
    ("determinations", "D1", "request_id", "R9", "there is no request `R9`"),
    ("quotes", "Q1", "request_id", "R9", "there is no request `R9`"),
    ("consents", "CO1", "request_id", "R9", "there is no request `R9`"),
    ("consents", "CO1", "quote_id", "Q9", "there is no quote `Q9`"),
    ("consents", "CO1", "given_by", "P9", "there is no person `P9`"),
    ("withdrawals", "W1", "consent_id", "CO9", "there is no consent `CO9`"),
    ("time_entries", "E1", "request_id", "R9", "there is no request `R9`"),
    ("waivers", "WV1", "entry_id", "E9", "there is no time entry `E9`"),
    ("closures", "CL1", "request_id", "R9", "there is no request `R9`"),
    ("retractions", "X1", "id", "E9", "there is no time entry `E9` to retract"),
]


@pytest.mark.parametrize(("kind", "identity", "column", "value", "told"), UNKNOWN)
def test_a_reference_to_what_is_not_there_is_refused(kind: str, identity: str, column: str, value: str, told: str) -> None:
    lines = refused(tiny().change(kind, identity, **{column: value}))
    assert f"{kind}.csv, line 2, `{column}`: {told}" in lines


@pytest.mark.parametrize(("kind", "identity", "column", "value", "told"), UNKNOWN)
def test_a_reference_to_what_is_not_there_is_refused_on_a_filled_record_too(
    tmp_path: Path, kind: str, identity: str, column: str, value: str, told: str
) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().only(kind).change(kind, identity, **{column: value})
    row = company.row(kind, identity)
    row[next(iter(row))] = "NEW"
    company.rows[kind] = [row]
    assert f"{kind}.csv, line 2, `{column}`: {told}" in desk.refuses(company)


def test_every_column_that_refers_to_another_file_is_among_these() -> None:
    columns = {(kind, column) for kind, references in REFERENCES.items() for column, _ in references}
    assert columns | {("retractions", "id")} == {(kind, column) for kind, _, column, _, _ in UNKNOWN}


def test_something_of_another_kind_is_not_what_is_meant() -> None:
    assert refused(tiny().change("retractions", "X1", kind="waivers")) == [
        "retractions.csv, line 2, `id`: there is no waiver `E4` to retract"
    ]


def test_what_was_retracted_is_not_referred_to_any_more(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().only("waivers").add("waivers", like="WV1", waiver_id="WV2", entry_id="E4")
    assert desk.refuses(company) == ["waivers.csv, line 3, `entry_id`: the time entry `E4` was retracted; record it again under a new id"]


def test_what_is_retracted_in_the_same_import_is_not_referred_to_either() -> None:
    assert refused(tiny().add("waivers", like="WV1", waiver_id="WV2", entry_id="E4")) == [
        "retractions.csv, line 2, `id`: the time entry `E4` has the waiver `WV2`; retract that first",
        "waivers.csv, line 3, `entry_id`: the time entry `E4` was retracted; record it again under a new id",
    ]


@pytest.mark.parametrize(
    ("kind", "identity", "told"),
    [
        ("requests", "R2", "the request `R2` has the time entry `E5`; retract that first"),
        ("requests", "R2", "the request `R2` has the closure `CL1`; retract that first"),
        ("requests", "R1", "the request `R1` has the re-triage `RE1`; retract that first"),
        ("requests", "R3", "the request `R3` has the determination `D1`; retract that first"),
        ("quotes", "Q1", "the quote `Q1` has the consent `CO1`; retract that first"),
        ("consents", "CO1", "the consent `CO1` has the withdrawal `W1`; retract that first"),
        ("time_entries", "E3", "the time entry `E3` has the waiver `WV1`; retract that first"),
    ],
)
@pytest.mark.parametrize("is_recorded", [True, False], ids=["recorded earlier", "in the same import"])
def test_nothing_is_retracted_while_an_act_that_counts_refers_to_it(
    tmp_path: Path, kind: str, identity: str, told: str, is_recorded: bool
) -> None:
    desk = Desk(tmp_path)
    company = tiny().add("retractions", like="X1", retraction_id="X2", kind=kind, id=identity)
    if is_recorded:
        desk.imports(tiny())
        company = company.only("retractions")
    assert f"retractions.csv, line 3, `id`: {told}" in desk.refuses(company)


def test_what_refers_to_it_may_be_retracted_in_the_same_import(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    retractions = tiny().only("retractions")
    for number, (kind, identity) in enumerate([("quotes", "Q1"), ("consents", "CO1"), ("withdrawals", "W1")], start=2):
        retractions.add("retractions", like="X1", retraction_id=f"X{number}", kind=kind, id=identity)
    assert desk.imports(retractions).recorded == {"retractions": 3}
    assert desk.report()["customers"][0]["blocked"] == {"no_consent": 60}


@pytest.mark.parametrize("kind", ["contracts", "rates", "training", "determinations", "closures", "retriages", "waivers", "withdrawals"])
def test_what_nothing_refers_to_can_be_retracted_once(tmp_path: Path, kind: str) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    identity = next(iter(tiny().rows[kind][0].values()))
    retraction = tiny().only("retractions").add("retractions", like="X1", retraction_id="X2", kind=kind, id=identity)
    assert desk.imports(retraction).recorded == {"retractions": 1}
    name = {"training": "training record", "retriages": "re-triage"}.get(kind, kind.removesuffix("s"))
    again = retraction.add("retractions", like="X1", retraction_id="X3", kind=kind, id=identity)
    assert desk.refuses(again) == [f"retractions.csv, line 4, `id`: the {name} `{identity}` was retracted already"]


def test_two_retractions_of_one_act_in_the_same_import_are_one_too_many() -> None:
    assert refused(tiny().add("retractions", like="X1", retraction_id="X2")) == [
        "retractions.csv, line 3, `id`: the time entry `E4` was retracted already"
    ]


def test_a_retracted_id_is_not_given_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    [told] = desk.refuses(tiny().only("time_entries").change("time_entries", "E4", minutes="30"))
    assert told.startswith(
        "time_entries.csv, line 6, `entry_id`: `E4` is recorded with other content: `minutes` was `45`, here it is `30`."
    )


@pytest.mark.parametrize("is_recorded", [True, False], ids=["recorded earlier", "in the same import"])
def test_a_consent_is_withdrawn_once_and_an_entry_waived_once(tmp_path: Path, is_recorded: bool) -> None:
    desk = Desk(tmp_path)
    company = tiny().add("withdrawals", like="W1", withdrawal_id="W2").add("waivers", like="WV1", waiver_id="WV2")
    if is_recorded:
        desk.imports(tiny())
    told = desk.refuses(company)
    assert "waivers.csv, line 3, `entry_id`: `E3` has the waiver `WV1` already; one is enough" in told
    assert "withdrawals.csv, line 3, `consent_id`: `CO1` has the withdrawal `W1` already; one is enough" in told
    assert len(told) == (2 if is_recorded else 4), "in one import neither is the earlier one"


def test_after_a_retraction_it_may_be_withdrawn_and_waived_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    company = tiny().add("withdrawals", like="W1", withdrawal_id="W2").add("waivers", like="WV1", waiver_id="WV2")
    company.add("retractions", like="X1", retraction_id="X2", kind="withdrawals", id="W1")
    company.add("retractions", like="X1", retraction_id="X3", kind="waivers", id="WV1")
    assert desk.imports(company).recorded == {"retractions": 2, "waivers": 1, "withdrawals": 1}


def test_a_refusal_cannot_be_withdrawn(tmp_path: Path) -> None:
    company = tiny().change("consents", "CO1", status="declined")
    assert refused(company) == [
        "withdrawals.csv, line 2, `consent_id`: the consent `CO1` was declined; only a granted one can be withdrawn"
    ]
    desk = Desk(tmp_path)
    desk.imports(company.without("withdrawals"))
    assert desk.refuses(tiny().only("withdrawals")) == [
        "withdrawals.csv, line 2, `consent_id`: the consent `CO1` was declined; only a granted one can be withdrawn"
    ]
