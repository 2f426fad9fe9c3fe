"""The invented vendor's customers with their people, contracts and training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.dice import Dice
from demo.journal import Journal
from demo.script import Agent, Firm, Script, Terms
from demo.training import trained
from engine.books.effective_dates import version_on
from engine.books.facts_of_request import contract_status

_FIRST_NUMBER = 1001
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-", "&": "und"})

MAY_COMMISSION, REGISTERED, REGISTERS_LATER, MARRIES, HAS_EMAIL = 38, 78, 45, 3, 92


@dataclass(frozen=True, eq=False)
class Client:
    """A customer with all its rows; `people` by id, each with its rows in order of their first day."""

    customer_id: str
    firm: Firm
    managers: tuple[Agent, Agent]
    people: dict[str, list[Any]]
    contracts: list[Any]
    training: list[Any]

    def account_manager(self, day: date) -> Agent:
        """Who looks after the customer: the first of the two, or the second once it has moved."""
        moved = self.firm.moved
        return self.managers[moved is not None and moved.from_ <= day]

    def products(self, day: date) -> list[str]:
        """Products of which a contract has begun by a day, in the order in which they were agreed."""
        return list(dict.fromkeys(one.product for one in self.contracts if one.valid_from <= day))

    def contract_on(self, product: str, day: date) -> str:
        return contract_status([one for one in self.contracts if one.product == product], day)[0]

    def person(self, person_id: str, day: date) -> Any:
        return version_on(self.people[person_id], day)

    def who_may_commission(self, day: date) -> list[Any]:
        return [person for id_ in self.people if (person := self.person(id_, day)).may_commission]


def clients(script: Script, journal: Journal, managers: Sequence[Agent], domestic: str, dice: Dice) -> list[Client]:
    """All customers, written down. `domestic`: the vendor's country."""
    found = []
    for place, firm in enumerate(script.customers):
        number = _FIRST_NUMBER + place
        own = dice.apart(firm.name)
        pair = (managers[place % len(managers)], managers[(place + 1) % len(managers)])
        _customer(script, journal, firm, number, pair, domestic, own)
        people = _people(script, journal, firm, number, own)
        terms = (_drawn(script, own),) if firm.contracts is None else firm.contracts
        contracts = [_contract(journal, one, number, counted) for counted, one in enumerate(terms, start=1)]
        training = trained(script, journal, people, contracts, own)
        found.append(Client(f"C-{number}", firm, pair, people, contracts, training))
    return found


def _customer(script: Script, journal: Journal, firm: Firm, number: int, managers: tuple[Agent, Agent], domestic: str, dice: Dice) -> None:
    country = firm.country or domestic
    town = dice.pick(script.towns[country])
    row: dict[str, Any] = {
        "customer_id": f"C-{number}",
        "name": firm.name,
        "language": firm.language,
        "account_manager": managers[0].name,
        "debtor_number": str(69_000 + number),
        "vat_id": f"{country}0000{number}0" if country != domestic or dice.percent(60) else None,
        "street": f"{dice.pick(script.streets)} {dice.between(1, 88)}",
        "postal_code": town.postal_code,
        "city": town.city,
        "country": country,
    }
    journal.stands("customers", **row)
    if firm.renamed is not None:
        journal.stands("customers", **row | {"valid_from": firm.renamed.from_, "name": firm.renamed.name or firm.name})
    if firm.moved is not None:
        elsewhere = dice.pick([other for other in script.towns[country] if other != town])
        street = f"{dice.pick(script.streets)} {dice.between(1, 88)}"
        address = {"street": street, "postal_code": elsewhere.postal_code, "city": elsewhere.city}
        # another town is another account manager's
        manager = {"account_manager": managers[1].name}
        journal.stands("customers", **row | address | manager | {"valid_from": firm.moved.from_})


def _people(script: Script, journal: Journal, firm: Firm, number: int, dice: Dice) -> dict[str, list[Any]]:
    count = 2 + firm.size // 2 + dice.between(0, 1)
    domain = "".join(letter for letter in firm.name.lower().translate(_ASCII) if letter.isascii() and (letter.isalnum() or letter == "-"))
    people = {}
    surnames = dice.some(script.surnames, count + 1)
    for place, first_name in enumerate(dice.some(script.first_names, count)):
        surname = surnames[place]
        email = f"{first_name}.{surname}".lower().translate(_ASCII) + f"@{domain.replace('--', '-').strip('-')}.example"
        row: dict[str, Any] = {
            "person_id": f"P-{number}-{place + 1}",
            "customer_id": f"C-{number}",
            "name": f"{first_name} {surname}",
            "email": email if dice.percent(HAS_EMAIL) else None,
            # somebody must be able to commission work from the first day on
            "portal_registered": place == 0 or dice.percent(REGISTERED),
            "may_commission": place == 0 or dice.percent(MAY_COMMISSION),
        }
        rows = [journal.stands("people", **row)]
        later = script.first_day + timedelta(days=dice.between(40, 600))
        if not row["portal_registered"] and dice.percent(REGISTERS_LATER):
            rows.append(journal.stands("people", **row | {"valid_from": later, "portal_registered": True}))
        elif dice.percent(MARRIES):
            rows.append(journal.stands("people", **row | {"valid_from": later, "name": f"{first_name} {surnames[-1]}"}))
        people[row["person_id"]] = rows
    return people


def _drawn(script: Script, dice: Dice) -> Terms:
    drawn = script.contracts_drawn
    begins = date(dice.between(*drawn.years), dice.between(1, 12), 1)
    terms = {"second_level": dice.weighted(drawn.second_level), "training_register": dice.weighted(drawn.training_register)}
    return Terms.model_validate({"product": drawn.product, "from": begins, **terms})


def _contract(journal: Journal, terms: Terms, number: int, counted: int) -> Any:
    return journal.stands(
        "contracts",
        contract_id=f"K-{number}-{counted}",
        customer_id=f"C-{number}",
        product=terms.product,
        valid_from=terms.from_,
        valid_to=terms.to,
        status=terms.status,
        second_level=terms.second_level,
        training_register=terms.training_register,
    )
