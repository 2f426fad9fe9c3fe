"""Drafts as a policy owner writes them: the texts of a shipped version with a few places changed, read as any version is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from engine.policy.version import Version
from engine.policy.version_texts import FACTS, POLICY, texts_in_folder
from engine.use_cases.settings import notes_folder
from tests.run_folders import kept_folder
from tests.use_cases.desk_driver import POLICIES, deciders

Edit = tuple[str, str]

CHARGED = "[staff_introduction, module_fundamentals, configuration_question]"
FUNDAMENTALS_COVERED: tuple[Edit, ...] = (
    (CHARGED, "[staff_introduction, configuration_question]"),
    ("when: {service: self_service}", "when: {service: [self_service, module_fundamentals]}"),
)
SELF_SERVICE_CHARGED: tuple[Edit, ...] = (
    ("when: {service: self_service}\n        coverage: covered", "when: {service: self_service}\n        coverage: billable"),
)


def other_services(coverage: str) -> tuple[Edit, ...]:
    """What no source names is left to nobody any more."""
    return (("when: {service: other}\n        coverage: undetermined", f"when: {{service: other}}\n        coverage: {coverage}"),)


def texts_of_draft(edits: Sequence[Edit], facts: Sequence[Edit] = (), *, product: str = "hausperfekt") -> dict[str, str]:
    """The three texts of `2025-01` as `2027-01`, each edit made once, where its first text stands first."""
    texts = texts_in_folder(POLICIES / product / "2025-01").texts()
    named = (('version: "2025-01"', 'version: "2027-01"'), ("from: 2025-01-01", "from: 2027-01-01"))
    for file, changed in ((POLICY, (*named, *edits)), (FACTS, facts)):
        for old, new in changed:
            assert old in texts[file], f"{old!r} is not in {file}"
            texts[file] = texts[file].replace(old, new, 1)
    return texts


@cache
def draft(*edits: Edit, facts: tuple[Edit, ...] = (), product: str = "hausperfekt") -> Version:
    """`2027-01` of a product, which says what `2025-01` does but for the edits; read once, since reading takes the longest."""
    folder = kept_folder("draft")
    there = write_draft(folder, *edits, facts=facts, product=product)
    return deciders().packs.packs[product].read(texts_in_folder(there, notes_folder()))


def write_draft(folder: Path, *edits: Edit, facts: Sequence[Edit] = (), product: str = "hausperfekt") -> Path:
    """The same as files, in a folder that is named as the command wants it."""
    there = folder / product / "2027-01"
    there.mkdir(parents=True)
    for name, text in texts_of_draft(edits, facts, product=product).items():
        (there / name).write_text(text, encoding="utf-8")
    return there
