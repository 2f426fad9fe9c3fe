"""A copy of a shipped pack to be spoilt: one change, and what a policy owner is told about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.policy.packs import read_packs
from engine.proof.policy_check import CheckResult
from engine.use_cases.proving.check_policies import check_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.problems import Refused
from tests.wording.read import lines

SHIPPED = Path(__file__).resolve().parents[2] / "policies"
VERSION = "exampleworks/2025-01"


class EditedPack:
    """`policies/` in the working directory, with the vendor's files and Exampleworks; paths are below `policies/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, file: str) -> Path:
        return self.folder / file

    def text(self, file: str) -> str:
        return self.path(file).read_text(encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there."""
        text = self.text(file)
        assert old in text, f"{old!r} is not in {file}"
        self.path(file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, file: str, text: str) -> int:
        """The line on which `text` stands first."""
        before, found, _ = self.text(file).partition(text)
        assert found, f"{text!r} is not in {file}"
        return before.count("\n") + 1

    def add_version(self, name: str, begins: str, ends: str = "null") -> str:
        """A copy of the version under another name; returns its path below `policies/`."""
        there = f"exampleworks/{name}"
        shutil.copytree(self.path(VERSION), self.path(there))
        self.edit(f"{there}/policy.yaml", 'version: "2025-01"', f'version: "{name}"')
        self.edit(f"{there}/policy.yaml", "effective: {from: 2025-01-01, to: null}", f"effective: {{from: {begins}, to: {ends}}}")
        return there

    def check(self) -> list[CheckResult]:
        return check_policies(Path("policies"), notes_folder())

    def told(self) -> list[str]:
        """Every problem that reading the packs tells, a line each; none where nothing is wrong."""
        try:
            read = read_packs(Path("policies"), notes_folder())
            # both are read when they are first needed
            _ = read.vendor, read.outcomes
        except Refused as refused:
            return lines(refused)
        return []


def edited_pack(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str = VERSION) -> EditedPack:
    """Copies the pack with that version alone below `folder` and makes that the working directory, so that paths are short."""
    monkeypatch.chdir(folder)
    (folder / "policies").mkdir()
    for name in ("vendor.yaml", "outcomes.yaml"):
        shutil.copy(SHIPPED / name, folder / "policies" / name)
    others = [there.name for there in (SHIPPED / "exampleworks").iterdir() if there.is_dir() and there.name != Path(version).name]
    shutil.copytree(SHIPPED / "exampleworks", folder / "policies" / "exampleworks", ignore=shutil.ignore_patterns(*others))
    return EditedPack(folder / "policies")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedPack:
    """A pack to be edited, in a folder of its own."""
    return edited_pack(tmp_path, monkeypatch)
