"""What was recorded of one product in a period, decided and reckoned under the versions that were in force: what a draft is
held against.

Reading and reckoning take the longest, and no draft changes them: who tries several drafts asks for this once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from engine.books.amounts import NO_AMOUNTS, Amounts, MonthOfRequest, amounts_of
from engine.books.effective_dates import version_on
from engine.books.facts_of_request import facts_of_entry
from engine.books.fields import Key
from engine.books.records import Customer
from engine.deciding.decider import Decider
from engine.deciding.decision import Decision
from engine.store import act_queries, scope
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, RequestActs, acts_by_request, in_force, reckon_request, told_of
from engine.vocabulary.instants import start_of_day
from engine.vocabulary.months import Month
from engine.vocabulary.problems import refuse


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request with its acts, as it was decided and what its minutes come to, by month."""

    acts: RequestActs
    reckoned: ReckonedRequest
    decision: Decision
    amounts: Mapping[MonthOfRequest, Amounts]


@dataclass(frozen=True, slots=True)
class Alike:
    """Requests that no version with the same facts tells apart: their records and those of their work tell the same of these facts,
    they were decided under one version, and a person has said the same of who pays. At least one; those received first lead."""

    in_force: Decider
    requests: tuple[RecordedRequest, ...]


@dataclass(frozen=True, eq=False)
class RecordedRequests:
    """`requests` in the order in which they were received; `names`: customers by id, as they were called on the last day;
    `zone`: the vendor's, by which months begin."""

    product: str
    first_day: date
    last_day: date
    zone: ZoneInfo
    currency: str
    requests: tuple[RecordedRequest, ...]
    names: Mapping[Key, str]
    _alike: dict[object, tuple[Alike, ...]] = field(default_factory=dict)

    def alike(self, by: Decider) -> tuple[Alike, ...]:
        """All requests, such together as the facts that `by` declares do not tell apart."""
        declared = tuple(by.compiled.version.facts.items())
        found = self._alike.get(declared)
        if found is None:
            in_force = {one.reckoned.decider.ref: one.reckoned.decider.compiled.version for one in self.requests}
            same_facts = {ref for ref, version in in_force.items() if tuple(version.facts.items()) == declared}
            groups: dict[object, list[RecordedRequest]] = {}
            for one in self.requests:
                groups.setdefault(_told(one, by, same_facts), []).append(one)
            found = tuple(Alike(some[0].reckoned.decider, tuple(some)) for some in groups.values())
            # The last answer only: who edits rules leaves the facts as they are.
            self._alike.clear()
            self._alike[declared] = found
        return found

    @cached_property
    def by_customer(self) -> Mapping[Key, Amounts]:
        """What all of a customer's minutes come to."""
        sums: dict[Key, Amounts] = {}
        for one in self.requests:
            customer = one.acts.request.customer_id
            sums[customer] = sum(one.amounts.values(), sums.get(customer, NO_AMOUNTS))
        return sums

    @cached_property
    def by_month(self) -> Mapping[Month, Amounts]:
        """What the minutes of these requests come to in each month."""
        sums: dict[Month, Amounts] = {}
        for one in self.requests:
            for (month, _), amounts in one.amounts.items():
                sums[month] = sums.get(month, NO_AMOUNTS) + amounts
        return sums


def recorded_requests(what: Known, product: str, first_day: date, last_day: date) -> RecordedRequests:
    """The requests for `product` received from `first_day` to `last_day`, both included, local days of the product's zone.

    Raises Refused where the last day lies before the first."""
    if last_day < first_day:
        raise refuse("bad_period.backwards", last_day=last_day, first_day=first_day)
    pack = what.deciders.packs.packs[product]
    first, end = start_of_day(first_day, pack.zone), start_of_day(last_day + timedelta(days=1), pack.zone)
    received = scope.requests_received(what.connection, product, first, end, as_of=what.as_of)
    acts = act_queries.of_requests(what.connection, received, as_of=what.as_of)
    requests = [_decided(one, what) for one in acts_by_request(acts)]
    requests.sort(key=lambda one: (one.acts.request.received_at, one.acts.request.request_id))
    rows: dict[Key, list[Customer]] = {}
    for customer in acts.customers:
        rows.setdefault(customer.customer_id, []).append(customer)
    names = {id_: version_on(some, last_day).name for id_, some in rows.items()}
    return RecordedRequests(product, first_day, last_day, what.zone, what.vendor.currency, tuple(requests), names)


def _decided(one: RequestActs, what: Known) -> RecordedRequest:
    reckoned = reckon_request(one, in_force(one.request, what.deciders))
    decision = reckoned.decider.decide(reckoned.facts, reckoned.received)
    return RecordedRequest(one, reckoned, decision, amounts_of(reckoned.entries, what.zone))


def _told(one: RecordedRequest, by: Decider, same_facts: Collection[str]) -> object:
    """What is told of a request: nothing else of it can make a difference to who pays, who handles it and how it is taken in."""
    in_force, determination = one.reckoned.decider, one.reckoned.determination
    told = [(one.reckoned.facts, in_force.allowed)]
    if in_force.ref not in same_facts:
        told.append((told_of(one.acts, by).facts, by.allowed))
    facts = tuple(frozenset(facts.items()) for facts, _ in told)
    works = set()
    for entry in one.acts.entries:
        names_its_own = entry.service or entry.topic or entry.cause
        works.add(tuple(frozenset(facts_of_entry(facts, entry, names).items()) for facts, names in told) if names_its_own else facts)
    return in_force.ref, facts, frozenset(works), determination and determination.coverage
