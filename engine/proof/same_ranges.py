"""Two versions that draw their lines through a number at other places, said in the same ranges, so that they can be compared.

Where both read a fact off the same number or day, its values are cut at the borders of both, and every condition names the
pieces of what it named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from engine.policy.pack import Condition, Negation, PolicyFile, Rule, Section, Value
from engine.policy.ranges import Scale
from engine.policy.version import Version, values_named

Pieces = Mapping[str, tuple[str, ...]]


def in_same_ranges(before: Version, after: Version) -> tuple[Version, Version]:
    """Both as they are where no fact is ranged otherwise."""
    for earlier in before.scales:
        later = next((one for one in after.scales if one.fact == earlier.fact), None)
        if later is None or (earlier.of, earlier.is_age) != (later.of, later.is_age) or earlier.borders == later.borders:
            continue
        cuts = tuple(sorted({*earlier.borders, *later.borders}))
        before, after = _cut(before, earlier, cuts), _cut(after, later, cuts)
    return before, after


def _cut(version: Version, scale: Scale, cuts: tuple[int, ...]) -> Version:
    """The version with this fact's values cut: a value is called after its range."""
    ends = (None, *cuts, None)
    pieces: dict[str, list[str]] = {}
    for start, end in pairwise(ends):
        inside = start if start is not None else (cuts[0] - 1)
        value = scale.value_of(inside)
        if value is not None:
            pieces.setdefault(value, []).append(_range(scale.of, start, end))
    fact = version.facts[scale.fact]
    values: list[Value] = []
    for one in fact.values:
        values += [one.model_copy(update={"id": name, "from_": None, "below": None}) for name in pieces.get(one.id, (one.id,))]
    default = pieces.get(fact.default, [fact.default])[0]
    facts = {**version.facts, fact.id: fact.model_copy(update={"values": tuple(values), "default": default, "reading": None})}
    named = {value: tuple(names) for value, names in pieces.items()}
    return replace(version, facts=facts, policy=_policy_in_pieces(version.policy, scale.fact, named))


def _range(of: str, start: int | None, end: int | None) -> str:
    if start is None:
        return f"{of} below {end}"
    return f"{of} from {start}" if end is None else f"{of} from {start} to {end - 1}"


def _policy_in_pieces(policy: PolicyFile, fact: str, pieces: Pieces) -> PolicyFile:
    sections = tuple(_with_rules(section, fact, pieces) for section in policy.coverage)
    route = tuple(_rule_in_pieces(rule, fact, pieces) for rule in policy.route)
    channel = tuple(_rule_in_pieces(rule, fact, pieces) for rule in policy.channel)
    return policy.model_copy(update={"coverage": sections, "route": route, "channel": channel})


def _with_rules(section: Section, fact: str, pieces: Pieces) -> Section:
    return section.model_copy(update={"rules": tuple(_rule_in_pieces(rule, fact, pieces) for rule in section.rules)})


def _rule_in_pieces(rule: Rule, fact: str, pieces: Pieces) -> Rule:
    if fact not in rule.when:
        return rule
    condition = rule.when[fact]
    named = tuple(piece for value in values_named(condition) for piece in pieces.get(value, (value,)))
    said: Condition = Negation.model_construct(not_=named) if isinstance(condition, Negation) else named
    return rule.model_copy(update={"when": {**rule.when, fact: said}})
