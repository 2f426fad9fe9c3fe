"""Which rows of which table belong to some customers, or to some requests: as SQL conditions, one a kind.

A scope is a set of requests and a set of customers; every other kind hangs on one of the two. `as_of` is a place in the log:
what was recorded after it is not in the scope, and was not retracted by it. Knows no records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from json import dumps

from sqlalchemy import ColumnElement, Connection, Select, cast, exists, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import JSONB

from engine.store.kinds import INTERNAL_KINDS, RETRACTABLE
from engine.store.tables import RETRACTIONS, TABLE_OF_KIND, identity
from engine.vocabulary.instants import Instant

REQUESTS = TABLE_OF_KIND["requests"]
CONSENTS = TABLE_OF_KIND["consents"]
ENTRIES = TABLE_OF_KIND["time_entries"]
CUSTOMER_KINDS = frozenset({"customers", "people", "contracts", "training"})
UNSCOPED_KINDS = frozenset({"rates", *INTERNAL_KINDS})
REQUEST_KINDS = frozenset(TABLE_OF_KIND) - CUSTOMER_KINDS - UNSCOPED_KINDS - {"retractions"}


def listed(connection: Connection, values: Iterable[str]) -> Select[tuple[str]]:
    """The values as a one-column subquery: one parameter however many there are, since databases limit their number."""
    array = literal(dumps(list(values), ensure_ascii=False))
    if connection.dialect.name == "postgresql":
        return select(func.jsonb_array_elements_text(cast(array, JSONB)).column_valued("value"))
    return select(func.json_each(array).table_valued("value").c.value)


def recorded(kind: str, as_of: int | None) -> ColumnElement[bool]:
    """The row was recorded by then."""
    return true() if as_of is None else TABLE_OF_KIND[kind].c.seq <= as_of


def is_retracted(kind: str, as_of: int | None = None) -> ColumnElement[bool]:
    """A retraction recorded by then names the row."""
    # Asked one by one: retractions grow with the record, and few of them are of the rows that are looked for.
    return exists().where(RETRACTIONS.c.kind == kind, RETRACTIONS.c.id == identity(kind), recorded("retractions", as_of))


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything where both are None; else the acts of these requests and of these customers (one-column subqueries)."""

    requests: Select[tuple[str]] | None = None
    customers: Select[tuple[str]] | None = None
    as_of: int | None = None

    def holds(self, kind: str) -> ColumnElement[bool]:
        """The condition under which a row of this kind is in the scope."""
        return self._hangs(kind) & recorded(kind, self.as_of)

    def _hangs(self, kind: str) -> ColumnElement[bool]:
        if self.requests is None or self.customers is None or kind in UNSCOPED_KINDS:
            return true()
        table = TABLE_OF_KIND[kind]
        if kind in CUSTOMER_KINDS:
            return table.c.customer_id.in_(self.customers)
        if kind == "withdrawals":
            return table.c.consent_id.in_(select(CONSENTS.c.consent_id).where(self._hangs("consents")))
        if kind == "waivers":
            return table.c.entry_id.in_(select(ENTRIES.c.entry_id).where(self._hangs("time_entries")))
        if kind == "retractions":
            return or_(*(self._retracts(target) for target in RETRACTABLE))
        return table.c.request_id.in_(self.requests)

    def _retracts(self, kind: str) -> ColumnElement[bool]:
        return (RETRACTIONS.c.kind == kind) & exists().where(identity(kind) == RETRACTIONS.c.id, self._hangs(kind))


def of_customers(connection: Connection, customer_ids: Iterable[str], as_of: int | None = None) -> Scope:
    """All requests of these customers, and what else is theirs."""
    customers = listed(connection, customer_ids)
    return Scope(select(REQUESTS.c.request_id).where(REQUESTS.c.customer_id.in_(customers)), customers, as_of)


def of_requests(connection: Connection, request_ids: Iterable[str], as_of: int | None = None) -> Scope:
    """These requests, and their customers with what is theirs besides requests."""
    # Both are found once: eight kinds ask for the requests and four for the customers, and entries are many.
    requests = listed(connection, request_ids)
    customers = select(REQUESTS.c.customer_id).distinct().where(REQUESTS.c.request_id.in_(requests))
    return Scope(requests, listed(connection, connection.scalars(customers)), as_of)


def of_either(connection: Connection, request_ids: Iterable[str], customer_ids: Iterable[str]) -> Scope:
    """These requests, and what is these customers' own, whoever's the requests are."""
    return Scope(listed(connection, request_ids), listed(connection, customer_ids))


def first_work(connection: Connection, since: Instant | None = None, *, as_of: int | None = None) -> Instant | None:
    """When the first entry started (not before `since`); one that was retracted does not count."""
    started = select(ENTRIES.c.started_at).where(~is_retracted("time_entries", as_of), recorded("time_entries", as_of))
    if since is not None:
        started = started.where(ENTRIES.c.started_at >= since)
    return connection.scalar(started.order_by(ENTRIES.c.started_at).limit(1))


def requests_worked_on(
    connection: Connection, first: Instant, end: Instant, *, retracted: bool = False, as_of: int | None = None
) -> set[str]:
    """The requests with an entry started in [first, end); one that was retracted counts only where that is asked for."""
    entries = select(ENTRIES.c.request_id).where(ENTRIES.c.started_at >= first, ENTRIES.c.started_at < end, recorded("time_entries", as_of))
    if not retracted:
        entries = entries.where(~is_retracted("time_entries", as_of))
    return set(connection.scalars(entries.distinct()))


def requests_received(connection: Connection, product: str, first: Instant, end: Instant, *, as_of: int | None = None) -> set[str]:
    """The requests for a product received in [first, end), those aside that were retracted."""
    received = REQUESTS.c.received_at
    requests = select(REQUESTS.c.request_id).where(REQUESTS.c.product == product, received >= first, received < end)
    return set(connection.scalars(requests.where(recorded("requests", as_of), ~is_retracted("requests", as_of))))
