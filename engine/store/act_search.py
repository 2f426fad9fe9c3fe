"""Acts of the log found: by id whatever their kind, by the beginning of a digest, or by the request that they are about.

Answers with an act's place in the log, when and by whom it was recorded; what it says is `act_queries`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union_all

from engine.store.affected_requests import KINDS_OF_CUSTOMER, KINDS_OF_REQUEST, THROUGH
from engine.store.kinds import KINDS, VERSIONED_KINDS
from engine.store.scope import REQUESTS, listed
from engine.store.tables import ACTS, RETRACTIONS, TABLE_OF_KIND, identity
from engine.vocabulary.instants import Instant


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """An act's place in the log, its kind and key, when and by whom it was recorded, and the chain's digest of it."""

    seq: int
    kind: str
    id: str
    recorded_at: Instant
    recorded_by: str
    digest: str


def acts_with_id(connection: Connection, id_: str) -> list[RecordedAct]:
    """Every act that stands under this id, of any kind; of a customer or person that moved on, each row."""
    under = and_(ACTS.c.kind.in_(list(KINDS)), ACTS.c.key == id_)
    moved = [ACTS.c.seq.in_(select(TABLE_OF_KIND[kind].c.seq).where(identity(kind) == id_)) for kind in sorted(VERSIONED_KINDS)]
    return _acts(connection, or_(under, *moved))


def acts_with_digest(connection: Connection, beginning: str) -> list[RecordedAct]:
    """Every act whose digest begins so."""
    return _acts(connection, func.substr(ACTS.c.digest, 1, len(beginning)) == beginning)


def retraction_of(connection: Connection, kind: str, id_: str) -> RecordedAct | None:
    """The act by which that one was retracted, if it was."""
    found = _acts(connection, ACTS.c.seq.in_(select(RETRACTIONS.c.seq).where(RETRACTIONS.c.kind == kind, RETRACTIONS.c.id == id_)))
    return found[0] if found else None


def acts_about(connection: Connection, request_id: str, after: int, as_of: int | None = None) -> list[RecordedAct]:
    """What was recorded after a place in the log (and by `as_of`) that may change what the minutes of a request come to: acts
    on the request, on its customer's contracts and training, retractions of such, and policy versions of its product."""
    whose = connection.execute(select(REQUESTS.c.customer_id, REQUESTS.c.product).where(REQUESTS.c.request_id == request_id)).one()
    places: list[Select[Any]] = []
    for kind in (*KINDS_OF_REQUEST, *KINDS_OF_CUSTOMER):
        table = TABLE_OF_KIND[kind]
        if kind in KINDS_OF_CUSTOMER:
            mine = table.c.customer_id == whose.customer_id
        elif kind in THROUGH:
            target, column = THROUGH[kind]
            to = TABLE_OF_KIND[target]
            mine = table.c[column].in_(select(to.c[column]).where(to.c.request_id == request_id))
        else:
            mine = table.c.request_id == request_id
        places.append(select(table.c.seq).where(mine))
        places.append(select(RETRACTIONS.c.seq).where(RETRACTIONS.c.kind == kind, RETRACTIONS.c.id.in_(select(identity(kind)).where(mine))))
    pins = TABLE_OF_KIND["policy_pins"].c
    places.append(select(pins.seq).where(func.substr(pins.policy, 1, len(whose.product) + 1) == f"{whose.product}@"))
    between = ACTS.c.seq > after if as_of is None else and_(ACTS.c.seq > after, ACTS.c.seq <= as_of)
    return _acts(connection, and_(between, ACTS.c.seq.in_(union_all(*places))))


def requests_of_customers(connection: Connection, customer_ids: Sequence[str]) -> set[str]:
    """Every request that these customers filed."""
    return set(connection.scalars(select(REQUESTS.c.request_id).where(REQUESTS.c.customer_id.in_(listed(connection, customer_ids)))))


def _acts(connection: Connection, which: ColumnElement[bool]) -> list[RecordedAct]:
    columns = (ACTS.c.seq, ACTS.c.kind, ACTS.c.key, ACTS.c.recorded_at, ACTS.c.recorded_by, ACTS.c.digest)
    return [RecordedAct(*row) for row in connection.execute(select(*columns).where(which).order_by(ACTS.c.seq))]
