"""What frozen statements rely on: the versions of customers that they name, and the consents behind their billable minutes.

By month, for some customers or requests. For how long any of it must stay is not known here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from engine.books.fields import Key
from engine.store.scope import listed
from engine.store.tables import TABLE_OF_FROZEN, TABLE_OF_KIND
from engine.vocabulary.months import Month, read_month

CLOSINGS = TABLE_OF_KIND["closings"]
CUSTOMERS, PARTS, DIFFERENCES = (TABLE_OF_FROZEN[name] for name in ("customers", "parts", "differences"))


def customers_by_month(connection: Connection, customer_ids: Iterable[str]) -> set[tuple[Month, str]]:
    """Each closed month and the key of the version of a customer that its statement names."""
    return _by_month(connection, select(CUSTOMERS.c.customer_key).where(CUSTOMERS.c.customer_id.in_(listed(connection, customer_ids))))


def consents_by_month(connection: Connection, request_ids: Iterable[str]) -> set[tuple[Month, Key, Key]]:
    """Each closed month, request and consent under which minutes of the month are billable."""
    of_requests = PARTS.c.request_id.in_(listed(connection, request_ids))
    return _by_month(connection, select(PARTS.c.request_id, PARTS.c.consent_id).where(of_requests, PARTS.c.consent_id.is_not(None)))


def differences_by_month(connection: Connection, request_ids: Iterable[str]) -> set[tuple[Month, Month, Key]]:
    """Each closed month whose statement says what was learnt about an earlier one, that one, and the request."""
    of_requests = DIFFERENCES.c.request_id.in_(listed(connection, request_ids))
    stated = _by_month(connection, select(DIFFERENCES.c.about, DIFFERENCES.c.request_id).where(of_requests))
    return {(month, read_month(about), request_id) for month, about, request_id in stated}


def _by_month(connection: Connection, rows: Select[Any]) -> set[tuple[Any, ...]]:
    table = rows.get_final_froms()[0]
    with_month = rows.join(CLOSINGS, CLOSINGS.c.seq == table.c.closing).add_columns(CLOSINGS.c.month).distinct()
    return {(read_month(month), *row) for *row, month in connection.execute(with_month)}
