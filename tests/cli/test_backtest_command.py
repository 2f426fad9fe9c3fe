"""`klausel policy backtest`: a draft's folder and a period in, what it would have done out, for people and for scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.shell import Shell, klausel
from tests.use_cases.desk_driver import Desk
from tests.use_cases.draft_factories import FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, write_draft
from tests.use_cases.tiny_company import tiny

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command where the tiny company is recorded in `klausel.db`."""
    Desk(tmp_path, path=tmp_path / "klausel.db").imports(tiny())
    return Shell(tmp_path, monkeypatch, capsys)


def test_for_a_person_it_names_what_flips_whom_it_hits_and_what_it_cannot_know(tmp_path: Path) -> None:
    Desk(tmp_path, path=tmp_path / "klausel.db").imports(tiny())
    draft = write_draft(tmp_path, *FUNDAMENTALS_COVERED)
    result = klausel("policy", "backtest", draft, *OCTOBER, folder=tmp_path)
    assert (result.status, result.err) == (0, "")
    assert [line for line in lines(result.out) if line] == [
        "hausperfekt@2027-01 on the requests received from 2026-10-01 to 2026-10-31",
        "looked at 3 requests: coverage flips in 1, stays in 2 (0 handled by someone else, 0 taken in differently)",
        "undetermined 1 before, 1 after: 0 wait for a fact, 1 are left to a person",
        "decided differently, from what to what",
        "from to requests covered billable waived blocked net EUR such as",
        "billable covered 1 +80 -60 -20 0 -120.00 R1",
        "by which rules",
        "rules that decided rules that would requests such as",
        "training_and_configuration_charged product_help_is_free 1 R1",
        "customers hit",
        "customer name flips covered billable waived blocked net EUR",
        "C1 Verwaltung Süd GmbH 1 +80 -60 -20 0 -120.00",
        "total 1 +80 -60 -20 0 -120.00",
        "by month in which it was worked",
        "month covered billable waived blocked net EUR",
        "2026-10 +80 -60 -20 0 -120.00",
        "total +80 -60 -20 0 -120.00",
        "minutes and money of the requests looked at",
        "before gained lost after",
        "covered 70 80 0 150",
        "billable 60 0 60 0",
        "waived 20 0 20 0",
        "blocked 0 0 0 0",
        "net EUR 120.00 0.00 120.00 0.00",
        "what a backtest cannot know",
        "- whether customers would have agreed to pay: what was never consented to is not billable under any policy",
        "- what would have been worked, asked or filed differently, had the answers been different",
        "- what becomes of months that are closed: nothing was stored, and they stay as they are",
    ]


def test_minutes_without_a_consent_are_reported_as_such(shell: Shell) -> None:
    result = shell.klausel("policy", "backtest", str(write_draft(shell.folder, *SELF_SERVICE_CHARGED)), *OCTOBER)
    assert (
        "- whether customers would have agreed to pay: 30 more minutes would be billable, but nobody had consented to them, so they are "
        "blocked (`no_consent`)"
    ) in lines(result.out)
    assert "no_consent 0 30 0 30" in lines(result.out)
    assert "covered billable 1 -30 0 0 +30 0.00 R2" in lines(result.out)


def test_as_json_it_is_one_object_on_one_line(shell: Shell) -> None:
    result = shell.klausel("policy", "backtest", str(write_draft(shell.folder, *FUNDAMENTALS_COVERED)), *OCTOBER, "--json")
    assert (result.status, result.err, result.out.count("\n")) == (0, "", 1)
    told = json.loads(result.out)
    [flip] = told.pop("flips")
    [customer], [month] = told.pop("customers"), told.pop("months")
    kept, totals = told.pop("kept"), told.pop("totals")
    assert told == {
        "policy": "hausperfekt@2027-01",
        "product": "hausperfekt",
        "from": "2026-10-01",
        "to": "2026-10-31",
        "currency": "EUR",
        "looked_at": 3,
        "already": 0,
        "flipped": 1,
        "undetermined": {"before": 1, "after": 1, "to_ask": 0},
        "without_consent": 0,
        "read_as": {},
        "not_listed": [],
    }
    nothing = {"minutes": {"covered": 0, "billable": 0, "waived": 0, "blocked": 0}, "blocked": {}, "net": "0.00"}
    change = {
        "before": {"minutes": {"covered": 15, "billable": 60, "waived": 20, "blocked": 0}, "blocked": {}, "net": "120.00"},
        "after": {"minutes": {"covered": 95, "billable": 0, "waived": 0, "blocked": 0}, "blocked": {}, "net": "0.00"},
        "gained": {"minutes": {"covered": 80, "billable": 0, "waived": 0, "blocked": 0}, "blocked": {}, "net": "0.00"},
        "lost": {"minutes": {"covered": 0, "billable": 60, "waived": 20, "blocked": 0}, "blocked": {}, "net": "120.00"},
        "net_change": "-120.00",
    }
    pair = {"before": ["training_and_configuration_charged"], "after": ["product_help_is_free"], "requests": 1, "examples": ["R1"]}
    counted = {"requests": 1, "determined": 0, "examples": ["R1"]}
    assert flip == {"from": "billable", "to": "covered", **counted, **change, "rules": [pair]}
    assert customer == {"customer_id": "C1", "name": "Verwaltung Süd GmbH", "flipped": 1, **change}
    unmoved = {"before": nothing, "after": nothing, "gained": nothing, "lost": nothing, "net_change": "0.00"}
    assert kept == {"requests": 2, "routes": [], "channels": [], "reckoned_otherwise": {"requests": 0, "examples": [], **unmoved}}
    assert (totals["gained"], totals["lost"], totals["net_change"]) == (change["gained"], change["lost"], "-120.00")
    assert month["month"] == "2026-10"
    assert month["net_change"] == "-120.00"


def test_a_version_may_be_named_and_those_decided_under_it_are_reported(shell: Shell) -> None:
    result = shell.klausel("policy", "backtest", "hausperfekt@2025-01", *OCTOBER)
    assert "of these 3 were decided under a version that means the same: nothing can change for them" in lines(result.out)
    assert "looked at 3 requests: coverage flips in 0, stays in 3 (0 handled by someone else, 0 taken in differently)" in lines(result.out)


def test_where_no_request_was_received_that_is_reported(shell: Shell) -> None:
    result = shell.klausel("policy", "backtest", "exampleworks@2025-01", *OCTOBER)
    assert result.status == 0
    assert "looked at 0 requests: none for `exampleworks` was received in that time" in lines(result.out)


def test_a_draft_with_a_gap_is_refused_naming_it(shell: Shell) -> None:
    draft = write_draft(shell.folder, ("when: {service: self_service}", "when: {service: self_service, delivery: remote}"))
    result = shell.klausel("policy", "backtest", str(draft), *OCTOBER)
    assert (result.status, result.out) == (2, "")
    told = result.err.splitlines()
    # How a gap is told is `policy check`'s business; here it matters that each is, with its place.
    assert told
    assert all(re.match(r"klausel: .*hausperfekt/2027-01/policy\.yaml, line \d+: .*`self_service`", line) for line in told)


def test_a_draft_with_a_clash_is_refused_naming_the_rules(shell: Shell) -> None:
    draft = write_draft(
        shell.folder,
        ("when: {service: infrastructure_problem}\n        coverage: billable", "when: {service: installation}\n        coverage: covered"),
    )
    result = shell.klausel("policy", "backtest", str(draft), *OCTOBER, "--json")
    assert result.status == 2
    problems = json.loads(result.err)["errors"]
    assert {problem["code"] for problem in problems} == {"gap", "clash"}
    [clash] = [problem["message"] for problem in problems if problem["code"] == "clash"]
    assert "`installation_charged` (billable), `infrastructure_service_charged` (covered)" in clash


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("nowhere@2027-01", *OCTOBER),
            "there is no policy `nowhere@2027-01`; "
            "there are exampleworks@2025-01, exampleworks@2027-01, hausperfekt@2023-08, hausperfekt@2025-01",
        ),
        (("hausperfekt@2025-01", "--from", "2026-02-30", "--to", "2026-03-01"), "`--from`: `2026-02-30` is a day that does not exist"),
        (("hausperfekt@2025-01", "--from", "2026-02-01", "--to", "31.3.2026"), "`--to`: `31.3.2026` is not an ISO day, such as 2026-08-31"),
        (
            ("hausperfekt@2025-01", "--from", "2026-03-02", "--to", "2026-03-01"),
            "the period ends on `2026-03-01`, before it begins on `2026-03-02`; give the earlier day first",
        ),
        (("hausperfekt@2025-01", "--from", "2026-03-02"), "Missing option '--to'."),
        ((), "Missing argument 'DRAFT'."),
    ],
)
def test_what_is_typed_wrongly_is_refused_in_a_line(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    result = shell.klausel("policy", "backtest", *arguments)
    assert (result.status, result.out, result.err) == (2, "", f"klausel: {told}\n")


@pytest.mark.sqlite
def test_where_no_record_is_nothing_comes_into_being(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result = Shell(tmp_path, monkeypatch, capsys).klausel("policy", "backtest", "hausperfekt@2025-01", *OCTOBER)
    assert result.status == 2
    assert result.err.startswith("klausel: there is no record at `klausel.db`; ")
    assert list(tmp_path.iterdir()) == []
