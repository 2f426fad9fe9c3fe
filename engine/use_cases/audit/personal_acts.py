"""Which acts hold what is personal to a person, or to a customer who is one; and whom an id typed by somebody means.

A person's are their own rows, the summaries of requests they filed (or were said later to have), the answers they gave, and
what was written on those requests. A customer's are its rows and all that hangs on its requests; the people who asked on its
behalf are persons of their own. Whether it may be erased is not asked here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from engine.store import act_queries, lookups
from engine.store.acts import Acts
from engine.store.kinds import KINDS, key_of
from engine.store.record import Connection
from engine.vocabulary.problems import refuse

HUNG_ON_REQUESTS = ("requests", "retriages", "determinations", "quotes", "time_entries", "closures")


@dataclass(frozen=True, slots=True)
class Somebody:
    """`kind` is `people` or `customers`; `customer_ids`: all whose acts may be theirs."""

    kind: str
    id: str
    customer_ids: frozenset[str]


def somebody(connection: Connection, typed: str) -> Somebody:
    """Whom `typed` means: an id, or `people:ID` or `customers:ID` where it might be either's.

    Raises Refused for an id that nobody has (`unknown_person`), and for one that a person and a customer have."""
    found = []
    for kind in ("people", "customers"):
        for id_ in {typed, typed.removeprefix(f"{kind}:")}:
            of = lookups.customers_of_people(connection, [id_]) if kind == "people" else _customer(connection, id_)
            found += [Somebody(kind, id_, frozenset(of))] if of else []
    if not found:
        raise refuse("unknown_person", id=typed)
    if len(found) > 1:
        raise refuse("ambiguous_person", id=typed, choices=tuple(f"{one.kind}:{one.id}" for one in found))
    return found[0]


def _customer(connection: Connection, customer_id: str) -> set[str]:
    return {one.customer_id for one in act_queries.of_customers(connection, [customer_id], personal=()).customers}


def personal_acts(acts: Acts, whose: Somebody) -> dict[str, set[str]]:
    """By kind, the keys of the acts that are theirs; `acts` are all of their customers', retracted ones included."""
    theirs = _of_person(acts, whose.id) if whose.kind == "people" else _of_customer(acts, whose.id)
    entries = {one.entry_id for one in theirs["time_entries"]}
    consents = {one.consent_id for one in theirs["consents"]}
    theirs["waivers"] = [one for one in acts.waivers if one.entry_id in entries]
    theirs["withdrawals"] = [one for one in acts.withdrawals if one.consent_id in consents]
    named = {(kind, getattr(one, KINDS[kind].identity)) for kind, of_kind in theirs.items() for one in of_kind}
    theirs["retractions"] = [one for one in acts.retractions if (one.kind, one.id) in named]
    return {kind: {key_of(kind, one) for one in of_kind} for kind, of_kind in theirs.items() if of_kind and KINDS[kind].personal}


def _of_person(acts: Acts, person_id: str) -> dict[str, list[Any]]:
    filed = {one.request_id for one in acts.requests if one.person_id == person_id}
    filed |= {one.request_id for one in acts.retriages if one.person_id == person_id}
    return _on_requests(acts, filed) | {
        "people": [one for one in acts.people if one.person_id == person_id],
        "training": [one for one in acts.training if one.person_id == person_id],
        "consents": [one for one in acts.consents if one.given_by == person_id],
    }


def _of_customer(acts: Acts, customer_id: str) -> dict[str, list[Any]]:
    return _on_requests(acts, {one.request_id for one in acts.requests}) | {
        "customers": [one for one in acts.customers if one.customer_id == customer_id],
        "contracts": list(acts.contracts),
        "training": list(acts.training),
        "consents": list(acts.consents),
    }


def _on_requests(acts: Acts, request_ids: Collection[str]) -> dict[str, list[Any]]:
    return {kind: [one for one in getattr(acts, kind) if one.request_id in request_ids] for kind in HUNG_ON_REQUESTS}
