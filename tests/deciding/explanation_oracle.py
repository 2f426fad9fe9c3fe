"""Decides a request again from its explanation alone, the object that `klausel explain --json` prints; knows nothing else.

Reads only what is given, what the facts can be, the rules' conditions and whether service is open; never what was concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

ExplanationJson = Mapping[str, Any]
Values = tuple[str, ...]


def decided_again(told: ExplanationJson) -> dict[str, Any]:
    """The decision, its reasons as the ids of rules; without the time at which service resumes."""
    facts = {one["fact"]: one["value"] for one in told["facts"]}
    coverage, because, ask = coverage_again(told, facts)
    level = level_of(told, facts)
    seen = {**facts, "coverage": coverage, "level": level}
    channel, route = first(told["channel"], seen)["channel"], first(told["route"], seen)["route"]
    return {
        "coverage": coverage,
        "level": level,
        "route": route,
        "channel": channel,
        "action": action(coverage, channel, facts["consent"], ask, told["open"]),
        "ask": ask,
        "because": because,
    }


def coverage_again(told: ExplanationJson, facts: Mapping[str, str]) -> tuple[str, list[str], list[str]]:
    """Coverage, the rules that win in some completion, and what to ask, in order."""
    settled = completions(told, facts)
    outcomes = {outcome for outcome, _ in settled.values()}
    if len(outcomes) == 1:
        winners = {rule for _, rules in settled.values() for rule in rules}
        return outcomes.pop(), [rule["rule"] for rule in rules_of(told) if rule["rule"] in winners], []
    names = read(told)
    plain = {values: outcome for values, (outcome, _) in settled.items()}
    asked = [at for at in range(len(names)) if matters(plain, at)]
    left = {at: max(_left(plain, at, value) for value in {values[at] for values in plain}) for at in asked}
    return "undetermined", [], [names[at] for at in sorted(asked, key=left.__getitem__)]


def completions(told: ExplanationJson, facts: Mapping[str, str]) -> dict[Values, tuple[str, list[str]]]:
    """What the first section in which a rule fits says, for everything that the unknown facts can be."""
    names = read(told)
    can_be = {one["fact"]: one["can_be"] for one in told["facts"]}
    choices = [can_be[name] if facts[name] == "unknown" else [facts[name]] for name in names]
    return {values: _first_section(told, dict(zip(names, values, strict=True))) for values in product(*choices)}


def read(told: ExplanationJson) -> list[str]:
    """The facts that coverage depends on, in the pack's order."""
    named = {part["fact"] for rule in rules_of(told) for part in rule["when"]}
    named |= {told["level"]["fact"]} if "level" in named else set()
    return [one["fact"] for one in told["facts"] if one["fact"] in named]


def rules_of(told: ExplanationJson) -> list[ExplanationJson]:
    return [rule for section in told["sections"] for rule in section["rules"]]


def fits(rule: ExplanationJson, facts: Mapping[str, str]) -> bool:
    """Whether all parts of its condition hold; an unknown fulfils none."""
    return all(facts[part["fact"]] in part["wants"] for part in rule["when"])


def first(rules: Sequence[ExplanationJson], facts: Mapping[str, str]) -> ExplanationJson:
    return next(rule for rule in rules if fits(rule, facts))


def level_of(told: ExplanationJson, facts: Mapping[str, str]) -> str:
    listed = (str(one["level"]) for one in told["level"]["levels"] if facts[told["level"]["fact"]] in one["values"])
    return next(listed, "none")


def action(coverage: str, channel: str, consent: str, ask: Sequence[str], is_open: bool) -> str:
    """The law that every pack is under."""
    if coverage in ("not_offered", "not_entitled"):
        return "refer"
    if channel == "resubmit_via_portal":
        return "resubmit"
    if coverage == "undetermined":
        return "ask" if ask else "triage"
    if coverage == "billable" and consent != "granted":
        return "stop" if consent == "declined" else "quote"
    return "work" if is_open else "queue"


def matters(plain: Mapping[Values, str], at: int) -> bool:
    """Whether two completions that differ in that place alone lead to different coverage."""
    seen: dict[Values, str] = {}
    return any(seen.setdefault((*values[:at], *values[at + 1 :]), outcome) != outcome for values, outcome in plain.items())


def _left(plain: Mapping[Values, str], at: int, value: str) -> int:
    some = {values: outcome for values, outcome in plain.items() if values[at] == value}
    return sum(matters(some, other) for other in range(len(next(iter(some)))))


def _first_section(told: ExplanationJson, facts: Mapping[str, str]) -> tuple[str, list[str]]:
    seen = {**facts, "level": level_of(told, facts)} if told["level"]["fact"] in facts else facts
    for section in told["sections"]:
        fitting = [rule for rule in section["rules"] if fits(rule, seen)]
        if fitting:
            (outcome,) = {rule["coverage"] for rule in fitting}
            return outcome, [rule["rule"] for rule in fitting]
    raise AssertionError("no rule fits")
