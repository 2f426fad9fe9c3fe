"""Who may speak for a customer: a person of that customer on the day of the act, and to grant, one who may commission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.effective_dates import version_on
from engine.books.retractions import id_of
from engine.vocabulary.instants import local_day
from engine.vocabulary.problems import Problem


def wrong_people(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """Every new act that names a person of another customer, or has a consent granted by one who may not commission."""
    for act in (*new, *_rechecked(ledger, new)):
        named = _named(ledger, act)
        if named is None or not ledger.counts(act):
            continue
        column, customer_id, day = named
        person_id = getattr(act.record, column)
        rows = ledger.people.get(person_id)
        # a row that could not be read may be the one that counts on that day
        if not rows or ledger.unreadable.holds("people", person_id):
            continue
        person = version_on(rows, day)
        if person.customer_id != customer_id:
            yield act.problem("other_customers_person", column, person=person_id, whose=person.customer_id, day=day, customer=customer_id)
        elif act.kind == "consents" and act.record.status == "granted" and not person.may_commission:
            yield act.problem("may_not_commission", column, person=person_id, customer=customer_id, day=day)


def _rechecked(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[NewAct]:
    """What was recorded before on people of whom a new row is told, at the place of that row: it must still hold."""
    rows = {act.record.person_id: act.place for act in new if act.kind == "people"}
    moved = {id_: place for id_, place in rows.items() if len(ledger.people[id_]) > 1}
    if not moved:
        return
    ids = {(act.kind, act.id) for act in new}
    for kind, column in (("training", "person_id"), ("requests", "person_id"), ("retriages", "person_id"), ("consents", "given_by")):
        for record in ledger.live[kind].values():
            place = moved.get(getattr(record, column))
            if place is not None and (kind, id_of(record)) not in ids:
                yield NewAct(kind, record, place)


def _named(ledger: Ledger, act: NewAct) -> tuple[str, str, date] | None:
    """The column that names a person, the customer it must belong to, and the act's local day."""
    record: Any = act.record
    if act.kind == "training" and record.person_id is not None:
        return "person_id", record.customer_id, record.completed_on
    if act.kind == "requests" and record.person_id is not None:
        return "person_id", record.customer_id, local_day(record.received_at, ledger.zone)
    if act.kind not in ("retriages", "consents"):
        return None
    request = ledger.live["requests"].get(record.request_id)
    if request is None:
        return None
    if act.kind == "consents":
        return "given_by", request.customer_id, local_day(record.given_at, ledger.zone)
    return None if record.person_id is None else ("person_id", request.customer_id, local_day(record.triaged_at, ledger.zone))
