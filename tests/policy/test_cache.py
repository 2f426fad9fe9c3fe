"""Notes kept for speed: whatever becomes of them, a folder of packs is read as if there were none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.deciding.deciders import Deciders
from engine.policy.packs import read_packs
from engine.use_cases.reckoning.open_policies import open_policies
from engine.vocabulary.problems import Refused
from tests.policy.edited_pack import SHIPPED, VERSION, EditedPack
from tests.wording.read import text

DAMAGE = {
    "nothing": b"",
    "half of it": None,
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe\x00",
    "another list": b"[1, 2]",
    "an object": b"{}",
    "null": b"null",
    "a word": b'"agreed"',
    "an empty pair": b"[{}, {}]",
    "nested without end": b"[" * 100_000,
}


def meaning(deciders: Deciders) -> dict[str, tuple[str, str, object]]:
    """Each version's digests and the lines of its rules."""
    versions = [decider.compiled for pack in deciders.products.values() for decider in pack.by_ref.values()]
    return {one.version.ref: (one.meaning_digest, one.version.text_digest, one.version.places) for one in versions}


def test_with_notes_the_same_is_read_as_without(tmp_path: Path) -> None:
    without = meaning(open_policies(SHIPPED, None))
    assert meaning(open_policies(SHIPPED, tmp_path)) == without
    assert list(tmp_path.iterdir())
    assert meaning(open_policies(SHIPPED, tmp_path)) == without


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, str, object]]]:
    """The folder in which notes of one pack were just taken, and what was read then."""
    cache = tmp_path_factory.mktemp("noted") / "notes"
    return cache, meaning(open_policies(one_pack(cache.parent), cache))


def one_pack(folder: Path) -> Path:
    """A folder of packs that holds one alone."""
    there = folder / "policies"
    if not there.exists():
        shutil.copytree(SHIPPED / "exampleworks", there / "exampleworks")
        for name in ("vendor.yaml", "outcomes.yaml"):
            shutil.copy(SHIPPED / name, there)
    return there


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_note_is_as_good_as_none(tmp_path: Path, noted: tuple[Path, dict[str, tuple[str, str, object]]], damage: str) -> None:
    kept, before = noted
    cache = Path(shutil.copytree(kept, tmp_path / "notes"))
    taken = sorted(cache.iterdir())
    assert taken
    for note in taken:
        content = DAMAGE[damage]
        note.write_bytes(note.read_bytes()[: note.stat().st_size // 2] if content is None else content)
    assert meaning(open_policies(one_pack(kept.parent), cache)) == before


def test_a_file_that_was_edited_is_read_again(pack: EditedPack, tmp_path: Path) -> None:
    cache = tmp_path / "notes"
    before = meaning(open_policies(pack.folder, cache))
    pack.edit(f"{VERSION}/policy.yaml", 'opens: "09:00"', 'opens: "09:01"')
    assert meaning(open_policies(pack.folder, cache)) != before
    pack.edit(f"{VERSION}/policy.yaml", 'opens: "09:01"', 'opens: "9:01"')
    with pytest.raises(Refused) as refused:
        read_packs(pack.folder, cache)
    assert "`9:01` is not a time of day" in text(refused.value)


def test_a_folder_for_notes_that_is_none_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("a file", encoding="utf-8")
    assert meaning(open_policies(SHIPPED, tmp_path / "notes")) == meaning(open_policies(SHIPPED, None))


def test_a_problem_has_the_same_line_from_a_note(pack: EditedPack, tmp_path: Path) -> None:
    pack.edit(f"{VERSION}/policy.yaml", "when: {service: legal_advice}", "when: {service: legaladvice}")
    told = []
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            read_packs(pack.folder, tmp_path / "notes")
        told.append(text(refused.value))
    assert told[0] == told[1]
    assert f"policy.yaml, line {pack.line(f'{VERSION}/policy.yaml', 'id: legal_advice_not_allowed')}: " in told[0]
