"""What holds of every backtest, whatever was recorded: it equals deciding each request alone, minute by minute, and adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from engine.books.gains import NO_AMOUNT_CHANGE, AmountChange
from engine.books.records import Determination
from engine.store.acts import Acts
from engine.use_cases.proving.backtest import backtest
from engine.use_cases.proving.backtest_result import Backtest
from engine.use_cases.reckoning.as_of import known
from engine.vocabulary.instants import local_day
from tests.books.minute_oracle import OracleActs, half_up, minute_results
from tests.books.record_factories import BERLIN
from tests.deciding.oracle import Oracle
from tests.properties.company_strategies import as_recorded, by_request, companies, desk_with, sized_records
from tests.use_cases.desk_driver import Desk, deciders
from tests.use_cases.draft_factories import FUNDAMENTALS_COVERED, SELF_SERVICE_CHARGED, Edit, draft, other_services, texts_of_draft
from tests.use_cases.tiny_company import Company

DAYS = (date(2026, 10, 1), date(2026, 11, 30))
LAWFUL_ADVICE = (
    ("when: {service: legal_advice}\n        coverage: not_offered", "when: {service: legal_advice}\n        coverage: billable"),
)
NO_CONTRACT_NEEDED = (("when: {contract: [none, ended, suspended]}", "when: {contract: [ended, suspended]}"),)
drafts = st.sampled_from(
    [
        FUNDAMENTALS_COVERED,
        SELF_SERVICE_CHARGED,
        (*FUNDAMENTALS_COVERED, *other_services("billable")),
        (*other_services("covered"), *LAWFUL_ADVICE),
        (*NO_CONTRACT_NEEDED, *SELF_SERVICE_CHARGED),
    ]
)


def held(desk: Desk, *edits: Edit) -> Backtest:
    with desk.record.reading() as connection:
        version = draft(*edits) if edits else deciders().packs.version("hausperfekt@2025-01")
        return backtest(known(connection, desk.packs), version, *DAYS)


@cache
def written_plainly(*edits: Edit) -> Oracle:
    """The draft's rules as anybody's YAML reader finds them; without edits they are those in force."""
    policy, facts = (YAML(typ="safe", pure=True).load(text) for text in list(texts_of_draft(edits).values())[:2])
    return Oracle("draft", BERLIN, policy, {fact["id"]: fact for fact in facts["facts"]})


@cache
def by_rules(oracle_of: tuple[Edit, ...], contract: str, service: str) -> str:
    oracle = written_plainly(*oracle_of)
    return oracle.coverage_of(oracle.complete({"contract": contract, "service": service}))[0]


def that_counts(edits: tuple[Edit, ...], contract: str, service: str, determination: str | None) -> str:
    """A person's word counts where the policy leaves it open, and may agree paid work with whoever has no contract."""
    coverage = by_rules(edits, contract, service)
    if determination is None or by_rules(edits, "active", service) == "not_offered":
        return coverage
    if coverage == "not_entitled" and determination == "billable":
        return "billable"
    return determination if coverage == "undetermined" else coverage


def determined_at(one: Determination) -> int:
    return one.determined_at


class Alone:
    """Each request decided and reckoned by itself under the draft's rules and under those in force."""

    def __init__(self, acts: Acts, edits: tuple[Edit, ...]) -> None:
        self.flips: Counter[tuple[str, str]] = Counter()
        self.minutes: Counter[tuple[str, str, str]] = Counter()
        self.net: Counter[tuple[str, str]] = Counter()
        contracts = {one.customer_id for one in acts.contracts}
        for request in acts.requests:
            own = by_request(acts)[request.request_id]
            contract = "active" if request.customer_id in contracts else "none"
            last = max((one for one in acts.determinations if one.request_id == request.request_id), key=determined_at, default=None)
            said = None if last is None else str(last.coverage)
            service = str(request.service)
            before, after = (by_rules(rules, contract, service) for rules in ((), edits))
            self.flips[before, after] += before != after
            for when, rules in (("before", ()), ("after", edits)):
                coverage = {one.entry_id: that_counts(rules, contract, one.service or service, said) for one in own.entries}
                self.reckon(when, request.customer_id, replace(own, coverage=coverage))

    def reckon(self, when: str, customer: str, own: OracleActs) -> None:
        lines: Counter[tuple[Any, int]] = Counter()
        started = {one.entry_id: one.started_at for one in own.entries}
        for (entry, _), fate in minute_results(own).items():
            self.minutes[when, customer, fate.reason or fate.bucket] += 1
            if fate.rate is not None:
                day = local_day(started[entry], BERLIN)  # type: ignore[index]
                lines[(day.year, day.month), fate.rate] += 1
        self.net[when, customer] += sum(half_up(Fraction(minutes * rate, 60)) for (_, rate), minutes in lines.items())


def told(change: AmountChange) -> Mapping[str, tuple[int, int]]:
    """Before and after, each reason for blocking by itself."""
    before, after = (one.as_json() for one in (change.before, change.after))
    flat: list[Any] = [{**one["minutes"], "blocked": 0, **one["blocked"]} for one in (before, after)]  # type: ignore[dict-item]
    return {name: (flat[0].get(name, 0), flat[1].get(name, 0)) for name in {*flat[0], *flat[1]} if name != "blocked"}


@sized_records
@given(companies(), drafts)
def test_it_equals_deciding_and_reckoning_each_request_alone(company: Company, edits: tuple[Edit, ...]) -> None:
    alone = Alone(as_recorded(company), edits)
    with desk_with(company) as desk:
        found = held(desk, *edits)
    assert {(flip.before, flip.after): flip.requests for flip in found.flips} == dict(+alone.flips)
    assert found.looked_at == len(company.rows["requests"])
    for name, (before, after) in told(found.total).items():
        expected = [
            sum(count for (side, _, where), count in alone.minutes.items() if (side, where) == (when, name)) for when in ("before", "after")
        ]
        assert [before, after] == expected, name
    for customer in found.customers:
        id_ = customer.customer_id
        assert (customer.change.before.net, customer.change.after.net) == (alone.net["before", id_], alone.net["after", id_])
        for name, both in told(customer.change).items():
            assert both == (alone.minutes["before", id_, name], alone.minutes["after", id_, name]), name
    unhit = {one.customer_id for one in as_recorded(company).requests} - {one.customer_id for one in found.customers}
    for id_ in unhit:
        assert alone.net["before", id_] == alone.net["after", id_]


@sized_records
@given(companies(), drafts)
def test_customers_months_and_flips_add_up_to_the_total_and_the_version_in_force_changes_nothing(
    company: Company, edits: tuple[Edit, ...]
) -> None:
    with desk_with(company) as desk:
        found, unchanged = held(desk, *edits), held(desk)
    parts = (
        [one.change for one in found.customers],
        [change for _, change in found.months],
        [*(flip.change for flip in found.flips), found.kept.change],
    )
    for changes in parts:
        assert sum((change.alone for change in changes), NO_AMOUNT_CHANGE) == found.total.alone
    assert found.total.after - found.total.before == found.total.gained - found.total.lost
    assert found.total.before.minutes.recorded == found.total.after.minutes.recorded
    assert sum(one.flipped for one in found.customers) == found.flipped == found.looked_at - found.kept.requests
    assert all(sum(pair.requests for pair in flip.rules) == flip.requests for flip in found.flips)
    for change in chain(*parts):
        for one in (change.before, change.after, change.gained, change.lost):
            assert min(one.figures) >= 0
            assert sum(one.figures[4:-1]) == one.figures[3] or one in (change.gained, change.lost)
    assert (unchanged.flips, unchanged.customers, unchanged.months, unchanged.kept.routes, unchanged.kept.channels) == ((), (), (), (), ())
    assert (unchanged.already, unchanged.total) == (found.looked_at, AmountChange(found.total.before))
