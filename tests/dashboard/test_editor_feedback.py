"""What an editor sees after each change: what stops it, what is decided otherwise, examples, and what it does to recorded requests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.use_cases.intake.import_records import import_acts, read_acts
from engine.use_cases.lifecycle.draft_check import look_at_draft
from tests.dashboard.editor_driver import EditorDriver
from tests.use_cases.policy_office import Office
from tests.use_cases.tiny_company import tiny
from tests.wording.read import german

pytestmark = pytest.mark.clock("2026-11-15T11:00:00+00:00")

ENGLISH = re.compile(r"\b(is|was|the|there|has|and|not|it)\b")


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> EditorDriver:
    return EditorDriver(Office(tmp_path / "office"), monkeypatch, tmp_path)


def loses_a_value(editor: EditorDriver, lang: str) -> EditorDriver:
    """Customers whose contract ended, say, are left to no rule, or to another."""
    editor.press("✎ 1.1")
    editor.field("multiselect", {"en": "Values: Contract", "de": "Werte: Vertrag"}[lang]).set_value(["none"])
    return editor.press({"en": "Apply", "de": "Übernehmen"}[lang])  # type: ignore[return-value]


def badges(editor: EditorDriver) -> str:
    return next(one for one in editor.said if "badge[stopping: " in one or "badge[Hindernisse: " in one)


def test_an_untouched_copy_is_the_same_law_and_stops_nothing(editor: EditorDriver) -> None:
    editor.begins()
    assert ":green-badge[stopping: 0]" in badges(editor)
    assert ":green-badge[failing examples: 0]" in badges(editor)
    assert ":blue-badge[reworded]" in badges(editor), "its days and name are others"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_changed_payer_is_reported_in_words_as_soon_as_a_change_is_applied(editor: EditorDriver, lang: str) -> None:
    loses_a_value(editor.begins(lang), lang)
    differing = [row for row in editor.texts() if row[0] in ("Who pays", "Wer bezahlt")]
    assert differing
    outcomes = {"en": "Not entitled", "de": "Kein Anspruch"}[lang]
    assert {row[1] for row in differing} == {outcomes}
    assert all({"en": "Contract: ", "de": "Vertrag: "}[lang] in row[3] and "contract_not_in_force → " in row[4] for row in differing)
    assert editor.says({"en": "### more covered", "de": "### mehr abgedeckt"}[lang]) or editor.says(
        {"en": "### mixed", "de": "### gemischt"}[lang]
    )
    assert {"en": "failing examples", "de": "fehlgeschlagene Beispiele"}[lang] in badges(editor)


@pytest.mark.parametrize(("lang", "told"), [("en", "Clash: rules of one section disagree"), ("de", "Widerspruch: Regeln eines Abschnitts")])
def test_what_stops_publication_stands_first_and_is_counted(editor: EditorDriver, lang: str, told: str) -> None:
    editor.begins(lang).press("✎ 1.1").press({"en": "Copy", "de": "Kopieren"}[lang])
    editor.field("selectbox", {"en": "Then", "de": "Dann"}[lang]).set_value("covered")
    editor.press({"en": "Apply", "de": "Übernehmen"}[lang])
    stopping = [error for error in editor.errors if error.startswith(told)]
    assert stopping
    assert f": {len(editor.refused)}]" in badges(editor)
    assert all({"en": " – for instance with ", "de": " – etwa mit "}[lang] in error for error in stopping)
    if lang == "de":
        assert [error for error in editor.errors if ENGLISH.search(error)] == []
        assert [one.value for one in editor.app.warning if ENGLISH.search(one.value)] == []


def test_a_missing_example_is_proposed_and_added_to_the_draft(editor: EditorDriver) -> None:
    editor.begins().press("✎ H1")
    editor.field("selectbox", "Complexity").set_value("one of")
    editor.field("multiselect", "Values: Complexity").set_value(["simple"])
    editor.press("Apply")
    editor.field("toggle", "Propose missing examples").set_value(True)
    editor.run()
    before = examples(editor)
    editor.fill("Sentence (English)", "What the rule was about is decided otherwise now.", "text_area").press("Add this example")
    assert editor.refused == []
    assert examples(editor) == before + 1
    editor.press("Review and save …")
    assert any('+      en: "What the rule was about is decided otherwise now."' in block.value for block in editor.app.code)


def examples(editor: EditorDriver) -> int:
    told = " ".join(editor.said)
    return int((re.search(r"of (\d+) examples do not hold", told) or re.search(r"All (\d+) examples hold", told))[1])  # type: ignore[index]


def test_recorded_requests_are_decided_again_after_every_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", "hausperfekt")
    import_acts(read_acts(tiny().write(tmp_path / "company")), office.record, office.packs, now=office.now, who="anna")
    editor = EditorDriver(office, monkeypatch, tmp_path)
    editor.begins(of="hausperfekt@2025-01")
    editor.press("Decide again")
    assert editor.says("No request would be decided differently.")
    number = editor.row_of("training_and_configuration_charged")[0]
    editor.press(f"✎ {number}")
    editor.field("selectbox", "Then").set_value("covered")
    editor.press("Apply")
    assert editor.refused == []
    (flip,) = [row for row in editor.texts() if row[:2] == ["Billable", "Covered"]]
    assert int(flip[2]) > 0
    assert flip[6].startswith("-€")
    assert any(row[0].startswith("C1 · ") and row[5] == flip[6] for row in editor.texts())


def test_every_warning_of_the_shipped_versions_has_a_german_sentence(editor: EditorDriver) -> None:
    packs = editor.office.packs.packs
    told = {
        german(found.problem)
        for pack in packs.packs.values()
        for version in pack.versions
        for found in look_at_draft(packs, version).checked.findings
    }
    copy = editor.office.copy(("when: {contract: [none, ended, suspended]}", "when: {contract: [none, ended], service: legal_advice}"))
    told |= {german(found.problem) for found in look_at_draft(packs, copy).checked.findings}
    assert told
    assert [sentence for sentence in told if ENGLISH.search(re.sub(r"`[^`]*`", "", sentence))] == []
