"""A customer's contracts: what holds today for each product, and every contract there was."""

from __future__ import annotations

import streamlit as st

from dashboard.account_manager import words
from dashboard.account_manager.queries import product_name
from dashboard.app_context import AppContext
from dashboard.columns import day_column
from dashboard.language import language, say
from dashboard.markdown import escaped
from engine.books.records import Contract
from engine.books.terms_and_numbers import read_pairs
from engine.use_cases.requests.customer_view import ContractView, CustomerView
from engine.wording.formats import day

_COLOURS = {"active": "green", "suspended": "orange", "ended": "red", "none": "red"}


def show_contracts(view: CustomerView, context: AppContext) -> None:
    """A card a product."""
    st.subheader(say(words.CONTRACTS))
    cards = st.columns(max(2, len(view.contracts)))
    for card, contract in zip(cards, view.contracts, strict=False):
        with card.container(border=True):
            _show_contract(contract, context)
    history = [
        {
            say(words.PRODUCT): one.product,
            say(words.CONTRACT): row.contract_id,
            say(words.SINCE): row.valid_from,
            say(words.UNTIL): until,
            say(words.STATUS): say(words.CONTRACT_STATUSES[row.status]),
            say(words.SECOND_LEVEL): say(words.SECOND_LEVELS[row.second_level]),
        }
        for one in view.contracts
        for row, until in one.history
    ]
    if history:
        with st.expander(say(words.HISTORY)):
            dates = {say(words.SINCE): day_column(), say(words.UNTIL): day_column()}
            st.dataframe(history, hide_index=True, column_config=dates, placeholder="–")


def _show_contract(contract: ContractView, context: AppContext) -> None:
    name = product_name(contract.product, context)
    status = say(words.CONTRACT_STATUSES[contract.status])
    st.markdown(f"**{escaped(name)}** :{_COLOURS[contract.status]}-badge[{status}]")
    row = contract.in_force
    if row is None:
        st.text(say(words.NO_CONTRACT))
        return
    until = dict(contract.history)[row]
    st.text(
        f"{say(words.CONTRACT)} {row.contract_id}: {day(row.valid_from, language())} – "
        f"{say(words.NO_END) if until is None else day(until, language())}\n"
        f"{say(words.SECOND_LEVEL)}: {say(words.SECOND_LEVELS[row.second_level])}\n"
        f"{say(words.REGISTER)}: {say(words.REGISTERS[row.training_register])}" + "".join(f"\n{told}" for told in _terms(row, context))
    )


def _terms(contract: Contract, context: AppContext) -> list[str]:
    """What the contract says on terms, in the words of the newest version of its product that knows them."""
    facts = {name: version.facts[name] for version in context.deciders.packs.packs[contract.product].versions for name in version.terms}
    told = []
    for name, value in read_pairs(contract.terms).items():
        fact = facts.get(name)
        label = next((say(one.label) for one in fact.values if one.id == value), value) if fact else value
        told.append(f"{say(fact.label) if fact else name}: {label}")
    return told
