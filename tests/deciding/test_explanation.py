"""Worked examples of why, and of what would change it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.deciding.explanation import Explanation, explain
from engine.deciding.fact_changes import FactChange
from engine.deciding.fact_validation import BadFacts
from engine.deciding.rule_matches import RuleMatch
from engine.vocabulary.outcomes import Coverage
from tests.deciding.shipped_packs import DULL, deciders


def explained(**facts: str) -> Explanation:
    return explain(deciders(), DULL | facts)


def changes(listed: tuple[FactChange, ...]) -> list[dict[str, Any]]:
    """A single value for itself."""
    return [{fact: values[0] if len(values) == 1 else values for fact, values in change.to.items()} for change in listed]


def seen(told: Explanation, rule: str) -> RuleMatch:
    return next(one for one in told.rules if one.rule.id == rule)


def failing(told: Explanation, rule: str) -> tuple[str, tuple[str, ...], str]:
    fails = seen(told, rule).fails
    assert fails is not None
    return fails.part.fact, fails.part.values, fails.given


def test_the_untrained_are_told_to_be_trained() -> None:
    told = explained(training="untrained")
    assert told.decision.coverage is Coverage.BILLABLE
    assert changes(told.to_be_covered.customer_can) == [{"training": "trained"}]
    assert {"cause": "product_defect"} in changes(told.to_be_covered.otherwise)


def test_on_second_level_the_customer_can_agree() -> None:
    told = explained(topic="reserves")
    assert told.is_for_a_person
    assert changes(told.to_be_covered.customer_can) == [{"second_level": "included"}]


def test_two_things_that_are_needed_together_are_one_change() -> None:
    told = explained(topic="reserves", training="untrained")
    assert changes(told.to_be_covered.customer_can) == [{"second_level": "included", "training": "trained"}]


def test_without_a_contract_the_customer_can_conclude_one() -> None:
    told = explained(contract="none")
    assert changes(told.to_be_covered.customer_can) == [{"contract": "active"}]
    assert told.to_be_covered.otherwise == ()


def test_instead_of_a_visit_any_other_form_of_help_will_do() -> None:
    told = explained(delivery="on_site")
    assert changes(told.to_be_covered.customer_can) == [{"delivery": ("remote", "phone", "email")}]


def test_a_way_that_is_not_agreed_can_be_changed_by_the_customer_though_the_work_is_covered() -> None:
    told = explained(intake="other")
    assert (told.decision.coverage, told.decision.action) == ("covered", "resubmit")
    assert (told.to_be_covered.customer_can, told.to_be_covered.otherwise) == ((), ())
    assert changes(told.to_be_accepted.customer_can) == [{"intake": ("portal", "email", "phone")}]


def test_a_complex_matter_on_the_phone_is_better_filed_in_the_portal() -> None:
    told = explained(intake="phone", complexity="complex")
    assert changes(told.to_be_accepted.customer_can) == [{"intake": "portal"}]
    assert changes(told.to_be_accepted.otherwise) == [{"complexity": "simple"}]


def test_what_is_covered_and_accepted_needs_no_change() -> None:
    told = explained()
    assert [*told.to_be_covered.customer_can, *told.to_be_covered.otherwise] == []
    assert [*told.to_be_accepted.customer_can, *told.to_be_accepted.otherwise] == []


def test_with_training_and_cause_unknown_a_change_settles_both_or_the_one_that_is_enough() -> None:
    otherwise = changes(explained(training="unknown", cause="unknown").to_be_covered.otherwise)
    assert {"cause": "product_defect"} in otherwise
    assert {"training": "trained", "cause": ("improper_operation", "other")} in otherwise


def test_a_rule_that_fits_names_the_section_it_loses_to() -> None:
    told = explained(training="untrained")
    rule = seen(told, "help_in_running_operation_covered")
    assert (rule.fits, rule.wins, [section.section for section in rule.lost_to]) == ("always", "never", ["training_missing"])
    assert seen(told, "untrained_person_charged").wins == "always"


def test_where_facts_are_unknown_a_rule_may_fit_and_may_win() -> None:
    told = explained(cause="unknown")
    assert (seen(told, "product_defect_covered").fits, seen(told, "product_defect_covered").wins) == ("maybe", "maybe")
    general = seen(told, "help_in_running_operation_covered")
    assert (general.fits, general.wins) == ("always", "maybe")
    assert [section.section for section in general.lost_to] == ["charged", "by_cause"]


def test_the_first_part_that_fails_is_the_first_as_the_rule_is_written() -> None:
    told = explained(service="installation", cause="other")
    assert failing(told, "improper_operation_cleanup_charged") == ("service", ("data_cleanup",), "installation")
    cleanup = explained(service="data_cleanup", cause="other")
    assert failing(cleanup, "improper_operation_cleanup_charged") == ("cause", ("improper_operation",), "other")


def test_a_level_is_explained_as_a_level() -> None:
    assert failing(explained(topic="clearing"), "second_level_not_agreed") == ("level", ("second",), "first")
    assert failing(explained(topic="other"), "second_level_not_agreed") == ("level", ("second",), "none")


def test_facts_say_whether_they_were_given() -> None:
    told = explain(deciders(), {"product": "hausperfekt", "received_at": DULL["received_at"], "contract": "active", "cause": "unknown"})
    counted = {one.fact.id: (one.value, one.origin) for one in told.facts}
    assert counted["contract"] == ("active", "given")
    assert counted["intake"] == ("portal", "default")
    assert counted["cause"] == counted["training"] == ("unknown", "unknown")


def test_each_answer_to_a_question_names_what_is_then_settled_or_still_to_ask() -> None:
    (training, cause) = explained(training="unknown", cause="unknown").questions
    assert [(one.values, one.coverage, one.ask) for one in training.answers] == [(("trained", "untrained"), "undetermined", ("cause",))]
    assert [(one.values, one.coverage, one.ask) for one in cause.answers] == [
        (("product_defect",), "covered", ()),
        (("improper_operation", "other"), "undetermined", ("training",)),
        (("infrastructure",), "billable", ()),
    ]


def test_in_another_product_the_same_is_explained_by_its_own_rules() -> None:
    told = explain(deciders(), DULL | {"product": "exampleworks", "topic": "bookings", "delivery": "on_site"})
    assert told.decision.coverage is Coverage.BILLABLE
    assert changes(told.to_be_covered.customer_can) == [{"delivery": ("remote", "phone", "email")}]


def test_what_cannot_be_decided_is_refused_as_deciding_refuses_it() -> None:
    for facts in ({"product": "hausperfekt"}, DULL | {"cause": "magic"}, DULL | {"received_at": "2020-01-01T10:00:00Z"}):
        with pytest.raises(BadFacts) as by_deciding:
            deciders().decide(facts)
        with pytest.raises(BadFacts) as by_explaining:
            explain(deciders(), facts)
        assert by_explaining.value.problem == by_deciding.value.problem
