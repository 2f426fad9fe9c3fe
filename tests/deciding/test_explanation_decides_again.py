"""An explanation is complete: from it alone, without the engine, the same decision follows, and everything else that it claims."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from engine.deciding.deciders import Deciders
from engine.deciding.explanation import explain
from engine.deciding.explanation_json import as_json
from engine.use_cases.reckoning.open_policies import open_policies
from engine.use_cases.settings import notes_folder
from tests.deciding import explanation_oracle
from tests.deciding.explanation_oracle import ExplanationJson, completions, coverage_again, decided_again, level_of, read, rules_of
from tests.deciding.invented_packs import invented, write_pack
from tests.deciding.oracle import read_oracles
from tests.deciding.test_generated_requests import requests


def told_of_many(deciders: Deciders, folder: Path, number: int, seed: int) -> Iterator[tuple[dict[str, str], ExplanationJson]]:
    """Generated requests of every version in the folder, each with its explanation as a reader of the JSON has it."""
    random = Random(seed)
    versions = [(product, oracle) for product, of_product in read_oracles(folder).items() for oracle in of_product]
    for product, oracle in versions:
        for facts in requests(oracle, product, number // len(versions), random):
            yield facts, json.loads(json.dumps(as_json(explain(deciders, facts))))


def claims(told: ExplanationJson) -> dict[str, tuple[Any, ...]]:
    """What is claimed of each rule."""
    return {rule["rule"]: (rule["fits"], rule["wins"], rule["lost_to"], rule["fails"]) for rule in rules_of(told)}


def borne_out(told: ExplanationJson) -> dict[str, tuple[Any, ...]]:
    """The same, found by going through every completion, rule by rule."""
    facts = {one["fact"]: one["value"] for one in told["facts"]}
    names, settled = read(told), completions(told, facts)
    home = {rule["rule"]: section["section"] for section in told["sections"] for rule in section["rules"]}
    whole = [{**facts, **dict(zip(names, values, strict=True))} for values in settled]
    seen = [{**one, "level": level_of(told, one)} if told["level"]["fact"] else one for one in whole]
    found = {}
    for rule in rules_of(told):
        fitting = [explanation_oracle.fits(rule, one) for one in seen]
        winning = [rule["rule"] in rules for _, rules in settled.values()]
        beaten_by = {
            home[rules[0]] for (_, rules), fit, win in zip(settled.values(), fitting, winning, strict=True) if fit and not win
        }  # fmt: skip
        fails = None if any(fitting) else first_failing(rule, seen, facts, told)
        lost_to = [section["section"] for section in told["sections"] if section["section"] in beaten_by]
        found[rule["rule"]] = (extent(fitting), extent(winning), lost_to, fails)
    return found


def extent(found: list[bool]) -> str:
    return "always" if all(found) else "maybe" if any(found) else "never"


def first_failing(rule: ExplanationJson, seen: list[dict[str, str]], facts: dict[str, str], told: ExplanationJson) -> dict[str, Any]:
    """The first part that no completion fulfils together with those before it."""
    left = seen
    for part in rule["when"]:
        left = [one for one in left if one[part["fact"]] in part["wants"]]
        if not left:
            fact = told["level"]["fact"] if part["fact"] == "level" else part["fact"]
            return {**part, "given": "unknown" if facts[fact] == "unknown" else seen[0][part["fact"]]}
    raise AssertionError("it fits")


def answers_borne_out(told: ExplanationJson) -> bool:
    """Whether each answer, put in place of its unknown, leads to what the explanation says."""
    facts = {one["fact"]: one["value"] for one in told["facts"]}
    can_be = {one["fact"]: one["can_be"] for one in told["facts"]}
    for question in told["questions"]:
        name = question["fact"]
        if sorted(value for answer in question["answers"] for value in answer["values"]) != sorted(can_be[name]):
            return False
        for answer in question["answers"]:
            for value in answer["values"]:
                coverage, _, ask = coverage_again(told, {**facts, name: value})
                if (answer["coverage"], answer["ask"]) != (coverage, ask):
                    return False
    return bool([question["fact"] for question in told["questions"]] == told["decision"]["ask"])


def wrong_among(deciders: Deciders, folder: Path, number: int, seed: int) -> tuple[list[object], Counter[str]]:
    wrong: list[object] = []
    given = Counter[str]()
    for facts, told in told_of_many(deciders, folder, number, seed):
        decision = told["decision"]
        expected = {**decision, "because": [reason["rule"] for reason in decision["because"]]}
        del expected["policy"]
        expected.pop("resumes_at", None)
        given.update([decision["coverage"], decision["action"], *(extent for extent, _, _, _ in claims(told).values())])
        given["asks"] += bool(told["questions"])
        right = decided_again(told) == expected and claims(told) == borne_out(told) and answers_borne_out(told)
        at = datetime.fromisoformat(facts.get("at", facts["received_at"]))
        if not right or datetime.fromisoformat(told["at"]) != at or told["policy"] != decision["policy"]:
            wrong.append(facts)
    return wrong, given


def test_the_shipped_packs_are_decided_again_from_their_explanations_alone(repository: Path, full_size: bool) -> None:
    folder = repository / "policies"
    wrong, given = wrong_among(open_policies(folder, notes_folder()), folder, 6_000 if full_size else 60, 4)
    assert wrong[:3] == []
    for what in ("covered", "billable", "not_offered", "not_entitled", "undetermined", "ask", "queue", "always", "maybe", "never", "asks"):
        assert given[what] > 0, what


def test_invented_packs_are_decided_again_from_their_explanations_alone(tmp_path: Path, repository: Path, full_size: bool) -> None:
    random = Random(5)
    for number in range(12):
        write_pack(tmp_path, f"invented_{number}", *invented(random), repository / "policies")
    wrong, given = wrong_among(open_policies(tmp_path, None), tmp_path, 6_000 if full_size else 240, 5)
    assert wrong[:3] == []
    assert min(given[extent] for extent in ("always", "maybe", "never")) > 50
    assert given["asks"] > 50


def test_who_decides_again_knows_nothing_of_the_engine() -> None:
    tree = ast.parse(Path(explanation_oracle.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "collections.abc", "itertools", "typing"}
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Import)] == []
