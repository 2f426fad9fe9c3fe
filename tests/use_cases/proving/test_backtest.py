"""What a draft would have done to recorded requests: worked examples on the tiny company, which a person can reckon by head.

There R1 (C1) is billable, with 60 minutes billed at 120.00, 15 of triage and 20 waived; R2 (C2) is covered, 30 minutes; R3 (C2) is
undetermined, and a person determined its 25 minutes as covered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.books.gains import AmountChange
from engine.deciding.deciders import Deciders
from engine.policy.version import Version
from engine.use_cases.months.close_month import close_month
from engine.use_cases.months.month_report import month_report
from engine.use_cases.proving.backtest import backtest, held_against
from engine.use_cases.proving.backtest_result import Backtest
from engine.use_cases.proving.recorded_requests import recorded_requests
from engine.use_cases.reckoning.as_of import known
from engine.use_cases.reckoning.open_policies import compile_all
from engine.vocabulary.instants import read_day
from engine.vocabulary.months import read_month
from engine.vocabulary.outcomes import BlockReason
from engine.vocabulary.problems import Refused
from tests.use_cases.desk_driver import NOW, Desk, deciders
from tests.use_cases.draft_factories import CHARGED, FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, draft, other_services
from tests.use_cases.tiny_company import Company, tiny
from tests.wording.read import text

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def held(desk: Desk, version: Version, days: tuple[date, date] = OCTOBER) -> Backtest:
    with desk.record.reading() as connection:
        return backtest(known(connection, desk.packs), version, *days)


def tried(folder: Path, version: Version, company: Company | None = None, days: tuple[date, date] = OCTOBER) -> Backtest:
    desk = Desk(folder)
    desk.imports(company or tiny())
    return held(desk, version, days)


def moved(change: AmountChange) -> dict[str, int]:
    """Before and after where they differ, minutes by bucket and cents."""
    before, after = (
        dict(zip(("covered", "billable", "waived", "blocked"), one.figures, strict=False)) for one in (change.before, change.after)
    )
    both = {**{name: (before[name], after[name]) for name in before}, "net": (change.before.net, change.after.net)}
    return {name: is_ - was for name, (was, is_) in both.items() if was != is_}


def test_a_draft_that_covers_what_was_billed_flips_it_and_loses_its_money(tmp_path: Path) -> None:
    found = tried(tmp_path, draft(*FUNDAMENTALS_COVERED))
    [flip] = found.flips
    assert (found.looked_at, found.flipped, found.kept.requests) == (3, 1, 2)
    assert (flip.before, flip.after, flip.requests, flip.determined, flip.examples) == ("billable", "covered", 1, 0, ("R1",))
    assert moved(flip.change) == {"covered": 80, "billable": -60, "waived": -20, "net": -12000}
    assert (found.total.lost.net, found.total.gained.net, found.total.after.minutes.recorded) == (12000, 0, 150)
    [pair] = flip.rules
    assert (pair.before, pair.after) == (("training_and_configuration_charged",), ("product_help_is_free",))


def test_customers_and_months_that_are_hit_are_named_with_their_own_change_and_no_others(tmp_path: Path) -> None:
    november = tiny().add("time_entries", like="E1", entry_id="E9", started_at="2026-11-01T10:00:00+01:00", minutes="10")
    november.without("withdrawals")
    found = tried(tmp_path, draft(*FUNDAMENTALS_COVERED), november)
    [customer] = found.customers
    assert (customer.customer_id, customer.name, customer.flipped, customer.change.net) == ("C1", "Verwaltung Süd GmbH", 1, -14000)
    assert [(str(month), change.net) for month, change in found.months] == [("2026-10", -12000), ("2026-11", -2000)]
    assert found.total.net == -14000


def test_minutes_that_would_be_billable_but_nobody_consented_to_are_blocked_and_reported(tmp_path: Path) -> None:
    found = tried(tmp_path, draft(*SELF_SERVICE_CHARGED))
    [flip] = found.flips
    assert (flip.before, flip.after, flip.examples) == ("covered", "billable", ("R2",))
    assert moved(flip.change) == {"covered": -30, "blocked": 30}
    assert (found.without_consent, found.total.net) == (30, 0)
    assert found.as_json()["without_consent"] == 30


def test_minutes_under_a_consent_that_was_given_all_the_same_become_a_line(tmp_path: Path) -> None:
    company = tiny().add("consents", like="CO1", consent_id="CO2", request_id="R2", quote_id="", given_by="P3", max_minutes="20")
    company.change("consents", "CO2", given_at="2026-10-06T09:00:00+02:00")
    found = tried(tmp_path, draft(*SELF_SERVICE_CHARGED), company)
    assert moved(found.total) == {"covered": -30, "billable": 20, "blocked": 10, "net": 4000}
    assert found.without_consent == 0, "ten minutes are over the cap"


def test_what_a_person_determined_stays_and_counts_where_the_draft_lets_it(tmp_path: Path) -> None:
    [flip] = tried(tmp_path, draft(*other_services("covered"))).flips
    assert (flip.before, flip.after, flip.determined, moved(flip.change)) == ("undetermined", "covered", 1, {})
    [flip] = tried(tmp_path, draft(*other_services("billable"))).flips
    assert (flip.before, flip.after, flip.determined, moved(flip.change)) == (
        "undetermined",
        "billable",
        1,
        {"covered": -25, "blocked": 25},
    )


def test_a_persons_word_that_counts_only_under_the_draft_is_found_though_the_coverage_stays(tmp_path: Path) -> None:
    company = tiny().change("contracts", "K2", valid_to="2025-12-31").change("requests", "R3", service="legal_advice", intake="phone")
    company.change("requests", "R2", service="legal_advice").change("determinations", "D1", coverage="billable")
    lawful = draft(
        ("when: {service: legal_advice}\n        coverage: not_offered", "when: {service: legal_advice}\n        coverage: billable")
    )
    found = tried(tmp_path, lawful, company)
    assert (found.flips, found.kept.reckoned_otherwise, found.kept.examples) == ((), 1, ("R3",))
    assert (found.total.gained.blocked(BlockReason.NO_CONSENT), found.total.lost.blocked(BlockReason.NOT_ENTITLED)) == (25, 25)


def test_waived_minutes_stay_waived_where_the_draft_bills_them_by_another_rule(tmp_path: Path) -> None:
    other_rule = draft(
        (CHARGED, "[staff_introduction, configuration_question]"),
        ("when: {service: installation}", "when: {service: [installation, module_fundamentals]}"),
    )
    found = tried(tmp_path, other_rule)
    assert (found.flips, bool(found.total), found.customers) == ((), False, ())


def test_the_version_in_force_flips_nothing_and_gains_nothing(tmp_path: Path) -> None:
    found = tried(tmp_path, deciders().packs.version("hausperfekt@2025-01"))
    assert (found.looked_at, found.already, found.flips, found.customers, found.months) == (3, 3, (), (), ())
    assert (bool(found.total), found.total.before.net, found.total.after.net) == (False, 12000, 12000)
    assert found.as_json()["totals"]["net_change"] == "0.00"  # type: ignore[index]


def test_a_draft_of_the_same_rules_changes_nothing_though_it_begins_later(tmp_path: Path) -> None:
    found = tried(tmp_path, draft())
    assert (found.policy, found.looked_at, found.already, found.flips, bool(found.total)) == ("hausperfekt@2027-01", 3, 0, (), False)


@pytest.mark.parametrize(
    ("first", "last", "looked_at"),
    [("2026-10-05", "2026-10-05", 1), ("2026-10-05", "2026-10-07", 3), ("2026-10-06", "2026-10-07", 2), ("2026-10-08", "2026-12-31", 0)],
)
def test_both_days_of_the_period_are_looked_at(tmp_path: Path, first: str, last: str, looked_at: int) -> None:
    found = tried(tmp_path, draft(*FUNDAMENTALS_COVERED), days=(read_day(first), read_day(last)))
    assert (found.looked_at, found.flipped) == (looked_at, first == "2026-10-05")


def test_a_day_is_the_products_local_day(tmp_path: Path) -> None:
    company = (
        tiny().change("requests", "R2", received_at="2026-10-05T22:30:00Z").change("requests", "R1", received_at="2026-10-04T21:59:59Z")
    )
    found = tried(tmp_path, draft(*SELF_SERVICE_CHARGED), company, (date(2026, 10, 6), date(2026, 10, 6)))
    assert (found.looked_at, found.flipped) == (1, 1)
    company.change("requests", "R2", received_at="2026-10-05T21:30:00Z")
    assert tried(tmp_path, draft(*SELF_SERVICE_CHARGED), company, (date(2026, 10, 6), date(2026, 10, 6))).looked_at == 0


def test_only_requests_of_the_drafts_product_that_were_not_retracted_are_looked_at(tmp_path: Path) -> None:
    company = tiny().add("requests", like="R2", request_id="R8", product="exampleworks").add("requests", like="R2", request_id="R9")
    company.add("retractions", like="X1", retraction_id="X9", kind="requests", id="R9")
    assert tried(tmp_path, draft(*SELF_SERVICE_CHARGED), company).looked_at == 3
    assert tried(tmp_path, draft(product="exampleworks"), company).looked_at == 1


def test_requests_that_keep_their_coverage_are_counted_where_they_go_elsewhere(tmp_path: Path) -> None:
    not_by_phone = ("when: {intake: other}\n    channel", "when: {intake: phone}\n    channel")
    to_consulting = ("when: {coverage: not_offered}\n    route", "when: {service: self_service}\n    route")
    found = tried(tmp_path, draft(not_by_phone, to_consulting))
    [route], [channel] = found.kept.routes, found.kept.channels
    assert (found.flips, found.kept.requests, bool(found.total)) == ((), 3, False)
    assert (route.before, route.after, route.requests, route.examples) == ("support_hotline", "consulting", 1, ("R2",))
    assert (channel.before, channel.after, channel.examples) == ("accepted", "resubmit_via_portal", ("R2",))


def test_work_that_names_its_own_service_is_decided_again_though_its_request_keeps_its_coverage(tmp_path: Path) -> None:
    company = tiny().change("time_entries", "E5", service="module_fundamentals")
    found = tried(tmp_path, draft(*FUNDAMENTALS_COVERED), company.change("requests", "R1", service="installation"))
    assert (found.flips, found.kept.reckoned_otherwise, found.kept.examples) == ((), 1, ("R2",))
    assert moved(found.kept.change) == {"covered": 30, "blocked": -30}
    assert [(one.customer_id, one.flipped) for one in found.customers] == [("C2", 0)]


def test_it_counts_how_many_stay_undetermined_and_how_many_of_them_wait_for_a_fact(tmp_path: Path) -> None:
    company = tiny().add("requests", like="R3", request_id="R4", service="operational_problem")
    found = tried(tmp_path, draft(*other_services("covered")), company)
    assert (found.undetermined, found.to_ask) == ((2, 1), 1)


URGENCY = """facts:
  - id: urgency
    label: {de: Dringlichkeit, en: Urgency}
    question: {de: Eilt es?, en: Is it urgent?}
    known_from: request
    default: calm
    values:
      - {id: urgent, label: {de: eilig, en: urgent}, says: {de: Es eilt., en: It is.}, example: {de: Stillstand, en: Standstill}}
      - {id: calm, label: {de: ruhig, en: calm}, says: {de: Es eilt nicht., en: It is not.}, example: {de: Frage, en: Question}}
"""
UNKNOWN = "      - {id: unknown, label: {de: offen, en: open}, says: {de: Unbekannt., en: Unknown.}, example: {de: Offen, en: Open}}\n"
ONLY_WHAT_IS_URGENT_IS_CHARGED = (
    (f"when: {{service: {CHARGED}}}", f"when: {{service: {CHARGED}, urgency: urgent}}"),
    ("when: {service: self_service}", f"when: {{service: [self_service, {CHARGED[1:]}, urgency: calm}}"),
    (
        "      - id: installation_charged",
        """      - id: urgent_help_charged
        when: {service: self_service, urgency: urgent}
        coverage: billable
        clauses: [faq-3.1]
        says: {de: Eilige Hilfe kostet., en: Urgent help costs.}
      - id: installation_charged""",
    ),
)


def test_a_fact_new_in_the_draft_that_no_record_holds_is_unknown_and_reported(tmp_path: Path) -> None:
    found = tried(tmp_path, draft(*ONLY_WHAT_IS_URGENT_IS_CHARGED, facts=(("facts:\n", URGENCY + UNKNOWN),)))
    assert [(flip.before, flip.after, flip.requests) for flip in found.flips] == [
        ("covered", "undetermined", 1),
        ("billable", "undetermined", 1),
    ]
    assert (dict(found.read_as), found.to_ask) == ({"urgency": "unknown"}, 2)
    assert [pair.after for flip in found.flips for pair in flip.rules] == [(), ()]


def test_one_that_cannot_be_unknown_has_its_default(tmp_path: Path) -> None:
    found = tried(tmp_path, draft(*ONLY_WHAT_IS_URGENT_IS_CHARGED, facts=(("facts:\n", URGENCY),)))
    assert [(flip.before, flip.after, flip.requests) for flip in found.flips] == [("billable", "covered", 1)]
    assert dict(found.read_as) == {"urgency": "calm"}


def test_a_recorded_value_that_the_draft_does_not_list_is_unknown_and_reported(tmp_path: Path) -> None:
    renamed = draft(("meter_administration, e_banking", "meter_administration, banking"), facts=(("- id: e_banking", "- id: banking"),))
    found = tried(tmp_path, renamed, tiny().change("requests", "R1", service="usage_question", cause="other"))
    [flip] = found.flips
    assert (flip.before, flip.after, flip.examples, found.to_ask) == ("covered", "undetermined", ("R1",), 1)
    assert [(one.fact, one.value, one.requests) for one in found.not_listed] == [("topic", "e_banking", 1)]


def test_one_whose_fact_cannot_be_unknown_is_refused_with_how_often_it_stands_there(tmp_path: Path) -> None:
    renamed = draft(("when: {delivery: on_site}", "when: {delivery: visit}"), facts=(("- id: on_site", "- id: visit"),))
    company = tiny().change("requests", "R2", delivery="on_site")
    with pytest.raises(Refused) as refused:
        tried(tmp_path, renamed, company.add("requests", like="R2", request_id="R4"))
    assert text(refused.value) == (
        "`delivery` is `on_site` in recorded requests (2, such as `R2`), which `hausperfekt@2027-01` does not list; "
        "keep the value, or let the fact be `unknown`"
    )


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        tried(tmp_path, draft(), days=(date(2026, 10, 2), date(2026, 10, 1)))
    assert text(refused.value) == "the period ends on `2026-10-01`, before it begins on `2026-10-02`; give the earlier day first"


@pytest.mark.parametrize("edits", [FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, other_services("billable")])
def test_months_differ_by_just_that_once_the_draft_is_in_force(tmp_path: Path, edits: tuple[tuple[str, str], ...]) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny().add("time_entries", like="E5", entry_id="E9", started_at="2026-11-01T10:00:00+01:00", minutes="10"))
    found = held(desk, draft(*edits))
    packs = desk.packs.packs.with_version(draft(*edits, ("from: 2027-01-01", "from: 2026-10-01")))
    in_force = Deciders(packs, compile_all(packs))
    months = dict(found.months)
    for month in map(read_month, ("2026-10", "2026-11")):
        now, then = (month_report(desk.record, packs, month) for packs in (desk.packs, in_force))
        change = months.get(month, AmountChange())
        assert (change.after - change.before).minutes == then.minutes - now.minutes
        assert change.net == then.sums.net - now.sums.net


def test_nothing_is_stored_and_closed_months_stay(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    close_month(desk.record, desk.packs, read_month("2026-10"), now=NOW, who="fin")
    stored, report = desk.stored(), desk.report()
    assert held(desk, draft(*FUNDAMENTALS_COVERED)).total.net == -12000
    assert (desk.stored(), desk.report()) == (stored, report)


def test_several_drafts_are_held_against_the_same_requests_one_after_the_other(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(tiny())
    with desk.record.reading() as connection:
        recorded = recorded_requests(known(connection, desk.packs), "hausperfekt", *OCTOBER)
    urgent = draft(*ONLY_WHAT_IS_URGENT_IS_CHARGED, facts=(("facts:\n", URGENCY),))
    for version in (draft(*FUNDAMENTALS_COVERED), urgent, draft(*SELF_SERVICE_CHARGED), draft(*FUNDAMENTALS_COVERED)):
        assert held_against(recorded, version).as_json() == held(desk, version).as_json()
