"""What was frozen about some requests, and the minutes of closed months that something stands behind.

Reads rows of closed months as they were frozen; what an id stands for, and what follows from it, is the desk's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from engine.books.statement_rows import FrozenDecision, FrozenDifference, FrozenLine, FrozenPolicy, FrozenStatement
from engine.store.closed_months import RECORDS, in_order
from engine.store.scope import listed
from engine.store.tables import TABLE_OF_FROZEN
from engine.vocabulary.money import Cents

PARTS = TABLE_OF_FROZEN["parts"].c
TABLES_OF_REQUEST = ("lines", "differences", "parts")


class Share(NamedTuple):
    """Minutes of one request that end alike: in its line at a rate, or in a bucket, blocked for a reason."""

    request_id: str
    hourly_rate: Cents | None
    bucket: str
    blocked: str | None
    minutes: int


def about_request(connection: Connection, closing: int, request_id: str) -> FrozenStatement:
    """What was frozen under the closing at that place in the log about one request, its decisions and their policies."""
    found: dict[str, Iterable[Any]] = {name: _rows(connection, name, closing, _of(name, request_id)) for name in TABLES_OF_REQUEST}
    found = {name: list(rows) for name, rows in found.items()}
    numbers = {part.decision for part in found["parts"]}
    found["decisions"] = [one for one in _rows(connection, "decisions", closing) if one.number in numbers]
    policies = {one.policy for one in found["decisions"]}
    found["policies"] = [one for one in _rows(connection, "policies", closing) if one.policy in policies]
    return in_order(found)


def frozen_decisions(connection: Connection) -> list[tuple[int, FrozenDecision, FrozenPolicy]]:
    """Every decision that was frozen, with the closing it was frozen under and its policy."""
    policies = {(closing, one.policy): one for closing, one in _with_closings(connection, "policies")}
    return [(closing, one, policies[closing, one.policy]) for closing, one in _with_closings(connection, "decisions")]


def shares_naming(
    connection: Connection,
    naming: Mapping[str, Collection[str]] | None,
    blocked: str | None = None,
    requests: Collection[str] | None = None,
) -> dict[int, list[Share]]:
    """By closing, the frozen minutes whose parts name one of these acts (column → ids), and those that were blocked
    for that reason; of these requests only, where some are given. All minutes of the requests where `naming` is None."""
    conditions: list[ColumnElement[bool]] = []
    if naming is not None:
        chosen: list[ColumnElement[bool]] = [PARTS[column].in_(listed(connection, ids)) for column, ids in naming.items()]
        conditions.append(or_(*chosen, PARTS.blocked == blocked if blocked is not None else false()))
    if requests is not None:
        conditions.append(PARTS.request_id.in_(listed(connection, requests)))
    return _shares(connection, conditions)


def shares_decided(connection: Connection, numbers: Mapping[int, Collection[int]]) -> dict[int, list[Share]]:
    """By closing, the frozen minutes that these decisions (closing → numbers) decided."""
    found: dict[int, list[Share]] = {}
    for closing, chosen in numbers.items():
        found |= _shares(connection, [PARTS.closing == closing, PARTS.decision.in_(list(chosen))])
    return found


def shares_of_month(connection: Connection, closing: int) -> list[Share]:
    """All minutes that were frozen under a closing."""
    return _shares(connection, [PARTS.closing == closing]).get(closing, [])


def lines_of(connection: Connection, request_ids: Iterable[str]) -> Iterator[tuple[int, FrozenLine]]:
    """Every frozen line of these requests, with its closing."""
    table = TABLE_OF_FROZEN["lines"]
    return _with_closings(connection, "lines", table.c.request_id.in_(listed(connection, request_ids)))


def differences_of(connection: Connection, request_ids: Iterable[str]) -> Iterator[tuple[int, FrozenDifference]]:
    """Every frozen difference about these requests, with the closing of the month that it is stated in."""
    table = TABLE_OF_FROZEN["differences"]
    return _with_closings(connection, "differences", table.c.request_id.in_(listed(connection, request_ids)))


def _shares(connection: Connection, conditions: Collection[ColumnElement[bool]]) -> dict[int, list[Share]]:
    alike = (PARTS.request_id, PARTS.hourly_rate, PARTS.bucket, PARTS.blocked)
    found: dict[int, list[Share]] = {}
    for row in connection.execute(
        select(PARTS.closing, *alike, func.sum(PARTS.minutes)).where(*conditions).group_by(PARTS.closing, *alike)
    ):
        found.setdefault(row[0], []).append(Share(*row[1:5], int(row[5])))
    return found


def _of(name: str, request_id: str) -> ColumnElement[bool]:
    return TABLE_OF_FROZEN[name].c.request_id == request_id


def _rows(connection: Connection, name: str, closing: int, *conditions: ColumnElement[bool]) -> Iterator[Any]:
    at = TABLE_OF_FROZEN[name].c.closing == closing
    return (row for _, row in _with_closings(connection, name, at, *conditions))


def _with_closings(connection: Connection, name: str, *conditions: ColumnElement[bool]) -> Iterator[tuple[int, Any]]:
    table = TABLE_OF_FROZEN[name]
    columns = [table.c[field.name] for field in fields(RECORDS[name])]
    for row in connection.execute(select(table.c.closing, *columns).where(*conditions)):
        yield row[0], RECORDS[name](*row[1:])
