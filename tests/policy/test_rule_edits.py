"""Rules edited as rows: a text reads as exactly the rows asked for, and what was not asked for stays byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.policy.rule_changes import (
    add_rule,
    add_section,
    change_rule,
    copy_rule,
    move_rule,
    move_section,
    remove_rule,
    remove_section,
    retitle_section,
)
from engine.policy.rule_edits import with_rows
from engine.policy.rule_rows import AllowedValues, LevelRow, RuleRow, SectionRow, VersionRows, Wording, rows_in
from engine.vocabulary.problems import Refused
from tests.policy.edited_texts import BY_HAND, FAQ, SHIPPED, TEXTS, changes, edited
from tests.wording.read import text as refusal_text


def faq(rows: VersionRows) -> list[str]:
    return changes(FAQ, edited(FAQ, rows))


ROWS = rows_in(FAQ, "policy.yaml")


@pytest.mark.parametrize("name", TEXTS)
def test_the_rows_of_a_text_give_the_same_text(name: str) -> None:
    assert with_rows(TEXTS[name], rows_in(TEXTS[name], name), name) == TEXTS[name]


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_what_is_rewritten_is_written_as_in_the_shipped_packs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rows = rows_in(text, str(path))
    others = tuple(replace(rule, id=f"{rule.id}_x", clauses=(*rule.clauses, "zz-1")) for rule in rows.rules)
    sections = tuple(replace(section, id=f"{section.id}_x", title=Wording("Neu", "New")) for section in rows.sections)
    anew = replace(rows, rules=tuple(replace(r, section=r.section and f"{r.section}_x") for r in others), sections=sections)
    for level in rows.levels:
        less = replace(rows, levels=tuple(replace(level, values=level.values[:1]) for level in rows.levels))
        assert edited(edited(text, less), replace(rows, levels=rows.levels)) == text, level
    back = with_rows(edited(text, anew), rows, "")
    assert back == text


def test_an_outcome_is_one_word() -> None:
    assert faq(change_rule(ROWS, "installation_charged", outcome="covered")) == [
        "-        coverage: billable",
        "+        coverage: covered",
    ]


def test_a_condition_is_one_line() -> None:
    when = {"service": AllowedValues(("installation", "other")), "cause": AllowedValues(("infrastructure",), negated=True)}
    assert faq(change_rule(ROWS, "installation_charged", when=when)) == [
        "-        when: {service: installation}",
        "+        when: {service: [installation, other], cause: {not: infrastructure}}",
    ]


def test_a_wording_that_is_long_is_folded_as_the_others_are() -> None:
    says = Wording("Installationen gehören nicht zum Vertrag.", "Installations " + "and more of them " * 8 + "are paid for.")
    assert faq(change_rule(ROWS, "installation_charged", says=says)) == [
        "-          en: Installations are not part of the contract.",
        "+          en: >-",
        "+            Installations and more of them and more of them and more of them and more of them and more of them and",
        "+            more of them and more of them and more of them are paid for.",
    ]


def test_an_assumption_comes_and_goes() -> None:
    with_one = change_rule(ROWS, "installation_charged", assumption=Wording("Angenommen: so.", "Assumed."))
    assert faq(with_one) == ["+        assumption:", '+          de: "Angenommen: so."', "+          en: Assumed."]
    assert edited(edited(FAQ, with_one), ROWS) == FAQ


def test_a_rule_that_is_copied_and_removed_leaves_the_text_as_it_was() -> None:
    copied = edited(FAQ, copy_rule(ROWS, "untrained_person_charged", "another"))
    assert len(changes(FAQ, copied)) == 18
    assert edited(copied, ROWS) == FAQ


def test_a_rule_that_is_moved_away_and_back_leaves_the_text_as_it_was() -> None:
    moved = move_rule(ROWS, "installation_charged", section="covered", before="help_in_running_operation_covered")
    there = edited(FAQ, moved)
    assert [line[1:] for line in changes(FAQ, there)][:7] == [line[1:] for line in changes(FAQ, there)][7:]
    back = move_rule(rows_in(there, ""), "installation_charged", section="charged", before="infrastructure_service_charged")
    assert edited(there, back) == FAQ


def test_a_section_moves_with_its_rules_and_takes_another_title() -> None:
    moved = edited(FAQ, move_section(ROWS, "not_entitled"))
    assert edited(moved, move_section(rows_in(moved, ""), "not_entitled", before="not_allowed")) == FAQ
    assert faq(retitle_section(ROWS, "charged", Wording("Gesondert zu bezahlen", "Charged"))) == [
        "-      en: Paid for separately",
        "+      en: Charged",
    ]
    gone = edited(FAQ, remove_section(ROWS, "charged"))
    assert "Paid for separately" not in gone


def test_a_new_section_is_written_with_its_rule() -> None:
    rule = RuleRow("coverage", "gifts", "gift", {}, "covered", ("faq-1",), Wording("Geschenk", "A gift"))
    rows = add_rule(add_section(ROWS, SectionRow("gifts", Wording("Geschenke", "Gifts")), before="charged"), rule)
    assert faq(rows) == [
        "+  - section: gifts",
        "+    title:",
        "+      de: Geschenke",
        "+      en: Gifts",
        "+    rules:",
        "+      - id: gift",
        "+        when: {}",
        "+        coverage: covered",
        "+        clauses: [faq-1]",
        "+        says:",
        "+          de: Geschenk",
        "+          en: A gift",
    ]


def test_a_new_name_alone_keeps_the_rule_and_its_remarks() -> None:
    rows = rows_in(BY_HAND, "")
    assert changes(BY_HAND, edited(BY_HAND, change_rule(rows, "no_advice", id="no_tax_advice"))) == [
        "-    - id: no_advice",
        "+    - id: no_tax_advice",
    ]


def test_the_name_and_days_of_a_version_and_its_levels_are_one_line_each() -> None:
    assert faq(replace(ROWS, version="2027-01", begins=date(2027, 1, 1))) == [
        '-version: "2025-01"',
        "-effective: {from: 2025-01-01, to: null}",
        '+version: "2027-01"',
        "+effective: {from: 2027-01-01, to: null}",
    ]
    rows = rows_in(BY_HAND, "")
    fewer = replace(rows, levels=(LevelRow("first", ("reports",)),))
    assert changes(BY_HAND, edited(BY_HAND, fewer)) == [
        "-    values: [reports, bookings]  # from the letter",
        "+    values: [reports]  # from the letter",
    ]


def by_hand(id_: str, **fields: Any) -> list[str]:
    return changes(BY_HAND, edited(BY_HAND, change_rule(rows_in(BY_HAND, ""), id_, **fields)))


def test_a_condition_of_several_lines_keeps_its_form_and_remarks() -> None:
    no_other = {"service": AllowedValues(("advice",)), "cause": AllowedValues(("defect",), negated=True)}
    assert by_hand("no_advice", when=no_other) == ["-          not:", "-          - defect", "-          - other", "+          not: defect"]
    assert by_hand("no_advice", when={"service": AllowedValues(("advice",))}) == [
        "-        cause:",
        "-          not:",
        "-          - defect",
        "-          # and, perhaps, more",
        "-          - other",
        "+        # and, perhaps, more",
    ]
    [rule] = [rule for rule in rows_in(BY_HAND, "").rules if rule.id == "no_advice"]
    more = {**rule.when, "delivery": AllowedValues(("on_site", "remote")), "and": AllowedValues(("so_on",))}
    assert by_hand("no_advice", when=more) == ["+        delivery: [on_site, remote]", "+        and: so_on"]


def test_only_the_value_gives_way_where_a_person_wrote_in_their_own_way() -> None:
    assert by_hand("no_advice", outcome="billable") == ["-      coverage: not_offered  # never", "+      coverage: billable  # never"]
    assert by_hand("no_advice", says=Wording("Kein Rat.\n\nNie.", "No.")) == [
        "-        en: >+   # remark in a header",
        "-          No advice # this is text",
        "-",
        "-",
        "+        # remark in a header",
        "+        en: No.",
    ]
    assert by_hand("no_advice", clauses=("t-2",)) == ["-      clauses:", "-      - t-1", "+      clauses: [t-2]"]
    assert by_hand("no_visit", when={}) == ["-      when: {delivery: [on_site]}", "+      when: {}"]
    assert by_hand("no_visit", says=Wording("Nein", "No: it is not")) == [
        "-        en: 'It''s refused'",
        '-        de: "Nein: nicht # hier"',
        '+        en: "No: it is not"',
        '+        de: "Nein"',
    ]


def test_a_rule_between_brackets_stays_on_its_line() -> None:
    line = '    - {{id: inline, when: {{service: repair}}, {}, says: {{de: "Ja, doch", en: Yes}}}} # inline'
    was, is_ = line.format("coverage: billable, clauses: [t-1, t-2]"), line.format("coverage: covered, clauses: [t-2]")
    assert by_hand("inline", outcome="covered", clauses=("t-2",)) == [f"-{was}", f"+{is_}"]


def test_a_first_field_that_goes_leaves_its_dash_to_the_next() -> None:
    assert by_hand("the_rest", assumption=None) == [
        "-    - assumption:",
        "-        de: Angenommen.",
        "-        # in English, too",
        "-        en: Assumed.",
        "-      id: the_rest",
        "+    # in English, too",
        "+    - id: the_rest",
    ]


def test_a_remark_goes_where_its_rule_goes() -> None:
    moved = edited(BY_HAND, move_rule(rows_in(BY_HAND, ""), "no_advice", section="rest"))
    lines = moved.splitlines()
    assert lines[lines.index("    - id: no_advice") - 1] == "    # legal"
    assert "      # still about no_advice" in lines
    assert lines.index("# Everything that is refused.") < lines.index("- section: refused   # first of all")
    gone = edited(BY_HAND, remove_rule(rows_in(BY_HAND, ""), "no_advice"))
    assert "no_advice" not in gone
    assert "# about no_visit" in gone


def test_a_text_without_the_end_of_its_last_line_stays_one() -> None:
    text = BY_HAND.removesuffix("\n  # the end")
    rows = rows_in(text, "")
    more = edited(text, copy_rule(rows, "anyway", "again"))
    assert more.startswith(text)
    assert not more.endswith("\n")
    assert edited(more, rows) == text


def test_a_wording_that_is_missing_may_stay_so_and_may_come() -> None:
    text = FAQ.replace("          en: Installations are not part of the contract.\n", "")
    rows = rows_in(text, "")
    assert [rule.says.en for rule in rows.rules if rule.id == "installation_charged"] == [""]
    assert with_rows(text, rows, "") == text
    assert changes(text, edited(text, change_rule(rows, "installation_charged", outcome="covered"))) == [
        "-        coverage: billable",
        "+        coverage: covered",
    ]
    assert edited(text, ROWS) == FAQ


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (remove_rule(ROWS, "installation_charged"), None),
        (add_section(ROWS, SectionRow("empty", Wording("Leer", "Empty"))), "the section `empty` is left without a rule"),
        (replace(ROWS, rules=tuple(rule for rule in ROWS.rules if rule.table != "route")), "`route` is left without a rule"),
        (replace(ROWS, sections=ROWS.sections[1:]), "rule `contract_not_in_force` is in the section `not_entitled`, which is not there"),
        (replace(ROWS, levels=ROWS.levels[:1]), "the levels must be those that the text has entries for: first, second"),
        (replace(ROWS, levels=(LevelRow("first", ()), ROWS.levels[1])), "the level `first` is left without a value"),
    ],
)
def test_rows_that_no_file_can_hold_are_refused(rows: VersionRows, told: str | None) -> None:
    if told is None:
        edited(FAQ, rows)
        return
    with pytest.raises(Refused) as refused:
        with_rows(FAQ, rows, "policy.yaml")
    assert told in refusal_text(refused.value)


def test_rules_between_brackets_are_refused_with_their_line() -> None:
    text = (
        BY_HAND[: BY_HAND.index("route:\n")]
        + ('route: [{id: anyone, when: {}, route: support_hotline, clauses: [t-1], says: {de: Alle, en: "Any"}}]\n')
        + BY_HAND[BY_HAND.index("channel:\n") :]
    )
    rows = rows_in(text, "policy.yaml")
    assert with_rows(text, rows, "policy.yaml") == text
    with pytest.raises(Refused) as refused:
        with_rows(text, replace(rows, version="2026-06"), "policy.yaml")
    line = text[: text.index("route: [")].count("\n") + 1
    assert refusal_text(refused.value).startswith(f"policy.yaml, line {line}, `route`: rules stand between brackets")
