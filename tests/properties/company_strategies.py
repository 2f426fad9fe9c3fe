"""Generated small companies: two customers, up to four requests around a month's end, as rows that the real import reads.

The acts of a request are those of `tests.books.request_strategies`, where caps, expiries, withdrawals and entries meet often; here
they get customers, services and determinations, such that every coverage and every reason for blocking comes about.
What the policy says of these is written out in `coverage_of`, apart from the product."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine.books.admission.ledger import NOTHING_UNREADABLE
from engine.store.acts import Acts
from engine.use_cases.intake.import_records import ReadActs
from engine.use_cases.intake.row_reading import as_written
from tests.books.minute_oracle import OracleActs
from tests.books.record_factories import BERLIN
from tests.books.request_strategies import requests
from tests.databases import on_postgresql
from tests.run_folders import kept_folder
from tests.use_cases.desk_driver import Desk, acts_of
from tests.use_cases.tiny_company import Company, Row

# a record of its own costs several times as much on a server, where `tests/machine` goes on much longer
EXAMPLES = 400 if os.environ.get("SIZE") == "full" else 10 if on_postgresql() else 25
MONTHS = ("2026-10", "2026-11")
RECEIVED = "2026-10-31T20:00:00+01:00"
WAIVED = "2026-11-01T12:00:00+01:00"
SERVICES = {"covered": "self_service", "billable": "module_fundamentals", "not_offered": "legal_advice"}
IDS = {"time_entries": "entry_id", "consents": "consent_id", "withdrawals": "withdrawal_id", "waivers": "waiver_id", "quotes": "quote_id"}

# Desks on records that nobody looks at any more: a new one would have to learn its SQL anew.
_IDLE: list[Desk] = []

Test = TypeVar("Test", bound=Callable[..., object])


def sized_records(test: Test) -> Test:
    """As many examples as SIZE says: each is a record of its own on disk."""
    return settings(
        max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    )(test)


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Customers C1, with a contract, and C2, abroad and perhaps without; every row such as the doors let through."""
    rows: dict[str, list[Row]] = {
        "customers": [_customer("C1", "DE"), _customer("C2", "AT")],
        "people": [_person("P-C1", "C1"), _person("P-C2", "C2")],
        "contracts": [_contract("C1"), *([_contract("C2")] if draw(st.integers(0, 2)) else [])],
        "rates": [{"rate_id": "RT1", "role": "support", "hourly_rate": "120.00", "currency": "EUR", "valid_from": "2025-01-01"}],
    }
    for number, acts in enumerate(draw(st.lists(requests(), min_size=1, max_size=4))):
        identity, customer = f"R{number}", draw(st.sampled_from(["C1", "C1", "C1", "C2"]))
        service = draw(st.sampled_from([SERVICES["billable"]] * 3 + [*SERVICES.values(), "other"]))
        _add(rows, "requests", request_id=identity, customer_id=customer, product="hausperfekt", received_at=RECEIVED, service=service)
        for row in _rows_of(acts, identity, customer, draw):
            _add(rows, *row[:1], **row[1])
        for second, coverage in enumerate(draw(st.lists(st.sampled_from(["covered", "billable", "billable"]), max_size=2))):
            at = f"2026-11-01T0{second}:00:00+01:00"
            told = {"request_id": identity, "coverage": coverage, "determined_by": "am1", "determined_at": at, "reason": "agreed"}
            _add(rows, "determinations", determination_id=f"{identity}-D{second}", **told)
    return Company(rows)


def coverage_of(service: str, contract: bool, determination: str | None) -> str:
    """What the sources say of a service under version 2025-01, with an active contract or none, and a person's last word."""
    by_policy = {service: coverage for coverage, service in SERVICES.items()}.get(service, "undetermined")
    if contract:
        return determination if by_policy == "undetermined" and determination is not None else by_policy
    return "billable" if determination == "billable" and by_policy != "not_offered" else "not_entitled"


def as_recorded(company: Company) -> Acts:
    """The company's acts as if they had been recorded."""
    kinds: dict[str, list[Any]] = {}
    for act in acts_of(company):
        kinds.setdefault(act.kind, []).append(act.record)
    filled: dict[str, Any] = {kind: tuple(records) for kind, records in kinds.items()}
    return Acts(**filled)


def by_request(acts: Acts) -> dict[str, OracleActs]:
    """The recorded acts, none of them retracted, request by request, with the coverage of each entry."""
    customers_with_contract = {contract.customer_id for contract in acts.contracts}
    found: dict[str, OracleActs] = {}
    for request in acts.requests:
        own = [one for one in acts.determinations if one.request_id == request.request_id]
        last = max(own, key=lambda one: (one.determined_at, one.determination_id), default=None)
        determination = None if last is None else last.coverage
        entries = tuple(one for one in acts.time_entries if one.request_id == request.request_id)
        consents = tuple(one for one in acts.consents if one.request_id == request.request_id)
        has_contract = request.customer_id in customers_with_contract
        found[request.request_id] = OracleActs(
            entries=entries,
            coverage={one.entry_id: coverage_of(one.service or request.service or "", has_contract, determination) for one in entries},
            waivers=tuple(one for one in acts.waivers if one.entry_id in {entry.entry_id for entry in entries}),
            consents=consents,
            withdrawals=tuple(one for one in acts.withdrawals if one.consent_id in {consent.consent_id for consent in consents}),
            quotes=tuple(one for one in acts.quotes if one.request_id == request.request_id),
        )
    return found


@contextmanager
def desk_with(*companies_in_turn: Company) -> Iterator[Desk]:
    """A desk on an empty record into which these companies are imported, one after the other."""
    desk = _IDLE.pop() if _IDLE else Desk(_folder())
    desk.restart()
    try:
        for company in companies_in_turn:
            desk.records(ReadActs(acts_of(company), (), NOTHING_UNREADABLE))
        yield desk
    finally:
        _IDLE.append(desk)


@cache
def _folder() -> Path:
    return kept_folder("properties")


def reports(company: Company, *more: Company) -> list[dict[str, Any]]:
    """What both months report once these were imported."""
    with desk_with(company, *more) as desk:
        return [desk.report(month) for month in MONTHS]


def _rows_of(acts: OracleActs, request_id: str, customer_id: str, draw: st.DrawFn) -> Iterator[tuple[str, Row]]:
    for kind in IDS:
        records = acts.entries if kind == "time_entries" else getattr(acts, kind)
        for record in records:
            row = {field.name: as_written(record, field.name, BERLIN) for field in fields(record)}
            row |= {name: f"{request_id}-{row[name]}" for name in IDS.values() if row.get(name)}
            row |= {"request_id": request_id} if "request_id" in row else {}
            if kind == "time_entries":
                row["service"] = SERVICES.get(acts.coverage[record.entry_id], "other") if draw(st.integers(0, 3)) else ""
                row["agent"] = f"agent of {customer_id}"
            elif kind == "consents":
                row |= {"given_by": f"P-{customer_id}", "deviation_reason": "agreed"}
                if row["status"] == "granted" and draw(st.integers(0, 3)) == 0:
                    row |= {"max_minutes": str(draw(st.integers(1, 20))), "expires_at": "", "role": "support"}
            elif kind == "waivers":
                row["waived_at"] = WAIVED
            yield kind, row


def _add(rows: dict[str, list[Row]], kind: str, **row: str) -> None:
    rows.setdefault(kind, []).append(row)


def _customer(identity: str, country: str) -> Row:
    return {"customer_id": identity, "name": f"Customer {identity}", "language": "de", "account_manager": "am1", "country": country}


def _person(identity: str, customer_id: str) -> Row:
    return {"person_id": identity, "customer_id": customer_id, "name": identity, "portal_registered": "yes", "may_commission": "yes"}


def _contract(customer_id: str) -> Row:
    terms = {"status": "active", "second_level": "none", "training_register": "partial"}
    return {"contract_id": f"K-{customer_id}", "customer_id": customer_id, "product": "hausperfekt", "valid_from": "2025-01-01"} | terms
