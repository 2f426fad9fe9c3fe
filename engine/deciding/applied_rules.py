"""Which rules gave a decision its level, route and channel, so that their clauses and assumptions can be shown with it.

The rules of coverage stand in the decision itself (`because`); these do not. Decides nothing anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.direct_reading import ReadTable
from engine.deciding.decision import Decision
from engine.policy.pack import ChannelRule, LevelOfTopics, RouteRule
from engine.vocabulary.outcomes import Level


@dataclass(frozen=True, slots=True)
class AppliedRules:
    """The rule that fits first for route and channel; `level` None where no list names the topic."""

    level: LevelOfTopics | None
    route: RouteRule
    channel: ChannelRule


def applied_rules(compiled: CompiledVersion, facts: Mapping[str, str], decision: Decision) -> AppliedRules:
    """`facts`: a value for every fact of the version; `decision`: the policy's own for them."""
    policy = compiled.version.policy
    values = {**facts, "coverage": decision.coverage.value, "level": decision.level.value}
    route, channel = _winner(compiled.route, values), _winner(compiled.channel, values)
    return AppliedRules(
        next((one for one in policy.level.levels if one.level == decision.level.value), None) if decision.level is not Level.NONE else None,
        next(rule for rule in policy.route if rule.id == route),
        next(rule for rule in policy.channel if rule.id == channel),
    )


def _winner(read: ReadTable, values: Mapping[str, str]) -> str:
    verdict = read.verdicts[sum(place[values[fact]] for fact, place in read.place_of.items())]
    return verdict.winners[0]
