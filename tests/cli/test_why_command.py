"""`klausel why` and `klausel close --preview`: what a script and a person read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Result, Shell
from tests.cli.test_report_command import recorded
from tests.use_cases.tiny_company import tiny

LINE = "2026-10:R1:120.00"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


def blocks(result: Result) -> dict[str, list[str]]:
    """What was printed by its headings, each row's spaces made one."""
    assert (result.status, result.err) == (0, "")
    found: dict[str, list[str]] = {}
    for line in result.out.splitlines():
        if line and not line.startswith(" "):
            heading = found.setdefault(line.rstrip(), [])
        elif line.strip():
            heading.append(" ".join(line.split()))
    return found


def test_a_line_is_explained_in_blocks_from_its_cents_to_the_clause(shell: Shell) -> None:
    recorded(shell.folder)
    told = blocks(shell.klausel("why", LINE))
    assert told[f"line {LINE}"] == [
        "customer C1 Verwaltung Süd GmbH",
        "month 2026-10, open",
        "line 60 minutes at 120.00 EUR an hour: 120.00 net",
        "request R1, hausperfekt, received 2026-10-05T08:00+02:00, asked by Person Eins: Frage",
    ]
    assert told["entries"] == [
        r"E1 2026-10-05T10:00+02:00, 60 minutes, work, support, by anna: first line\nsecond line",
        "from minute 0: 60 billable under CO1 at 120.00; decision 1",
    ]
    assert "evidence mail 17" in told["consent CO1"]
    assert "rate row RT1: 120.00 EUR an hour for role support, from 2025-01-01 until further notice" in told["consent CO1"]
    assert told["retracted, and not counted"] == ["time_entries E4 by anna, 2026-10-06T18:00+02:00: typed twice (X1)"]
    decision = told["decision 1: billable, by hausperfekt@2025-01"]
    rule = "Training, building up knowledge and questions on settings are not part of the contract."
    assert f"rule training_and_configuration_charged {rule}" in decision
    assert [row for row in decision if row.startswith("clause faq-3.1 Customer FAQ on product support: ")]


def test_rules_and_clauses_are_in_german_where_that_is_asked_for(shell: Shell) -> None:
    recorded(shell.folder)
    result = shell.klausel("why", LINE, "--lang", "de")
    assert "Schulung, Wissensaufbau und Fragen zu Einstellungen gehören nicht zum Vertrag." in result.out
    assert shell.klausel("why", LINE, "--lang", "fr").status == 2


def test_whatever_the_width_no_word_is_lost(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "Zählerstandsablesungsterminvereinbarungsschreiben " * 12
    recorded(shell.folder, tiny().change("time_entries", "E1", note=note.strip()))
    monkeypatch.setattr("engine.cli.blocks.WIDTH_OF_A_FILE", 60)
    result = shell.klausel("why", LINE)
    assert max(map(len, result.out.splitlines())) <= 60
    assert "".join(result.out.split()).count("Zählerstandsablesungsterminvereinbarungsschreiben") == 12
    assert "…" not in result.out


def test_text_of_the_record_is_not_read_as_markup(shell: Shell) -> None:
    recorded(shell.folder, tiny().change("time_entries", "E1", note="[red]x[/red] [/]"))
    assert "[red]x[/red] [/]" in shell.klausel("why", LINE).out


def test_an_entry_leads_forward_to_its_line(shell: Shell) -> None:
    recorded(shell.folder)
    told = blocks(shell.klausel("why", "E1"))["time_entries E1"]
    assert told[-2:] == ["line customer minutes net of it behind month", f"{LINE} C1 60 120.00 60 open"]
    assert blocks(shell.klausel("why", "CL1"))["closures CL1"][-1] == "behind no minutes"


def test_closed_months_and_differences_are_reported_by_the_command(shell: Shell) -> None:
    recorded(shell.folder)
    assert shell.klausel("close", "2026-10").status == 0
    retraction = "retraction_id,kind,id,retracted_at,retracted_by,reason\nX9,waivers,WV1,2026-11-01T08:00:00+01:00,am1,no goodwill\n"
    (shell.folder / "late").mkdir()
    (shell.folder / "late" / "retractions.csv").write_text(retraction, "utf-8")
    assert shell.klausel("import", "late").status == 0
    told = blocks(shell.klausel("why", "2026-11:R1:2026-10"))
    table = told["difference 2026-11:R1:2026-10"][-4:]
    assert table[0] == "recorded covered billable waived blocked net EUR"
    assert table[1:] == ["known now 95 15 80 0 0 160.00", "less frozen 95 15 60 20 0 120.00", "difference 0 0 20 -20 0 40.00"]
    (act,) = told["recorded between the statement before and this one, and touching the request"][1:]
    assert act.startswith("30 retractions X9 ")
    line = blocks(shell.klausel("why", LINE))
    assert line["what later statements say about it"] == ["2026-11:R1:2026-10"]
    assert [row for row in line[f"line {LINE}"] if row.startswith("month 2026-10, closed ")]


def test_as_json_it_is_one_object(shell: Shell) -> None:
    recorded(shell.folder)
    result = shell.klausel("why", LINE, "--json")
    told = json.loads(result.out)
    assert (result.out.count("\n"), list(told), told["line"]["net"]) == (1, ["id", "line", "touched"], "120.00")
    assert set(told["line"]["decisions"][0]["rules"][0]["says"]) == {"de", "en"}
    (touched,) = json.loads(shell.klausel("why", "E1", "--json").out)["touched"]
    assert touched["lines"] == [
        {
            "id": LINE, "month": "2026-10", "customer_id": "C1", "request_id": "R1", "hourly_rate": "120.00", "minutes": 60,
            "net": "120.00", "minutes_behind": 60, "closed": False,
        }
    ]  # fmt: skip


def test_an_id_that_stands_for_nothing_is_one_line_and_status_2(shell: Shell) -> None:
    recorded(shell.folder)
    result = shell.klausel("why", "R9")
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("klausel: nothing recorded, no line, rule, clause, policy or digest is called `R9`; ")
    result = shell.klausel("why", "R9", "--json")
    assert (result.status, json.loads(result.err)["errors"][0]["code"]) == (2, "unknown_id")


def test_the_preview_lists_what_is_unfinished_and_stores_nothing(shell: Shell) -> None:
    company = tiny().without("determinations").change("consents", "CO1", max_minutes="40")
    recorded(shell.folder, company)
    before = shell.klausel("audit", "head").out
    told = blocks(shell.klausel("close", "2026-10", "--preview"))
    assert shell.klausel("audit", "head").out == before
    assert told["2026-10, before it is closed; nothing was stored"] == [
        "ended yes", "closing would close 2026-10", "as it is 150 minutes recorded, 80.00 EUR net",
    ]  # fmt: skip
    assert told["undetermined work"][1:] == ["R3 C2 25 a person has to determine it"]
    assert told["blocked minutes"][1:] == ["C1 Verwaltung Süd GmbH over_cap 20 40.00", "C2 Haus, Hof & Co undetermined 25 0.00 25"]
    for nothing in ("quotes without an answer", "one agent at two customers at once", "long days", "work at night"):
        assert told[f"{nothing}: none"] == []
    result = shell.klausel("close", "2026-10", "--preview", "--json")
    assert [one["request_id"] for one in json.loads(result.out)["undetermined"]] == ["R3"]
    assert shell.klausel("close", "2026-10").status == 0
    assert shell.klausel("close", "2026-10", "--preview").status == 2
