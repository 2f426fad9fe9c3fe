"""Rows of an import's files with the few values that these tests vary; the rest is the same everywhere, or blank."""

from __future__ import annotations

from tests.machine.model_acts import PRODUCT, Act, Row


def filled(**values: str) -> Row:
    """A row without what is blank."""
    return {name: value for name, value in values.items() if value}


def customer(id_: str, name: str, country: str, valid_from: str = "") -> Act:
    return Act(
        "customers", filled(customer_id=id_, valid_from=valid_from, name=name, language="de", account_manager="am1", country=country)
    )


def person(id_: str, customer_id: str, may_commission: str, valid_from: str = "") -> Act:
    told = {"name": f"Person {id_}", "portal_registered": "yes", "may_commission": may_commission}
    return Act("people", filled(person_id=id_, valid_from=valid_from, customer_id=customer_id, **told))


def contract(id_: str, customer_id: str, valid_from: str, valid_to: str, status: str, register: str) -> Act:
    told = {"product": PRODUCT, "status": status, "second_level": "none", "training_register": register}
    return Act("contracts", filled(contract_id=id_, customer_id=customer_id, valid_from=valid_from, valid_to=valid_to, **told))


def rate(id_: str, role: str, customer_id: str, hourly_rate: str, valid_from: str, valid_to: str) -> Act:
    told = {"role": role, "customer_id": customer_id, "hourly_rate": hourly_rate, "currency": "EUR"}
    return Act("rates", filled(rate_id=id_, **told, valid_from=valid_from, valid_to=valid_to))


def company() -> list[Act]:
    """C1, and C2 abroad; three people, of whom P2 may not commission; a contract each; a rate for each role."""
    return [
        customer("C1", "First & Sons", "DE"),
        customer("C2", "Zweite Verwaltung", "AT"),
        person("P1", "C1", "yes"),
        person("P2", "C1", "no"),
        person("p-3", "C2", "yes"),
        contract("K1", "C1", "2025-01-01", "", "active", "complete"),
        contract("K2", "C2", "2025-01-01", "2027-03-31", "active", "partial"),
        rate("RT1", "support", "", "120.00", "2025-01-01", ""),
        rate("RT2", "technical", "", "150.10", "2025-01-01", ""),
    ]
