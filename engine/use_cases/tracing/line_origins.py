"""Which minutes something stands behind: as a choice among the parts of statements, the same for closed months and open ones.

A contract or a record of training stands behind the requests whose facts are read from it, a quote behind the consents that
answer it, a retraction behind what it retracted. Chooses; reads no statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.facts_of_request import after_retriage, contract_status
from engine.books.records import Contract, Request, Training
from engine.books.statement_rows import FrozenDecision, FrozenPart, FrozenPolicy
from engine.store import act_queries, act_search
from engine.store.acts import Acts
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.tracing.id_lookup import POLICIES, Named
from engine.vocabulary.instants import local_day
from engine.vocabulary.outcomes import BlockReason

Says = Callable[[FrozenDecision, FrozenPolicy], bool]


@dataclass(frozen=True, eq=False)
class Behind:
    """Parts of these `requests` (None: of all) that name one of the acts of `naming` (column → ids) or are `blocked` for that
    reason (all of the requests' where `naming` is None); or all that a policy decided as `says` has it; or a whole closed
    `month`."""

    requests: frozenset[str] | None = None
    naming: Mapping[str, frozenset[str]] | None = None
    blocked: str | None = None
    says: Says | None = None
    month: str | None = None

    def holds(self, part: FrozenPart, decision: FrozenDecision, policy: FrozenPolicy) -> bool:
        """Whether it stands behind a part of an open month."""
        if self.month is not None:
            return False
        if self.says is not None:
            return self.says(decision, policy)
        if self.requests is not None and part.request_id not in self.requests:
            return False
        if self.naming is None:
            return True
        is_named = any(getattr(part, column) in ids for column, ids in self.naming.items())
        return is_named or (self.blocked is not None and part.blocked == self.blocked)


NOTHING = Behind(requests=frozenset())


def behind(what: Known, thing: Named, records: Iterable[Any]) -> Behind:
    """`records`: what the acts of `thing` say; none for a rule, a clause, a policy or its digests."""
    if thing.kind in _DECIDED:
        return Behind(says=_DECIDED[thing.kind](thing.id))
    if thing.kind == "rates":
        return Behind(naming={"rate_id": frozenset([thing.id])})
    if thing.kind == "closings":
        return Behind(month=thing.id)
    if thing.kind in ("customers", "people"):
        return _of_whom(what, thing, {record.customer_id for record in records})
    return _OF_RECORD.get(thing.kind, _nothing)(what, next(iter(records)))


_DECIDED: dict[str, Callable[[str], Says]] = {
    "rules": lambda id_: lambda decision, _: id_ in decision.rules.split(),
    "clauses": lambda id_: lambda decision, _: id_ in decision.clauses.split(),
    POLICIES: lambda id_: lambda _, policy: policy.policy == id_,
    "meaning_digests": lambda id_: lambda _, policy: policy.meaning_digest == id_,
    "text_digests": lambda id_: lambda _, policy: policy.text_digest == id_,
}


def _nothing(_what: Known, _record: Any) -> Behind:
    return NOTHING


def _request(_what: Known, record: Any) -> Behind:
    return Behind(frozenset([record.request_id]))


def _naming(request_id: str, column: str, ids: Iterable[str], blocked: BlockReason | None = None) -> Behind:
    return Behind(frozenset([request_id]), {column: frozenset(ids)}, blocked.value if blocked else None)


def _consent(_what: Known, record: Any) -> Behind:
    return _naming(record.request_id, "consent_id", [record.consent_id], BlockReason.DECLINED if record.status == "declined" else None)


def _quote(what: Known, record: Any) -> Behind:
    consents = act_queries.of_requests(what.connection, [record.request_id], retracted=True).consents
    return _naming(record.request_id, "consent_id", (one.consent_id for one in consents if one.quote_id == record.quote_id))


def _withdrawal(what: Known, record: Any) -> Behind:
    consent = act_queries.records_by_key(what.connection, "consents", [record.consent_id])[record.consent_id]
    return _naming(consent.request_id, "consent_id", [record.consent_id], BlockReason.CONSENT_WITHDRAWN)


def _entry(_what: Known, record: Any) -> Behind:
    return _naming(record.request_id, "entry_id", [record.entry_id])


def _waiver(what: Known, record: Any) -> Behind:
    entry = act_queries.records_by_key(what.connection, "time_entries", [record.entry_id])[record.entry_id]
    return _naming(entry.request_id, "waiver_id", [record.waiver_id])


def _determination(_what: Known, record: Any) -> Behind:
    return _naming(record.request_id, "determination_id", [record.determination_id])


def _contract(what: Known, record: Contract) -> Behind:
    acts = act_queries.of_customers(what.connection, [record.customer_id])
    terms = {one.contract_id: one for one in (*acts.contracts, record) if one.product == record.product}
    return Behind(
        frozenset(
            request.request_id
            for request, zone in _requests_on(what, acts, record.product)
            if contract_status(terms.values(), local_day(request.received_at, zone))[1] == record
        )
    )


def _training(what: Known, record: Training) -> Behind:
    acts = act_queries.of_customers(what.connection, [record.customer_id])
    found = set()
    for request, zone in _requests_on(what, acts, record.product):
        day, now = local_day(request.received_at, zone), after_retriage(request, acts.retriages)
        is_valid = record.completed_on <= day and (record.valid_until is None or day <= record.valid_until)
        if is_valid and now.training is None and record.person_id in (None, now.person_id):
            found.add(request.request_id)
    return Behind(frozenset(found))


def _requests_on(what: Known, acts: Acts, product: str) -> list[tuple[Request, ZoneInfo]]:
    """Requests on a product, with the time zone of its pack."""
    pack = what.deciders.packs.packs.get(product)
    return [(request, pack.zone) for request in acts.requests if request.product == product] if pack else []


def _publication(_what: Known, record: Any) -> Behind:
    return Behind(says=_DECIDED[POLICIES](record.policy))


def _retraction(what: Known, record: Any) -> Behind:
    retracted = act_queries.records_by_key(what.connection, record.kind, [record.id])[record.id]
    return behind(what, Named(record.kind, record.id), [retracted])


def _of_whom(what: Known, thing: Named, customer_ids: set[str]) -> Behind:
    """All of a customer's requests; of a person what was drawn on consents that the person gave."""
    requests = frozenset(act_search.requests_of_customers(what.connection, sorted(customer_ids)))
    if thing.kind == "customers":
        return Behind(requests)
    consents = act_queries.of_customers(what.connection, sorted(customer_ids), retracted=True).consents
    return Behind(requests, {"consent_id": frozenset(one.consent_id for one in consents if one.given_by == thing.id)})


_OF_RECORD: dict[str, Callable[[Known, Any], Behind]] = {
    "contracts": _contract,
    "training": _training,
    "requests": _request,
    "retriages": _request,
    "determinations": _determination,
    "quotes": _quote,
    "consents": _consent,
    "withdrawals": _withdrawal,
    "time_entries": _entry,
    "waivers": _waiver,
    "retractions": _retraction,
    "policy_publications": _publication,
}
