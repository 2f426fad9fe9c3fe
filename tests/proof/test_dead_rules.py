"""Conditions that could be dropped: exactly those without which every request is decided as before, for the same reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.rule_table import RuleTable, TableRule
from engine.proof.dead_rules import dead_rules_and_conditions
from tests.deciding.invented_packs import built, invented
from tests.policy.edited_pack import VERSION, EditedPack
from tests.wording.read import english, line

POLICY = f"{VERSION}/policy.yaml"


def requests_of(table: RuleTable) -> Iterator[dict[str, str]]:
    for values in product(*table.domain.values()):
        yield dict(zip(table.domain, values, strict=True))


def winners(table: RuleTable, request: dict[str, str]) -> tuple[str, ...]:
    for section in table.sections:
        fitting = tuple(rule.id for rule in section if all(request[name] in fits for name, fits in rule.when.items()))
        if fitting:
            return fitting
    return ()


def without(table: RuleTable, rule: str, fact: str) -> RuleTable:
    def dropped(one: TableRule) -> TableRule:
        return replace(one, when={name: fits for name, fits in one.when.items() if name != fact}) if one.id == rule else one

    return replace(table, sections=tuple(tuple(map(dropped, section)) for section in table.sections))


def droppable(compiled: CompiledVersion) -> set[tuple[str, str]]:
    """Each condition of a rule that wins somewhere, dropped, and every request decided again."""
    table = compiled.coverage.table
    every = list(requests_of(table))
    before = [winners(table, request) for request in every]
    alive = {rule for one in before for rule in one}
    tried = [(rule.id, fact) for rule in table.rules if rule.id in alive for fact in rule.when]
    return {(rule, fact) for rule, fact in tried if [winners(without(table, rule, fact), request) for request in every] == before}


def test_useless_conditions_are_those_that_a_search_of_all_requests_finds(full_size: bool) -> None:
    some = 0
    for seed in range(150 if full_size else 30):
        compiled = compile_version(built(*invented(Random(seed), rules=6)))
        useless = [one for one in dead_rules_and_conditions(compiled) if one.kind == "useless" and one.table == "coverage"]
        told = {(one.rules[0], fact) for one in useless for fact in english(one.problem).partition(" is useless")[0].split("`")[3::2]}
        expected = droppable(compiled)
        levels = compiled.version.policy.level.fact
        assert {(rule, str(levels) if fact == "level" else fact) for rule, fact in told} == expected
        some += len(expected)
    assert some >= 5


def test_a_useless_condition_is_reported_with_a_request_that_is_decided_before(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: installation}", "when: {service: installation, contract: active}")
    (checked,) = pack.check()
    assert line(next(checked.warnings())) == (
        f"policies/{POLICY}, line {pack.line(POLICY, 'id: installation_charged')}: rule `installation_charged`: the condition on "
        "`contract` is useless: dropped, nothing changes; a request with contract is `suspended` and service is `installation` and "
        "training is `trained` and cause is `product_defect` and delivery is `remote`, which it keeps out, is decided before by "
        "`contract_not_in_force`"
    )
    assert checked.passes


def test_a_condition_that_allows_every_value_is_useless(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: installation}", "when: {service: installation, training: [trained, untrained]}")
    (checked,) = pack.check()
    assert "the condition on `training` is useless: dropped, nothing changes; it allows every value" in line(next(checked.warnings()))
