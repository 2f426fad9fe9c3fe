"""`klausel report`: the month as a script and as a person reads it, and what is told where there is nothing to read."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.command import REPOSITORY
from tests.cli.shell import Shell, klausel
from tests.use_cases.desk_driver import Desk
from tests.use_cases.tiny_company import Company, tiny


def recorded(folder: Path, company: Company | None = None) -> Desk:
    """A record with the tiny company in it, lying as `klausel.db` in the folder."""
    desk = Desk(folder, path=folder / "klausel.db")
    desk.imports(company or tiny())
    return desk


def test_as_json_it_is_the_reports_one_object_on_one_line(tmp_path: Path) -> None:
    desk = recorded(tmp_path)
    result = klausel("report", "--month", "2026-10", "--json", folder=tmp_path)
    assert (result.status, result.err, result.out.count("\n")) == (0, "", 1)
    assert json.loads(result.out) == desk.report()
    assert "Verwaltung Süd GmbH" in result.out


def test_a_report_on_one_customer_holds_that_one_alone(tmp_path: Path) -> None:
    desk = recorded(tmp_path)
    result = klausel("report", "--month", "2026-10", "--customer", "C2", "--json", folder=tmp_path)
    assert json.loads(result.out) == desk.report(customer_id="C2")


def test_for_a_person_it_is_a_table_with_minutes_money_lines_and_reasons(tmp_path: Path) -> None:
    company = tiny().add("time_entries", like="E1", entry_id="E9", started_at="2026-10-07T10:00:00+02:00", minutes="45")
    recorded(tmp_path, company.change("customers", "C1", name="[red]Süd[/red] & Co"))
    result = klausel("report", "--month", "2026-10", folder=tmp_path)
    assert (result.status, result.err) == (0, "")
    lines = [" ".join(re.split(r"[│┃\s]+", line)).strip() for line in result.out.splitlines()]
    assert lines[0] == "2026-10"
    assert "customer name recorded covered billable waived blocked net VAT gross" in lines
    assert "C1 [red]Süd[/red] & Co 140 15 90 20 15 (over_cap 15) 180.00 34.20 214.20" in lines
    assert "2026-10:R1:120.00 90 180.00" in lines
    assert "C2 Haus, Hof & Co 55 55 0 0 0 0.00 0.00 0.00" in lines
    assert "total EUR 195 70 90 20 15 180.00 34.20 214.20" in lines


def test_long_names_are_not_cut_off(tmp_path: Path) -> None:
    name = (
        "Verwaltungsgesellschaft für Wohnungseigentum und Mietverwaltung Niederrhein-Süd mbH & Co. KG zu Köln am Rhein, Niederlassung Bonn"
    )
    recorded(tmp_path, tiny().change("customers", "C1", name=name))
    result = klausel("report", "--month", "2026-10", folder=tmp_path)
    words = re.split(r"[│┃\s]+", result.out)
    assert all(word in words for word in name.split())
    assert "…" not in result.out


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "10/2026", "0000-01", "2026-10-01", "٢٠٢٦-١٠", ""])
def test_a_month_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], month: str
) -> None:
    result = Shell(tmp_path, monkeypatch, capsys).klausel("report", "--month", month)
    assert (result.status, result.out, result.err) == (2, "", f"klausel: `--month`: `{month}` is not a month such as 2026-10\n")


def test_a_report_without_a_month_is_told_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result = Shell(tmp_path, monkeypatch, capsys).klausel("report")
    assert (result.status, result.out, result.err) == (2, "", "klausel: Missing option '--month'.\n")


def test_an_unknown_customer_is_refused(tmp_path: Path) -> None:
    recorded(tmp_path)
    result = klausel("report", "--month", "2026-10", "--customer", "C9", folder=tmp_path)
    assert (result.status, result.out, result.err) == (2, "", "klausel: there is no customer `C9`\n")
    result = klausel("report", "--month", "2026-10", "--customer", "C9", "--json", folder=tmp_path)
    assert json.loads(result.err) == {"errors": [{"code": "unknown_customer", "message": "there is no customer `C9`"}]}
    assert result.status == 2


@pytest.mark.sqlite
def test_where_no_record_is_the_place_is_named_and_nothing_comes_into_being(tmp_path: Path) -> None:
    remedy = "make one with `klausel import DIR` (or `klausel demo` for an invented company), or name another place with --db"
    result = klausel("report", "--month", "2026-10", folder=tmp_path)
    assert (result.status, result.out, result.err) == (2, "", f"klausel: there is no record at `klausel.db`; {remedy}\n")
    elsewhere = tmp_path / "elsewhere.db"
    result = klausel("report", "--month", "2026-10", folder=tmp_path, KLAUSEL_DATABASE_URL=f"sqlite:///{elsewhere}")
    assert (result.status, result.err) == (2, f"klausel: there is no record at `{elsewhere}`; {remedy}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_db_beats_the_environment(tmp_path: Path) -> None:
    desk = recorded(tmp_path)
    nowhere = f"sqlite:///{tmp_path / 'nowhere.db'}"
    result = klausel("--db", "klausel.db", "report", "--month", "2026-10", "--json", folder=tmp_path, KLAUSEL_DATABASE_URL=nowhere)
    assert json.loads(result.out) == desk.report()
    result = klausel("--db", nowhere, "report", "--month", "2026-10", folder=tmp_path, KLAUSEL_DATABASE_URL="klausel.db")
    assert result.status == 2


def test_packs_that_mean_something_else_are_refused_and_other_words_are_not(tmp_path: Path) -> None:
    desk = recorded(tmp_path)
    packs = shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    rules = packs / "hausperfekt" / "2025-01" / "policy.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(re.sub(r"en: [A-Z]", "en: In other words, ", text) + "# a comment\n", "utf-8")
    result = klausel("report", "--month", "2026-10", "--json", folder=tmp_path, KLAUSEL_POLICIES=str(packs))
    assert json.loads(result.out) == desk.report()
    rules.write_text(text.replace("when: {delivery: on_site}", "when: {delivery: phone}"), "utf-8")
    result = klausel("report", "--month", "2026-10", folder=tmp_path, KLAUSEL_POLICIES=str(packs))
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(
        r"klausel: `hausperfekt@2025-01` in `.*policies` means something else \([0-9a-f]{64}\) than when acts were recorded under it "
        r"\([0-9a-f]{64}\); put the old rules back and write the change as a new version\n",
        result.err,
    )
