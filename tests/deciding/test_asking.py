"""Unknown facts: what is asked, in which order, and when nothing needs to be asked at all."""

from __future__ import annotations

from engine.compiling.compiled_version import compile_version
from engine.deciding.completions import coverage_of
from tests.deciding.invented_packs import WORDS, Written, built, consent, rule
from tests.deciding.shipped_packs import decided


def made(*rules: tuple[Written, str]) -> Written:
    """A `policy.yaml` whose sections hold a rule each, the last of them always."""
    worded = [rule(f"r{number}", when, {"coverage": coverage}) for number, (when, coverage) in enumerate(rules)]
    hours = {"days": ["monday"], "opens": "08:00", "closes": "09:00", "holidays": {"country": "DE", "subdivision": None}, "clauses": []}
    return {
        "version": "2025-01",
        "effective": {"from": "2025-01-01", "to": None},
        "service_hours": hours,
        "level": {"fact": None, "levels": []},
        "coverage": [{"section": f"s{number}", "title": WORDS, "rules": [one]} for number, one in enumerate(worded)],
        "route": [rule("route", {}, {"route": "support_hotline"})],
        "channel": [rule("channel", {}, {"channel": "accepted"})],
    }


def asked(facts: dict[str, list[str]], *rules: tuple[Written, str], **given: str) -> tuple[str, ...]:
    """What a pack of these facts and rules asks; what is not given is unknown."""
    values = {
        name: [{"id": value, "label": WORDS, "says": WORDS, "example": WORDS} for value in [*listed, "unknown"]]
        for name, listed in facts.items()
    }
    listed = [
        {"id": name, "label": WORDS, "question": WORDS, "known_from": "request", "default": "unknown", "values": of}
        for name, of in values.items()
    ]
    version = built(made(*rules), {"facts": [*listed, consent()]})
    return coverage_of(compile_version(version).coverage, dict.fromkeys(facts, "unknown") | given).ask


YES_NO = ["yes", "no"]


def test_the_fact_that_leaves_the_fewest_questions_is_asked_first_whatever_the_packs_order() -> None:
    facts = {"a": YES_NO, "b": YES_NO, "fork": YES_NO}
    rules = [({"fork": "yes", "a": "yes"}, "covered"), ({"fork": "no", "b": "yes"}, "covered"), ({}, "billable")]
    assert asked(facts, *rules) == ("fork", "a", "b")


def test_the_worst_value_of_a_fact_counts_not_the_best() -> None:
    # `a` settles all with one of its values and nothing with the other; `fork` always leaves one question
    facts = {"a": YES_NO, "b": YES_NO, "c": YES_NO, "fork": YES_NO}
    rules = [
        ({"a": "yes"}, "billable"),
        ({"fork": "yes", "b": "yes"}, "covered"),
        ({"fork": "no", "c": "yes"}, "covered"),
        ({}, "billable"),
    ]
    assert asked(facts, *rules) == ("fork", "a", "b", "c")
    assert asked(facts, *rules, a="no") == ("fork", "b", "c")
    assert asked(facts, *rules, a="yes") == ()


def test_facts_that_leave_equally_many_questions_are_asked_as_the_pack_lists_them() -> None:
    rules = [({"a": "yes", "b": "yes"}, "covered"), ({}, "billable")]
    assert asked({"a": YES_NO, "b": YES_NO}, *rules) == ("a", "b")
    assert asked({"b": YES_NO, "a": YES_NO}, *rules) == ("b", "a")


def test_an_unknown_that_cannot_change_the_answer_is_not_asked() -> None:
    rules = [({"a": "yes", "b": "yes"}, "covered"), ({"b": "yes"}, "covered"), ({}, "billable")]
    assert asked({"a": YES_NO, "b": YES_NO}, *rules) == ("b",)


def test_where_all_completions_agree_nothing_is_asked_and_every_reason_is_reported() -> None:
    decision = decided(service="usage_question", cause="unknown")
    assert (decision.coverage, decision.ask, decision.action) == ("covered", (), "work")
    assert [reason.rule for reason in decision.because] == ["product_defect_covered", "help_in_running_operation_covered"]


def test_where_completions_disagree_no_reason_is_reported() -> None:
    decision = decided(training="unknown")
    assert (decision.coverage, decision.ask, decision.action) == ("undetermined", ("training",), "ask")
    assert decision.because == ()


def test_undetermined_by_every_completion_goes_to_a_person_with_its_reasons() -> None:
    decision = decided(service="other", training="unknown", cause="unknown", topic="unknown")
    assert (decision.coverage, decision.ask, decision.action) == ("undetermined", (), "triage")
    assert [reason.rule for reason in decision.because] == ["unnamed_service_to_a_person"]


def test_level_route_and_channel_are_read_off_the_facts_as_given() -> None:
    # every completion of the topic has some level, but an unknown topic has none
    decision = decided(topic="unknown", second_level="included")
    assert (decision.coverage, decision.level, decision.route) == ("covered", "none", "support_hotline")
    decision = decided(cause="unknown", service="data_cleanup")
    assert decision.route == "support_hotline"
