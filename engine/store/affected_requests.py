"""Which requests something was recorded about after a place in the log that may change what their earlier minutes come to.

What is recorded about a customer's contracts or training touches all of the customer's requests; a policy version that came
later touches the requests received while it is in force. What exactly changed is not known here: whoever asks reckons anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, union

from engine.store.scope import ENTRIES, REQUESTS, listed
from engine.store.tables import RETRACTIONS, TABLE_OF_KIND, identity
from engine.vocabulary.instants import Instant

# By what each kind leads to its request, other than by an id of its own.
THROUGH = {"withdrawals": ("consents", "consent_id"), "waivers": ("time_entries", "entry_id")}
KINDS_OF_REQUEST = ("requests", "retriages", "determinations", "consents", "time_entries", "withdrawals", "waivers")
KINDS_OF_CUSTOMER = ("contracts", "training")

Period = tuple[str, Instant, Instant | None]
"""A product, and the instants from which and before which a policy version decides its requests."""


def requests_affected(connection: Connection, after: int, as_of: int | None, before: Instant, periods: Iterable[Period] = ()) -> list[str]:
    """The requests, with an entry that started before `before`, that an act recorded after `after` (and by `as_of`) touches."""
    requests = [_requests_of(kind, _between(kind, after, as_of)) for kind in KINDS_OF_REQUEST]
    customers = [select(TABLE_OF_KIND[kind].c.customer_id).where(_between(kind, after, as_of)) for kind in KINDS_OF_CUSTOMER]
    retracted = _between("retractions", after, as_of)
    for kind in (*KINDS_OF_REQUEST, *KINDS_OF_CUSTOMER):
        named = identity(kind).in_(select(RETRACTIONS.c.id).where(RETRACTIONS.c.kind == kind, retracted))
        if kind in KINDS_OF_REQUEST:
            requests.append(_requests_of(kind, named))
        else:
            customers.append(select(TABLE_OF_KIND[kind].c.customer_id).where(named))
    # Found by the database in one go: much may have been recorded since, and little of it is about work of that time.
    touched = [
        REQUESTS.c.request_id.in_(union(*requests)),
        REQUESTS.c.customer_id.in_(union(*customers)),
        *(_received_in(period) for period in periods),
    ]
    worked_on = exists().where(ENTRIES.c.request_id == REQUESTS.c.request_id, ENTRIES.c.started_at < before)
    return list(connection.scalars(select(REQUESTS.c.request_id).where(or_(*touched), worked_on)))


def any_received(connection: Connection, period: Period) -> bool:
    """Whether a request of that product was received in that time."""
    return bool(connection.scalar(select(exists().where(_received_in(period)))))


def customers_of_requests(connection: Connection, request_ids: Iterable[str]) -> dict[str, str]:
    """Whose these requests are."""
    rows = connection.execute(
        select(REQUESTS.c.request_id, REQUESTS.c.customer_id).where(REQUESTS.c.request_id.in_(listed(connection, request_ids)))
    )
    return {row.request_id: row.customer_id for row in rows}


def _between(kind: str, after: int, as_of: int | None) -> ColumnElement[bool]:
    seq = TABLE_OF_KIND[kind].c.seq
    return seq > after if as_of is None else and_(seq > after, seq <= as_of)


def _requests_of(kind: str, which: ColumnElement[bool]) -> Select[tuple[str]]:
    table = TABLE_OF_KIND[kind]
    if kind not in THROUGH:
        return select(table.c.request_id).where(which)
    target, column = THROUGH[kind]
    to = TABLE_OF_KIND[target]
    return select(to.c.request_id).join(table, table.c[column] == to.c[column]).where(which)


def _received_in(period: Period) -> ColumnElement[bool]:
    product, first, end = period
    received = REQUESTS.c.received_at
    fits = and_(REQUESTS.c.product == product, received >= first)
    return fits if end is None else and_(fits, received < end)
