"""A record remembers what each policy version meant: a folder that means something else is refused, other words are not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from engine.deciding.deciders import Deciders
from engine.use_cases.intake.record_acts import record_acts
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import NOW, POLICIES, Desk, deciders
from tests.use_cases.tiny_company import tiny
from tests.wording.read import lines

RULES = "hausperfekt/2025-01/policy.yaml"


def packs(folder: Path, *changes: tuple[str, str, str]) -> Deciders:
    """The repository's packs in another folder, each change a file, what stands there and what shall stand there."""
    copy = folder / "policies"
    shutil.copytree(POLICIES, copy, dirs_exist_ok=True)
    for file, old, new in changes:
        text = (copy / file).read_text("utf-8")
        assert re.search(old, text, re.DOTALL), f"{file} holds no `{old}`"
        (copy / file).write_text(re.sub(old, new, text, count=1, flags=re.DOTALL), "utf-8")
    return open_policies(copy, notes_folder())


def filled(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.imports(tiny())
    return desk


def meaning(opened: Deciders, ref: str) -> str:
    return opened.products[ref.split("@")[0]].by_ref[ref].compiled.meaning_digest


def test_the_first_request_under_a_version_pins_what_it_means_and_no_other_version(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().only("customers", "people", "contracts", "rates"))
    assert desk.everything().pins == {}
    desk.imports(tiny())
    assert desk.everything().pins == {"hausperfekt@2025-01": meaning(deciders(), "hausperfekt@2025-01")}


def test_a_later_request_under_another_version_pins_that_one_too(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    before = desk.stored()["acts"]
    desk.imports(tiny().add("requests", like="R2", request_id="R4", received_at="2024-12-31T23:59:59+01:00"))
    assert set(desk.everything().pins) == {"hausperfekt@2023-08", "hausperfekt@2025-01"}
    assert desk.stored()["acts"] == before + 2  # type: ignore[operator]


REPHRASED = (RULES, r"en: [A-Z]", "en: Put in other words, ")


def test_other_words_and_comments_change_nothing(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    before = desk.report()
    desk.packs = packs(tmp_path, REPHRASED, (RULES, r"^", "# a comment\n"))
    assert desk.report() == before
    assert desk.imports(tiny()).recorded == {}


@pytest.fixture
def other_meaning(tmp_path: Path) -> Deciders:
    """Packs in which on-site visits are covered, where the record was kept under packs that do not offer them."""
    return packs(tmp_path, OTHERWISE)


OTHERWISE = (RULES, r"(id: on_site_not_offered.*?when: \{delivery: )on_site", r"\1phone")


def told(folder: Path, opened: Deciders) -> str:
    before, now = meaning(deciders(), "hausperfekt@2025-01"), meaning(opened, "hausperfekt@2025-01")
    assert before != now
    return (
        f"`hausperfekt@2025-01` in `{folder / 'policies'}` means something else ({now}) than when acts were recorded under it ({before}); "
        "put the old rules back and write the change as a new version"
    )


def test_rules_that_mean_something_else_are_refused_by_a_report_naming_both_digests(tmp_path: Path, other_meaning: Deciders) -> None:
    desk = filled(tmp_path)
    desk.packs = other_meaning
    with pytest.raises(Refused) as refused:
        desk.report()
    assert lines(refused.value) == [told(tmp_path, other_meaning)]


def test_rules_that_mean_something_else_are_refused_by_an_import_and_by_a_form(tmp_path: Path, other_meaning: Deciders) -> None:
    desk = filled(tmp_path)
    desk.packs = other_meaning
    assert desk.refuses(tiny().only("customers").add("customers", like="C1", customer_id="C3")) == [told(tmp_path, other_meaning)]
    before = desk.stored()
    with pytest.raises(Refused) as refused:
        record_acts([("customers", tiny().row("customers", "C1"))], desk.record, desk.packs, now=NOW, who="am1")
    assert lines(refused.value) == [told(tmp_path, other_meaning)]
    assert desk.stored() == before


def test_a_version_under_which_nothing_was_recorded_may_still_change(tmp_path: Path, other_meaning: Deciders) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().only("customers", "people", "contracts", "rates"))
    desk.packs = other_meaning
    assert desk.imports(tiny()).recorded["requests"] == 3


def test_a_version_that_is_missing_is_named_with_its_digest(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    opened = packs(tmp_path)
    shutil.rmtree(tmp_path / "policies" / "hausperfekt")
    desk.packs = open_policies(tmp_path / "policies", notes_folder())
    digest = meaning(opened, "hausperfekt@2025-01")
    with pytest.raises(Refused) as refused:
        desk.report()
    expected = f"the record was kept under `hausperfekt@2025-01` ({digest}), which is not in `{tmp_path / 'policies'}`; put it back"
    assert lines(refused.value) == [expected]
