"""What a row of the rate table names, in words: role, product and customer, a blank being every one of them; and the times
for which nothing of that kind has a rate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.app_context import AppContext
from dashboard.language import say, worded
from dashboard.markdown import escaped
from engine.books.effective_dates import DateGap
from engine.books.records import Rate
from engine.store import act_queries
from engine.use_cases.requests.customer_list import list_customers


@dataclass(frozen=True, slots=True)
class RateNames:
    """Ids → what a person calls them, in the language chosen."""

    roles: Mapping[str, str]
    products: Mapping[str, str]
    customers: Mapping[str, str]

    def role(self, id_: str | None) -> str:
        """A role that the vendor's list no longer has keeps its id."""
        return self.roles.get(id_, id_) if id_ else say("policy_owner.rates.every_role")

    def product(self, id_: str | None) -> str:
        """Likewise for a product."""
        return self.products.get(id_, id_) if id_ else say("policy_owner.rates.every_product")

    def customer(self, id_: str | None) -> str:
        """The name, and the id behind it: names need not be unique."""
        return f"{self.customers.get(id_, '')} ({id_})".strip() if id_ else say("policy_owner.rates.every_customer")

    def key(self, rate: Rate) -> tuple[str, str, str]:
        """`Product support`, `Hausperfekt`, `every customer`, as they stand behind “for”."""
        return self.role(rate.role), self.product(rate.product), self.customer(rate.customer_id)


def rate_names(context: AppContext) -> RateNames:
    """The names as of today."""
    packs = context.deciders.packs
    roles = {role.id: worded(role.label) for role in packs.vendor.roles}
    products = {key: worded(pack.product.name) for key, pack in packs.packs.items()}
    return RateNames(roles, products, _customers(context, context.state, context.today.isoformat()))


@st.cache_resource(max_entries=4, show_spinner=False)
def _customers(_context: AppContext, state: str, today: str) -> Mapping[str, str]:  # noqa: ARG001 (the key)
    with _context.record.reading() as connection:
        acts = act_queries.everything(connection)
    return {one.customer_id: one.name for one in list_customers(acts, _context.today)}


def show_gaps(gaps: Iterable[DateGap[Rate]], named: RateNames) -> None:
    """A warning for each time without a rate."""
    for gap in gaps:
        before = gap.before
        of_all = not (before.role or before.product or before.customer_id)
        key, first, last = named.key(before), gap.first_day, gap.last_day
        if last is None:
            text = "policy_owner.rates.gap_of_all_open" if of_all else "policy_owner.rates.gap_open"
            said = say(text, key=key, first=first, id=before.rate_id)
        else:
            text = "policy_owner.rates.gap_of_all" if of_all else "policy_owner.rates.gap"
            said = say(text, key=key, first=first, last=last, id=before.rate_id)
        st.warning(escaped(said), icon=":material/warning:")
