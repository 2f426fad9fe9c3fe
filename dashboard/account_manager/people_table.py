"""The people at a customer: who may ask and commission, and what the records say of their training."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import words
from dashboard.account_manager.queries import product_name
from dashboard.app_context import AppContext
from dashboard.columns import day_column
from dashboard.language import say
from engine.use_cases.requests.customer_view import CustomerView


def show_people(view: CustomerView, context: AppContext) -> None:
    """A row a person, a column for the training in each product; the records of training below."""
    st.subheader(say(words.PEOPLE))
    if not view.people:
        st.text(say(words.NO_PEOPLE))
    else:
        rows = []
        for one in view.people:
            row: dict[str, object] = {
                say(words.NAME): one.person.name,
                say(words.PERSON_ID): one.person.person_id,
                say(words.REGISTERED): one.person.portal_registered,
                say(words.MAY_COMMISSION): one.person.may_commission,
            }
            for product, status in one.training.items():
                row[f"{say(words.TRAINING)} {product_name(product, context)}"] = say(words.TRAINING_IS[status])
            # last: it is long, and would push the training out of sight
            row[say(words.EMAIL)] = one.person.email or ""
            rows.append(row)
        st.dataframe(rows, hide_index=True)
    if view.training:
        with st.expander(say(words.TRAINING_RECORDS)):
            records = [
                {
                    say(words.PRODUCT): product_name(one.training.product, context),
                    say(words.NAME): one.name or say(words.EVERYONE),
                    say(words.COMPLETED): one.training.completed_on,
                    say(words.VALID_UNTIL): one.training.valid_until,
                    say(words.VALID): one.is_valid,
                }
                for one in view.training
            ]
            dates = {say(words.COMPLETED): day_column(), say(words.VALID_UNTIL): day_column()}
            st.dataframe(records, hide_index=True, placeholder="–", column_config=dates)
