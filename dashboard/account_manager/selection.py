"""Choosing a customer, and one of their requests: by searching, and kept while one goes from page to page.

The choice also stands in the address, so that a page can be opened anew, or by a link."""

from __future__ import annotations

from collections.abc import Container, Sequence

import streamlit as st

from dashboard.account_manager.queries import customers
from dashboard.app_context import AppContext
from dashboard.language import say
from dashboard.persistent_choice import persistent_choice
from engine.use_cases.requests.customer_list import ListedCustomer
from engine.use_cases.requests.customer_view import CustomerView
from engine.use_cases.requests.request_view import RequestView

CUSTOMER, REQUEST = "customer", "request"
_EVERYBODY = ""


def choose_customer(context: AppContext) -> str | None:
    """The id of the customer chosen; None, and the list of them, where none is."""
    listed = customers(context)
    if not listed:
        st.info(say("account_manager.no_customers"))
        return None
    whose, which, back = st.columns([3, 8, 1], vertical_alignment="bottom")
    managers = {_EVERYBODY: say("account_manager.all")} | {name: name for name in sorted({one.account_manager for one in listed})}
    with whose:
        manager = persistent_choice(say("account_manager.account_manager"), managers, "manager")
    shown = {one.customer_id: f"{one.name} · {one.customer_id}" for one in listed if manager in (_EVERYBODY, one.account_manager)}
    before = _chosen(CUSTOMER, shown)
    chosen: str | None = which.selectbox(
        say("account_manager.customer"),
        list(shown),
        format_func=lambda id_: shown[id_],
        index=None if before is None else list(shown).index(before),
        key=f"customer after {before}",
        placeholder=say("account_manager.choose_customer"),
        help=say("account_manager.customer_help"),
    )
    _keep(CUSTOMER, before, chosen)
    if chosen is not None:
        back.button(
            say("account_manager.list"), help=say("account_manager.list_help"), on_click=_forget, args=(CUSTOMER,), key="back to the list"
        )
    else:
        _choose_by_row(tuple(one for one in listed if one.customer_id in shown))
    return chosen


def _choose_by_row(listed: Sequence[ListedCustomer]) -> None:
    """Those to choose from, as a table: selecting a row chooses."""
    st.info(say("account_manager.choose_first"))
    rows = [
        {
            say("account_manager.customer"): one.name,
            say("account_manager.customer_id"): one.customer_id,
            say("account_manager.account_manager"): one.account_manager,
            say("account_manager.open_requests"): one.open_requests,
        }
        for one in listed
    ]
    found = st.dataframe(rows, hide_index=True, on_select="rerun", selection_mode="single-row", key="customers")
    if found.selection.rows:
        st.session_state[CUSTOMER] = listed[found.selection.rows[0]].customer_id
        st.rerun()


def choose_request(view: CustomerView) -> str | None:
    """The id of one of the customer's requests: the open ones, or all of them."""
    which, closed_too = st.columns([4, 1], vertical_alignment="bottom")
    wanted = st.session_state.get(REQUEST) or st.query_params.get(REQUEST)
    asked_for = view.request(wanted) if wanted else None
    if asked_for is not None and asked_for.closures and "closed too" not in st.session_state:
        st.session_state["closed too"] = True
    with_closed = closed_too.toggle(say("account_manager.show_closed"), key="closed too")
    shown: dict[str, RequestView] = {one.request.request_id: one for one in (view.requests if with_closed else view.open_requests)}
    before = _chosen(REQUEST, shown)
    chosen: str | None = which.selectbox(
        say("account_manager.request"),
        list(shown),
        format_func=lambda id_: _request_label(shown[id_].request.summary, id_),
        index=None if before is None else list(shown).index(before),
        key=f"request after {before}",
        placeholder=say("account_manager.choose_request"),
    )
    if not shown:
        st.info(say("account_manager.no_requests"))
    _keep(REQUEST, before, chosen)
    return chosen


def go_to_request(customer_id: str, request_id: str) -> None:
    """What the request's page begins with when it is shown next."""
    st.session_state[CUSTOMER], st.session_state[REQUEST] = customer_id, request_id


def _chosen(name: str, options: Container[str]) -> str | None:
    """What was chosen before, on whatever page, or is named in the address; None where it is not to be chosen here."""
    chosen: str | None = st.session_state.get(name) or st.query_params.get(name)
    return chosen if chosen in options else None


def _keep(name: str, before: str | None, chosen: str | None) -> None:
    """Keeps what is chosen, apart from the field, which forgets it when one goes to another page.

    Where it changed, the page is run anew: the field's key names what was chosen before."""
    if chosen is not None:
        st.session_state[name] = st.query_params[name] = chosen
    if chosen != before:
        st.rerun()


def _forget(name: str) -> None:
    st.session_state.pop(name, None)
    st.query_params.pop(name, None)


def _request_label(summary: str | None, id_: str) -> str:
    line = " ".join((summary or "").split())
    return f"{id_} · {line[:80]}" if line else id_
