"""`klausel erase` as a person and as a script see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.use_cases.erasure_checks import left_to_do
from tests.use_cases.tiny_company import tiny

OUT_OF_REACH = "not reached: backups, exports, reports and imported files made before; delete these, or erase there, too"
# The line that a run on PostgreSQL adds.
TO_DO = [f"left to do: {told}" for told in (left_to_do(),) if told]
P1_IS_KEPT = [
    "kept until 2036-12-31: consents CO1: prove billable minutes",
    "kept until 2036-12-31: people P1: gave answers that prove billable minutes",
]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, monkeypatch, capsys)
    tiny().write(tmp_path / "tiny")
    assert shell.klausel("import", "tiny").status == 0
    return shell


def test_a_person_is_told_what_goes_what_stays_until_when_and_what_is_out_of_reach(shell: Shell) -> None:
    counted = "requests 1, time_entries 2, waivers 1, retractions 1"
    would = shell.klausel("erase", "P1", "--reason", "asked for it", "--dry-run")
    assert (would.status, would.err, would.out.splitlines()) == (0, "", [f"would erase: {counted}", *P1_IS_KEPT])
    did = shell.klausel("erase", "P1", "--reason", "asked for it")
    assert (did.status, did.err, did.out.splitlines()) == (0, "", [f"erased: {counted}", *P1_IS_KEPT, *TO_DO, OUT_OF_REACH])
    again = shell.klausel("erase", "P1", "--reason", "asked for it")
    assert (again.status, again.err, again.out.splitlines()) == (0, "", ["nothing to erase for `P1`", *P1_IS_KEPT, *TO_DO])


def test_a_customers_people_are_named_since_each_is_a_person_of_their_own(shell: Shell) -> None:
    result = shell.klausel("erase", "C2", "--reason", "asked for it")
    assert result.out.splitlines() == [
        "erased: determinations 1",
        "kept until 2036-12-31: customers C2: named in statements with minutes",
        "not erased: people of this customer, each by their own id: P3",
        *TO_DO,
        OUT_OF_REACH,
    ]


def test_a_script_reads_the_same_as_one_object(shell: Shell) -> None:
    result = shell.klausel("erase", "P1", "--reason", "asked for it", "--json")
    assert (result.status, result.err, result.out.count("\n")) == (0, "", 1)
    assert json.loads(result.out) == {
        "kind": "people",
        "id": "P1",
        "dry_run": False,
        "erased": {"requests": 1, "time_entries": 2, "waivers": 1, "retractions": 1},
        "kept": [
            {"kind": "consents", "ids": ["CO1"], "why": "prove billable minutes", "until": "2036-12-31"},
            {"kind": "people", "ids": ["P1"], "why": "gave answers that prove billable minutes", "until": "2036-12-31"},
        ],
        "people": [],
        "left_to_do": "; ".join(left_to_do()) or None,
        "out_of_reach": OUT_OF_REACH,
    }


def test_many_kept_ids_are_cut_for_a_person_and_told_to_a_script(shell: Shell) -> None:
    company = tiny().only("requests", "consents", "time_entries")
    for number in range(1, 13):
        late = {"received_at": "2026-10-08T08:00:00+02:00"}
        company.add("requests", like="R1", request_id=f"S{number:02}", **late)
        at = f"2026-10-08T{number + 8:02}:00:00+02:00"
        company.add("consents", like="CO1", consent_id=f"CO-{number:02}", request_id=f"S{number:02}", quote_id="", given_at=at)
        company.add("time_entries", like="E1", entry_id=f"E-{number:02}", request_id=f"S{number:02}", started_at=at, minutes="10")
    company.write(shell.folder / "more")
    assert shell.klausel("import", "more").status == 0
    ids = ["CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-07", "CO-08", "CO-09", "CO-10"]
    told = shell.klausel("erase", "P1", "--reason", "asked for it", "--dry-run").out.splitlines()
    assert told[1] == f"kept until 2036-12-31: consents {', '.join(ids)} and 3 more (all with --json): prove billable minutes"
    as_json = json.loads(shell.klausel("erase", "P1", "--reason", "asked for it", "--dry-run", "--json").out)
    assert as_json["kept"][0]["ids"] == [*ids, "CO-11", "CO-12", "CO1"]


def test_who_is_unknown_and_a_reason_that_is_missing_are_one_line_and_status_2(shell: Shell) -> None:
    unknown = shell.klausel("erase", "P9", "--reason", "asked for it")
    assert (unknown.status, unknown.out) == (2, "")
    assert unknown.err == "klausel: there is no person and no customer `P9`; write an id as people.csv or customers.csv has it\n"
    missing = shell.klausel("erase", "P1")
    assert (missing.status, missing.out, missing.err.count("\n")) == (2, "", 1)
    assert "--reason" in missing.err


def test_where_there_is_no_record_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    result = Shell(tmp_path, monkeypatch, capsys).klausel("erase", "P1", "--reason", "asked for it")
    assert (result.status, result.err.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])
