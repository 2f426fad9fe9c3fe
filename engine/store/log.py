"""The log: acts are appended to it, each to its typed table and to the chain; nothing else writes to the record.

Answers where the log ends (`head`) and makes it longer (`append`), inside a transaction of the caller's: the acts stand
together or not at all. Does not ask whether an act makes sense, which is the desk's, nor what time it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from engine.store.chain import Head, canonical_json, digest_of_act, digest_of_personal, without_blanks
from engine.store.kinds import KINDS, Kind
from engine.store.tables import ACTS, PERSONAL, TABLE_OF_KIND
from engine.vocabulary.instants import Instant

Act = tuple[str, Any]
SALT_BYTES = 16
# Enough rows for the database to be the slow part, few enough that a long import stays small in memory.
ROWS_AT_ONCE = 10_000
# Whether a row overlaps another, or refers to one that counts, depends on what is retracted: that is told first.
IN_ORDER = ("retractions", *(kind for kind in KINDS if kind != "retractions"))


def head(connection: Connection) -> Head:
    """Where the log ends: its length and the digest of its last act."""
    last = connection.execute(select(ACTS.c.seq, ACTS.c.digest).order_by(ACTS.c.seq.desc()).limit(1)).first()
    return Head() if last is None else Head(last.seq, last.digest)


def length_as_of(connection: Connection, instant: Instant) -> int:
    """How many acts were recorded by then: up to the last of them that was. Acts recorded meanwhile by a writer whose clock
    ran ahead are among them, so that what was known is always a beginning of the log."""
    return connection.scalar(select(ACTS.c.seq).where(ACTS.c.recorded_at <= instant).order_by(ACTS.c.seq.desc()).limit(1)) or 0


def append(connection: Connection, acts: Sequence[Act], *, recorded_at: Instant, recorded_by: str) -> Head:
    """Append acts, each a kind and its record, in their order, and answer where the log then ends.

    `connection` is one that `Record.writing` gives. Acts may refer to acts of the same call, whatever their order. Raises
    KeyError for a kind that is none, TypeError for a record of another kind; a key recorded before is refused by the
    database, and with it the transaction."""
    at = head(connection)
    numbered = list(enumerate(acts, start=at.length + 1))
    rows = _chained(numbered, at, recorded_at, recorded_by)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        connection.execute(insert(ACTS), [act for act, _ in some])
        _insert(connection, PERSONAL, (apart for _, apart in some if apart is not None))
        at = Head(some[-1][0]["seq"], some[-1][0]["digest"])
    of_kind: dict[str, list[tuple[int, Any]]] = {}
    for seq, (kind, record) in numbered:
        of_kind.setdefault(kind, []).append((seq, record))
    # What refers to an act is retracted before the act: kinds refer to those before them.
    of_kind.get("retractions", []).sort(key=lambda row: IN_ORDER.index(row[1].kind), reverse=True)
    for kind in IN_ORDER:
        names = ("seq", *KINDS[kind].plain)
        values = KINDS[kind].plain_values
        _insert(
            connection,
            TABLE_OF_KIND[kind],
            (dict(zip(names, (seq, *values(record)), strict=True)) for seq, record in of_kind.get(kind, ())),
        )
    return at


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        connection.execute(insert(table), some)


def _chained(
    numbered: Iterable[tuple[int, Act]], at: Head, recorded_at: Instant, recorded_by: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """For each act its row in `acts` and, where it has personal fields, its row in `personal`."""
    digest = at.digest
    for seq, (name, record) in numbered:
        kind = KINDS[name]
        if type(record) is not kind.record:
            raise TypeError(f"{name} are recorded as {kind.record.__name__}, not as {type(record).__name__}")
        apart, personal_digest = _apart(kind, seq, record)
        said: dict[str, Any] = {
            "seq": seq,
            "recorded_at": recorded_at,
            "recorded_by": recorded_by,
            "kind": name,
            "key": kind.key(record),
            "personal_digest": personal_digest,
        }
        content = without_blanks(dict(zip(kind.plain, kind.plain_values(record), strict=True)))
        digest = digest_of_act(digest, content=content, **said)
        yield {**said, "digest": digest}, apart


def _apart(kind: Kind, seq: int, record: object) -> tuple[dict[str, Any] | None, str | None]:
    fields = without_blanks({name: getattr(record, name) for name in kind.personal})
    if not fields:
        return None, None
    # Drawn by chance: who knows a digest must not be able to try out names against it.
    salt, text = token_hex(SALT_BYTES), canonical_json(fields)
    return {"seq": seq, "salt": salt, "fields": text}, digest_of_personal(salt, text)
