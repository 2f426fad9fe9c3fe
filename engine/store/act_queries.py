"""Acts read out of the record, as records: everything, some customers', a month's, or by their keys.

Each function asks on a connection of the caller's, so that several see one snapshot. What was retracted is left out
unless asked for. With `as_of`, a place in the log, all is as it was known then. Personal fields are read for the kinds
named in `personal`; one that is not read, or was erased, is "" where the record demands a text, else None. Where a name was
erased, the id stands for it. Decides nothing and reckons nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from json import loads
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, literal_column, null, select

from engine.store import scope
from engine.store.acts import Acts
from engine.store.kinds import INTERNAL_KINDS, KINDS, VERSIONED_KINDS, Kind
from engine.store.scope import Scope
from engine.store.tables import ACTS, PERSONAL, RETRACTIONS, TABLE_OF_KIND
from engine.vocabulary.instants import Instant

NAMES_OF_CUSTOMERS = frozenset({"customers"})
EVERY_KIND = frozenset(KINDS)
PINS = TABLE_OF_KIND["policy_pins"]
ERASURES = TABLE_OF_KIND["erasures"]


def everything(
    connection: Connection, *, retracted: bool = False, personal: Collection[str] = NAMES_OF_CUSTOMERS, as_of: int | None = None
) -> Acts:
    """All acts."""
    return _within(connection, Scope(as_of=as_of), retracted, personal)


def of_customers(
    connection: Connection,
    customer_ids: Iterable[str],
    *,
    retracted: bool = False,
    personal: Collection[str] = NAMES_OF_CUSTOMERS,
    as_of: int | None = None,
) -> Acts:
    """All acts that hang on these customers, and all rates. A customer that is not there has none."""
    return _within(connection, scope.of_customers(connection, customer_ids, as_of), retracted, personal)


def of_requests(
    connection: Connection,
    request_ids: Iterable[str],
    *,
    retracted: bool = False,
    personal: Collection[str] = NAMES_OF_CUSTOMERS,
    as_of: int | None = None,
) -> Acts:
    """All acts that hang on these requests; the customers, people, contracts and training of whoever filed these; and all
    rates."""
    return _within(connection, scope.of_requests(connection, request_ids, as_of), retracted, personal)


def of_month(
    connection: Connection,
    first: Instant,
    end: Instant,
    *,
    retracted: bool = False,
    personal: Collection[str] = NAMES_OF_CUSTOMERS,
    as_of: int | None = None,
) -> Acts:
    """As `of_requests`, of whatever date, for the requests that have an entry started in [first, end)."""
    requests = scope.requests_worked_on(connection, first, end, retracted=retracted, as_of=as_of)
    return of_requests(connection, requests, retracted=retracted, personal=personal, as_of=as_of)


def of_either(connection: Connection, request_ids: Iterable[str], customer_ids: Iterable[str], *, kinds: Collection[str]) -> Acts:
    """The acts of these kinds that hang on these requests or are these customers' own, and all rates; without personal fields."""
    requests, customers = list(request_ids), list(customer_ids)
    nothing_of = (scope.CUSTOMER_KINDS if not customers else set()) | (scope.REQUEST_KINDS if not requests else set())
    return _within(connection, scope.of_either(connection, requests, customers), False, (), set(kinds) - nothing_of)


def records_by_key(connection: Connection, kind: str, keys: Iterable[str]) -> dict[str, Any]:
    """The records that stand under these keys, by key, personal fields and retracted ones included."""
    asked = list(keys)
    if not asked:
        return {}
    under = and_(ACTS.c.kind == kind, ACTS.c.key.in_(scope.listed(connection, asked)))
    table = TABLE_OF_KIND[kind]
    found = _records(connection, KINDS[kind], table.c.seq.in_(select(ACTS.c.seq).where(under)), with_personal=True)
    return {KINDS[kind].key(record): record for record in found}


def retracted_ids(connection: Connection, ids: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Kind and id of those among `ids`, which stand by kind, that were retracted."""
    found: set[tuple[str, str]] = set()
    for kind, of_kind in ids.items():
        named = and_(RETRACTIONS.c.kind == kind, RETRACTIONS.c.id.in_(scope.listed(connection, of_kind)))
        found.update((kind, id_) for id_ in connection.scalars(select(RETRACTIONS.c.id).where(named)))
    return found


def erased_keys(connection: Connection, kind: str, keys: Iterable[str]) -> set[str]:
    """Those of the keys under which an act stands whose personal fields were erased."""
    named = select(ACTS.c.key).join(ERASURES, ERASURES.c.act == ACTS.c.seq)
    return set(connection.scalars(named.where(ACTS.c.kind == kind, ACTS.c.key.in_(scope.listed(connection, keys)))))


def pins(connection: Connection, as_of: int | None = None) -> Mapping[str, str]:
    """For each policy version used so far the digest of what it meant then."""
    rows = connection.execute(select(PINS.c.policy, PINS.c.meaning_digest).where(scope.recorded("policy_pins", as_of)).order_by(PINS.c.seq))
    return MappingProxyType({row.policy: row.meaning_digest for row in rows})


def _within(connection: Connection, within: Scope, retracted: bool, personal: Collection[str], kinds: Collection[str] = EVERY_KIND) -> Acts:
    found: dict[str, Any] = {}
    for name, kind in KINDS.items():
        if name in INTERNAL_KINDS or name not in kinds:
            continue
        holds = within.holds(name)
        if not retracted and name not in {"customers", "people", "retractions"}:
            holds = and_(holds, ~scope.is_retracted(name, within.as_of))
        found[name] = tuple(_records(connection, kind, holds, with_personal=name in personal))
    return Acts(**found, pins=pins(connection, within.as_of))


def _records(connection: Connection, kind: Kind, holds: ColumnElement[bool], *, with_personal: bool) -> Iterator[Any]:
    table = TABLE_OF_KIND[kind.name]
    with_personal = with_personal and bool(kind.personal)
    required = table.c[kind.identity] if with_personal and kind.name in VERSIONED_KINDS else literal_column("''")
    blanks = {name: required if name in kind.required else null() for name in kind.personal}
    columns = [blanks[name] if name in blanks else table.c[name] for name in kind.fields]
    statement: Select[Any] = select(*columns).where(holds).order_by(table.c.seq)
    if not with_personal:
        return starmap(kind.record, connection.execute(statement).all())
    together = table.outerjoin(PERSONAL, PERSONAL.c.seq == table.c.seq)
    statement = statement.add_columns(PERSONAL.c.fields).select_from(together)
    return _with_personal(kind, connection.execute(statement).all())


def _with_personal(kind: Kind, rows: Sequence[Row[Any]]) -> Iterator[Any]:
    places = [(kind.fields.index(name), name) for name in kind.personal]
    for row in rows:
        values = list(row)
        texts = loads(values.pop() or "{}")
        for place, name in places:
            values[place] = texts.get(name, values[place])
        yield kind.record(*values)
