"""A customer at a glance: contracts, open requests with their decisions and hours, consents, people and their training."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import pages
from dashboard.account_manager.contract_cards import show_contracts
from dashboard.account_manager.people_table import show_people
from dashboard.account_manager.queries import customer_at_present
from dashboard.account_manager.request_list import show_consents, show_open_requests
from dashboard.account_manager.selection import choose_customer
from dashboard.app_context import open_context
from dashboard.language import language, say
from dashboard.markdown import escaped
from dashboard.recording import show_what_was_recorded
from engine.books.records import Customer
from engine.wording.formats import day

context = open_context()
st.title(say(pages.CUSTOMERS.title))
show_what_was_recorded()


def show_head(customer: Customer) -> None:
    """Who it is, and whose customer."""
    st.header(escaped(customer.name))
    town = " ".join(part for part in (customer.postal_code, customer.city, customer.country) if part)
    parts = [
        f"{say('account_manager.customer_id')} {customer.customer_id}",
        f"{say('account_manager.account_manager')} {customer.account_manager}",
        *([f"{say('account_manager.debtor_number')} {customer.debtor_number}"] if customer.debtor_number else []),
        town,
        f"{say('account_manager.as_of')} {day(view.day, language())}",
    ]
    st.text(" · ".join(parts))


if chosen := choose_customer(context):
    view = customer_at_present(context, chosen)
    show_head(view.customer)
    st.page_link(pages.NEW_REQUEST.file, label=say("account_manager.describe_new"), icon=pages.NEW_REQUEST.icon)
    show_contracts(view, context)
    show_open_requests(view, context)
    show_consents(view, context)
    show_people(view, context)
