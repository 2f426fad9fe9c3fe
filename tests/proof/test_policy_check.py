"""The check of a pack: gaps, clashes, dead rules and failing examples, word for word, each with a request that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest

from engine.compiling.compiled_version import CompiledVersion, compile_version
from engine.compiling.findings import Finding, gaps_and_clashes, refuse_unsound
from engine.policy.packs import read_packs
from engine.proof.dead_rules import dead_rules_and_conditions
from engine.proof.policy_check import CheckResult
from engine.use_cases.proving.check_policies import check_policies
from engine.use_cases.settings import notes_folder
from engine.vocabulary.problems import Refused
from tests.deciding.invented_packs import built, invented, write_pack
from tests.policy.edited_pack import SHIPPED, VERSION, EditedPack
from tests.wording.read import english, line

POLICY, EXAMPLES = f"{VERSION}/policy.yaml", f"{VERSION}/examples.yaml"
SHOWN = f"policies/{POLICY}"


def checked(pack: EditedPack) -> CheckResult:
    (one,) = pack.check()
    return one


def told(one: CheckResult) -> list[str]:
    return [line(problem) for problem in one.problems()]


def shown_by(compiled: CompiledVersion, witness: Mapping[str, str]) -> tuple[str | None, frozenset[str]]:
    """What the coverage table says of a witness: its outcome and the rules that fit."""
    read = compiled.coverage
    verdict = read.verdicts[sum(place[witness[name]] for name, place in read.place_of.items())]
    return verdict.outcome, verdict.fits


def test_the_shipped_packs_pass() -> None:
    assert [(one.policy, one.passes, told(one)) for one in check_policies(SHIPPED, notes_folder())] == [
        ("exampleworks@2025-01", True, []),
        ("exampleworks@2027-01", True, []),
        ("hausperfekt@2023-08", True, []),
        ("hausperfekt@2025-01", True, []),
    ]


def test_a_gap_is_reported_with_a_request_that_nothing_decides(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: self_service}", "when: {service: self_service, delivery: remote}")
    one = checked(pack)
    assert not one.passes
    assert one.examples is None
    assert told(one) == [
        f"{SHOWN}, line {pack.line(POLICY, '- section')}: no rule decides a request where contract is `active` and service is "
        "`self_service` and delivery is `phone` or `email`, for instance with training is `trained` and cause is `product_defect` and "
        "delivery is `phone`"
    ]
    (gap,) = one.of_kind("gap")
    assert (gap.rules, gap.table) == ((), "coverage")
    version = read_packs(Path("policies"), notes_folder()).version("exampleworks@2025-01")
    assert shown_by(compile_version(version), gap.witness) == (None, frozenset())
    assert gap.classes == sum(verdict.outcome is None for verdict in compile_version(version).coverage.verdicts)


def test_a_clash_is_reported_with_both_rules_and_a_request_that_both_fit(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: infrastructure_problem}", "when: {service: [infrastructure_problem, installation]}")
    pack.edit(
        POLICY, "when: {service: installation}\n        coverage: billable", "when: {service: installation}\n        coverage: covered"
    )
    one = checked(pack)
    assert told(one) == [
        f"{SHOWN}, line {pack.line(POLICY, 'id: installation_charged')}: rules of one section fit and disagree: "
        "`installation_charged` (covered), `infrastructure_service_charged` (billable), where contract is `active` and service is "
        "`installation` and delivery is not `on_site`, for instance with training is `trained` and cause is `product_defect` and "
        "delivery is `remote`"
    ]
    (clash,) = one.of_kind("clash")
    assert clash.rules == ("installation_charged", "infrastructure_service_charged")
    assert (one.passes, one.examples) == (False, None)


def test_rules_of_one_section_that_agree_do_not_clash(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: infrastructure_problem}", "when: {service: [infrastructure_problem, installation]}")
    assert told(checked(pack)) == [
        f"policies/{EXAMPLES}, line {pack.line(EXAMPLES, sentence_of(pack, 'installation_charged'))}: "
        f"“{english_of(pack, 'installation_charged')}”: because is `installation_charged, infrastructure_service_charged`, "
        "the example expects `installation_charged`"
    ]


def sentence_of(pack: EditedPack, reason: str) -> str:
    """How the first example begins that expects just this reason."""
    before = pack.text(EXAMPLES).partition(f"because: [{reason}]")[0]
    return before[before.rindex("  - sentence:") :]


def english_of(pack: EditedPack, reason: str) -> str:
    return next(line.strip().removeprefix("en: ") for line in sentence_of(pack, reason).splitlines() if line.strip().startswith("en: "))


def test_a_dead_rule_is_reported_with_what_wins_before_it_and_fails_the_check(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: self_service}", "when: {service: [self_service, installation]}")
    one = checked(pack)
    dead = one.of_kind("dead")
    assert [found.rules for found in dead] == [("contract_not_in_force", "on_site_charged", "product_help_is_free")]
    line = pack.line(POLICY, "id: installation_charged")
    assert told(one)[0].startswith(
        f"{SHOWN}, line {line}: rule `installation_charged` never wins: wherever it fits, "
        "`contract_not_in_force`, `on_site_charged`, `product_help_is_free` wins before it"
    )
    assert not one.passes
    # a dead rule does not keep the examples from being run
    assert one.examples is not None


def test_the_witness_of_a_dead_rule_fits_it_and_another_wins(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: self_service}", "when: {service: [self_service, installation]}")
    (dead,) = checked(pack).of_kind("dead")
    compiled = compile_version(read_packs(Path("policies"), notes_folder()).version("exampleworks@2025-01"))
    outcome, fits = shown_by(compiled, dead.witness)
    assert "installation_charged" in fits
    assert outcome != "billable" or "on_site_charged" in fits
    # a person reads it, too
    assert all(f"{name} is `{value}`" in english(dead.problem) for name, value in dead.witness.items())


def test_a_rule_of_a_route_that_never_wins_is_dead(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {coverage: not_entitled}", "when: {service: legal_advice}")
    dead = checked(pack).of_kind("dead")
    assert [(found.table, found.rules) for found in dead] == [("route", ("no_contract_to_account_manager",))]
    assert dead[0].place.line == pack.line(POLICY, "id: legal_advice_to_own_adviser")


def test_each_pair_of_rules_that_clash_is_reported_once(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: legal_advice}", "when: {service: [legal_advice, other]}")
    pack.edit(
        POLICY,
        "      - id: legal_advice_not_allowed",
        second_rule("a_second", "covered") + second_rule("a_third", "billable") + "      - id: legal_advice_not_allowed",
    )
    clashes = checked(pack).of_kind("clash")
    assert [clash.rules for clash in clashes] == [
        ("a_second", "a_third"),
        ("a_second", "legal_advice_not_allowed"),
        ("a_third", "legal_advice_not_allowed"),
    ]


def test_rules_that_clash_beyond_those_that_are_reported_are_not_passed_over(pack: EditedPack) -> None:
    # ten rules against eleven are 110 pairs, of which fifty are told
    others = "".join(second_rule(f"rule_{number:02}", ("covered", "billable")[number % 2]) for number in range(20))
    pack.edit(POLICY, "      - id: legal_advice_not_allowed", others + "      - id: legal_advice_not_allowed")
    *named, last = checked(pack).of_kind("clash")
    assert all(len(clash.rules) == 2 for clash in named)
    assert len({clash.rules for clash in named}) == 50
    assert english(last.problem) == "more rules clash than these; the others are named once these clashes are settled"
    assert last.stops
    assert last.place.line == pack.line(POLICY, "id: rule_00")


def second_rule(name: str, coverage: str) -> str:
    says = "        says: {de: a, en: b}\n"
    return f"      - id: {name}\n        when: {{service: legal_advice}}\n        coverage: {coverage}\n        clauses: [ex-2]\n{says}"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("coverage: not_entitled", "coverage: covered", "coverage is `not_entitled`, the example expects `covered`"),
        ("route: account_manager", "route: consulting", "route is `account_manager`, the example expects `consulting`"),
        ("action: refer", "action: work", "action is `refer`, the example expects `work`"),
        ("action: refer", "level: second", "level is `none`, the example expects `second`"),
        ("action: refer", "channel: portal_recommended", "channel is `accepted`, the example expects `portal_recommended`"),
        ("action: refer", "ask: [contract]", "ask is `nothing`, the example expects `contract`"),
        ("because: [contract_not_in_force]", "because: []", "because is `contract_not_in_force`, the example expects `nothing`"),
        (
            "action: refer",
            'resumes_at: "2026-03-10T10:00:00+01:00"',
            "resumes_at is `nothing`, the example expects `2026-03-10T10:00:00+01:00`",
        ),
        (
            "contract: ended}",
            "contrat: ended}",
            "`contrat` is not a fact of exampleworks@2025-01; its facts are product, received_at, at, contract, service, topic, training, "
            "cause, intake, delivery, complexity, consent",
        ),
        ("contract: ended}", "contract: over}", "`contract`: `over` is not one of active, suspended, ended, none, unknown"),
    ],
)
def test_an_example_that_does_not_hold_is_reported_under_its_sentence(pack: EditedPack, old: str, new: str, wrong: str) -> None:
    pack.edit(EXAMPLES, old, new)
    one = checked(pack)
    line = pack.line(EXAMPLES, "- sentence:")
    assert told(one) == [
        f"policies/{EXAMPLES}, line {line}: “Without a contract in force there is no right to support here either.”: {wrong}"
    ]
    assert one.examples is not None
    assert [run.holds for run in one.examples].count(False) == 1
    assert not one.passes


def test_a_pack_too_wide_for_a_table_says_which_facts_to_separate(tmp_path: Path) -> None:
    policy, facts = invented(Random(1))
    wide = [
        {
            **facts["facts"][0],
            "id": f"wide_{number}",
            "default": "v0",
            "values": [{**facts["facts"][0]["values"][0], "id": f"v{value}"} for value in range(9)],
        }
        for number in range(6)
    ]
    facts["facts"] = [*wide, *(fact for fact in facts["facts"] if fact["id"] == "consent")]
    policy["level"], policy["route"], policy["channel"] = {"fact": None, "levels": []}, policy["route"][-1:], policy["channel"][-1:]
    rules = [
        {**policy["coverage"][-1]["rules"][0], "id": f"r{n}_{value}", "when": {f"wide_{n}": f"v{value}"}}
        for n in range(6)
        for value in range(9)
    ]
    policy["coverage"] = [{**policy["coverage"][-1], "rules": rules}, {**policy["coverage"][-1], "section": "last"}]
    write_pack(tmp_path, "wide", policy, facts, SHIPPED)
    with pytest.raises(Refused) as refused:
        check_policies(tmp_path, notes_folder())
    (problem,) = refused.value.problems
    assert problem.kind == "too_many_classes"
    assert english(problem) == (
        "wide@2025-01 coverage: the rules make 531441 classes, more than 500000; separate `wide_0` (9 groups), `wide_1` (9 groups), "
        "`wide_2` (9 groups) into rules of their own"
    )


def test_one_pack_or_one_version_may_be_checked_alone() -> None:
    assert [one.policy for one in check_policies(SHIPPED / "hausperfekt", notes_folder())] == ["hausperfekt@2023-08", "hausperfekt@2025-01"]
    assert [one.policy for one in check_policies(SHIPPED / "hausperfekt" / "2023-08", notes_folder())] == ["hausperfekt@2023-08"]


def test_findings_in_packs_made_up_at_random_are_what_a_search_of_all_requests_finds(full_size: bool) -> None:
    kinds: set[str] = set()
    for seed in range(200 if full_size else 40):
        random = Random(seed)
        policy, facts = invented(random, rules=6)
        if random.random() < 0.7:
            policy["coverage"].pop()
        if len(policy["coverage"]) > 1 and random.random() < 0.7:
            policy["coverage"][0]["rules"] += policy["coverage"].pop(1)["rules"]
        if not policy["coverage"]:
            continue
        compiled = compile_version(built(policy, facts))
        found = [one for one in (*gaps_and_clashes(compiled), *dead_rules_and_conditions(compiled)) if one.table == "coverage"]
        assert summary(found) == searched(compiled)
        kinds |= {one.kind for one in found}
        wrong = gaps_and_clashes(compiled)
        if wrong:
            with pytest.raises(Refused) as refused:
                refuse_unsound([compiled])
            assert list(refused.value.problems) == [one.problem for one in wrong]
        else:
            refuse_unsound([compiled])
    assert kinds == {"gap", "clash", "dead", "useless"}


def summary(found: list[Finding]) -> tuple[bool, set[tuple[str, ...]], set[str]]:
    """Whether there is a gap, which rules clash, and which are dead."""
    dead = {english(one.problem).split("`")[1] for one in found if one.kind == "dead"}
    return any(one.kind == "gap" for one in found), {one.rules for one in found if one.kind == "clash"}, dead


def searched(compiled: CompiledVersion) -> tuple[bool, set[tuple[str, ...]], set[str]]:
    """The same, by looking at every request there can be."""
    table = compiled.coverage.table
    gap, clashes, alive = False, set[tuple[str, ...]](), set[str]()
    for values in product(*table.domain.values()):
        facts = dict(zip(table.domain, values, strict=True))
        for section in table.sections:
            fitting = [rule for rule in section if all(facts[name] in fits for name, fits in rule.when.items())]
            if fitting:
                alive.update(rule.id for rule in fitting)
                clashes.update((one.id, other.id) for one, other in combinations(fitting, 2) if one.outcome != other.outcome)
                break
        else:
            gap = True
    return gap, clashes, {rule.id for rule in table.rules} - alive
