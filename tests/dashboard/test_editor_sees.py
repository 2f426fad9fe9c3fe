"""What an editor sees after each change: what stops it, what is decided otherwise, examples, and what it does to recorded requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from freezegun import freeze_time

from dashboard.policy_owner.findings_in_german import finding_in_german
from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.lifecycle.draft_check import look_at_draft
from tests.dashboard.editor_at_hand import Bench
from tests.use_cases.office_at_hand import Office
from tests.use_cases.tiny_company import tiny

ENGLISH = re.compile(r"\b(is|was|the|there|has|and|not|it)\b")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time("2026-11-15T11:00:00+00:00"):
        yield


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    return Bench(Office(tmp_path / "office"), monkeypatch, tmp_path)


def loses_a_value(bench: Bench, lang: str) -> Bench:
    """Customers whose contract ended, say, are left to no rule, or to another."""
    bench.press("✎ 1.1")
    bench.field("multiselect", {"en": "Values: Contract", "de": "Werte: Vertrag"}[lang]).set_value(["none"])
    return bench.press({"en": "Apply", "de": "Übernehmen"}[lang])  # type: ignore[return-value]


def badges(bench: Bench) -> str:
    return next(one for one in bench.said if "badge[stopping: " in one or "badge[hält auf: " in one)


def test_an_untouched_copy_is_the_same_law_and_stops_nothing(bench: Bench) -> None:
    bench.begins()
    assert ":green-badge[stopping: 0]" in badges(bench)
    assert ":green-badge[failing examples: 0]" in badges(bench)
    assert ":blue-badge[reworded]" in badges(bench), "its days and name are others"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_who_pays_otherwise_is_told_in_words_as_soon_as_a_change_is_applied(bench: Bench, lang: str) -> None:
    loses_a_value(bench.begins(lang), lang)
    differing = [row for row in bench.texts() if row[0] in ("Who pays", "Wer bezahlt")]
    assert differing
    outcomes = {"en": "Not entitled", "de": "Kein Anspruch"}[lang]
    assert {row[1] for row in differing} == {outcomes}
    assert all({"en": "Contract: ", "de": "Vertrag: "}[lang] in row[3] and "contract_not_in_force → " in row[4] for row in differing)
    assert bench.says({"en": "### more covered", "de": "### mehr gedeckt"}[lang]) or bench.says(
        {"en": "### mixed", "de": "### gemischt"}[lang]
    )
    assert {"en": "failing examples", "de": "Beispiele, die scheitern"}[lang] in badges(bench)


@pytest.mark.parametrize(("lang", "told"), [("en", "Clash: rules of one section disagree"), ("de", "Widerspruch: Regeln eines Abschnitts")])
def test_what_stops_publication_stands_first_and_is_counted(bench: Bench, lang: str, told: str) -> None:
    bench.begins(lang).press("✎ 1.1").press({"en": "Copy", "de": "Kopieren"}[lang])
    bench.field("selectbox", {"en": "Then", "de": "Dann"}[lang]).set_value("covered")
    bench.press({"en": "Apply", "de": "Übernehmen"}[lang])
    stopping = [error for error in bench.errors if error.startswith(told)]
    assert stopping
    assert f": {len(bench.refused)}]" in badges(bench)
    assert all({"en": " – for instance with ", "de": " – etwa mit "}[lang] in error for error in stopping)
    if lang == "de":
        assert [error for error in bench.errors if ENGLISH.search(error)] == []
        assert [one.value for one in bench.app.warning if ENGLISH.search(one.value)] == []


def test_a_missing_example_is_proposed_and_added_to_the_draft(bench: Bench) -> None:
    bench.begins().press("✎ H1")
    bench.field("selectbox", "Complexity").set_value("one of")
    bench.field("multiselect", "Values: Complexity").set_value(["simple"])
    bench.press("Apply")
    bench.field("toggle", "Propose missing examples").set_value(True)
    bench.run()
    before = examples(bench)
    bench.fill("Sentence (English)", "What the rule was about is decided otherwise now.", "text_area").press("Add this example")
    assert bench.refused == []
    assert examples(bench) == before + 1
    bench.press("Review and save …")
    assert any('+      en: "What the rule was about is decided otherwise now."' in block.value for block in bench.app.code)


def examples(bench: Bench) -> int:
    told = " ".join(bench.said)
    return int((re.search(r"of (\d+) examples do not hold", told) or re.search(r"All (\d+) examples hold", told))[1])  # type: ignore[index]


def test_recorded_requests_are_decided_again_after_every_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", "hausperfekt")
    import_acts(read_acts(tiny().write(tmp_path / "company")), office.record, office.packs, now=office.now, who="anna")
    bench = Bench(office, monkeypatch, tmp_path)
    bench.begins(of="hausperfekt@2025-01")
    bench.press("Decide again")
    assert bench.says("No request would be decided otherwise.")
    number = bench.row_of("training_and_configuration_charged")[0]
    bench.press(f"✎ {number}")
    bench.field("selectbox", "Then").set_value("covered")
    bench.press("Apply")
    assert bench.refused == []
    (flip,) = [row for row in bench.texts() if row[:2] == ["Billable", "Covered"]]
    assert int(flip[2]) > 0
    assert flip[6].startswith("-€")
    assert any(row[0].startswith("C1 · ") and row[5] == flip[6] for row in bench.texts())


def test_every_warning_of_the_shipped_versions_is_said_in_german(bench: Bench) -> None:
    packs = bench.office.packs.packs
    told = {
        found.message
        for pack in packs.packs.values()
        for version in pack.versions
        for found in look_at_draft(packs, version).checked.findings
    }
    copy = bench.office.copy(("when: {contract: [none, ended, suspended]}", "when: {contract: [none, ended], service: legal_advice}"))
    told |= {found.message for found in look_at_draft(packs, copy).checked.findings if found.kind not in ("gap", "clash")}
    assert told
    assert [german for message in told if ENGLISH.search(german := finding_in_german(message))] == []
