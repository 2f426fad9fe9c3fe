"""For how long personal fields must stay: as long as an invoice, or the proof of one, must name what they say.

A statement with minutes names its customers (section 14 (4) UStG); billable minutes rest on an answer, its evidence and the name
of who gave it. These stay to the end of the statement's calendar year and the vendor's `retention_years` after it. What a
difference corrects counts for the later statement. Everything else may go at any time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.books.effective_dates import version_on
from engine.books.fields import Key
from engine.books.records import Customer, Request
from engine.store import act_queries, statement_references
from engine.store.acts import Acts
from engine.store.erasures import ActName
from engine.store.kinds import key_of
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.month_statements import found_differences, learnt_about
from engine.use_cases.reckoning.reckon_requests import ReckonedRequest, reckon_requests
from engine.vocabulary.instants import Instant, local_day
from engine.vocabulary.months import Month, month_of

Stated = Mapping[tuple[Month, Key], Sequence[Month]]
"""For a closed month and a request, the later months whose statements say what was learnt about them."""


class Why(StrEnum):
    """What an act's personal fields are kept for: they are named in statements with minutes, prove billable minutes, or name who
    gave such a proof."""

    NAMED = "named"
    PROVES = "proves"
    GAVE = "gave"


@dataclass(frozen=True, slots=True)
class Retained:
    """Why an act must stay, and the last month that needs it."""

    why: Why
    month: Month

    def until(self, years: int) -> date:
        """The last day on which it must."""
        return date(self.month.year + years, 12, 31)


def retained(what: Known, acts: Acts) -> dict[ActName, Retained]:
    """What must stay of `acts`, which are all of some customers', retracted ones included."""
    customer_ids = {one.customer_id for one in acts.customers}
    requests = {one.request_id: one for one in acts.requests}
    reckoned = reckon_requests(act_queries.of_customers(what.connection, customer_ids, personal=(), as_of=what.as_of), what.deciders)
    stated = _stated(what, reckoned, requests)
    closed = statement_references.customers_by_month(what.connection, customer_ids)
    billed = statement_references.consents_by_month(what.connection, requests) | _billed(what, reckoned)
    found: dict[ActName, Retained] = {}
    for month, key in closed | _named_in_open_months(what, reckoned, stated, acts):
        _keep(found, ("customers", key), Why.NAMED, month)
    last: dict[Key, Month] = {}
    for month, request_id, consent_id in billed:
        last[consent_id] = max([month, *stated.get((month, request_id), ()), last.get(consent_id, month)])
    for consent in acts.consents:
        if consent.consent_id in last:
            month = last[consent.consent_id]
            _keep(found, ("consents", consent.consent_id), Why.PROVES, month)
            there = requests[consent.request_id].customer_id
            rows = [one for one in acts.people if one.person_id == consent.given_by and one.customer_id == there]
            if rows:
                _keep(found, ("people", key_of("people", version_on(rows, local_day(consent.given_at, what.zone)))), Why.GAVE, month)
    return found


def _keep(found: dict[ActName, Retained], act: ActName, why: Why, month: Month) -> None:
    if act not in found or found[act].month < month:
        found[act] = Retained(why, month)


def _stated(what: Known, reckoned: Sequence[ReckonedRequest], requests: Mapping[Key, Request]) -> Stated:
    stated: dict[tuple[Month, Key], list[Month]] = defaultdict(list)
    for month, about, request_id in statement_references.differences_by_month(what.connection, requests):
        stated[about, Key(request_id)].append(month)
    if what.earliest_open is not None:
        learnt = [id_ for id_ in learnt_about(what) if id_ in requests]
        for of_customer in found_differences(what, what.earliest_open, reckoned, learnt).values():
            for one in of_customer:
                stated[one.month, one.request_id].append(one.stated_in)
    return stated


def _named_in_open_months(what: Known, reckoned: Sequence[ReckonedRequest], stated: Stated, acts: Acts) -> set[tuple[Month, str]]:
    whose = {one.request_id: one.customer_id for one in acts.requests}
    months = {(_month(what, one.entry.started_at), request.request.customer_id) for request in reckoned for one in request.entries}
    months |= {(month, whose[request_id]) for (_, request_id), later in stated.items() for month in later}
    rows: dict[Key, list[Customer]] = defaultdict(list)
    for customer in acts.customers:
        rows[customer.customer_id].append(customer)
    return {(month, key_of("customers", version_on(rows[id_], month.last_day))) for month, id_ in months if not what.is_closed(month)}


def _billed(what: Known, reckoned: Sequence[ReckonedRequest]) -> set[tuple[Month, Key, Key]]:
    return {
        (_month(what, one.entry.started_at), one.entry.request_id, segment.consent_id)
        for request in reckoned
        for one in request.entries
        for segment in one.segments
        if segment.consent_id is not None
    }


def _month(what: Known, started_at: Instant) -> Month:
    return month_of(local_day(started_at, what.zone))
