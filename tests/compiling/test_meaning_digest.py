"""The digest of a meaning: the same however a policy is worded, ordered and split; another as soon as any answer differs."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.policy.packs import read_packs
from engine.vocabulary.outcomes import Channel, Coverage, Route
from tests.deciding.invented_packs import Written, built, invented
from tests.policies.pack_files import POLICIES, content_of
from tests.policy.edited_pack import VERSION, edited_pack

Change = Callable[[Written, Written], Any]


def unchanged(_policy: Written, _facts: Written) -> None:
    """As shipped."""


def shipped() -> tuple[Written, Written]:
    """The FAQ's version of Hausperfekt, to be changed."""
    folder = POLICIES / "hausperfekt" / "2025-01"
    return deepcopy(content_of(folder / "policy.yaml")), deepcopy(content_of(folder / "facts.yaml"))


def compiled(change: Change = unchanged) -> CompiledVersion:
    policy, facts = shipped()
    change(policy, facts)
    return compile_version(built(policy, facts))


def digest(change: Change = unchanged) -> str:
    return compiled(change).meaning_digest


def reworded(policy: Written, facts: Written) -> None:
    policy["assumption"] = {"de": "Anders.", "en": "Otherwise."}
    for section in policy["coverage"]:
        section["section"], section["title"] = f"x_{section['section']}", {"de": "Anders", "en": "Otherwise"}
        for rule in section["rules"]:
            rule["says"], rule["clauses"] = {"de": "Anders.", "en": "Otherwise."}, ["faq-5"]
            rule.pop("assumption", None)
    for fact in facts["facts"]:
        fact["label"] = fact["question"] = {"de": "Anders?", "en": "Otherwise?"}


def renamed(policy: Written, _facts: Written) -> None:
    for rules in (*(section["rules"] for section in policy["coverage"]), policy["route"], policy["channel"]):
        for rule in rules:
            rule["id"] = f"other_{rule['id']}"


def turned(policy: Written, _facts: Written) -> None:
    """Rules of a section, values of a condition and of a level, days of the week: in another order."""
    for section in policy["coverage"]:
        section["rules"].reverse()
        for rule in section["rules"]:
            rule["when"] = {name: values[::-1] if isinstance(values, list) else values for name, values in reversed(rule["when"].items())}
    policy["level"]["levels"].reverse()
    for entry in policy["level"]["levels"]:
        entry["values"].reverse()
    policy["service_hours"]["days"].reverse()


def split(policy: Written, _facts: Written) -> None:
    """A rule that names several values becomes a rule for each."""
    for section in policy["coverage"]:
        apart = []
        for rule in section["rules"]:
            named = {name: values if isinstance(values, list) else [values] for name, values in rule["when"].items()}
            for number, values in enumerate(product(*named.values())):
                apart.append(rule | {"id": f"{rule['id']}_{number}", "when": dict(zip(named, values, strict=True))})
        section["rules"] = apart


def by_what_they_are_not(policy: Written, facts: Written) -> None:
    """A condition that lists values becomes one that excludes all others."""
    known = {fact["id"]: [value["id"] for value in fact["values"] if value["id"] != "unknown"] for fact in facts["facts"]}
    for section in policy["coverage"]:
        for rule in section["rules"]:
            for name, values in rule["when"].items():
                if name in known and not isinstance(values, dict):
                    named = values if isinstance(values, list) else [values]
                    rule["when"][name] = {"not": [value for value in known[name] if value not in named]}


def with_a_last_day(policy: Written, _facts: Written) -> None:
    policy["effective"]["to"] = "2029-12-31"


def with_a_rule_that_says_nothing_new(policy: Written, _facts: Written) -> None:
    by_id = {section["section"]: section for section in policy["coverage"]}
    rule = by_id["covered"]["rules"][0]
    by_id["covered"]["rules"].append(rule | {"id": "again", "when": {"service": "usage_question", "topic": "clearing"}})


def with_sections_merged_that_never_meet(policy: Written, _facts: Written) -> None:
    by_id = {section["section"]: section for section in policy["coverage"]}
    first_aid = by_id["first_aid"]
    by_id["unnamed_service"]["rules"] += first_aid["rules"]
    policy["coverage"].remove(first_aid)


@pytest.mark.parametrize(
    "change",
    [
        reworded,
        renamed,
        turned,
        split,
        by_what_they_are_not,
        with_a_last_day,
        with_a_rule_that_says_nothing_new,
        with_sections_merged_that_never_meet,
    ],
)
def test_what_means_the_same_has_the_same_digest(change: Change) -> None:
    before, after = shipped(), shipped()
    change(*after)
    assert before != after
    assert digest(change) == digest()


def test_each_rules_outcome_changes_the_digest() -> None:
    seen = {digest()}
    policy, _ = shipped()
    for number, section in enumerate(policy["coverage"]):
        for at in range(len(section["rules"])):

            def change(policy: Written, _facts: Written, number: int = number, at: int = at) -> None:
                rule = policy["coverage"][number]["rules"][at]
                # a section of its own, so that it clashes with nobody
                rule["coverage"] = next(str(one) for one in Coverage if one != rule["coverage"])
                own = {"section": f"own_{at}", "title": {"de": "x", "en": "x"}, "rules": [rule]}
                policy["coverage"].insert(number, own)

            seen.add(digest(change))
    for name, outcomes in (("route", Route), ("channel", Channel)):
        for at in range(len(policy[name])):

            def other(policy: Written, _facts: Written, name: str = name, at: int = at, outcomes: Any = outcomes) -> None:
                rule = policy[name][at]
                rule[name] = next(str(one) for one in outcomes if one != rule[name])

            seen.add(digest(other))
    rules = sum(len(section["rules"]) for section in policy["coverage"]) + len(policy["route"]) + len(policy["channel"])
    assert len(seen) == rules + 1


def test_remarks_and_blank_lines_change_the_text_and_not_the_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = edited_pack(tmp_path, monkeypatch)
    file = f"{VERSION}/policy.yaml"
    before = compile_version(read_packs(pack.folder).version("exampleworks@2025-01"))
    pack.edit(file, "coverage:\n", "# who pays\n\n\ncoverage:   # in this order\n")
    pack.edit(
        file,
        "when: {contract: [none, ended, suspended]}",
        "when:\n          contract:\n          - suspended\n          - none\n          - ended",
    )
    after = compile_version(read_packs(pack.folder).version("exampleworks@2025-01"))
    assert before.version.text_digest != after.version.text_digest
    assert before.meaning_digest == after.meaning_digest


def hours(**changed: Any) -> Change:
    def change(policy: Written, _facts: Written) -> None:
        policy["service_hours"] |= changed

    return change


def default(of: str, value: str) -> Change:
    def change(_policy: Written, facts: Written) -> None:
        next(fact for fact in facts["facts"] if fact["id"] == of)["default"] = value

    return change


def another_level(policy: Written, _facts: Written) -> None:
    first, second = policy["level"]["levels"]
    second["values"].append(first["values"].pop())


def begins_a_day_later(policy: Written, _facts: Written) -> None:
    policy["effective"]["from"] = "2025-01-02"


def facts_in_another_order(_policy: Written, facts: Written) -> None:
    facts["facts"].reverse()


def one_value_more(_policy: Written, facts: Written) -> None:
    topic = next(fact for fact in facts["facts"] if fact["id"] == "topic")
    topic["values"].insert(0, topic["values"][0] | {"id": "a_new_topic"})


def first_section_last(policy: Written, _facts: Written) -> None:
    policy["coverage"].append(policy["coverage"].pop(0))


def sections_swapped(policy: Written, _facts: Written) -> None:
    sections = policy["coverage"]
    names = [section["section"] for section in sections]
    at, other = names.index("not_offered"), names.index("free_of_charge")
    sections[at], sections[other] = sections[other], sections[at]


@pytest.mark.parametrize(
    "change",
    [
        hours(opens="08:01"),
        hours(closes="16:59"),
        hours(days=["monday", "tuesday", "wednesday", "thursday"]),
        hours(holidays={"country": "DE", "subdivision": None}),
        hours(holidays={"country": "AT", "subdivision": None}),
        default("intake", "phone"),
        default("training", "untrained"),
        another_level,
        begins_a_day_later,
        # the order of facts is the order of questions
        facts_in_another_order,
        one_value_more,
        first_section_last,
        sections_swapped,
    ],
)
def test_what_means_something_else_has_another_digest(change: Change) -> None:
    assert digest(change) != digest()


def answers(one: CompiledVersion) -> list[tuple[str, str | None]]:
    """What every single request is answered, fact by fact and not class by class."""
    told = []
    for table in one.tables:
        for values in product(*table.table.domain.values()):
            facts = dict(zip(table.table.domain, values, strict=True))
            told.append((table.table.name, table.verdicts[sum(place[facts[name]] for name, place in table.place_of.items())].outcome))
    return told


@given(st.randoms(use_true_random=False))
def test_two_policies_over_the_same_facts_have_one_digest_exactly_if_they_answer_alike(random: Random) -> None:
    policy, facts = invented(random)
    other = deepcopy(policy)
    rules = [rule for section in other["coverage"] for rule in section["rules"]]
    changed = random.choice(rules[:-1])
    what = random.choice(["outcome", "dropped", "narrowed"])
    if what == "outcome":
        changed["coverage"] = random.choice([*map(str, Coverage)])
        other["coverage"] = [
            {"section": f"{section['section']}_{number}", "title": section["title"], "rules": [rule]}
            for section in other["coverage"]
            for number, rule in enumerate(section["rules"])
        ]
    elif what == "dropped":
        other["coverage"] = [section for section in other["coverage"] if changed not in section["rules"] or len(section["rules"]) > 1]
    else:
        changed["when"] |= {name: values for name, values in random.choice(rules[:-1])["when"].items() if name not in changed["when"]}
    one, two = compile_version(built(policy, facts)), compile_version(built(other, facts))
    assert (one.meaning_digest == two.meaning_digest) == (answers(one) == answers(two))
