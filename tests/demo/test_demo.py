"""The demo: an invented company's two years, big enough, the same every time, and such as an auditor would believe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import fields

import pytest

from demo.company import make_demo
from demo.script import read_script
from engine.books.consent_state import minutes_left
from engine.use_cases.intake.row_reading import read_row
from engine.use_cases.months.month_report import month_report
from engine.vocabulary.instants import Instant, local_day, local_time
from engine.vocabulary.money import net_of
from engine.vocabulary.months import Month, month_of
from engine.vocabulary.outcomes import BlockReason, Bucket, ConsentState, Coverage
from engine.vocabulary.problems import Place, Problem
from tests.demo.demo_record import BERLIN, MONTHS, DemoRecord, acts, as_text, demo_record, digest_of
from tests.use_cases.desk_driver import POLICIES, deciders

# What the words and the calendar of today make of the seed. Whoever changes policies/demo.yaml, the demo or a pack's service
# hours puts the new one here; what it holds is that every Python and every run gives the same acts.
DIGEST = "6a334d0bfae492f35ab1584d9e0ee43684fdf64988dc9bf2bbe1a71a3fa9db43"
MOMENTS = {"requests": "received_at", "retriages": "triaged_at", "quotes": "sent_at", "consents": "given_at", "closures": "closed_at"}


@pytest.fixture(scope="module")
def filled() -> DemoRecord:
    return demo_record()


def test_the_demo_has_two_years_sixty_customers_3000_requests_and_8000_entries(filled: DemoRecord) -> None:
    assert len({customer.customer_id for customer in filled.acts.customers}) == 60
    assert 2_700 <= len(filled.acts.requests) <= 3_300
    assert 7_500 <= len(filled.acts.time_entries) <= 8_500
    days = [local_day(request.received_at, BERLIN) for request in filled.acts.requests]
    assert (min(days).isoformat()[:7], max(days).isoformat()[:7]) == ("2024-11", "2026-10")
    assert all(getattr(filled.acts, kind) for kind in filled.admitted.recorded)
    assert len(filled.admitted.recorded) == 15


def test_the_same_seed_gives_the_same_acts_byte_for_byte() -> None:
    assert digest_of(make_demo(deciders())) == digest_of(acts()) == DIGEST


def test_the_order_in_which_python_hashes_changes_nothing() -> None:
    program = (
        "from tests.use_cases.desk_driver import deciders; from tests.demo.demo_record import digest_of; "
        "from demo.company import make_demo; print(digest_of(make_demo(deciders())))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(POLICIES.parent)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == DIGEST


def test_another_seed_gives_another_company() -> None:
    assert digest_of(make_demo(deciders(), seed=8)) != digest_of(acts())


def test_every_coverage_occurs_by_policy_and_after_a_person_determined(filled: DemoRecord) -> None:
    by_policy = Counter(one.decider.decide(one.facts, one.received).coverage for one in filled.requests)
    in_the_end = Counter(one.coverage_with(one.facts) for one in filled.requests)
    assert set(by_policy) == set(in_the_end) == set(Coverage)
    assert in_the_end[Coverage.COVERED] > len(filled.requests) // 2
    assert in_the_end[Coverage.UNDETERMINED] < by_policy[Coverage.UNDETERMINED] // 2


def test_every_bucket_and_every_reason_for_blocking_occurs(filled: DemoRecord) -> None:
    segments = [segment for one in filled.requests for entry in one.entries for segment in entry.segments]
    assert {segment.bucket for segment in segments} == set(Bucket)
    assert {segment.blocked for segment in segments} == {None, *BlockReason}


def test_most_minutes_are_covered_a_fair_share_is_billable_and_few_are_blocked(filled: DemoRecord) -> None:
    recorded = sum(entry.minutes for entry in filled.acts.time_entries)
    shares = {bucket: 100 * filled.minutes(bucket) / recorded for bucket in Bucket}
    assert 55 <= shares[Bucket.COVERED] <= 75
    assert 18 <= shares[Bucket.BILLABLE] <= 35
    assert 1 <= shares[Bucket.WAIVED] <= 4
    assert 2 <= shares[Bucket.BLOCKED] <= 6


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_month_adds_up_and_has_all_kinds_of_life(filled: DemoRecord, month: Month) -> None:
    statement = filled.month(month)
    entries = [entry for entry in filled.acts.time_entries if month_of(local_day(entry.started_at, BERLIN)) == month]
    assert statement.minutes.recorded == sum(entry.minutes for entry in entries)
    for one in statement.customers:
        assert sum(one.blocked.values()) == one.minutes.blocked
        assert sum(line.minutes for line in one.lines) == one.minutes.billable
        assert one.sums.net == sum(net_of(line.minutes, line.rate) for line in one.lines)
    assert sum(one.sums.gross for one in statement.customers) == statement.sums.gross
    minutes = statement.minutes
    assert minutes.covered > minutes.billable > minutes.blocked > 0
    assert minutes.waived > 0
    assert len(statement.customers) > 35
    for kind, moment in MOMENTS.items():
        assert any(month_of(local_day(getattr(record, moment), BERLIN)) == month for record in getattr(filled.acts, kind)), kind


def test_the_report_of_the_record_is_the_statement_of_its_acts(filled: DemoRecord) -> None:
    assert month_report(filled.desk.record, deciders(), MONTHS[-1]).as_json() == filled.month(MONTHS[-1]).as_json()


def test_the_first_quarter_is_busy_and_august_and_december_are_quiet(filled: DemoRecord) -> None:
    recorded = {month: filled.month(month).minutes.recorded for month in MONTHS}
    mean = sum(recorded.values()) / len(recorded)
    assert all(recorded[month] > mean for month in MONTHS if month.month in (1, 2, 3))
    assert all(recorded[month] < mean for month in MONTHS if month.month in (8, 12))


def test_the_new_version_bills_more_than_the_old_one_did(filled: DemoRecord) -> None:
    shares = defaultdict(list)
    for one in filled.requests:
        if one.request.product == "hausperfekt":
            shares[one.decider.ref].append(one.coverage_with(one.facts) == Coverage.BILLABLE)
    old, new = (sum(shares[ref]) / len(shares[ref]) for ref in ("hausperfekt@2023-08", "hausperfekt@2025-01"))
    assert 0 < old < new
    assert {one.decider.ref for one in filled.requests} - shares.keys() == {"exampleworks@2025-01"}


def test_customers_differ_as_customers_do(filled: DemoRecord) -> None:
    contracts, customers, people = filled.acts.contracts, filled.acts.customers, filled.acts.people
    assert {contract.second_level for contract in contracts} == {"none", "included", "billable"}
    assert {contract.status for contract in contracts} == {"active", "suspended"}
    assert {contract.training_register for contract in contracts} == {"complete", "partial"}
    assert any(contract.valid_to is not None for contract in contracts)
    assert {customer.language for customer in customers} == {"de", "en"}
    assert {customer.country for customer in customers} == {"DE", "AT", "CH", "NL"}
    assert len({customer.account_manager for customer in customers}) == 4
    assert sum(customer.valid_from is not None for customer in customers) >= 4
    assert any(person.valid_from is not None for person in people)
    assert any(not person.portal_registered for person in people)
    assert any(not person.may_commission for person in people)
    assert {one.vat_note for month in MONTHS for one in filled.month(month).customers} == {None, "not_domestic"}


def test_some_requests_are_still_open_in_every_state(filled: DemoRecord) -> None:
    open_now = filled.open_requests()
    assert 25 <= len(open_now) <= 80
    states = {(one.coverage_with(one.facts), filled.consent_now(one)) for one in open_now}
    assert {
        (Coverage.BILLABLE, ConsentState.PENDING),
        (Coverage.BILLABLE, ConsentState.GRANTED),
        (Coverage.UNDETERMINED, ConsentState.NONE),
    } <= states
    by_id = {one.request.request_id: one for one in open_now if filled.consent_now(one) is ConsentState.GRANTED}
    left = [minutes_left(one, by_id[one.request_id].entries) for one in filled.acts.consents if one.request_id in by_id]
    assert any(minutes is not None and minutes > 0 for minutes in left)


def test_work_is_done_in_service_hours_by_people_who_are_there(filled: DemoRecord) -> None:
    script = read_script(POLICIES)
    agents = {agent.name: agent for agent in script.agents}
    for one in filled.requests:
        for reckoned in one.entries:
            began = local_time(reckoned.entry.started_at, BERLIN)
            ended = local_time(Instant(reckoned.entry.started_at + (reckoned.entry.minutes * 60 - 1) * 1_000_000), BERLIN)
            assert one.decider.hours.is_open(began), reckoned.entry
            assert one.decider.hours.is_open(ended), reckoned.entry
            assert agents[reckoned.entry.agent].works_on(began.date())
            assert agents[reckoned.entry.agent].role == reckoned.entry.role
            assert 5 <= reckoned.entry.minutes <= 180


def test_what_is_worth_a_look_is_two_crossings_and_the_end_of_an_own_rate(filled: DemoRecord) -> None:
    assert sorted(warning.kind for warning in filled.admitted.warnings) == ["gap", "two_customers_at_once", "two_customers_at_once"]


def test_mistakes_are_retracted_and_no_longer_count(filled: DemoRecord) -> None:
    retracted = Counter(retraction.kind for retraction in filled.acts.retractions)
    assert {"requests", "time_entries", "consents", "quotes", "closures", "retriages", "determinations"} <= set(retracted)
    recorded = filled.admitted.recorded
    assert all(len(getattr(filled.acts, kind)) == recorded[kind] - number for kind, number in retracted.items())


def test_every_act_could_have_been_imported() -> None:
    for act in acts():
        problems: list[Problem] = []
        texts = tuple(as_text(field.name, getattr(act.record, field.name)) for field in fields(act.record))
        assert read_row(act.kind, texts, Place("demo"), problems) == act.record, problems


def test_ids_say_what_they_are_and_count_in_the_order_of_time() -> None:
    requests = [act.record for act in acts() if act.kind == "requests"]
    assert requests[0].request_id == "R-24-00001"
    assert all(re.fullmatch(r"R-2[456]-[0-9]{5}", request.request_id) for request in requests)
    in_order = sorted(requests, key=lambda request: request.request_id)
    assert [request.received_at for request in in_order] == sorted(request.received_at for request in requests)


def test_no_address_could_reach_anybody(filled: DemoRecord) -> None:
    assert all(re.fullmatch(r"[a-z.-]+@[a-z-]+\.example", person.email) for person in filled.acts.people if person.email is not None)
    written = "\n".join(str(act.record) for act in acts())
    assert set(re.findall(r"@\S+?\.(\w+)'", written)) == {"example"}
    assert not re.search(r"https?:|www\.|\+\d{2}|\b0\d{2,5}[ /-]\d{3}", written)
