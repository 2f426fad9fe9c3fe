"""Examples just below, on and just above each border: those that are missing are named, at the value that begins there."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.policy.packs import read_packs
from engine.policy.version_files import read_examples
from engine.proof.border_examples import border_examples_missing
from tests.policies.pack_files import versions
from tests.policy.edited_pack import EditedPack, edited_pack
from tests.wording.read import line

FACTS, EXAMPLES = "exampleworks/2027-01/facts.yaml", "exampleworks/2027-01/examples.yaml"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedPack:
    return edited_pack(tmp_path, monkeypatch, "exampleworks/2027-01")


def missing(pack: EditedPack) -> list[str]:
    version = read_packs(pack.folder).version("exampleworks@2027-01")
    return [line(problem).removeprefix(str(pack.folder)) for problem in border_examples_missing(version, read_examples(version))]


def test_every_border_of_the_shipped_packs_has_its_examples() -> None:
    assert [problem for version in versions() for problem in border_examples_missing(version, read_examples(version))] == []


@pytest.mark.parametrize("number", [29, 30, 31])
def test_a_number_beside_a_border_that_no_example_states_is_missing(pack: EditedPack, number: int) -> None:
    pack.edit(EXAMPLES, f"estimated_minutes: {number}}}", "estimated_minutes: 500}")
    told = f"`longer_work` begins at 30, but no worked example has this `estimated_minutes`: {number}; write one each"
    assert missing(pack) == [f"/{FACTS}, line {pack.line(FACTS, 'id: longer_work')}: {told}"]


def test_days_are_counted_on_the_local_day_of_the_example(pack: EditedPack) -> None:
    # half an hour after midnight in Berlin, so the 89th day: then another example no longer has 89 days of its own
    pack.edit(EXAMPLES, "customer_since: 2026-12-10}", "customer_since: 2026-12-11}")
    told = "no worked example has a `customer_since` that many days before the request: 89; write one each"
    assert missing(pack) == [f"/{FACTS}, line {pack.line(FACTS, 'id: settled_customer')}: `settled_customer` begins at 90, but {told}"]
    received = 'customer_since: 2026-12-09, received_at: "2027-03-08T'
    pack.edit(EXAMPLES, f"{received}23:30:00", f"{received}22:59:59")
    assert missing(pack) == []


def test_a_border_that_moves_wants_other_examples(pack: EditedPack) -> None:
    pack.edit(FACTS, "below: 30", "below: 40")
    pack.edit(FACTS, "from: 30", "from: 40")
    assert [problem.partition("`estimated_minutes`: ")[2] for problem in missing(pack)] == ["39, 40, 41; write one each"]


def test_nothing_is_wanted_below_the_least_number(pack: EditedPack) -> None:
    pack.edit(FACTS, "below: 30", "below: 1")
    pack.edit(FACTS, "from: 30", "from: 1")
    assert [problem.partition("`estimated_minutes`: ")[2] for problem in missing(pack)] == ["0, 1, 2; write one each"]
    pack.edit(FACTS, "below: 1\n", "below: 0\n")
    pack.edit(FACTS, "from: 0\n", "from: null\n")
    pack.edit(FACTS, "from: 1\n", "from: 0\n")
    assert [problem.partition("`estimated_minutes`: ")[2] for problem in missing(pack)] == ["-1, 0, 1; write one each"]
