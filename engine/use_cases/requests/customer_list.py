"""Which customers there are: by name, id or account manager, and how many of their requests are open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from engine.books.effective_dates import version_on
from engine.books.records import Customer
from engine.store.acts import Acts


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    """A customer as of a day."""

    customer_id: str
    name: str
    account_manager: str
    open_requests: int


def list_customers(acts: Acts, day: date) -> tuple[ListedCustomer, ...]:
    """Every customer of `acts`, by name, then id."""
    closed = {closure.request_id for closure in acts.closures}
    open_requests: Counter[str] = Counter(request.customer_id for request in acts.requests if request.request_id not in closed)
    rows: dict[str, list[Customer]] = {}
    for customer in acts.customers:
        rows.setdefault(customer.customer_id, []).append(customer)
    listed = []
    for id_, of_customer in rows.items():
        now = version_on(of_customer, day)
        listed.append(ListedCustomer(id_, now.name, now.account_manager, open_requests[id_]))
    return tuple(sorted(listed, key=lambda one: (one.name.casefold(), one.customer_id)))
