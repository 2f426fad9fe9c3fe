"""What the checks of new acts look into: the recorded acts that these refer to, follow, or could contradict, and no others.

That is the acts of the requests that new acts speak of; what is the customers' own (rows, people, contracts, training); and
all rates. Of a customer's other requests only those that name a person who moves. A new check that looks further is blind until
this reads for it. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.admission.ledger import Ledger, NewAct, UnreadableRows, ledger
from engine.books.admission.references import REFERENCES
from engine.store import act_queries, lookups
from engine.store.record import Connection

# By what each act leads to a request other than by an id of its own; in this order, since one may lead to the next.
STEPS = (("quote_id", "quotes"), ("consent_id", "consents"), ("entry_id", "time_entries"))
NAME_A_PERSON = ("person_id", "given_by")


def ledger_for(connection: Connection, new: Sequence[NewAct], zone: ZoneInfo, unreadable: UnreadableRows) -> Ledger:
    """What stands once `new` is added, as far as the checks of `new` can tell."""
    spoken_of = [*(act.record for act in new), *_retracted_now(connection, new)]
    for column, target in STEPS:
        spoken_of += act_queries.records_by_key(connection, target, _values(spoken_of, column)).values()
    people = _values(spoken_of, *NAME_A_PERSON)
    customers = _values(spoken_of, "customer_id") | lookups.customers_of_people(connection, people)
    moving = {act.id for act in new if act.kind == "people"}
    requests = _values(spoken_of, "request_id") | lookups.requests_naming(connection, moving)
    recorded = act_queries.of_either(connection, requests, customers, kinds=REFERENCES.keys() - {"retractions"})
    return ledger({kind: getattr(recorded, kind) for kind in REFERENCES}, _retracted_before(connection, new), new, zone, unreadable)


def _retracted_now(connection: Connection, new: Sequence[NewAct]) -> list[Any]:
    """The recorded acts that new ones retract."""
    ids: dict[str, set[str]] = {}
    for act in new:
        if act.kind == "retractions":
            ids.setdefault(act.record.kind, set()).add(act.record.id)
    return [record for kind, of_kind in ids.items() for record in act_queries.records_by_key(connection, kind, of_kind).values()]


def _retracted_before(connection: Connection, new: Sequence[NewAct]) -> set[tuple[str, str]]:
    """Of the acts that new ones refer to or retract, those that were retracted already."""
    ids: dict[str, set[str]] = {}
    for act in new:
        if act.kind == "retractions":
            ids.setdefault(act.record.kind, set()).add(act.record.id)
        for column, target in REFERENCES[act.kind]:
            if (id_ := getattr(act.record, column)) is not None:
                ids.setdefault(target, set()).add(id_)
    return act_queries.retracted_ids(connection, ids)


def _values(records: Iterable[Any], *columns: str) -> set[str]:
    """What stands in these columns of the records that have them, blanks left out."""
    return {value for record in records for column in columns if (value := getattr(record, column, None))}
