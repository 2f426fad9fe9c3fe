"""What the account manager's pages ask, kept between runs: the list of customers, and one customer at the present minute.

Kept under small keys only: the context's state, an id, a minute. Nothing kept is ever changed."""

from __future__ import annotations

import streamlit as st

from dashboard.app_context import AppContext, now_instant
from dashboard.language import worded
from engine.store import act_queries
from engine.store.acts import Acts
from engine.use_cases.requests.customer_acts import acts_of_customer
from engine.use_cases.requests.customer_list import ListedCustomer, list_customers
from engine.use_cases.requests.customer_view import CustomerView, view_customer
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant


def customers(context: AppContext) -> tuple[ListedCustomer, ...]:
    """Every customer, by name."""
    return _customers(context.state, context.today.isoformat(), context)


def customer_at_present(context: AppContext, customer_id: str) -> CustomerView:
    """One customer as things stand. Raises Refused where there is none with this id."""
    return _view(context.state, customer_id, now_instant() // MICROSECONDS_A_MINUTE, context)


def acts_of(context: AppContext, customer_id: str) -> Acts:
    """All acts of one customer."""
    return _acts(context.state, customer_id, context)


def product_name(product: str, context: AppContext) -> str:
    """As its pack names it; a product without a pack keeps its key."""
    there = context.deciders.products.get(product)
    return product if there is None else worded(there.pack.product.name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _customers(state: str, today: str, _context: AppContext) -> tuple[ListedCustomer, ...]:  # noqa: ARG001 (keys)
    with _context.record.reading() as connection:
        return list_customers(act_queries.everything(connection), _context.today)


@st.cache_resource(max_entries=64, show_spinner=False)
def _acts(state: str, customer_id: str, _context: AppContext) -> Acts:  # noqa: ARG001 (keys)
    with _context.record.reading() as connection:
        return acts_of_customer(connection, customer_id)


@st.cache_resource(max_entries=64, show_spinner=False)
def _view(state: str, customer_id: str, minute: int, _context: AppContext) -> CustomerView:  # noqa: ARG001 (keys)
    # the minute's end, so that what was recorded a second ago is not still to come
    at = Instant((minute + 1) * MICROSECONDS_A_MINUTE - 1)
    return view_customer(acts_of(_context, customer_id), _context.deciders, customer_id, at)
