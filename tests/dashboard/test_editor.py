"""The editor: rules as tables, changed in forms; nothing in the log before old → new was shown and confirmed; nobody's text lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from freezegun import freeze_time

from engine.policy.version_texts import POLICY
from engine.store import policy_lifecycle
from engine.use_cases.lifecycle.draft_lookup import files_of
from tests.dashboard.editor_at_hand import ID, Bench
from tests.use_cases.office_at_hand import Office

RULE, SENTENCE = "contract_not_in_force", "No contract holds on that day, so nothing is covered."
SAYS = "Reason given to the customer (English)"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time("2026-11-15T11:00:00+00:00"):
        yield


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "office")


@pytest.fixture
def bench(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    return Bench(office, monkeypatch, tmp_path)


def reworded(bench: Bench, sentence: str = SENTENCE) -> Bench:
    if not bench.app.text_area:
        bench.press("✎ 1.1")
    bench.fill(SAYS, sentence, "text_area").press("Apply")
    assert bench.refused == []
    return bench


def saved(bench: Bench) -> None:
    bench.press("Review and save …").press("Save this revision")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_rules_stand_as_rows_under_their_sections_in_plain_words(bench: Bench, lang: str) -> None:
    bench.begins(lang)
    version = bench.office.packs.packs.version("exampleworks@2025-01")
    assert {row[-1] for row in bench.texts()} >= set(version.rules)
    titles = [section.title.in_(lang) for section in version.policy.coverage]
    assert [any(f"**{n}. {title}**" in one for one in bench.said) for n, title in enumerate(titles, 1)] == [True] * len(titles)
    assert any("oder" in cell if lang == "de" else " or " in cell for cell in bench.row_of(RULE)), "values in words, not ids"


def test_nothing_reaches_the_log_before_old_and_new_were_confirmed(bench: Bench, office: Office) -> None:
    before = office.length()
    reworded(bench.begins()).press("Review and save …")
    assert office.length() == before
    assert any(SENTENCE in cell for row in bench.texts() for cell in row), "the rule's old and new words"
    assert any(SENTENCE in line for line in bench.app.code[0].value.splitlines() if line.startswith("+"))
    bench.press("Save this revision")
    assert office.length() == before + 1
    assert bench.success[0] == (f"{ID}.1 is saved, by anna (unauthenticated).")
    newest = office.lifecycle().newest
    assert (newest.number, newest.saved_by, newest.known_by) == (1, "anna", "unauthenticated")


def test_a_changed_condition_outcome_and_section_are_what_is_saved(bench: Bench, office: Office) -> None:
    bench.begins().press("✎ 1.1")
    bench.field("multiselect", "Values: Contract").set_value(["none", "ended"])
    bench.field("selectbox", "Then").set_value("billable")
    bench.field("selectbox", "Section").set_value("covered")
    bench.press("Apply")
    assert any(SENTENCE not in one and "left without a rule" in one for one in bench.errors), "its section would be empty"
    bench.field("selectbox", "Section").set_value("not_entitled")
    bench.press("Apply")
    assert bench.refused == []
    row = bench.row_of(RULE)
    assert row[0] == "1.1 ✎"
    assert "Billable" in row
    saved(bench)
    text = _text(office, POLICY)
    assert "when: {contract: [none, ended]}\n        coverage: billable" in text


def test_a_rule_is_added_copied_moved_and_removed_and_each_step_can_be_taken_back(bench: Bench) -> None:
    bench.begins()
    before = [row for row in bench.texts() if row[-1].endswith("_charged") or row[-1].endswith("_covered")]
    bench.press("✎ 1.1").press("Copy")
    assert bench.row_of(f"{RULE}_copy")[0] == "1.2 ✎"
    bench.press("Up")
    assert bench.row_of(f"{RULE}_copy")[0] == "1.1 ✎"
    bench.press("Down")
    assert bench.row_of(f"{RULE}_copy")[0] == "1.2 ✎"
    bench.press("Remove")
    assert f"{RULE}_copy" not in [row[-1] for row in bench.texts()]
    bench.press("Rule")
    assert bench.row_of("new_rule")[0] == "1.2 ✎"
    for _ in range(5):
        bench.press("Step back")
    assert [row for row in bench.texts() if row[-1].endswith("_charged") or row[-1].endswith("_covered")] == before
    assert bench.says("Nothing changed.")


def test_a_sections_title_and_the_versions_days_are_changed_in_forms(bench: Bench, office: Office) -> None:
    bench.begins()
    bench.fill("Title (English)", "No contract, no help")
    bench.press("Apply the title")
    assert bench.says("1. No contract, no help")
    bench.fill("Short name", "Goodwill!").press("Add the section")
    assert any("is no name of a section" in error for error in bench.errors)
    saved(bench)
    assert "No contract, no help" in _text(office, POLICY)


@pytest.mark.parametrize(("lang", "apply", "told"), [("en", "Apply", "no value is chosen"), ("de", "Übernehmen", "kein Wert gewählt")])
def test_a_condition_half_said_is_refused_and_changes_nothing(bench: Bench, lang: str, apply: str, told: str) -> None:
    bench.begins(lang).press("✎ 1.1")
    bench.field("multiselect", "Werte: Vertrag" if lang == "de" else "Values: Contract").set_value([])
    bench.press(apply)
    assert [told in error for error in bench.errors] == [True]
    assert not any("✎" in row[0] for row in bench.texts())


@pytest.mark.parametrize(("lang", "told"), [("en", "is not a name in lower case"), ("de", "ist kein Name aus kleinen Buchstaben")])
def test_a_new_rule_lacks_words_and_takes_no_bad_name(bench: Bench, lang: str, told: str) -> None:
    words = {"en": ("Rule", "Apply", "wording is missing"), "de": ("Regel", "Übernehmen", "Wortlaut fehlt")}[lang]
    bench.begins(lang).press(words[0])
    assert sum(words[2] in error for error in bench.errors) == 2, "in either language"
    bench.fill(words[0], "Not a name!").press(words[1])
    assert [error for error in bench.errors if told in error] != []
    assert bench.row_of("new_rule")[0] == "1.2 ✎"


class TestSomebodyElseSavedMeanwhile:
    @pytest.fixture
    def overtaken(self, bench: Bench, office: Office) -> Bench:
        reworded(bench.begins())
        saved(bench)
        reworded(bench, "Mine, and not theirs.")
        office.saves(office.copy(("# ", "# Theirs: ")), "bo", draft=ID, based_on=1)
        saved(bench)
        return bench

    def test_both_texts_are_shown_and_it_goes_onto_the_newest_only_knowingly(self, overtaken: Bench, office: Office) -> None:
        assert any("bo (unauthenticated) saved exampleworks-2028-01.2 meanwhile" in error for error in overtaken.errors)
        shown = [block.value for block in overtaken.app.code]
        assert any("# Theirs: " in one and "Mine, and not theirs." in one for one in shown)
        assert office.lifecycle().newest.number == 2
        overtaken.press("Put my text in the place of the newest")
        assert overtaken.success[0] == f"{ID}.3 is saved, by anna (unauthenticated)."
        assert "Mine, and not theirs." in _text(office, POLICY)
        assert office.lifecycle().newest.based_on == f"{ID}.2"

    def test_or_becomes_a_draft_of_its_own(self, overtaken: Bench, office: Office) -> None:
        overtaken.press("Save as a draft of its own")
        assert "Mine, and not theirs." in _text(office, POLICY, f"{ID}-anna")
        assert "# Theirs: " in _text(office, POLICY)

    def test_or_gives_way(self, overtaken: Bench) -> None:
        overtaken.press("Drop my text, open the newest")
        assert overtaken.says(f"Begun with {ID}.2.")
        assert overtaken.says("Nothing changed.")


@pytest.mark.parametrize(("lang", "told"), [("en", "there is a draft"), ("de", "es gibt schon einen Entwurf")])
def test_a_name_that_is_taken_is_refused(bench: Bench, office: Office, lang: str, told: str) -> None:
    office.saves(office.copy())
    bench.begins(lang)
    assert [told in error for error in bench.errors] == [True]


def _text(office: Office, file: str, draft: str = ID) -> str:
    with office.record.reading() as connection:
        return files_of(
            policy_lifecycle.revision_with_files(connection, policy_lifecycle.draft_lifecycles(connection)[draft].newest.revision)
        )[file]
