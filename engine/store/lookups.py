"""Small questions that are asked of the record: whose people these are, where they are named, what else an agent did, which quotes wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, exists, or_, select

from engine.books.records import Quote, TimeEntry
from engine.store.kinds import KINDS
from engine.store.scope import is_retracted, listed
from engine.store.tables import TABLE_OF_KIND
from engine.vocabulary.instants import MICROSECONDS_A_MINUTE, Instant

PEOPLE = TABLE_OF_KIND["people"]
REQUESTS = TABLE_OF_KIND["requests"]
ENTRIES = TABLE_OF_KIND["time_entries"]
QUOTES = TABLE_OF_KIND["quotes"]
CONSENTS = TABLE_OF_KIND["consents"]
LONGEST_ENTRY = 1440 * MICROSECONDS_A_MINUTE


def customers_of_people(connection: Connection, person_ids: Iterable[str]) -> set[str]:
    """Every customer that one of these people belongs or belonged to."""
    people = list(person_ids)
    if not people:
        return set()
    return set(connection.scalars(select(PEOPLE.c.customer_id).where(PEOPLE.c.person_id.in_(listed(connection, people)))))


def requests_naming(connection: Connection, person_ids: Iterable[str]) -> set[str]:
    """The requests that were filed by one of these people, or say so in a re-triage or a consent."""
    asked = list(person_ids)
    if not asked:
        return set()
    people = listed(connection, asked)
    # Looked for among the requests of their customers alone: nobody is named by another's, and no column of names has an index.
    customers = select(PEOPLE.c.customer_id).where(PEOPLE.c.person_id.in_(people))
    naming = (
        exists().where(table.c.request_id == REQUESTS.c.request_id, table.c[column].in_(people))
        for table, column in ((TABLE_OF_KIND["retriages"], "person_id"), (TABLE_OF_KIND["consents"], "given_by"))
    )
    named = or_(REQUESTS.c.person_id.in_(people), *naming)
    return set(connection.scalars(select(REQUESTS.c.request_id).where(REQUESTS.c.customer_id.in_(customers), named)))


def concurrent_entries(connection: Connection, entries: Sequence[TimeEntry]) -> list[tuple[TimeEntry, str]]:
    """Recorded entries of the same agents that may run at the time of one of `entries`, each with its customer's id."""
    if not entries:
        return []
    first = min(entry.started_at for entry in entries) - LONGEST_ENTRY
    last = max(entry.started_at + entry.minutes * MICROSECONDS_A_MINUTE for entry in entries)
    columns = [ENTRIES.c[name] for name in KINDS["time_entries"].plain]
    statement = (
        select(*columns, REQUESTS.c.customer_id)
        .join(REQUESTS, REQUESTS.c.request_id == ENTRIES.c.request_id)
        .where(ENTRIES.c.agent.in_(listed(connection, {entry.agent for entry in entries})))
        .where(ENTRIES.c.started_at >= first, ENTRIES.c.started_at < last, ~is_retracted("time_entries"))
    )
    return [(KINDS["time_entries"].record(*row[:-1], None), row[-1]) for row in connection.execute(statement)]


def unanswered_quotes(connection: Connection, before: Instant, at: Instant) -> list[tuple[Quote, str]]:
    """Quotes sent before an instant that had not expired by `at` and whose request has no answer since, each with its
    customer's id; by the time they were sent, then by id."""
    columns = [QUOTES.c[name] for name in KINDS["quotes"].plain]
    answered = exists().where(
        CONSENTS.c.request_id == QUOTES.c.request_id,
        or_(CONSENTS.c.given_at >= QUOTES.c.sent_at, CONSENTS.c.quote_id == QUOTES.c.quote_id),
        ~is_retracted("consents"),
    )
    waits = and_(QUOTES.c.sent_at < before, or_(QUOTES.c.expires_at.is_(None), QUOTES.c.expires_at > at), ~answered)
    statement = (
        select(*columns, REQUESTS.c.customer_id)
        .join(REQUESTS, REQUESTS.c.request_id == QUOTES.c.request_id)
        .where(waits, ~is_retracted("quotes"))
    )
    found = [(KINDS["quotes"].record(*row[:-1], None), row[-1]) for row in connection.execute(statement)]
    return sorted(found, key=lambda one: (one[0].sent_at, one[0].quote_id))
