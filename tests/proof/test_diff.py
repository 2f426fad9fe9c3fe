"""The difference of two versions: one word, and every request that is decided otherwise, no other; held against all requests there are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path
from random import Random

from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.findings import gaps_and_clashes
from engine.deciding.decider import Decider
from engine.proof.diff import DecisionChange, Diff, diff
from engine.use_cases.proving.prove_policy import compare
from engine.use_cases.settings import notes_folder
from tests.deciding.invented_packs import built, invented
from tests.policy.edited_pack import SHIPPED, VERSION, EditedPack
from tests.wording.read import refused_with

POLICY = f"{VERSION}/policy.yaml"


def changed(pack: EditedPack, *edits: tuple[str, str]) -> Diff:
    """The shipped version against a draft of it with these edits."""
    folder = Path("policies") / VERSION
    draft = folder.parent / "drafts" / "exampleworks" / folder.name
    draft.mkdir(parents=True)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "policy.yaml":
            for old, new in edits:
                assert text.count(old) == 1, old
                text = text.replace(old, new)
        (draft / file.name).write_text(text, encoding="utf-8")
    del pack
    return compare("exampleworks@2025-01", str(draft), Path("policies"), notes_folder())


def test_a_version_is_the_same_as_itself(pack: EditedPack) -> None:
    found = changed(pack)
    assert (found.verdict, found.differences, found.further) == ("same", (), 0)


def test_other_words_are_a_rewording(pack: EditedPack) -> None:
    found = changed(pack, ("      - id: product_help_is_free\n", "      # said before\n      - id: product_help_is_free\n"))
    assert (found.verdict, found.differences) == ("reworded", ())


def test_a_rule_that_is_split_is_a_rewording(pack: EditedPack) -> None:
    split = "when: {service: infrastructure_problem}\n        coverage: billable\n        clauses: [ex-5]\n        says: {de: a, en: b}\n"
    text = (Path("policies") / POLICY).read_text(encoding="utf-8")
    begin = text.index("      - id: infrastructure_service_charged")
    block = text[begin : text.index("      - id: infrastructure_cause_charged")]
    found = changed(pack, (block, block + f"      - id: the_same_again\n        {split}"))
    assert found.verdict == "reworded"
    assert found.texts.rules.added == ("the_same_again",)


def test_what_is_covered_now_is_reported_with_condition_rules_and_a_request(pack: EditedPack) -> None:
    found = changed(
        pack,
        (
            "id: installation_charged\n        when: {service: installation}\n        coverage: billable",
            "id: installation_charged\n        when: {service: installation}\n        coverage: covered",
        ),
    )
    assert found.verdict == "more covered"
    (one,) = found.differences
    assert (one.table, one.before, one.after) == ("coverage", "billable", "covered")
    assert one.condition == {"contract": ("active",), "service": ("installation",), "delivery": ("remote", "phone", "email")}
    assert (one.rules_before, one.rules_after) == (("installation_charged",), ("installation_charged",))
    assert found.texts.rules.changed == ("installation_charged",)


def test_what_is_covered_no_more_is_less_covered(pack: EditedPack) -> None:
    free = "when: {service: self_service}\n        coverage: "
    assert changed(pack, (f"{free}covered", f"{free}billable")).verdict == "less covered"


def test_another_route_alone_is_mixed(pack: EditedPack) -> None:
    found = changed(
        pack,
        ("id: installation_charged\n", "id: installation_is_charged\n"),
        (
            "when: {service: [installation, infrastructure_problem]}\n    route: technical_hotline",
            "when: {service: [installation, infrastructure_problem]}\n    route: consulting",
        ),
    )
    assert found.verdict == "mixed"
    assert {(one.table, one.before, one.after) for one in found.differences} == {("route", "technical_hotline", "consulting")}
    assert (found.texts.rules.added, found.texts.rules.removed) == (("installation_is_charged",), ("installation_charged",))


def test_other_service_hours_are_no_rewording(pack: EditedPack) -> None:
    found = changed(pack, ('opens: "09:00"', 'opens: "08:00"'))
    assert (found.verdict, found.differences, found.texts.hours) == ("mixed", (), True)


def test_a_border_that_moved_is_reported_in_the_numbers_between(tmp_path: Path) -> None:
    there = tmp_path / "exampleworks" / "2027-01"
    there.parent.mkdir(parents=True)
    shutil.copytree(SHIPPED / "exampleworks" / "2027-01", there)
    text = (there / "facts.yaml").read_text(encoding="utf-8")
    assert text.count("below: 30") == text.count("from: 30") == 1
    (there / "facts.yaml").write_text(text.replace("below: 30", "below: 45").replace("from: 30", "from: 45"), encoding="utf-8")
    found = compare("exampleworks@2027-01", str(there), SHIPPED, notes_folder())
    told = {(one.table, one.condition.get("effort")) for one in found.differences}
    assert told == {("coverage", ("estimated_minutes from 30 to 44",))}
    assert found.verdict == "more covered"


def test_a_version_with_a_gap_is_not_compared(pack: EditedPack) -> None:
    with refused_with("no rule decides a request"):
        changed(pack, ("when: {service: self_service}", "when: {service: self_service, delivery: remote}"))


def requests_of(one: CompiledVersion, other: CompiledVersion) -> Iterator[dict[str, str]]:
    """Every request, unknown facts included."""
    values = {**one.version.all_values, **other.version.all_values}
    values.pop("consent")
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def tells(found: Diff, table: str, request: dict[str, str]) -> set[tuple[str, str]]:
    fitting = [one for one in found.differences if one.table == table and holds(one, request)]
    return {(one.before, one.after) for one in fitting}


def holds(one: DecisionChange, request: dict[str, str]) -> bool:
    return all(request[fact] in values for fact, values in one.condition.items())


def test_every_request_that_is_decided_differently_is_reported_and_no_other(full_size: bool) -> None:
    verdicts = set()
    for seed in range(60 if full_size else 12):
        policy, facts = invented(Random(seed), rules=4)
        other, _ = invented(Random(seed), rules=4)
        chance = Random(seed + 1_000)
        for section in other["coverage"]:
            for rule in section["rules"]:
                if chance.random() < 0.2:
                    rule["coverage"] = chance.choice(["covered", "billable"])
        if chance.random() < 0.5:
            other["route"] = [*other["route"][1:-1], other["route"][-1]]
        one, two = compile_version(built(policy, facts)), compile_version(replace(built(other, facts), text_digest="another text"))
        if gaps_and_clashes(one) or gaps_and_clashes(two):
            continue
        found = diff(one, two)
        verdicts.add(found.verdict)
        deciders = Decider(one), Decider(two)
        at = datetime(2025, 1, 1, 12, tzinfo=one.version.zone)
        for request in requests_of(one, two):
            before, after = (decider.decide(request, at) for decider in deciders)
            if "unknown" not in request.values():
                expected = {(before.coverage, after.coverage)} if before.coverage != after.coverage else set()
                assert tells(found, "coverage", request) == expected, (seed, request)
            if (before.coverage, before.level) == (after.coverage, after.level):
                seen = {**request, "coverage": before.coverage.value, "level": before.level.value}
                for table in ("route", "channel"):
                    pair = (str(getattr(before, table)), str(getattr(after, table)))
                    assert tells(found, table, seen) == ({pair} if pair[0] != pair[1] else set()), (seed, table, request)
    assert len(verdicts) >= 3
