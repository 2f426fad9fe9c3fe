"""A customer's contracts: what holds today for each product, and every contract there was."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager.queries import product_name
from dashboard.app_context import AppContext
from dashboard.columns import day_column
from dashboard.language import language, say, worded
from dashboard.markdown import escaped
from engine.books.records import Contract
from engine.books.terms_and_numbers import read_pairs
from engine.use_cases.requests.customer_view import ContractView, CustomerView
from engine.wording.formats import day

_COLOURS = {"active": "green", "suspended": "orange", "ended": "red", "none": "red"}


def show_contracts(view: CustomerView, context: AppContext) -> None:
    """A card a product."""
    st.subheader(say("account_manager.contracts"))
    cards = st.columns(max(2, len(view.contracts)))
    for card, contract in zip(cards, view.contracts, strict=False):
        with card.container(border=True):
            _show_contract(contract, context)
    history = [
        {
            say("account_manager.product"): one.product,
            say("account_manager.contract"): row.contract_id,
            say("account_manager.since"): row.valid_from,
            say("account_manager.until"): until,
            say("account_manager.status"): say(f"account_manager.contract_statuses.{row.status}"),
            say("account_manager.second_level"): say(f"account_manager.second_levels.{row.second_level}"),
        }
        for one in view.contracts
        for row, until in one.history
    ]
    if history:
        with st.expander(say("account_manager.history")):
            dates = {say("account_manager.since"): day_column(), say("account_manager.until"): day_column()}
            st.dataframe(history, hide_index=True, column_config=dates, placeholder="–")


def _show_contract(contract: ContractView, context: AppContext) -> None:
    name = product_name(contract.product, context)
    status = say(f"account_manager.contract_statuses.{contract.status}")
    st.markdown(f"**{escaped(name)}** :{_COLOURS[contract.status]}-badge[{status}]")
    row = contract.in_force
    if row is None:
        st.text(say("account_manager.no_contract"))
        return
    until = dict(contract.history)[row]
    st.text(
        f"{say('account_manager.contract')} {row.contract_id}: {day(row.valid_from, language())} – "
        f"{say('account_manager.no_end') if until is None else day(until, language())}\n"
        f"{say('account_manager.second_level')}: {say(f'account_manager.second_levels.{row.second_level}')}\n"
        f"{say('account_manager.register')}: {say(f'account_manager.registers.{row.training_register}')}"
        + "".join(f"\n{told}" for told in _terms(row, context))
    )


def _terms(contract: Contract, context: AppContext) -> list[str]:
    """What the contract says on terms, in the words of the newest version of its product that knows them."""
    facts = {name: version.facts[name] for version in context.deciders.packs.packs[contract.product].versions for name in version.terms}
    told = []
    for name, value in read_pairs(contract.terms).items():
        fact = facts.get(name)
        label = next((worded(one.label) for one in fact.values if one.id == value), value) if fact else value
        told.append(f"{worded(fact.label) if fact else name}: {label}")
    return told
