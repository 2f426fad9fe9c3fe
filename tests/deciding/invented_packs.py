"""Packs made up at random: any facts, any rules over them, any outcomes. They know nothing of any product.

Without gaps, since the last section fits always, and without clashes, since a section holds one rule or rules that agree."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from engine.policy.pack import FactsFile, PolicyFile
from engine.policy.version import Version
from engine.policy.version_texts import texts_in_memory
from engine.vocabulary.outcomes import Channel, ConsentState, Coverage, Route
from engine.vocabulary.problems import Place

Written = dict[str, Any]
COVERAGES, ROUTES, CHANNELS = [*map(str, Coverage)], [*map(str, Route)], [*map(str, Channel)]
WORDS = {"de": "Erfunden.", "en": "Invented."}


def invented(random: Random, rules: int = 9) -> tuple[Written, Written]:
    """The content of a `policy.yaml` and of a `facts.yaml`."""
    values = {
        f"fact_{letter}": [f"{letter}{number}" for number in range(random.randint(2, 4))] for letter in "abcdef"[: random.randint(4, 6)]
    }
    topic = random.choice([None, *values])
    level: Written = {"fact": topic, "levels": []}
    if topic is not None:
        first, *rest = values[topic]
        level["levels"] = [{"level": "first", "values": [first], "clauses": ["in-1"], "says": WORDS}]
        level["levels"] += [{"level": "second", "values": rest[:1], "clauses": ["in-1"], "says": WORDS}] if random.random() < 0.7 else []
    by_coverage: dict[str, list[str]] = values | ({"level": ["first", "second", "none"]} if topic else {})
    by_route = values | {"level": ["first", "second", "none"], "coverage": COVERAGES}
    whens = forked(random, values) if random.random() < 0.5 else [when(random, by_coverage) for _ in range(random.randint(1, rules))]
    sections = [section(random, number, conditions) for number, conditions in enumerate(whens)]
    sections.append({"section": "rest", "title": WORDS, "rules": [rule("rest", {}, {"coverage": random.choice(COVERAGES)})]})
    policy = {
        "version": "2025-01",
        "effective": {"from": date(2025, 1, 1), "to": None},
        "service_hours": hours(random),
        "level": level,
        "coverage": sections,
        "route": firsts(random, "route", ROUTES, by_route),
        "channel": firsts(random, "channel", CHANNELS, values),
    }
    facts = [fact(random, name, known) for name, known in values.items()]
    facts.insert(random.randint(0, len(facts)), consent())
    return policy, {"facts": facts}


def forked(random: Random, values: dict[str, list[str]]) -> list[Written]:
    """Conditions that read other facts with each value of one of them: it leaves the fewest questions, wherever it stands."""
    fork = random.choice(list(values))
    others = random.sample([name for name in values if name != fork], k=3)
    whens = [{fork: value, name: random.choice(values[name])} for value, name in zip(values[fork], [*others, others[0]], strict=False)]
    return [*whens, {others[0]: random.choice(values[others[0]]), others[1]: random.choice(values[others[1]])}][: random.randint(2, 5)]


def section(random: Random, number: int, conditions: Written) -> Written:
    """One rule, or two that agree: the second asks for one thing less."""
    outcome, name = random.choice(COVERAGES), f"section_{number}"
    wider = dict(list(conditions.items())[1:])
    whens = [conditions, wider] if wider and random.random() < 0.15 else [conditions]
    rules = [rule(f"{name}_{n}", one, {"coverage": outcome}) for n, one in enumerate(whens)]
    return {"section": name, "title": WORDS, "rules": rules}


def rule(name: str, conditions: Written, outcome: Written) -> Written:
    return {"id": name, "when": conditions, "clauses": ["in-1"], "says": WORDS, **outcome}


def firsts(random: Random, name: str, outcomes: list[str], readable: dict[str, list[str]]) -> list[Written]:
    made = [rule(f"{name}_{n}", when(random, readable), {name: random.choice(outcomes)}) for n in range(random.randint(0, 3))]
    return [*made, rule(f"{name}_rest", {}, {name: random.choice(outcomes)})]


def when(random: Random, readable: dict[str, list[str]]) -> Written:
    return {name: condition(random, readable[name]) for name in random.sample(list(readable), random.choice([1, 2, 2, 3]))}


def condition(random: Random, values: list[str]) -> Any:
    some = random.sample(values, random.randint(1, len(values) - 1))
    return random.choice([some[0], some, {"not": some}, {"not": some[0]}])


def fact(random: Random, name: str, values: list[str]) -> Written:
    listed = [*values, "unknown"] if random.random() < 0.9 else values
    worded: list[Written] = [{"id": value, "label": WORDS, "says": WORDS, "example": WORDS} for value in listed]
    made: Written = {"id": name, "label": WORDS, "question": WORDS, "known_from": "request", "default": listed[-1], "values": worded}
    if listed[-1] == "unknown" and random.random() < 0.4:
        made |= reading(random, name, worded[:-1])
    return made


def reading(random: Random, name: str, ranged: list[Written]) -> Written:
    """A band or an age: the values get ranges that meet, in any order."""
    as_age = random.random() < 0.5
    borders = sorted(random.sample(range(1 if as_age else -40, 400), len(ranged) - 1))
    lowest = random.choice([{}, {"from": 0}] if as_age or borders[0] > 0 else [{}])
    for value, begins, ends in zip(random.sample(ranged, len(ranged)), [None, *borders], [*borders, None], strict=True):
        value |= lowest if begins is None else {"from": begins}
        value |= {} if ends is None else {"below": ends}
    if as_age:
        return {"known_from": "contract", "reading": {"as": "age", "of": f"{name}_since", "record": "first_contract"}}
    return {"reading": {"as": "band", "of": f"{name}_number", "unit": WORDS}}


def consent() -> Written:
    worded = [{"id": str(value), "label": WORDS, "says": WORDS, "example": WORDS} for value in ConsentState]
    return {"id": "consent", "label": WORDS, "question": WORDS, "known_from": "consent", "default": "none", "values": worded}


def hours(random: Random) -> Written:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    where = {"country": "DE", "subdivision": random.choice([None, "NW"])}
    worked = sorted(random.sample(days, random.randint(1, 7)), key=days.index)
    opens, closes = sorted(random.sample(range(24), 2))
    return {"days": worked, "opens": f"{opens:02d}:00", "closes": f"{closes:02d}:30", "holidays": where, "clauses": ["in-1"]}


def built(policy: Written, facts: Written) -> Version:
    """A version out of the two contents, never written to a file."""
    by_name = {fact.id: fact for fact in FactsFile.model_validate(facts).facts}
    read = PolicyFile.model_validate(policy)
    rules = [rule for section in read.coverage for rule in section.rules]
    names = [
        *(f"rule {rule.id}" for rule in (*rules, *read.route, *read.channel)),
        *(f"section {section.section}" for section in read.coverage),
    ]
    places = {name: Place("invented", field=name) for name in names}
    return Version(
        "invented",
        f"invented@{read.version}",
        ZoneInfo("Europe/Berlin"),
        read,
        by_name,
        places,
        texts_in_memory(read.version, "invented", {}),
        "",
    )


def write_pack(folder: Path, product: str, policy: Written, facts: Written, shipped: Path) -> None:
    """A pack of one version under `folder`, with the vendor and the words of the shipped packs. JSON is YAML, too."""
    at = folder / product / policy["version"]
    at.mkdir(parents=True)
    clause = {"id": "in-1", "section": WORDS, "says": WORDS}
    source = {"id": "in", "title": WORDS, "date": None, "dated": WORDS, "invented": True, "clauses": [clause]}
    contents = {
        folder / product / "product.yaml": {"product": product, "name": WORDS, "about": WORDS, "time_zone": "Europe/Berlin"},
        folder / product / "sources.yaml": {"sources": [source]},
        folder / product / "contacts.yaml": {"contacts": []},
        at / "policy.yaml": policy,
        at / "facts.yaml": facts,
        at / "examples.yaml": {"given": {}, "examples": []},
    }
    for file, content in contents.items():
        text = json.dumps(content, default=str)
        # a day in quotes would be a text
        file.write_text(text.replace('"2025-01-01"', "2025-01-01"), encoding="utf-8")
    for name in ("vendor.yaml", "outcomes.yaml"):
        shutil.copy(shipped / name, folder / name)
