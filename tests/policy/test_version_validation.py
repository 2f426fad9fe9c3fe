"""Files that read well each and do not make sense together: names that are not there, ids twice, days that overlap."""

from __future__ import annotations

import shutil

import pytest

from engine.policy.packs import read_packs
from engine.vocabulary.problems import Refused
from tests.policy.edited_pack import VERSION, EditedPack
from tests.wording.read import lines

POLICY, FACTS, EXAMPLES = f"{VERSION}/policy.yaml", f"{VERSION}/facts.yaml", f"{VERSION}/examples.yaml"
SOURCES, CONTACTS = "exampleworks/sources.yaml", "exampleworks/contacts.yaml"
LEGAL, RULE = "when: {service: legal_advice}", "id: legal_advice_not_allowed"
MAY_READ = "contract, service, topic, training, cause, intake, delivery, complexity"
SERVICES = (
    "operational_problem, usage_question, module_fundamentals, configuration_question, staff_introduction, new_customer_first_aid, "
    "data_cleanup, installation, infrastructure_problem, self_service, legal_advice, other"
)
CONSENT = "the fact `consent` must have the values none, pending, granted, declined: what they do is law"
UNTRAINED = "id: untrained_person_charged"

# file, what was there, what is there now, a text in the line that is told (first occurrence), the message
CASES = {
    "a fact that is none": (
        POLICY,
        LEGAL,
        "when: {servce: legal_advice}",
        RULE,
        f"rule `legal_advice_not_allowed` reads `servce`, which it cannot; it may read {MAY_READ}",
    ),
    "a rule that reads consent": (
        POLICY,
        LEGAL,
        "when: {consent: granted}",
        RULE,
        f"rule `legal_advice_not_allowed` reads `consent`, which it cannot; it may read {MAY_READ}",
    ),
    "a rule that reads a time": (
        POLICY,
        LEGAL,
        "when: {received_at: today}",
        RULE,
        f"rule `legal_advice_not_allowed` reads `received_at`, which it cannot; it may read {MAY_READ}",
    ),
    "coverage by coverage": (
        POLICY,
        LEGAL,
        "when: {coverage: covered}",
        RULE,
        f"rule `legal_advice_not_allowed` reads `coverage`, which it cannot; it may read {MAY_READ}",
    ),
    "a level where there are none": (
        POLICY,
        LEGAL,
        "when: {level: first}",
        RULE,
        f"rule `legal_advice_not_allowed` reads `level`, which it cannot; it may read {MAY_READ}",
    ),
    "a value that is none": (
        POLICY,
        LEGAL,
        "when: {service: legaladvice}",
        RULE,
        f"rule `legal_advice_not_allowed`: `legaladvice` is not a value of `service`; its values are {SERVICES}",
    ),
    "a value to leave out that is none": (
        POLICY,
        "cause: {not: product_defect}",
        "cause: {not: defect}",
        UNTRAINED,
        "rule `untrained_person_charged`: `defect` is not a value of `cause`; "
        "its values are product_defect, improper_operation, infrastructure, other",
    ),
    "unknown in a condition": (
        POLICY,
        LEGAL,
        "when: {service: [legal_advice, unknown]}",
        RULE,
        "rule `legal_advice_not_allowed` names `unknown`; an unknown matches no condition",
    ),
    "unknown left out": (
        POLICY,
        "cause: {not: product_defect}",
        "cause: {not: unknown}",
        UNTRAINED,
        "rule `untrained_person_charged` names `unknown`; an unknown matches no condition",
    ),
    "nothing left to fit": (
        POLICY,
        "cause: {not: product_defect}",
        "cause: {not: [product_defect, improper_operation, infrastructure, other]}",
        UNTRAINED,
        "rule `untrained_person_charged`: no value of `cause` is left that could fit",
    ),
    "no value": (
        POLICY,
        LEGAL,
        "when: {service: []}",
        RULE,
        "rule `legal_advice_not_allowed`: no value of `service` is left that could fit",
    ),
    "a clause that is none": (POLICY, "clauses: [ex-2]", "clauses: [ex-99]", RULE, "`ex-99` is not a clause in sources.yaml"),
    "a section twice": (
        POLICY,
        "section: not_allowed",
        "section: not_entitled",
        "section: not_entitled\n    title:\n      de: Rechtlich",
        "the section `not_entitled` appears twice; ids are unique in a version",
    ),
    "a route that does not always fit": (
        POLICY,
        "    when: {}\n    route",
        "    when: {service: other}\n    route",
        "id: everything_else_to_support",
        "the last rule of `route` must always fit (`when: {}`)",
    ),
    "a channel that does not always fit": (
        POLICY,
        "    when: {}\n    channel",
        "    when: {service: other}\n    channel",
        "id: accepted_as_filed",
        "the last rule of `channel` must always fit (`when: {}`)",
    ),
    "an end before the beginning": (
        POLICY,
        "{from: 2025-01-01, to: null}",
        "{from: 2025-01-01, to: 2024-12-31}",
        "effective:",
        "ends on `2024-12-31` before it begins on `2025-01-01`",
    ),
    "hours that end before they begin": (
        POLICY,
        '"09:00"',
        '"16:00"',
        "service_hours:",
        "closes before it opens; hours within one day only",
    ),
    "levels of no fact": (
        POLICY,
        "levels: []",
        "levels: [{level: first, values: [other], clauses: [ex-1], says: {de: a, en: b}}]",
        "\nlevel:",
        "levels are listed, but no fact to read them off",
    ),
    "levels of a fact that is none": (POLICY, "fact: null", "fact: subject", "\nlevel:", "`subject` is not a fact of this pack"),
    "a level of a value that is none": (
        POLICY,
        "fact: null\n  levels: []",
        "fact: topic\n  levels: [{level: first, values: [invoices], clauses: [ex-1], says: {de: a, en: b}}]",
        "\nlevel:",
        "`invoices` is not a value of `topic`",
    ),
    "a consent of another name": (FACTS, "- id: declined", "- id: refused", "- id: consent", CONSENT),
    "no consent": (FACTS, "- id: consent\n", "- id: permission\n", "facts:\n", CONSENT),
    "a default that is no value": (
        FACTS,
        "default: unknown",
        "default: unkown",
        "- id: contract",
        "the default `unkown` is not among the values of `contract`",
    ),
    "a fact twice": (FACTS, "- id: topic", "- id: service", "- id: service\n    label:\n      de: Th", "the fact `service` appears twice"),
    "a contact by a clause that is none": (
        CONTACTS,
        "clause: ex-4",
        "clause: ex-99",
        "- id: support",
        "`ex-99` is not a clause in sources.yaml",
    ),
    "a contact twice": (
        CONTACTS,
        "- id: technical",
        "- id: support",
        "- id: support\n    route: technical",
        "the contact `support` appears twice",
    ),
    "a contact that ends before it begins": (
        CONTACTS,
        "valid_to: null",
        "valid_to: 2024-12-31",
        "- id: support",
        "ends on `2024-12-31` before it begins on `2025-01-01`",
    ),
    "a calendar nobody knows": (POLICY, "country: DE", "country: QQ", "service_hours:", "no calendar of public holidays is known for `QQ`"),
    "a region nobody knows": (
        POLICY,
        "subdivision: null",
        "subdivision: XX",
        "service_hours:",
        "no calendar of public holidays is known for `DE` `XX`",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), CASES.values(), ids=list(CASES))
def test_what_makes_no_sense_is_reported_with_its_line(pack: EditedPack, file: str, old: str, new: str, at: str, message: str) -> None:
    pack.edit(file, old, new)
    told = pack.told() or refused_by_the_check(pack)
    line = pack.line(file, at) + at.startswith("\n")
    assert told == [f"policies/{file}, line {line}: {message}"]


def refused_by_the_check(pack: EditedPack) -> list[str]:
    with pytest.raises(Refused) as refused:
        pack.check()
    return lines(refused.value)


def test_a_duplicate_rule_is_reported_at_its_second_place(pack: EditedPack) -> None:
    pack.edit(POLICY, "id: legal_advice_not_allowed", "id: installation_charged")
    line = pack.line(POLICY, "id: installation_charged\n        when: {service: installation}")
    assert pack.told() == [f"policies/{POLICY}, line {line}: the rule `installation_charged` appears twice; ids are unique in a version"]


def test_an_id_is_unique_over_coverage_route_and_channel(pack: EditedPack) -> None:
    pack.edit(POLICY, "id: accepted_as_filed", "id: installation_charged")
    (told,) = pack.told()
    assert told.endswith("the rule `installation_charged` appears twice; ids are unique in a version")


def test_a_duplicate_clause_is_reported(pack: EditedPack) -> None:
    pack.edit(SOURCES, "- id: ex-6", "- id: ex-5")
    line = pack.text(SOURCES)[: pack.text(SOURCES).rindex("- id: ex-5")].count("\n") + 1
    assert f"policies/{SOURCES}, line {line}: the clause `ex-5` appears twice" in pack.told()


def test_a_duplicate_value_is_reported(pack: EditedPack) -> None:
    pack.edit(FACTS, "- id: bookings", "- id: reports")
    line = pack.line(FACTS, "- id: topic")
    assert pack.told()[0] == f"policies/{FACTS}, line {line}: the value `reports` appears twice"


def test_a_fact_that_can_only_be_unknown_is_refused(pack: EditedPack) -> None:
    pack.edit(FACTS, "- id: simple", "- id: unknown")
    pack.edit(FACTS, "- id: complex\n", "- id: unknown\n")
    pack.edit(FACTS, "default: simple", "default: unknown")
    line = pack.line(FACTS, "- id: complexity")
    assert f"policies/{FACTS}, line {line}: `complexity` has no value but `unknown`" in pack.told()


@pytest.mark.parametrize("name", ["product", "received_at", "at", "coverage", "level"])
def test_names_that_the_engine_reads_itself_are_reserved(pack: EditedPack, name: str) -> None:
    pack.edit(FACTS, "- id: topic", f"- id: {name}")
    line = pack.line(FACTS, f"- id: {name}\n")
    assert pack.told()[0] == f"policies/{FACTS}, line {line}: `{name}` is read by the engine itself; choose another name for the fact"


def test_a_word_for_an_outcome_that_is_none_is_reported(pack: EditedPack) -> None:
    pack.edit("outcomes.yaml", "- id: not_offered", "- id: not_on_offer")
    told = pack.told()
    assert told
    assert all(problem.startswith("policies/outcomes.yaml, line ") for problem in told)
    assert any("not_on_offer" in problem for problem in told)


def test_packs_in_one_folder_do_not_disturb_each_other(pack: EditedPack) -> None:
    shutil.copytree(pack.path("exampleworks"), pack.path("another"))
    pack.edit("another/product.yaml", "product: exampleworks", "product: another")
    assert pack.told() == []
    assert list(read_packs(pack.folder).packs) == ["another", "exampleworks"]
