"""The versions of one pack beside each other: which is in force on a day, and what is told where two would be."""

from __future__ import annotations

from datetime import date

import pytest

from engine.policy.packs import read_packs
from engine.vocabulary.problems import Refused
from tests.policy.edited_pack import VERSION, EditedPack
from tests.wording.read import text

POLICY = f"{VERSION}/policy.yaml"


def test_versions_that_overlap_are_reported_with_both_names(pack: EditedPack) -> None:
    pack.add_version("2026-01", "2026-01-01")
    pack.edit(POLICY, "{from: 2025-01-01, to: null}", "{from: 2025-01-01, to: 2026-01-01}")
    line = pack.line(POLICY, "effective:")
    assert pack.told() == [f"policies/{POLICY}, line {line}: is in force on `2026-01-01`, as `exampleworks@2026-01` is"]


def test_versions_that_begin_on_the_same_day_are_reported(pack: EditedPack) -> None:
    pack.add_version("2026-01", "2025-01-01")
    line = pack.line(POLICY, "effective:")
    assert pack.told() == [f"policies/{POLICY}, line {line}: is in force on `2025-01-01`, as `exampleworks@2026-01` is"]


def test_an_open_version_ends_the_day_before_the_next_begins(pack: EditedPack) -> None:
    pack.add_version("2026-01", "2026-01-15")
    read = read_packs(pack.folder).packs["exampleworks"]
    assert [str(read.last_day_of(version)) for version in read.versions] == ["2026-01-14", "None"]
    in_force = [read.version_on(date.fromisoformat(day)) for day in ("2024-12-31", "2025-01-01", "2026-01-14", "2026-01-15", "2199-01-01")]
    assert [version.policy.version if version else None for version in in_force] == [None, "2025-01", "2025-01", "2026-01", "2026-01"]


def test_between_a_version_that_ended_and_the_next_none_is_in_force(pack: EditedPack) -> None:
    pack.add_version("2026-01", "2026-01-15")
    pack.edit(POLICY, "{from: 2025-01-01, to: null}", "{from: 2025-01-01, to: 2025-12-31}")
    read = read_packs(pack.folder).packs["exampleworks"]
    in_force = [read.version_on(date.fromisoformat(day)) for day in ("2025-12-31", "2026-01-01", "2026-01-14", "2026-01-15")]
    assert [version.policy.version if version else None for version in in_force] == ["2025-01", None, None, "2026-01"]


def test_a_version_that_is_not_there_is_reported_with_those_that_are(pack: EditedPack) -> None:
    with pytest.raises(Refused) as refused:
        read_packs(pack.folder).version("exampleworks@2024-01")
    assert text(refused.value) == "there is no policy `exampleworks@2024-01`; there are exampleworks@2025-01"
