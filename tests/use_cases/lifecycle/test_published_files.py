"""What publishing writes into the folder of the packs, what is there already, and how what was lost or changed comes back."""

from __future__ import annotations

import shutil

import pytest

from engine.policy.version_texts import FILES
from engine.policy.version_writer import prepare_version
from engine.store import policy_lifecycle
from engine.use_cases.lifecycle.draft_list import draft_list
from engine.use_cases.reckoning.as_of import known
from engine.vocabulary.problems import Refused
from tests.use_cases.policy_office import ID, Office
from tests.wording.read import english
from tests.wording.read import text as refusal_text

POLICY = "exampleworks@2028-01"
HIS = ("# The rules", "# His: the rules")


def test_a_folder_that_holds_another_text_is_not_written_over(office: Office) -> None:
    office.saves(office.copy())
    office.proposes()
    office.approves()
    (office.policies / "exampleworks" / "2028-01").mkdir()
    told = "`HERE/policies/exampleworks/2028-01` holds another text; move it away, and try again"
    assert office.refuses(office.publishes) == ("holds_another", told)


def test_a_folder_that_holds_the_same_text_already_is_left_as_it_is(office: Office) -> None:
    version = office.copy(HIS)
    folder = office.policies / "exampleworks" / "2028-01"
    folder.mkdir()
    for name, text in version.texts.texts().items():
        (folder / name).write_bytes(text.encode())
    office.reopens()
    office.saves(version)
    office.proposes()
    office.approves()
    assert not office.publishes().is_written


def test_a_crash_between_the_log_and_the_files_is_reported_and_mended(office: Office) -> None:
    office.published()
    folder = office.policies / "exampleworks" / "2028-01"
    kept = office.files()
    shutil.rmtree(folder)
    digest = office.lifecycle().newest.meaning_digest
    told = f"`{POLICY}` was published ({digest}), but is not in `HERE/policies`; `klausel policy export {POLICY}` writes it there"
    office.reopens()
    assert office.refuses(lambda: _asks(office)) == ("pinned_policy", told)
    assert office.exports(POLICY) == (folder, True)
    assert office.files() == kept
    assert office.exports(POLICY) == (folder, False)
    office.reopens()
    _asks(office)


def _asks(office: Office) -> None:
    with office.record.reading() as connection:
        known(connection, office.packs)


def test_a_published_version_with_another_meaning_in_the_folder_is_reported_and_comes_back(office: Office) -> None:
    office.published()
    file = office.policies / "exampleworks" / "2028-01" / "policy.yaml"
    file.write_text(file.read_text("utf-8").replace('closes: "16:00"', 'closes: "17:00"'), "utf-8")
    now, was = office.reopens().products["exampleworks"].by_ref[POLICY].compiled.meaning_digest, office.lifecycle().newest.meaning_digest
    told = f"`{POLICY}` in `HERE/policies` means something else ({now}) than was published ({was})"
    how = f"move its folder away, then `klausel policy export {POLICY}` writes it again"
    assert office.refuses(lambda: _asks(office)) == ("pinned_policy", f"{told}; {how}")
    told = "`HERE/policies/exampleworks/2028-01` holds another text; move it away, and try again"
    assert office.refuses(lambda: office.exports(POLICY)) == ("holds_another", told)


def test_other_words_than_were_published_are_warned_of(office: Office) -> None:
    office.published()
    assert draft_list(office.record, office.packs.packs).otherwise == ()
    file = office.policies / "exampleworks" / "2028-01" / "policy.yaml"
    file.write_text(file.read_text("utf-8").replace("# The rules", "# Some rules"), "utf-8")
    office.reopens()
    _asks(office)
    (warning,) = draft_list(office.record, office.packs.packs).otherwise
    how = f"move its folder away, then `klausel policy export {POLICY}` writes it again"
    assert english(warning) == f"`{POLICY}` in `{office.policies}` is worded differently from what was published; {how}"
    file.write_text(file.read_text("utf-8").replace('closes: "16:00"', 'closes: "17:00"'), "utf-8")
    (warning,) = draft_list(office.record, office.reopens().packs).otherwise
    assert english(warning) == f"`{POLICY}` in `{office.policies}` means something else than was published; {how}"
    shutil.rmtree(file.parent)
    (warning,) = draft_list(office.record, office.reopens().packs).otherwise
    assert (
        english(warning) == f"`{POLICY}` was published, but is not in `{office.policies}`; `klausel policy export {POLICY}` writes it there"
    )


def test_a_draft_is_written_to_a_folder_of_its_own_and_never_among_the_packs(office: Office) -> None:
    office.saves(office.copy(HIS))
    told = f"`{ID}` is a draft; name a folder to write its files in"
    assert office.refuses(lambda: office.exports(ID)) == ("no_folder", told)
    told = f"what lies in `HERE/policies` decides, and `{ID}` is a draft; name another folder"
    for folder in (office.policies, office.policies / "exampleworks", office.folder / "x" / ".." / "policies"):
        assert office.refuses(lambda folder=folder: office.exports(ID, folder)) == ("no_folder", told)  # type: ignore[misc]
    written, _ = office.exports(f"{ID}.1", office.folder / "work")
    assert written == office.folder / "work" / "exampleworks" / "2028-01"
    assert sorted(path.name for path in written.iterdir()) == sorted(FILES)
    told = "`exampleworks@2025-01` was not published here, so that its files are in `HERE/policies` alone; nothing was published yet"
    assert office.refuses(lambda: office.exports("exampleworks@2025-01")) == ("not_published", told)


def test_files_that_are_half_written_are_read_by_nobody_and_left_by_nobody(office: Office) -> None:
    folder = office.policies / "exampleworks"
    texts = office.copy().texts.texts()
    with prepare_version(folder, "2028-01", texts) as files:
        assert len(list(folder.glob(".2028-01.*/policy.yaml"))) == 1
        assert "exampleworks@2028-01" not in office.reopens().products["exampleworks"].by_ref
        (folder / "2028-01").mkdir()
        (folder / "2028-01" / "mine").touch()
        with pytest.raises(Refused) as refused:
            files.place()
        assert refusal_text(refused.value).endswith("2028-01` cannot be written (directory not empty); see to that, and try again")
    assert list(folder.glob(".*")) == []


def test_the_texts_that_were_published_are_found_by_their_version(office: Office) -> None:
    office.published()
    with office.record.reading() as connection:
        found = policy_lifecycle.published_revision(connection, POLICY)
        assert policy_lifecycle.published_revision(connection, "exampleworks@2025-01") is None
    assert found is not None
    assert found.policy_yaml == office.files()["policy.yaml"]
