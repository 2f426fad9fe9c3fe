"""An explanation as `klausel explain --json` prints it: complete enough to decide the request again from it alone.

Rules name, part by part, the values that fit; facts name the values that they can have. Words stand in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.deciding.explanation import Explanation, OpenQuestion
from engine.deciding.fact_changes import FactChange, FactChanges
from engine.deciding.rule_matches import ConditionPart, RuleMatch, conditions_of
from engine.policy.pack import ChannelRule, RouteRule, Rule, Text
from engine.policy.version import Version


def as_json(told: Explanation) -> dict[str, object]:
    """`decision` is what `klausel decide` prints; `open` says whether service hours were on at `at`."""
    version, facts = told.version, {one.fact.id: one.value for one in told.facts}
    policy = version.policy
    return {
        "policy": version.ref,
        "decision": told.decision.as_json(),
        "a_person_decides": told.is_for_a_person,
        "at": told.at.isoformat(),
        "open": told.is_open,
        "facts": [
            {"fact": one.fact.id, "value": one.value, "counted": one.origin.value, "can_be": list(version.known_values[one.fact.id])}
            for one in told.facts
        ],
        "level": {"fact": policy.level.fact, "levels": [{"level": one.level, "values": list(one.values)} for one in policy.level.levels]},
        "sections": [
            {
                "section": section.section,
                "title": _words(section.title),
                "rules": [_seen(seen, version) for seen in told.rules if seen.section is section],
            }
            for section in policy.coverage
        ],
        "route": [_first_match(rule, version) for rule in policy.route],
        "channel": [_first_match(rule, version) for rule in policy.channel],
        "to_be_covered": _changes(told.to_be_covered, version, facts),
        "to_be_accepted": _changes(told.to_be_accepted, version, facts),
        "questions": [_question(question) for question in told.questions],
    }


def _seen(seen: RuleMatch, version: Version) -> dict[str, object]:
    fails = seen.fails
    return {
        **_rule(seen.rule, version),
        "coverage": seen.rule.coverage.value,
        "fits": seen.fits.value,
        "wins": seen.wins.value,
        "lost_to": [section.section for section in seen.lost_to],
        "fails": None if fails is None else {**_wanted(fails.part), "given": fails.given},
    }


def _first_match(rule: RouteRule | ChannelRule, version: Version) -> dict[str, object]:
    outcome = {"route": rule.route.value} if isinstance(rule, RouteRule) else {"channel": rule.channel.value}
    return {**_rule(rule, version), **outcome}


def _rule(rule: Rule, version: Version) -> dict[str, object]:
    return {
        "rule": rule.id,
        "when": [_wanted(wanted) for wanted in conditions_of(version, rule)],
        "clauses": list(rule.clauses),
        "assumption": rule.assumption is not None,
        "says": _words(rule.says),
    }


def _wanted(wanted: ConditionPart) -> dict[str, object]:
    return {"fact": wanted.fact, "wants": list(wanted.values)}


def _changes(changes: FactChanges, version: Version, facts: Mapping[str, str]) -> dict[str, object]:
    return {
        "customer_can": [_change(change, version, facts) for change in changes.customer_can],
        "otherwise": [_change(change, version, facts) for change in changes.otherwise],
    }


def _change(change: FactChange, version: Version, facts: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"fact": fact, "from": facts[fact], "to": list(values), "customer_can": _words(version.facts[fact].customer_can)}
        for fact, values in change.to.items()
    ]


def _question(question: OpenQuestion) -> dict[str, object]:
    answers: Iterable[dict[str, object]] = (
        {"values": list(one.values), "coverage": one.coverage.value, "ask": list(one.ask)} for one in question.answers
    )
    return {"fact": question.fact.id, "question": _words(question.fact.question), "answers": list(answers)}


def _words(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"de": text.de, "en": text.en}
