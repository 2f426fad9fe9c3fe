"""Everything the check finds besides gaps, clashes, dead rules and examples: word for word, with file and line, and whether it stops."""

from __future__ import annotations

from engine.proof.policy_check import CheckResult
from tests.policy.edited_pack import VERSION, EditedPack
from tests.wording.read import line

POLICY, FACTS, EXAMPLES, SOURCES = (
    f"{VERSION}/policy.yaml",
    f"{VERSION}/facts.yaml",
    f"{VERSION}/examples.yaml",
    "exampleworks/sources.yaml",
)


def checked(pack: EditedPack, version: str = "exampleworks@2025-01") -> CheckResult:
    (one,) = (one for one in pack.check() if one.policy == version)
    return one


def warned(one: CheckResult) -> list[str]:
    """Warnings, but for the one that the shipped pack has for a condition that is kept on purpose."""
    return [line(found) for found in one.warnings() if "rule `help_in_running_operation_covered`" not in line(found)]


def stopped(one: CheckResult) -> list[str]:
    assert not one.may_be_published
    assert not one.passes
    return [line(found) for found in one.problems()]


def test_a_wording_that_is_missing_stops_publication_and_hides_nothing_else(pack: EditedPack) -> None:
    pack.edit(POLICY, "when: {service: installation}", "when: {service: installation, training: [trained, untrained]}")
    line = pack.line(POLICY, "id: contract_not_in_force")
    text = pack.text(POLICY)
    says = text.index("          en: ", text.index("id: contract_not_in_force"))
    pack.path(POLICY).write_text(text[:says] + text[text.index("\n", says) + 1 :], encoding="utf-8")
    one = checked(pack)
    (told,) = stopped(one)
    assert told.startswith(f"policies/{POLICY}, line ")
    assert line < int(told.split(", line ")[1].split(",")[0]) < line + 10
    assert told.endswith(": the English wording is missing; write it")
    assert "the condition on `training` is useless" in warned(one)[0]


def test_a_sentence_of_an_example_that_is_missing_in_german_stops_publication(pack: EditedPack) -> None:
    pack.edit(EXAMPLES, "      de: Ohne Vertrag in Kraft gibt es auch hier keinen Anspruch.\n", "")
    assert stopped(checked(pack)) == [
        f"policies/{EXAMPLES}, line {pack.line(EXAMPLES, 'sentence:')}, `examples.sentence.de`: the German wording is missing; write it"
    ]


def test_days_that_two_versions_hold_stop_publication(pack: EditedPack) -> None:
    pack.add_version("2028-01", "2028-01-01")
    pack.edit(POLICY, "to: null}", "to: 2028-01-01}")
    place = f"policies/{POLICY}, line {pack.line(POLICY, 'effective')}"
    assert f"{place}: is in force on `2028-01-01`, as `exampleworks@2028-01` is" in stopped(checked(pack))


def test_days_that_no_version_holds_are_a_warning(pack: EditedPack) -> None:
    pack.add_version("2028-01", "2028-01-01")
    pack.edit(POLICY, "to: null}", "to: 2027-12-30}")
    one = checked(pack)
    assert one.may_be_published
    assert (
        f"policies/{POLICY}, line {pack.line(POLICY, 'effective')}: no version is in force from `2027-12-31` to `2027-12-31`, before "
        "`exampleworks@2028-01` begins"
    ) in warned(one)


def test_a_version_called_after_another_month_is_a_warning(pack: EditedPack) -> None:
    pack.edit(POLICY, "from: 2025-01-01", "from: 2024-12-31")
    assert (
        f"policies/{POLICY}, line {pack.line(POLICY, 'effective')}: begins on `2024-12-31`, but the version is called `2025-01` and not "
        "`2024-12`"
    ) in warned(checked(pack))


def test_examples_of_days_out_of_its_time_hold_and_are_a_warning(pack: EditedPack) -> None:
    there = pack.add_version("2099-01", "2099-01-01")
    one = checked(pack, "exampleworks@2099-01")
    assert one.failing == []
    place = f"policies/{there}/examples.yaml, line {pack.line(f'{there}/examples.yaml', '- sentence')}"
    count = len(one.examples or ())
    remedy = "give them days of its time"
    assert f"{place}: {count} examples are of days on which this version is not in force, such as `2026-03-10`; {remedy}" in warned(one)


def test_a_later_version_changes_nothing_about_an_example_of_its_days(pack: EditedPack) -> None:
    pack.add_version("2026-01", "2026-01-01")
    one = checked(pack)
    assert one.failing == []
    assert warned(one) == []


def test_a_rule_that_rests_on_nothing_is_a_warning(pack: EditedPack) -> None:
    pack.edit(POLICY, "clauses: [ex-2]", "clauses: []")
    one = checked(pack)
    place = f"policies/{POLICY}, line {pack.line(POLICY, 'id: legal_advice_not_allowed')}"
    assert f"{place}: rule `legal_advice_not_allowed` cites no clause and is no assumption; give it one of both" in warned(one)
    assert one.passes


def test_a_clause_on_which_no_rule_rests_is_a_warning_until_somebody_says_why(pack: EditedPack) -> None:
    clause = "      - id: ex-99\n        section: {de: a, en: b}\n        says: {de: a, en: b}\n"
    pack.path(SOURCES).write_text(pack.text(SOURCES).rstrip("\n") + "\n" + clause, encoding="utf-8")
    place = f"policies/{SOURCES}, line {pack.line(SOURCES, 'id: ex-99')}"
    told = f"{place}: no rule rests on the clause `ex-99`; write the rule, or say in `no_rule` why there is none"
    newest = pack.check()[-1].policy
    assert told in warned(checked(pack, newest))
    pack.path(SOURCES).write_text(pack.text(SOURCES) + "        no_rule: {de: a, en: b}\n", encoding="utf-8")
    assert told not in warned(checked(pack, newest))


def test_a_value_that_nothing_names_is_a_warning(pack: EditedPack) -> None:
    value = "      - {id: upgrade, label: {de: a, en: b}, says: {de: a, en: b}, example: {de: a, en: b}}\n"
    text = pack.text(FACTS)
    at = text.index("      - id: legal_advice\n")
    pack.path(FACTS).write_text(text[:at] + value + text[at:], encoding="utf-8")
    pack.edit(POLICY, "when: {service: [operational_problem, usage_question]}\n", "when: {service: {not: [data_cleanup]}}\n")
    place = f"policies/{FACTS}, line {pack.line(FACTS, 'id: upgrade')}"
    unused = "the value `upgrade` of `service` is never used: no rule and no example names it; show what it leads to, or drop it"
    assert f"{place}: {unused}" in warned(checked(pack))


def test_a_rule_that_no_example_exercises_is_a_warning(pack: EditedPack) -> None:
    again = "      - id: the_same_again\n        when: {service: installation}\n        coverage: billable\n        clauses: [ex-5]\n"
    next_rule = "      - id: infrastructure_service_charged"
    pack.edit(POLICY, next_rule, f"{again}        says: {{de: a, en: b}}\n{next_rule}")
    pack.path(EXAMPLES).write_text("given: {}\nexamples: []\n", encoding="utf-8")
    place = f"policies/{POLICY}, line {pack.line(POLICY, 'id: the_same_again')}"
    told = "no example exercises rule `the_same_again`; `klausel policy examples --suggest` proposes one"
    assert f"{place}: {told}" in warned(checked(pack))
