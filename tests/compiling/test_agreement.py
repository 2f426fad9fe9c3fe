"""A version counts once durable-rules and the direct reading agree on every class; a reading that lies is refused by name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from engine.compiling.agreement import question, refuse_disagreement
from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.direct_reading import ReadTable
from engine.vocabulary.problems import Refused
from tests.deciding.invented_packs import built, invented
from tests.deciding.shipped_packs import deciders
from tests.wording.read import english, refused_with


def shipped(product: str, ref: str) -> CompiledVersion:
    return deciders().products[product].by_ref[ref].compiled


def exampleworks() -> CompiledVersion:
    return shipped("exampleworks", "exampleworks@2025-01")


def falsified(read: ReadTable, at: int, change: Callable[[frozenset[str]], frozenset[str]]) -> ReadTable:
    """The direct reading, but for what it says of one class."""
    verdicts = list(read.verdicts)
    fits = change(verdicts[at].fits)
    verdicts[at] = replace(verdicts[at], fitting=sum(1 << number for number, rule in enumerate(read.table.rules) if rule.id in fits))
    return ReadTable(read.table, read.classes, tuple(verdicts))


def class_of(read: ReadTable, **facts: str) -> int:
    return sum(place[facts.get(name, next(iter(place)))] for name, place in read.place_of.items())


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The worker processes as they start; they run for real."""
    seen: list[object] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            seen.append(self)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return seen


def test_versions_made_up_at_random_are_read_alike(full_size: bool) -> None:
    compiled = [compile_version(built(*invented(Random(seed), rules=14))) for seed in range(300 if full_size else 40)]
    assert sum(table.classes.count for one in compiled for table in one.tables) > 2_000
    refuse_disagreement(compiled, None)


def test_a_rule_that_only_the_direct_reading_finds_is_refused_with_the_class() -> None:
    one = exampleworks()
    at = class_of(one.coverage, contract="active", service="installation", training="trained", cause="other", delivery="remote")
    wrong = replace(one, coverage=falsified(one.coverage, at, lambda fits: fits | {"product_help_is_free"}))
    with pytest.raises(Refused) as refused:
        refuse_disagreement([wrong], None)
    (problem,) = refused.value.problems
    assert problem.kind == "readings_differ"
    assert english(problem) == (
        "exampleworks@2025-01 coverage: durable-rules and the direct reading differ for a request with contract is `active` and "
        "service is `installation` and training is `trained` and cause is `other` and delivery is `remote`: "
        "only the direct reading finds product_help_is_free; only durable-rules finds none"
    )


def test_a_rule_that_only_durable_rules_finds_is_refused_with_the_class() -> None:
    one = exampleworks()
    at = class_of(one.route, coverage="not_entitled", service="installation", cause="other", delivery="remote")
    wrong = replace(one, route=falsified(one.route, at, lambda fits: fits - {"no_contract_to_account_manager"}))
    with pytest.raises(Refused) as refused:
        refuse_disagreement([wrong], None)
    (problem,) = refused.value.problems
    assert english(problem).startswith(
        "exampleworks@2025-01 route: durable-rules and the direct reading differ for a request with service is "
    )
    assert english(problem).endswith(": only the direct reading finds none; only durable-rules finds no_contract_to_account_manager")


@pytest.mark.parametrize("name", ["coverage", "level", "route", "channel"])
def test_any_single_class_that_is_read_differently_refuses_the_version(name: str) -> None:
    random = Random(name)
    one = shipped("hausperfekt", "hausperfekt@2023-08")
    table: ReadTable = getattr(one, name)
    at, rule = random.randrange(table.classes.count), random.choice(table.table.rules).id
    wrong = falsified(table, at, lambda fits: fits ^ {rule})
    tables = {"coverage": one.coverage, "level": one.level, "route": one.route, "channel": one.channel, name: wrong}
    lied = CompiledVersion(one.version, tables["coverage"], tables["level"], tables["route"], tables["channel"])
    with refused_with(f"hausperfekt@2023-08 {name}: durable-rules and the direct reading differ"):
        refuse_disagreement([lied], None)


def test_all_tables_that_differ_are_reported_at_once() -> None:
    one = exampleworks()
    wrong = replace(
        one,
        coverage=falsified(one.coverage, 0, lambda _: frozenset()),
        channel=falsified(one.channel, 0, lambda _: frozenset()),
    )
    with pytest.raises(Refused) as refused:
        refuse_disagreement([wrong], None)
    assert [english(problem).split(":")[0] for problem in refused.value.problems] == [
        "exampleworks@2025-01 coverage",
        "exampleworks@2025-01 channel",
    ]


def test_what_agreed_once_is_not_asked_again(tmp_path: Path, started: list[object]) -> None:
    refuse_disagreement([exampleworks()], tmp_path / "notes")
    assert len(started) == 1
    refuse_disagreement([exampleworks()], tmp_path / "notes")
    assert len(started) == 1
    refuse_disagreement([exampleworks()], None)
    assert len(started) == 2


def test_only_versions_without_a_note_are_asked_about(tmp_path: Path, started: list[object]) -> None:
    refuse_disagreement([exampleworks()], tmp_path)
    both = [exampleworks(), shipped("hausperfekt", "hausperfekt@2023-08")]
    refuse_disagreement(both, tmp_path)
    assert len(started) == 2
    assert len(list(tmp_path.iterdir())) == 2
    refuse_disagreement(both, tmp_path)
    assert len(started) == 2


def test_what_was_refused_is_not_noted(tmp_path: Path) -> None:
    one = exampleworks()
    wrong = replace(one, coverage=falsified(one.coverage, 0, lambda _: frozenset()))
    for _ in range(2):
        with pytest.raises(Refused):
            refuse_disagreement([wrong], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_for_notes_that_cannot_be_written_stops_nobody(tmp_path: Path, started: list[object]) -> None:
    (tmp_path / "notes").write_text("a file", encoding="utf-8")
    for asked in (1, 2):
        refuse_disagreement([exampleworks()], tmp_path / "notes")
        assert len(started) == asked


def test_past_the_deadline_the_version_is_refused_and_not_believed() -> None:
    with refused_with(r"`exampleworks@2025-01 coverage`: durable-rules had not finished rules .* after 0.01 seconds"):
        refuse_disagreement([exampleworks()], None, deadline_seconds=0.01)


def test_durable_rules_is_asked_about_every_class_and_every_rule() -> None:
    for read in exampleworks().tables:
        asked = question(read)
        assert len(asked.classes) == read.classes.count == len(read.verdicts)
        assert [rule for rule, _ in asked.rules] == [rule.id for rule in read.table.rules]


def test_rules_that_are_beaten_are_compared_too() -> None:
    # or durable-rules could be wrong about a rule in every class in which another one wins
    assert any(set(verdict.winners) < verdict.fits for verdict in exampleworks().coverage.verdicts)
