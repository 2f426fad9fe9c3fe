"""`klausel why` and `klausel close --preview`: what a script and a person read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.said import Here, Said
from tests.cli.test_report_command import recorded
from tests.use_cases.tiny_company import tiny

LINE = "2026-10:R1:120.00"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(tmp_path, monkeypatch, capsys)


def blocks(said: Said) -> dict[str, list[str]]:
    """What was printed by its headings, each row's spaces made one."""
    assert (said.status, said.err) == (0, "")
    found: dict[str, list[str]] = {}
    for line in said.out.splitlines():
        if line and not line.startswith(" "):
            heading = found.setdefault(line.rstrip(), [])
        elif line.strip():
            heading.append(" ".join(line.split()))
    return found


def test_a_line_is_told_in_blocks_from_its_cents_to_the_clause(here: Here) -> None:
    recorded(here.folder)
    told = blocks(here.klausel("why", LINE))
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


def test_rules_and_clauses_are_told_in_german_where_that_is_asked_for(here: Here) -> None:
    recorded(here.folder)
    said = here.klausel("why", LINE, "--lang", "de")
    assert "Schulung, Wissensaufbau und Fragen zu Einstellungen gehören nicht zum Vertrag." in said.out
    assert here.klausel("why", LINE, "--lang", "fr").status == 2


def test_whatever_the_width_no_word_is_lost(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "Zählerstandsablesungsterminvereinbarungsschreiben " * 12
    recorded(here.folder, tiny().change("time_entries", "E1", note=note.strip()))
    monkeypatch.setattr("engine.cli.blocks.WIDTH_OF_A_FILE", 60)
    said = here.klausel("why", LINE)
    assert max(map(len, said.out.splitlines())) <= 60
    assert "".join(said.out.split()).count("Zählerstandsablesungsterminvereinbarungsschreiben") == 12
    assert "…" not in said.out


def test_text_of_the_record_is_not_read_as_markup(here: Here) -> None:
    recorded(here.folder, tiny().change("time_entries", "E1", note="[red]x[/red] [/]"))
    assert "[red]x[/red] [/]" in here.klausel("why", LINE).out


def test_an_entry_is_told_forward_to_its_line(here: Here) -> None:
    recorded(here.folder)
    told = blocks(here.klausel("why", "E1"))["time_entries E1"]
    assert told[-2:] == ["line customer minutes net of it behind month", f"{LINE} C1 60 120.00 60 open"]
    assert blocks(here.klausel("why", "CL1"))["closures CL1"][-1] == "behind no minutes"


def test_closed_months_and_differences_are_told_by_the_command(here: Here) -> None:
    recorded(here.folder)
    assert here.klausel("close", "2026-10").status == 0
    retraction = "retraction_id,kind,id,retracted_at,retracted_by,reason\nX9,waivers,WV1,2026-11-01T08:00:00+01:00,am1,no goodwill\n"
    (here.folder / "late").mkdir()
    (here.folder / "late" / "retractions.csv").write_text(retraction, "utf-8")
    assert here.klausel("import", "late").status == 0
    told = blocks(here.klausel("why", "2026-11:R1:2026-10"))
    table = told["difference 2026-11:R1:2026-10"][-4:]
    assert table[0] == "recorded covered billable waived blocked net EUR"
    assert table[1:] == ["known now 95 15 80 0 0 160.00", "less frozen 95 15 60 20 0 120.00", "difference 0 0 20 -20 0 40.00"]
    (act,) = told["recorded between the statement before and this one, and touching the request"][1:]
    assert act.startswith("30 retractions X9 ")
    line = blocks(here.klausel("why", LINE))
    assert line["what later statements say about it"] == ["2026-11:R1:2026-10"]
    assert [row for row in line[f"line {LINE}"] if row.startswith("month 2026-10, closed ")]


def test_as_json_it_is_one_object(here: Here) -> None:
    recorded(here.folder)
    said = here.klausel("why", LINE, "--json")
    told = json.loads(said.out)
    assert (said.out.count("\n"), list(told), told["line"]["net"]) == (1, ["id", "line", "touched"], "120.00")
    assert set(told["line"]["decisions"][0]["rules"][0]["says"]) == {"de", "en"}
    (touched,) = json.loads(here.klausel("why", "E1", "--json").out)["touched"]
    assert touched["lines"] == [
        {
            "id": LINE, "month": "2026-10", "customer_id": "C1", "request_id": "R1", "hourly_rate": "120.00", "minutes": 60,
            "net": "120.00", "minutes_behind": 60, "closed": False,
        }
    ]  # fmt: skip


def test_an_id_that_stands_for_nothing_is_one_line_and_status_2(here: Here) -> None:
    recorded(here.folder)
    said = here.klausel("why", "R9")
    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("klausel: nothing recorded, no line, rule, clause, policy or digest is called `R9`; ")
    said = here.klausel("why", "R9", "--json")
    assert (said.status, json.loads(said.err)["errors"][0]["code"]) == (2, "unknown_id")


def test_the_preview_lists_what_is_unfinished_and_stores_nothing(here: Here) -> None:
    company = tiny().without("determinations").change("consents", "CO1", max_minutes="40")
    recorded(here.folder, company)
    before = here.klausel("audit", "head").out
    told = blocks(here.klausel("close", "2026-10", "--preview"))
    assert here.klausel("audit", "head").out == before
    assert told["2026-10, before it is closed; nothing was stored"] == [
        "ended yes", "closing would close 2026-10", "as it is 150 minutes recorded, 80.00 EUR net",
    ]  # fmt: skip
    assert told["undetermined work"][1:] == ["R3 C2 25 a person has to determine it"]
    assert told["blocked minutes"][1:] == ["C1 Verwaltung Süd GmbH over_cap 20 40.00", "C2 Haus, Hof & Co undetermined 25 0.00 25"]
    for nothing in ("quotes without an answer", "one agent at two customers at once", "long days", "work at night"):
        assert told[f"{nothing}: none"] == []
    said = here.klausel("close", "2026-10", "--preview", "--json")
    assert [one["request_id"] for one in json.loads(said.out)["undetermined"]] == ["R3"]
    assert here.klausel("close", "2026-10").status == 0
    assert here.klausel("close", "2026-10", "--preview").status == 2
