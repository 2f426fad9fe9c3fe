"""From draft to law on a page: every act is confirmed, marked, and refused in words; approving takes somebody else."""

from __future__ import annotations

import pytest

from tests.dashboard.editor_driver import ID, LAW, EditorDriver
from tests.use_cases.policy_office import Office

pytestmark = pytest.mark.clock("2026-11-15T11:00:00+00:00")


def does(editor: EditorDriver, act: str, yes: str = "Yes") -> EditorDriver:
    """The button, and the confirmation."""
    editor.press(f"{act} …").press(f"{yes}: {act}")
    return editor


def test_a_draft_becomes_law_by_two_people_each_act_confirmed_and_marked(
    editor: EditorDriver, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.saves(office.copy())
    editor.open(LAW, lang="en")
    editor.fill("Reason", "new terms").press("Propose …")
    assert office.lifecycle().state == "draft", "nothing is done before it is confirmed"
    assert editor.says("nobody has checked who is using it")
    editor.press("Yes: Propose")
    assert editor.success[0] == f"{ID}.p1 is proposed, by anna (unauthenticated). Somebody else has to approve it."
    does(editor, "Approve")
    assert [f"“anna” proposed “{ID}.p1”; somebody else has to approve it" in error for error in editor.errors] == [True]
    monkeypatch.setenv("LOGNAME", "bo")
    editor.press("Yes: Approve")
    assert editor.success[0] == f"{ID}.p1 is approved, by bo (unauthenticated)."
    does(editor, "Publish")
    assert editor.success[0] == "exampleworks@2028-01 is published, in force from 1 Jan 2028; by bo (unauthenticated)."
    assert office.lifecycle().state == "published"
    assert set(office.files()) == {"policy.yaml", "facts.yaml", "examples.yaml"}
    lifecycle = [row[:4] for row in editor.texts() if len(row) == 6]
    assert [(row[0], row[2], row[3]) for row in lifecycle] == [
        ("saved", "anna", "unauthenticated"),
        ("proposed", "anna", "unauthenticated"),
        ("approved", "bo", "unauthenticated"),
        ("published", "bo", "unauthenticated"),
    ]


@pytest.mark.parametrize(
    ("lang", "act", "yes", "told"),
    [("en", "Propose", "Yes", "“Reason”"), ("de", "Vorschlagen", "Ja", "bitte begründen")],
)
def test_no_reason_is_refused_and_nothing_is_recorded(
    editor: EditorDriver, office: Office, lang: str, act: str, yes: str, told: str
) -> None:
    office.saves(office.copy())
    before = office.length()
    does(editor.open(LAW, lang=lang), act, yes)  # type: ignore[arg-type]
    assert [told in error for error in editor.errors] == [True]
    assert office.length() == before


@pytest.mark.parametrize(("lang", "act", "yes"), [("en", "Propose", "Yes"), ("de", "Vorschlagen", "Ja")])
def test_a_first_day_that_has_gone_by_takes_a_reason_that_finance_sees(
    editor: EditorDriver, office: Office, lang: str, act: str, yes: str
) -> None:
    office.saves(office.copy(name="2026-10"))
    editor.open(LAW, lang=lang)
    labels = {"en": ("Reason", "Why backdated", "before today"), "de": ("Begründung", "Warum rückwirkend", "vor heute")}[lang]
    does(editor.fill(labels[0], "new terms"), act, yes)  # type: ignore[arg-type]
    assert [labels[2] in error for error in editor.errors] == [True]
    editor.fill(labels[1], "agreed late").press(f"{yes}: {act}")
    assert editor.errors == []
    assert office.lifecycle("exampleworks-2026-10").open_proposal.backdated_because == "agreed late"  # type: ignore[union-attr]


def test_what_the_check_stops_is_not_proposed(editor: EditorDriver, office: Office) -> None:
    office.saves(office.copy(("coverage: not_entitled", "coverage: covered")))
    does(editor.open(LAW, lang="en").fill("Reason", "x"), "Propose")  # type: ignore[arg-type]
    assert any(error.startswith("The check stops this: ") and "“Findings” and “Examples”" in error for error in editor.errors)
    failing = [row[4] for row in editor.texts() if row[0] == "✗"]
    assert failing
    assert any("Coverage: Covered instead of Not entitled" in why for why in failing)
    assert office.lifecycle().state == "draft"


def test_a_proposal_is_withdrawn_and_the_draft_can_be_changed_again(editor: EditorDriver, office: Office) -> None:
    office.saves(office.copy())
    office.proposes()
    editor.open(LAW, lang="de").fill("Begründung", "ein Versehen")
    does(editor, "Vorschlag zurückziehen", "Ja")
    assert editor.success[0] == f"anna (nicht angemeldet) hat {ID}.p1 zurückgezogen."
    assert office.lifecycle().state == "draft"


def test_where_a_configuration_forbids_it_no_act_is_done_unauthenticated(editor: EditorDriver, office: Office) -> None:
    office.saves(office.copy())
    vendor = office.policies / "vendor.yaml"
    text = vendor.read_text(encoding="utf-8").replace("unauthenticated_publication: allowed", "unauthenticated_publication: forbidden")
    vendor.write_text(text, encoding="utf-8")
    does(editor.open(LAW, lang="en").fill("Reason", "x"), "Propose")  # type: ignore[arg-type]
    assert [("is not signed in" in error) for error in editor.errors] == [True]
    assert office.lifecycle().state == "draft"


@pytest.mark.parametrize(("lang", "told"), [("de", "Es gibt noch keinen Entwurf."), ("en", "There is no draft yet.")])
def test_without_drafts_the_page_says_so(editor: EditorDriver, lang: str, told: str) -> None:
    assert editor.open(LAW, lang=lang).says(told)
