"""The fold: acts and policies in, every entry with its coverage and its buckets out. Nothing of it is stored.

A request's coverage is decided under the version in force when it was received; an entry that names its own service,
topic or cause is decided with those; then a person's determination counts where the policy lets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.books.determinations import effective_coverage, latest_determination
from engine.books.entries import ReckonedEntry, reckon
from engine.books.facts_of_request import facts_of_entry
from engine.books.records import Consent, Contract, Determination, Request, Retriage, TimeEntry, Training, Waiver, Withdrawal
from engine.deciding.decider import Decider
from engine.deciding.deciders import Deciders
from engine.store.acts import Acts
from engine.use_cases.reckoning.recorded_facts import FactsTold, facts_told
from engine.vocabulary.instants import local_time
from engine.vocabulary.outcomes import Coverage
from engine.vocabulary.problems import refuse


@dataclass(frozen=True, eq=False)
class ReckonedRequest:
    """One request with all that hangs on it: the facts its records tell, who decides it, its entries with their buckets, and the
    numbers and days that facts were read off."""

    request: Request
    facts: Mapping[str, str]
    decider: Decider
    determination: Determination | None
    entries: tuple[ReckonedEntry, ...]
    stated: Mapping[str, str]

    @property
    def received(self) -> datetime:
        return local_time(self.request.received_at, self.decider.compiled.version.zone)

    def coverage_with(self, facts: Mapping[str, str]) -> Coverage:
        """The coverage that counts for these facts, a person's determination applied."""
        return _coverage(self.decider, facts, self.received, self.determination)


@dataclass(frozen=True, slots=True)
class RequestActs:
    """One request and the acts that say what its minutes come to; contracts and training are all of its customer's."""

    request: Request
    retriages: Sequence[Retriage]
    contracts: Sequence[Contract]
    training: Sequence[Training]
    determinations: Sequence[Determination]
    entries: Sequence[TimeEntry]
    waivers: Sequence[Waiver]
    consents: Sequence[Consent]
    withdrawals: Sequence[Withdrawal]


def reckon_requests(acts: Acts, deciders: Deciders) -> list[ReckonedRequest]:
    """Every request of `acts`, which hold all that hangs on each of them. Raises Refused where no policy is in force."""
    return [reckon_request(one, in_force(one.request, deciders)) for one in acts_by_request(acts)]


def acts_by_request(acts: Acts) -> Iterator[RequestActs]:
    """Each request of `acts` with what hangs on it."""
    contracts = _grouped(acts.contracts, "customer_id")
    training = _grouped(acts.training, "customer_id")
    of_request = {kind: _grouped(getattr(acts, kind), "request_id") for kind in ("retriages", "determinations", "consents", "time_entries")}
    request_of_consent = {consent.consent_id: consent.request_id for consent in acts.consents}
    request_of_entry = {entry.entry_id: entry.request_id for entry in acts.time_entries}
    withdrawals, waivers = defaultdict(list), defaultdict(list)
    for withdrawal in acts.withdrawals:
        withdrawals[request_of_consent[withdrawal.consent_id]].append(withdrawal)
    for waiver in acts.waivers:
        waivers[request_of_entry[waiver.entry_id]].append(waiver)
    for request in acts.requests:
        id_ = request.request_id
        yield RequestActs(
            request,
            of_request["retriages"].get(id_, ()),
            contracts.get(request.customer_id, ()),
            training.get(request.customer_id, ()),
            of_request["determinations"].get(id_, ()),
            of_request["time_entries"].get(id_, ()),
            waivers.get(id_, ()),
            of_request["consents"].get(id_, ()),
            withdrawals.get(id_, ()),
        )


def told_of(one: RequestActs, decider: Decider) -> FactsTold:
    """What its records tell of the facts that `decider` reads."""
    return facts_told(decider, one.request, one.retriages, one.contracts, one.training)


def reckon_request(one: RequestActs, decider: Decider, before: ReckonedRequest | None = None) -> ReckonedRequest:
    """One request as `decider` decides it. `before`: the same acts reckoned by another one; its entries are taken over where
    their coverage is the same, since then all else is."""
    request, names = one.request, decider.allowed
    received = local_time(request.received_at, decider.compiled.version.zone)
    told = told_of(one, decider)
    facts = told.facts
    determination = latest_determination(one.determinations)
    coverage = dict.fromkeys((entry.entry_id for entry in one.entries), _coverage(decider, facts, received, determination))
    for entry in one.entries:
        if entry.service or entry.topic or entry.cause:
            coverage[entry.entry_id] = _coverage(decider, facts_of_entry(facts, entry, names), received, determination)
    if before is not None and all(coverage[entry.entry.entry_id] is entry.coverage for entry in before.entries):
        return ReckonedRequest(request, facts, decider, determination, before.entries, told.stated)
    buckets = reckon(one.entries, coverage, one.waivers, one.consents, one.withdrawals)
    return ReckonedRequest(request, facts, decider, determination, buckets, told.stated)


def _coverage(decider: Decider, facts: Mapping[str, str], received: datetime, determination: Determination | None) -> Coverage:
    coverage = decider.decide(facts, received).coverage
    if determination is None or coverage not in (Coverage.UNDETERMINED, Coverage.NOT_ENTITLED):
        return coverage
    if_active = decider.decide({**facts, "contract": "active"}, received).coverage if "contract" in decider.allowed else coverage
    return effective_coverage(coverage, if_active, determination)


def in_force(request: Request, deciders: Deciders) -> Decider:
    """Who decides a request: the version in force when it was received, by its product's clock. Raises Refused where none is."""
    pack = deciders.products.get(request.product)
    decider = pack.on(local_time(request.received_at, pack.pack.zone)) if pack else None
    if decider is None:
        raise refuse("no_policy.any_more", request=request.request_id, product=request.product)
    return decider


def _grouped(records: Sequence[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, column), []).append(record)
    return groups
