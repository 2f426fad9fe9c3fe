"""A pack with one wide table, from a fixed seed: so many rules over so many facts, each with so many values."""

from __future__ import annotations

from random import Random

from engine.policy.version import Version
from tests.deciding.invented_packs import WORDS, built, consent, fact, hours, rule

SECTIONS = 20


def wide(rules: int, facts: int, values: int, seed: int = 1) -> Version:
    """Rules read two to five facts each and stand in twenty sections; the last of all fits always."""
    chance = Random(seed)
    names = {f"fact_{number}": [f"v{value}" for value in range(values)] for number in range(facts)}
    sections = []
    for section in range(SECTIONS):
        outcome = {"coverage": chance.choice(["covered", "billable", "not_offered"])}
        listed = [rule(f"rule_{section}_{number}", _when(chance, names), outcome) for number in range(rules // SECTIONS)]
        sections.append({"section": f"section_{section}", "title": WORDS, "rules": listed})
    sections.append({"section": "rest", "title": WORDS, "rules": [rule("rest", {}, {"coverage": "undetermined"})]})
    first_match = {"route": "support_hotline"}, {"channel": "accepted"}
    policy = {
        "version": "2025-01",
        "effective": {"from": "2025-01-01", "to": None},
        "service_hours": hours(chance),
        "level": {"fact": None, "levels": []},
        "coverage": sections,
        "route": [rule("route_rest", {}, first_match[0])],
        "channel": [rule("channel_rest", {}, first_match[1])],
    }
    return built(policy, {"facts": [*(fact(chance, name, known) for name, known in names.items()), consent()]})


def _when(chance: Random, names: dict[str, list[str]]) -> dict[str, list[str]]:
    read = sorted(chance.sample(list(names), chance.randint(2, min(5, len(names)))))
    return {name: sorted(chance.sample(names[name], chance.randint(1, len(names[name]) - 1))) for name in read}
