"""Records with everything filled in that a sentence does not speak of, so that a test says only what matters to it.

Times are clock times of Monday 2026-10-05 in Berlin (`at("10:00")`), or whole date-times.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from engine.books.fields import Key, Minutes, Word
from engine.books.records import (
    Consent,
    Contract,
    Customer,
    Determination,
    Quote,
    Rate,
    Request,
    Retraction,
    Retriage,
    TimeEntry,
    Training,
    Waiver,
    Withdrawal,
)
from engine.vocabulary.instants import Instant, read_instant
from engine.vocabulary.money import read_amount

BERLIN = ZoneInfo("Europe/Berlin")
REQUEST = Key("R1")


def at(clock: str) -> Instant:
    """`10:00`, `09:59:59.999999` on 2026-10-05 in Berlin, or a whole ISO date-time with offset."""
    return read_instant(clock if "T" in clock else f"2026-10-05T{clock}+02:00")


def day(text: str) -> date:
    return date.fromisoformat(text)


def grant(
    consent_id: str = "K1",
    given: str = "08:00",
    role: str = "support",
    rate: str = "120.00",
    max_minutes: int | None = None,
    expires: str | None = None,
) -> Consent:
    """A granted consent."""
    return Consent(
        consent_id=Key(consent_id),
        request_id=REQUEST,
        quote_id=None,
        status="granted",
        given_by=Key("P1"),
        given_via="email",
        given_at=at(given),
        evidence="mail",
        role=Word(role),
        hourly_rate=read_amount(rate),
        currency=Word("EUR"),
        max_minutes=None if max_minutes is None else Minutes(max_minutes),
        expires_at=None if expires is None else at(expires),
        deviation_reason=None,
    )


def refusal(consent_id: str = "K9", given: str = "08:00", role: str | None = None) -> Consent:
    """A declined consent; without a role it is for all roles."""
    return replace(grant(consent_id, given), status="declined", evidence=None, role=None if role is None else Word(role), hourly_rate=None)


def withdrawal(consent_id: str = "K1", withdrawn: str = "11:00") -> Withdrawal:
    return Withdrawal(Key(f"W-{consent_id}"), Key(consent_id), at(withdrawn), Word("P1"))


def quote(sent: str = "08:00", expires: str | None = None, quote_id: str = "Q1") -> Quote:
    return Quote(
        quote_id=Key(quote_id),
        request_id=REQUEST,
        sent_at=at(sent),
        sent_by=Word("am1"),
        role=Word("support"),
        hourly_rate=read_amount("120.00"),
        currency=Word("EUR"),
        max_minutes=None,
        expires_at=None if expires is None else at(expires),
        deviation_reason=None,
    )


def entry(
    entry_id: str = "E1",
    started: str = "10:00",
    minutes: int = 60,
    role: str = "support",
    request_id: str = "R1",
    service: str | None = None,
    topic: str | None = None,
    cause: str | None = None,
) -> TimeEntry:
    """Work, with facts of its own where they are named."""
    words = [None if word is None else Word(word) for word in (service, topic, cause)]
    return TimeEntry(
        entry_id=Key(entry_id),
        request_id=Key(request_id),
        agent=Word("agent1"),
        role=Word(role),
        activity="work",
        started_at=at(started),
        minutes=Minutes(minutes),
        service=words[0],
        topic=words[1],
        cause=words[2],
        note=None,
    )


def triage(entry_id: str = "E1", started: str = "10:00", minutes: int = 60) -> TimeEntry:
    return replace(entry(entry_id, started, minutes), activity="triage")


def waiver(entry_id: str = "E1") -> Waiver:
    return Waiver(Key(f"V-{entry_id}"), Key(entry_id), at("18:00"), Word("am1"), "goodwill")


def determination(coverage: str, determined: str = "09:00", determination_id: str = "D1") -> Determination:
    assert coverage in ("covered", "billable")
    return Determination(
        Key(determination_id),
        REQUEST,
        "covered" if coverage == "covered" else "billable",
        Word("am1"),
        at(determined),
        "agreed by phone",
    )


def rate(
    rate_id: str,
    hourly: str,
    valid_from: str = "2025-01-01",
    valid_to: str | None = None,
    customer: str | None = None,
    role: str | None = None,
    product: str | None = None,
) -> Rate:
    return Rate(
        rate_id=Key(rate_id),
        product=None if product is None else Word(product),
        role=None if role is None else Word(role),
        customer_id=None if customer is None else Key(customer),
        hourly_rate=read_amount(hourly),
        currency=Word("EUR"),
        valid_from=day(valid_from),
        valid_to=None if valid_to is None else day(valid_to),
    )


def contract(
    contract_id: str = "V1",
    valid_from: str = "2025-01-01",
    valid_to: str | None = None,
    status: str = "active",
    second_level: str = "none",
    register: str = "partial",
) -> Contract:
    """A contract of customer C1 for Hausperfekt."""
    assert status in ("active", "suspended")
    assert second_level in ("none", "included", "billable")
    assert register in ("complete", "partial")
    return Contract(
        contract_id=Key(contract_id),
        customer_id=Key("C1"),
        product=Word("hausperfekt"),
        valid_from=day(valid_from),
        valid_to=None if valid_to is None else day(valid_to),
        status="active" if status == "active" else "suspended",
        second_level="none" if second_level == "none" else "included" if second_level == "included" else "billable",
        training_register="complete" if register == "complete" else "partial",
    )


def training(
    person: str | None = "P1", completed: str = "2025-03-01", until: str | None = None, product: str = "hausperfekt", customer: str = "C1"
) -> Training:
    """Training of a person, or of everyone at the customer where `person` is None."""
    return Training(
        training_id=Key("T1"),
        customer_id=Key(customer),
        person_id=None if person is None else Key(person),
        product=Word(product),
        completed_on=day(completed),
        valid_until=None if until is None else day(until),
    )


def request(person: str | None = "P1", received: str = "2026-03-10T10:00:00+01:00", service: str | None = None) -> Request:
    """A request of customer C1 on Hausperfekt, with columns left blank but for those named."""
    return Request(
        request_id=REQUEST,
        customer_id=Key("C1"),
        person_id=None if person is None else Key(person),
        product=Word("hausperfekt"),
        received_at=at(received),
        intake=None,
        delivery=None,
        service=None if service is None else Word(service),
        topic=None,
        cause=None,
        complexity=None,
        summary=None,
    )


def retriage(
    retriage_id: str = "RE1",
    triaged: str = "09:00",
    person: str | None = None,
    training: str | None = None,
    service: str | None = None,
    topic: str | None = None,
    delivery: str | None = None,
) -> Retriage:
    words = [None if word is None else Word(word) for word in (training, delivery, service, topic)]
    return Retriage(
        retriage_id=Key(retriage_id),
        request_id=REQUEST,
        triaged_at=at(triaged),
        triaged_by=Word("am1"),
        person_id=None if person is None else Key(person),
        training=words[0],
        delivery=words[1],
        service=words[2],
        topic=words[3],
        cause=None,
        complexity=None,
    )


def customer(customer_id: str = "C1", valid_from: str | None = None, country: str = "DE", name: str = "Testhaus") -> Customer:
    return Customer(
        customer_id=Key(customer_id),
        valid_from=None if valid_from is None else day(valid_from),
        name=name,
        language="de",
        account_manager=Word("am1"),
        debtor_number=None,
        vat_id=None,
        street=None,
        postal_code=None,
        city=None,
        country=Word(country),
    )


def retraction(kind: str, act_id: str) -> Retraction:
    assert kind in ("consents", "time_entries", "waivers")
    return Retraction(
        retraction_id=Key(f"X-{act_id}"),
        kind="consents" if kind == "consents" else "time_entries" if kind == "time_entries" else "waivers",
        id=Key(act_id),
        retracted_at=at("20:00"),
        retracted_by=Word("am1"),
        reason="typed wrongly",
    )
