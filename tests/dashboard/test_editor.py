"""The editor: rules as tables, changed in forms; nothing in the log before old → new was shown and confirmed; nobody's text lost."""

from __future__ import annotations

import pytest

from engine.policy.version_texts import POLICY
from engine.store import policy_lifecycle
from engine.use_cases.lifecycle.draft_lookup import files_of
from tests.dashboard.editor_driver import ID, EditorDriver
from tests.use_cases.policy_office import Office

pytestmark = pytest.mark.clock("2026-11-15T11:00:00+00:00")

RULE, SENTENCE = "contract_not_in_force", "No contract holds on that day, so nothing is covered."
SAYS = "Reason given to the customer (English)"


def reworded(editor: EditorDriver, sentence: str = SENTENCE) -> EditorDriver:
    if not editor.app.text_area:
        editor.press("✎ 1.1")
    editor.fill(SAYS, sentence, "text_area").press("Apply")
    assert editor.refused == []
    return editor


def saved(editor: EditorDriver) -> None:
    editor.press("Review and save …").press("Save this revision")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_rules_stand_as_rows_under_their_sections_in_plain_words(editor: EditorDriver, lang: str) -> None:
    editor.begins(lang)
    version = editor.office.packs.packs.version("exampleworks@2025-01")
    assert {row[-1] for row in editor.texts()} >= set(version.rules)
    titles = [section.title.in_(lang) for section in version.policy.coverage]
    assert [any(f"**{n}. {title}**" in one for one in editor.said) for n, title in enumerate(titles, 1)] == [True] * len(titles)
    assert any("oder" in cell if lang == "de" else " or " in cell for cell in editor.row_of(RULE)), "values in words, not ids"


def test_nothing_reaches_the_log_before_old_and_new_were_confirmed(editor: EditorDriver, office: Office) -> None:
    before = office.length()
    reworded(editor.begins()).press("Review and save …")
    assert office.length() == before
    assert any(SENTENCE in cell for row in editor.texts() for cell in row), "the rule's old and new words"
    assert any(SENTENCE in line for line in editor.app.code[0].value.splitlines() if line.startswith("+"))
    editor.press("Save this revision")
    assert office.length() == before + 1
    assert editor.success[0] == (f"{ID}.1 is saved, by anna (unauthenticated).")
    newest = office.lifecycle().newest
    assert (newest.number, newest.saved_by, newest.known_by) == (1, "anna", "unauthenticated")


def test_a_changed_condition_outcome_and_section_are_what_is_saved(editor: EditorDriver, office: Office) -> None:
    editor.begins().press("✎ 1.1")
    editor.field("multiselect", "Values: Contract").set_value(["none", "ended"])
    editor.field("selectbox", "Then").set_value("billable")
    editor.field("selectbox", "Section").set_value("covered")
    editor.press("Apply")
    assert any(SENTENCE not in one and "left without a rule" in one for one in editor.errors), "its section would be empty"
    editor.field("selectbox", "Section").set_value("not_entitled")
    editor.press("Apply")
    assert editor.refused == []
    row = editor.row_of(RULE)
    assert row[0] == "1.1 ✎"
    assert "Billable" in row
    saved(editor)
    text = _text(office, POLICY)
    assert "when: {contract: [none, ended]}\n        coverage: billable" in text


def test_a_rule_is_added_copied_moved_and_removed_and_each_step_can_be_taken_back(editor: EditorDriver) -> None:
    editor.begins()
    before = [row for row in editor.texts() if row[-1].endswith("_charged") or row[-1].endswith("_covered")]
    editor.press("✎ 1.1").press("Copy")
    assert editor.row_of(f"{RULE}_copy")[0] == "1.2 ✎"
    editor.press("Up")
    assert editor.row_of(f"{RULE}_copy")[0] == "1.1 ✎"
    editor.press("Down")
    assert editor.row_of(f"{RULE}_copy")[0] == "1.2 ✎"
    editor.press("Remove")
    assert f"{RULE}_copy" not in [row[-1] for row in editor.texts()]
    editor.press("Rule")
    assert editor.row_of("new_rule")[0] == "1.2 ✎"
    for _ in range(5):
        editor.press("Step back")
    assert [row for row in editor.texts() if row[-1].endswith("_charged") or row[-1].endswith("_covered")] == before
    assert editor.says("Nothing changed.")


def test_a_sections_title_and_the_versions_days_are_changed_in_forms(editor: EditorDriver, office: Office) -> None:
    editor.begins()
    editor.fill("Title (English)", "No contract, no help")
    editor.press("Apply the title")
    assert editor.says("1. No contract, no help")
    editor.fill("Short name", "Goodwill!").press("Add the section")
    assert any("is no name of a section" in error for error in editor.errors)
    saved(editor)
    assert "No contract, no help" in _text(office, POLICY)


@pytest.mark.parametrize(("lang", "apply", "told"), [("en", "Apply", "no value is chosen"), ("de", "Übernehmen", "kein Wert gewählt")])
def test_an_incomplete_condition_is_refused_and_changes_nothing(editor: EditorDriver, lang: str, apply: str, told: str) -> None:
    editor.begins(lang).press("✎ 1.1")
    editor.field("multiselect", "Werte: Vertrag" if lang == "de" else "Values: Contract").set_value([])
    editor.press(apply)
    assert [told in error for error in editor.errors] == [True]
    assert not any("✎" in row[0] for row in editor.texts())


@pytest.mark.parametrize(("lang", "told"), [("en", "is not a name in lower case"), ("de", "ist kein Name aus kleinen Buchstaben")])
def test_a_new_rule_lacks_words_and_takes_no_bad_name(editor: EditorDriver, lang: str, told: str) -> None:
    words = {"en": ("Rule", "Apply", "wording is missing"), "de": ("Regel", "Übernehmen", "Wortlaut fehlt")}[lang]
    editor.begins(lang).press(words[0])
    assert sum(words[2] in error for error in editor.errors) == 2, "in either language"
    editor.fill(words[0], "Not a name!").press(words[1])
    assert [error for error in editor.errors if told in error] != []
    assert editor.row_of("new_rule")[0] == "1.2 ✎"


class TestSomebodyElseSavedMeanwhile:
    @pytest.fixture
    def overtaken(self, editor: EditorDriver, office: Office) -> EditorDriver:
        reworded(editor.begins())
        saved(editor)
        reworded(editor, "Mine, and not theirs.")
        office.saves(office.copy(("# ", "# Theirs: ")), "bo", draft=ID, based_on=1)
        saved(editor)
        return editor

    def test_both_texts_are_shown_and_it_goes_onto_the_newest_only_knowingly(self, overtaken: EditorDriver, office: Office) -> None:
        assert any("bo (unauthenticated) saved exampleworks-2028-01.2 meanwhile" in error for error in overtaken.errors)
        shown = [block.value for block in overtaken.app.code]
        assert any("# Theirs: " in one and "Mine, and not theirs." in one for one in shown)
        assert office.lifecycle().newest.number == 2
        overtaken.press("Put my text in the place of the newest")
        assert overtaken.success[0] == f"{ID}.3 is saved, by anna (unauthenticated)."
        assert "Mine, and not theirs." in _text(office, POLICY)
        assert office.lifecycle().newest.based_on == f"{ID}.2"

    def test_or_becomes_a_draft_of_its_own(self, overtaken: EditorDriver, office: Office) -> None:
        overtaken.press("Save as a draft of its own")
        assert "Mine, and not theirs." in _text(office, POLICY, f"{ID}-anna")
        assert "# Theirs: " in _text(office, POLICY)

    def test_or_gives_way(self, overtaken: EditorDriver) -> None:
        overtaken.press("Drop my text, open the newest")
        assert overtaken.says(f"Begun with {ID}.2.")
        assert overtaken.says("Nothing changed.")


@pytest.mark.parametrize(("lang", "told"), [("en", "there is a draft"), ("de", "es gibt schon einen Entwurf")])
def test_a_name_that_is_taken_is_refused(editor: EditorDriver, office: Office, lang: str, told: str) -> None:
    office.saves(office.copy())
    editor.begins(lang)
    assert [told in error for error in editor.errors] == [True]


def _text(office: Office, file: str, draft: str = ID) -> str:
    with office.record.reading() as connection:
        return files_of(
            policy_lifecycle.revision_with_files(connection, policy_lifecycle.draft_lifecycles(connection)[draft].newest.revision)
        )[file]
