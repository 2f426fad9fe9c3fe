"""`klausel policy show` and `list`: a version's tables in German and English, and which version is in force today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from freezegun import freeze_time

from engine.cli.main import status_of
from engine.policy.version import Version
from tests.cli.command import POLICIES, error_lines, run
from tests.policies.pack_files import packs, versions
from tests.policy.edited_pack import EditedPack, edited_pack

THERE_ARE = "exampleworks@2025-01, exampleworks@2027-01, hausperfekt@2023-08, hausperfekt@2025-01"


def words(text: str) -> str:
    """The text of a table without its frame and line breaks."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "┃│┏┓┡┩└┘├┤━─┳╇┴┼┬╭╮╰╯╷╵"), " ")).split())


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLAUSEL_POLICIES", str(POLICIES))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("version", versions(), ids=lambda version: version.ref)
def test_show_prints_every_rule_with_its_clauses_answer_and_reason(
    version: Version, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["policy", "show", version.ref, "--lang", language]) == 0
    printed = capsys.readouterr().out
    rows = [words(line) for line in printed.splitlines()]
    labels = {word.id: word.label.in_(language) for group in ("coverage", "route", "channel") for word in getattr(packs().outcomes, group)}
    for rule in version.rules.values():
        (row,) = [row for row in rows if f" {rule.id} " in f" {row} "]
        outcome = getattr(rule, "coverage", None) or getattr(rule, "route", None) or getattr(rule, "channel", None)
        assert labels[outcome] in row
        assert " ".join(rule.clauses) in row
    assert [section.title.in_(language) for section in version.policy.coverage if section.title.in_(language) not in words(printed)] == []
    assert version.policy.service_hours.opens in printed


def test_show_marks_what_is_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["policy", "show", "hausperfekt@2025-01"]) == 0
    printed = capsys.readouterr().out
    assert "assumption: The FAQ bears no date; its start on 1 January 2025 is assumed." in printed
    assert "assumption: The sources speak of service hours but do not give them." in words(printed)


def test_show_is_as_wide_as_its_text_where_nobody_looks_at_a_terminal() -> None:
    ended = run("policy", "show", "hausperfekt@2025-01", "--lang", "de")
    assert (ended.returncode, error_lines(ended)) == (0, [])
    printed = ended.stdout.decode("utf-8")
    assert "second_level_to_account_manager" in printed
    assert "…" not in printed
    assert "Servicezeiten" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["hausperfekt@2024-01"],
            f"there is no policy `hausperfekt@2024-01`; there are {THERE_ARE}",
        ),
        (
            ["hausperfekt"],
            f"there is no policy `hausperfekt`; there are {THERE_ARE}",
        ),
    ],
)
def test_show_names_what_there_is(arguments: list[str], message: str) -> None:
    ended = run("policy", "show", *arguments)
    assert (ended.returncode, ended.stdout, error_lines(ended)) == (2, b"", [f"klausel: {message}"])


def test_show_speaks_two_languages_only() -> None:
    ended = run("policy", "show", "hausperfekt@2025-01", "--lang", "fr")
    (told,) = error_lines(ended)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert "`fr` is not a language; choose de or en" in told


@pytest.mark.parametrize(
    ("now", "states"),
    [
        # the local day counts: 22:00 in UTC is midnight in Berlin in summer, 23:00 in winter
        ("2023-07-31T21:59:59Z", ("coming", "coming", "coming", "coming")),
        ("2023-07-31T22:00:00Z", ("coming", "coming", "in force", "coming")),
        ("2024-12-31T22:59:59Z", ("coming", "coming", "in force", "coming")),
        ("2024-12-31T23:00:00Z", ("in force", "coming", "ended", "in force")),
        ("2026-03-29T01:30:00Z", ("in force", "coming", "ended", "in force")),
        ("2026-10-25T00:30:00Z", ("in force", "coming", "ended", "in force")),
        ("2026-12-31T23:00:00Z", ("ended", "in force", "ended", "in force")),
    ],
)
def test_list_names_the_version_in_force_on_the_local_day(now: str, states: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with freeze_time(now):
        assert status_of(["policy", "list"]) == 0
    rows = {
        version.ref: row
        for row in map(words, capsys.readouterr().out.splitlines())
        for version in versions()
        if row.startswith(version.ref)
    }
    assert list(rows) == ["exampleworks@2025-01", "exampleworks@2027-01", "hausperfekt@2023-08", "hausperfekt@2025-01"]
    for row, state in zip(rows.values(), states, strict=True):
        assert f" {state} " in row
        assert sum(f" {one} " in row for one in ("coming", "in force", "ended")) == 1
    assert " 2023-08-01 2024-12-31 " in rows["hausperfekt@2023-08"]
    assert " 2025-01-01 open " in rows["hausperfekt@2025-01"]


def test_list_ends_an_open_version_the_day_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack: EditedPack = edited_pack(tmp_path, monkeypatch)
    pack.add_version("2026-04", "2026-04-01")
    monkeypatch.setenv("KLAUSEL_POLICIES", "policies")
    with freeze_time("2026-03-31T12:00:00Z"):
        assert status_of(["policy", "list"]) == 0
    before = [words(row) for row in capsys.readouterr().out.splitlines() if "exampleworks@" in row]
    with freeze_time("2026-03-31T22:00:00Z"):
        assert status_of(["policy", "list"]) == 0
    after = [words(row) for row in capsys.readouterr().out.splitlines() if "exampleworks@" in row]
    assert [" in force " in row for row in before] == [True, False]
    assert [" coming " in row for row in before] == [False, True]
    assert [" ended " in row for row in after] == [True, False]
    assert [" in force " in row for row in after] == [False, True]
    assert " 2025-01-01 2026-03-31 " in before[0]


def test_list_runs_as_a_command() -> None:
    ended = run("policy", "list")
    assert (ended.returncode, error_lines(ended)) == (0, [])
    assert all(version.ref in ended.stdout.decode("utf-8") for version in versions())


def test_an_error_with_json_is_one_object_on_both_outputs() -> None:
    ended = run("policy", "check", "nowhere", "--json")
    told = json.loads(ended.stdout)
    assert told == json.loads(ended.stderr)
    assert told == {
        "errors": [{"code": "no_policies", "message": "there is no folder of packs at `nowhere`; name one with KLAUSEL_POLICIES"}]
    }
