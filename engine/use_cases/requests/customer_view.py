"""One customer at an instant: contracts, training, people, consents, open requests and the hours they took.

Everything is read off the acts; nothing of it is stored. Finance's figures are `month_report`'s business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.books.effective_dates import period_end, version_on
from engine.books.facts_of_request import contract_status, training_status
from engine.books.records import Contract, Customer, Person, Training
from engine.deciding.deciders import Deciders
from engine.store.acts import Acts
from engine.use_cases.reckoning.reckon_requests import reckon_requests
from engine.use_cases.requests.request_view import ConsentView, RequestView, Standing, view_request
from engine.vocabulary.instants import Instant, local_day, read_zone
from engine.vocabulary.problems import refuse


@dataclass(frozen=True, slots=True)
class ContractView:
    """A product's contracts. `status`: the fact `contract` on that day; `in_force`: the contract it is read from, if any.

    `history`: every contract, the newest first, with its last day (None while no end is in sight)."""

    product: str
    status: str
    in_force: Contract | None
    history: tuple[tuple[Contract, date | None], ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone at the customer on that day; `training`: product to what the records say of theirs."""

    person: Person
    training: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A record of training; `name` None where it is for everyone there; `is_valid` on that day."""

    training: Training
    name: str | None
    is_valid: bool


@dataclass(frozen=True, eq=False)
class CustomerView:
    """`requests`: all of them, the newest first; `open_requests`: those that are not closed."""

    customer: Customer
    day: date
    contracts: tuple[ContractView, ...]
    people: tuple[PersonView, ...]
    training: tuple[TrainingView, ...]
    requests: tuple[RequestView, ...]

    @property
    def open_requests(self) -> tuple[RequestView, ...]:
        return tuple(one for one in self.requests if not one.closures)

    @property
    def standing_consents(self) -> tuple[tuple[RequestView, ConsentView], ...]:
        """Consents under which work may go on, each with its request."""
        return tuple((one, consent) for one in self.requests for consent in one.consents if consent.standing is Standing.STANDS)

    def request(self, request_id: str) -> RequestView | None:
        """One of them by its id."""
        return next((one for one in self.requests if one.request.request_id == request_id), None)


def view_customer(acts: Acts, deciders: Deciders, customer_id: str, at: Instant) -> CustomerView:
    """`acts` are all of this customer's. Raises Refused `unknown_customer` where there is none."""
    day = local_day(at, read_zone(deciders.packs.vendor.time_zone))
    rows = [one for one in acts.customers if one.customer_id == customer_id]
    if not rows:
        raise refuse("unknown_customer", customer=customer_id)
    contracts = tuple(_contracts(product, acts.contracts, day) for product in _products(acts, deciders))
    people = _people_on(acts.people, customer_id, day)
    names: dict[str, str] = {person.person_id: person.name for person in people}
    requests = [view_request(one, acts, deciders, at) for one in reckon_requests(acts, deciders)]
    requests.sort(key=lambda one: (one.request.received_at, one.request.request_id), reverse=True)
    return CustomerView(
        version_on(rows, day),
        day,
        contracts,
        tuple(PersonView(person, _training_of(person, acts.training, contracts, day)) for person in people),
        tuple(_training(record, names, day) for record in sorted(acts.training, key=lambda one: one.completed_on, reverse=True)),
        tuple(requests),
    )


def _products(acts: Acts, deciders: Deciders) -> list[str]:
    """Those with a contract or a request, in the order of the packs; where there is neither, all."""
    named = {one.product for one in acts.contracts} | {one.product for one in acts.requests}
    return [product for product in deciders.products if product in named] or list(deciders.products)


def _contracts(product: str, contracts: Sequence[Contract], day: date) -> ContractView:
    of_product = [one for one in contracts if one.product == product]
    status, in_force = contract_status(of_product, day)
    newest_first = sorted(of_product, key=lambda one: one.valid_from, reverse=True)
    return ContractView(product, status, in_force, tuple((one, period_end(one, of_product)) for one in newest_first))


def _people_on(people: Sequence[Person], customer_id: str, day: date) -> list[Person]:
    """Whoever is at the customer on that day, by name: a person who moved on is somewhere else."""
    rows: dict[str, list[Person]] = {}
    for person in people:
        rows.setdefault(person.person_id, []).append(person)
    now = [version_on(of_person, day) for of_person in rows.values()]
    return sorted((one for one in now if one.customer_id == customer_id), key=lambda one: (one.name.casefold(), one.person_id))


def _training_of(person: Person, training: Sequence[Training], contracts: Sequence[ContractView], day: date) -> dict[str, str]:
    return {one.product: training_status(person.person_id, training, one.product, one.in_force, day) for one in contracts}


def _training(record: Training, names: Mapping[str, str], day: date) -> TrainingView:
    is_valid = record.completed_on <= day and (record.valid_until is None or day <= record.valid_until)
    name = None if record.person_id is None else names.get(record.person_id, record.person_id)
    return TrainingView(record, name, is_valid)
