"""All acts of one customer, and where the people who were ever there are now: what the account manager's questions need."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from engine.store import act_queries, lookups
from engine.store.acts import Acts

PEOPLE = frozenset({"people"})


def acts_of_customer(connection: Connection, customer_id: str) -> Acts:
    """Personal fields included. The rows of people who moved on to another customer, or came from one, are among them."""
    acts = act_queries.of_customers(connection, [customer_id], personal=act_queries.EVERY_KIND)
    ids = {person.person_id for person in acts.people}
    elsewhere = lookups.customers_of_people(connection, ids) - {customer_id}
    if not elsewhere:
        return acts
    others = act_queries.of_customers(connection, elsewhere, personal=PEOPLE).people
    return replace(acts, people=(*acts.people, *(person for person in others if person.person_id in ids)))
