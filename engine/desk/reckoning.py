"""The fold: acts and policies in, every entry with its coverage and its buckets out. Nothing of it is stored.

A request's coverage is decided under the version in force when it was received; an entry that names its own service,
topic or cause is decided with those; then a person's determination counts where the policy lets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.books.determining import determined, latest
from engine.books.entries import ReckonedEntry, reckon
from engine.books.facts_of_request import facts_of_entry, facts_of_request
from engine.books.records import Determination, Request
from engine.deciding.decider import Decider
from engine.deciding.deciding import Deciding
from engine.store.acts import Acts
from engine.vocabulary.instants import at_clock
from engine.vocabulary.outcomes import Coverage
from engine.vocabulary.problems import refuse


@dataclass(frozen=True, eq=False)
class ReckonedRequest:
    """One request with all that hangs on it: the facts its records tell, who decides it, and its entries with their buckets."""

    request: Request
    facts: Mapping[str, str]
    decider: Decider
    determination: Determination | None
    entries: tuple[ReckonedEntry, ...]

    @property
    def received(self) -> datetime:
        return at_clock(self.request.received_at, self.decider.compiled.version.zone)

    def coverage_with(self, facts: Mapping[str, str]) -> Coverage:
        """The coverage that counts for these facts, a person's determination applied."""
        return _coverage(self.decider, facts, self.received, self.determination)


def reckon_requests(acts: Acts, deciding: Deciding) -> list[ReckonedRequest]:
    """Every request of `acts`, which hold all that hangs on each of them. Raises Refused where no policy is in force."""
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
    reckoned = []
    for request in acts.requests:
        id_ = request.request_id
        decider, received = _in_force(request, deciding)
        names = decider.allowed
        facts = facts_of_request(
            request,
            of_request["retriages"].get(id_, ()),
            contracts.get(request.customer_id, ()),
            training.get(request.customer_id, ()),
            decider.compiled.version.zone,
            names,
        )
        determination = latest(of_request["determinations"].get(id_, ()))
        entries = of_request["time_entries"].get(id_, ())
        coverage = dict.fromkeys((entry.entry_id for entry in entries), _coverage(decider, facts, received, determination))
        for entry in entries:
            if entry.service or entry.topic or entry.cause:
                coverage[entry.entry_id] = _coverage(decider, facts_of_entry(facts, entry, names), received, determination)
        buckets = reckon(entries, coverage, waivers.get(id_, ()), of_request["consents"].get(id_, ()), withdrawals.get(id_, ()))
        reckoned.append(ReckonedRequest(request, facts, decider, determination, buckets))
    return reckoned


def _coverage(decider: Decider, facts: Mapping[str, str], received: datetime, determination: Determination | None) -> Coverage:
    coverage = decider.decide(facts, received).coverage
    if determination is None or coverage not in (Coverage.UNDETERMINED, Coverage.NOT_ENTITLED):
        return coverage
    if_active = decider.decide({**facts, "contract": "active"}, received).coverage if "contract" in decider.allowed else coverage
    return determined(coverage, if_active, determination)


def _in_force(request: Request, deciding: Deciding) -> tuple[Decider, datetime]:
    """Who decides a request, and when it was received by its product's clock."""
    pack = deciding.products.get(request.product)
    received = at_clock(request.received_at, pack.pack.zone) if pack else None
    decider = pack.on(received) if pack and received else None
    if decider is None or received is None:
        raise refuse(
            "no_policy", f"no policy is in force any more for the request `{request.request_id}` (`{request.product}`); put its pack back"
        )
    return decider, received


def _grouped(records: Sequence[Any], column: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, column), []).append(record)
    return groups
