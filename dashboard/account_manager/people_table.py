"""The people at a customer: who may ask and commission, and what the records say of their training."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.queries import product_name
from dashboard.app_context import AppContext
from dashboard.columns import day_column
from dashboard.language import say
from engine.use_cases.requests.customer_view import CustomerView


def show_people(view: CustomerView, context: AppContext) -> None:
    """A row a person, a column for the training in each product; the records of training below."""
    st.subheader(say("account_manager.people"))
    if not view.people:
        st.text(say("account_manager.no_people"))
    else:
        rows = []
        for one in view.people:
            row: dict[str, object] = {
                say("account_manager.name"): one.person.name,
                say("account_manager.person_id"): one.person.person_id,
                say("account_manager.registered"): one.person.portal_registered,
                say("account_manager.may_commission"): one.person.may_commission,
            }
            for product, status in one.training.items():
                row[f"{say('account_manager.training')} {product_name(product, context)}"] = say(f"account_manager.training_is.{status}")
            # last: it is long, and would push the training out of sight
            row[say("account_manager.email")] = one.person.email or ""
            rows.append(row)
        st.dataframe(rows, hide_index=True)
    if view.training:
        with st.expander(say("account_manager.training_records")):
            records = [
                {
                    say("account_manager.product"): product_name(one.training.product, context),
                    say("account_manager.name"): one.name or say("account_manager.everyone"),
                    say("account_manager.completed"): one.training.completed_on,
                    say("account_manager.valid_until"): one.training.valid_until,
                    say("account_manager.valid"): one.is_valid,
                }
                for one in view.training
            ]
            dates = {say("account_manager.completed"): day_column(), say("account_manager.valid_until"): day_column()}
            st.dataframe(records, hide_index=True, placeholder="–", column_config=dates)
