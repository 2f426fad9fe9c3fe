"""The facts of a request as its records tell them, with what re-triage learnt later (engine/reference.md, "Records read
as facts").

Contract and training are those of the local day on which the request was received; what was learnt later counts for all
its minutes. The result holds only what a pack declares and only what is known: a fact left out has its default. Numbers stand
under their own names, and so do days, as ISO text (`first_contract`); which facts they are read as is the pack's business.
Product, instants and consent are not among them: the caller knows which instant is asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from engine.books.effective_dates import in_force, period_end
from engine.books.fields import Key
from engine.books.records import Contract, Request, Retriage, TimeEntry, Training
from engine.books.terms_and_numbers import merge_pairs, read_pairs
from engine.vocabulary.instants import local_day
from engine.vocabulary.outcomes import UNKNOWN

_FACTS_FILED = ("intake", "delivery", "service", "topic", "cause", "complexity")
_FACTS_RETRIAGED = ("delivery", "service", "topic", "cause", "complexity")
_FACTS_OF_ENTRY = ("service", "topic", "cause")
REPORTED_FACTS = frozenset(("contract", "second_level", "training", *_FACTS_FILED))
"""The facts that records have a column for: where it is blank, a fact has its default."""


@dataclass(frozen=True, slots=True)
class RetriagedRequest:
    """A request as it stands after re-triage: who asks, what re-triage last said on training, and what was filed, replaced
    field by field, numbers name by name."""

    person_id: Key | None
    training: str | None
    filed: Mapping[str, str]
    numbers: Mapping[str, str]


def after_retriage(request: Request, retriages: Iterable[Retriage]) -> RetriagedRequest:
    """`request` after those of `retriages` that are its own, in order of `triaged_at`, then id.

    A row that names another person than the one named so far (or one where nobody was) and leaves training blank discards
    what re-triage said on training before: it was said of somebody else."""
    person_id, training = request.person_id, None
    filed = _given(request, _FACTS_FILED)
    of_request = sorted(
        (row for row in retriages if row.request_id == request.request_id), key=lambda row: (row.triaged_at, row.retriage_id)
    )
    for row in of_request:
        if row.person_id is not None and row.person_id != person_id:
            person_id, training = row.person_id, None
        if row.training is not None:
            training = row.training
        filed |= _given(row, _FACTS_RETRIAGED)
    return RetriagedRequest(person_id, training, filed, merge_pairs((request.numbers, *(row.numbers for row in of_request))))


def contract_status(contracts_of_key: Iterable[Contract], day: date) -> tuple[str, Contract | None]:
    """The fact `contract` on `day` and the contract in force, from the contracts of one customer and product.

    `active` or `suspended`; without one in force `ended` where one ended before, else `none`."""
    contracts = tuple(contracts_of_key)
    contract = in_force(contracts, day)
    if contract is not None:
        return contract.status, contract
    ends = (period_end(one, contracts) for one in contracts)
    return ("ended" if any(end is not None and end < day for end in ends) else "none"), None


def first_contract(contracts_of_key: Iterable[Contract], day: date) -> date | None:
    """The first day of the first contract of one customer and product, whatever became of it; None where none began by `day`."""
    return min((one.valid_from for one in contracts_of_key if one.valid_from <= day), default=None)


def training_status(person_id: Key | None, training: Iterable[Training], product: str, contract: Contract | None, day: date) -> str:
    """The fact `training` on `day` from the records of one customer, where re-triage said nothing.

    `trained` by a record that names the person or everyone; `untrained` where a person is named and the contract in force
    says that its register is complete; else `unknown`."""
    for record in training:
        is_valid = record.completed_on <= day and (record.valid_until is None or day <= record.valid_until)
        if is_valid and record.product == product and record.person_id in (None, person_id):
            return "trained"
    if person_id is not None and contract is not None and contract.training_register == "complete":
        return "untrained"
    return UNKNOWN


def facts_of_request(
    request: Request,
    retriages: Iterable[Retriage],
    contracts: Iterable[Contract],
    training: Iterable[Training],
    zone: ZoneInfo,
    names: Collection[str],
) -> dict[str, str]:
    """The facts, numbers and days among `names` that the records tell about `request`, at the local day of `received_at` in the
    pack's `zone`.

    The records may hold those of other requests, customers and products; they are passed over."""
    day = local_day(request.received_at, zone)
    now = after_retriage(request, retriages)
    of_key = [one for one in contracts if one.customer_id == request.customer_id and one.product == request.product]
    status, contract = contract_status(of_key, day)
    of_customer = (record for record in training if record.customer_id == request.customer_id)
    since = first_contract(of_key, day)
    facts = {
        **now.numbers,
        **({"first_contract": since.isoformat()} if since is not None else {}),
        **(read_pairs(contract.terms) if contract is not None else {}),
        "contract": status,
        "second_level": "none" if contract is None else contract.second_level,
        "training": now.training or training_status(now.person_id, of_customer, request.product, contract, day),
        **now.filed,
    }
    return {name: value for name, value in facts.items() if name in names}


def facts_of_entry(facts: Mapping[str, str], entry: TimeEntry, names: Collection[str]) -> dict[str, str]:
    """A request's `facts` with an entry's own service, topic and cause in their place, where it names them."""
    return {**facts, **{name: value for name, value in _given(entry, _FACTS_OF_ENTRY).items() if name in names}}


def _given(row: object, fields: Iterable[str]) -> dict[str, str]:
    """The fields of `row` that are not blank."""
    return {field: value for field in fields if (value := getattr(row, field)) is not None}
