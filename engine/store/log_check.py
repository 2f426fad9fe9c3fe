"""The log read again from its first act: each act held against its row, its personal fields and the chain (see `chain`).

Values are taken as the database holds them, so that what no door would have written is found and not smoothed over. The log
is read in windows: however long it is, what is in memory is not. Frozen statements are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Connection, column, select
from sqlalchemy import table as named_table

from engine.store import log
from engine.store.chain import BEFORE_THE_FIRST, digest_of_act, digest_of_personal, without_blanks
from engine.store.kinds import KINDS, VERSIONED_KINDS, Kind
from engine.store.mismatch import Mismatch
from engine.store.tables import METADATA

WINDOW = 20_000
SALT_LETTERS = 32
ACT_COLUMNS = ("seq", "recorded_at", "recorded_by", "kind", "key", "personal_digest", "digest")
RowsBySeq = dict[int, tuple[Any, ...]]
"""Rows by their place in the log, without it."""


class CheckedAct(NamedTuple):
    """An act that fits. `content` as the chain covers it; `personal` is its salt and its text, None where there is none (left)."""

    seq: int
    recorded_at: int
    recorded_by: str
    kind: str
    key: str
    content: Mapping[str, object]
    personal_digest: str | None
    digest: str
    personal: tuple[str, str] | None


class Window(NamedTuple):
    """What stands at some consecutive places: acts in their order, rows by kind, personal fields, and which were erased."""

    acts: list[Any]
    rows: dict[str, RowsBySeq]
    personal: RowsBySeq
    erased: set[int]


def checked_acts(connection: Connection) -> Iterator[CheckedAct]:
    """Every act in order. Raises Mismatch at the first that does not."""
    length = log.head(connection).length
    _refuse_strays(connection, "acts", length)
    before, expected = BEFORE_THE_FIRST, 1
    for first in range(1, length + 1, WINDOW):
        window = _window(connection, first, first + WINDOW)
        for seq, *said in window.acts:
            if seq != expected:
                raise Mismatch("acts", f"seq {expected}", "does_not_fit.act_missing", next=str(seq))
            act = _checked(window, before, seq, *said)
            yield act
            before, expected = act.digest, seq + 1
        _refuse_leftovers(window)
    for table in ("personal", *KINDS):
        _refuse_strays(connection, table, length)


def _checked(
    window: Window, before: str, seq: int, recorded_at: int, recorded_by: str, kind: str, key: str, personal_digest: str | None, digest: str
) -> CheckedAct:
    """One act; its rows are taken out of the window."""
    what = KINDS.get(kind)
    if what is None:
        raise Mismatch("acts", f"seq {seq}", "does_not_fit.kind", kind=str(kind))
    row = window.rows[kind].pop(seq, None)
    if row is None:
        raise Mismatch(kind, f"seq {seq}", "does_not_fit.row_of_act_missing", key=str(key))
    content = without_blanks(dict(zip(what.plain, row, strict=True)))
    if _key(what, content) != key:
        raise Mismatch(kind, f"seq {seq}", "does_not_fit.other_key", found=_key(what, content), key=str(key))
    personal = _checked_personal(window, seq, personal_digest)
    try:
        come_to = digest_of_act(
            before,
            seq=seq,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            kind=kind,
            key=key,
            content=content,
            personal_digest=personal_digest,
        )
    except (TypeError, ValueError) as error:
        raise Mismatch(kind, f"seq {seq}", "does_not_fit.no_act_holds", key=str(key), said=str(error)) from None
    if come_to != digest:
        raise Mismatch("acts", f"seq {seq}", "does_not_fit.digest", kind=kind, key=str(key), digest=str(digest), found=come_to)
    return CheckedAct(seq, recorded_at, recorded_by, kind, key, content, personal_digest, digest, personal)


def _checked_personal(window: Window, seq: int, digest: str | None) -> tuple[str, str] | None:
    found = window.personal.pop(seq, None)
    if found is None:
        if digest is not None and seq not in window.erased:
            raise Mismatch("personal", f"seq {seq}", "does_not_fit.personal_missing")
        return None
    salt, text = found
    if seq in window.erased:
        raise Mismatch("personal", f"seq {seq}", "does_not_fit.personal_erased")
    if digest is None:
        raise Mismatch("personal", f"seq {seq}", "does_not_fit.personal_of_none")
    come_to = digest_of_personal(salt, text)
    # Of fixed length, so that no letter can go from the one to the other unseen.
    if come_to != digest or len(salt) != SALT_LETTERS:
        raise Mismatch("personal", f"seq {seq}", "does_not_fit.personal_digest", found=come_to, digest=str(digest))
    return salt, text


def _key(kind: Kind, content: Mapping[str, object]) -> str:
    """As `Kind.key`, of values as the database holds them."""
    identity = str(content.get(kind.identity))
    return f"{identity}@{content.get('valid_from', '')}" if kind.name in VERSIONED_KINDS else identity


def _refuse_leftovers(window: Window) -> None:
    """Rows that no act of the window claimed."""
    left = [(seq, kind) for kind, rows in window.rows.items() for seq in rows] + [(seq, "personal") for seq in window.personal]
    if left:
        seq, table = min(left)
        raise Mismatch(table, f"seq {seq}", "does_not_fit.row_of_no_act", table=table)


def _refuse_strays(connection: Connection, table: str, length: int) -> None:
    """Rows at places that the log does not have."""
    seq = METADATA.tables[table].c.seq
    stray = connection.scalar(select(seq).where((seq < 1) | (seq > length)).order_by(seq).limit(1))
    if stray is not None:
        raise Mismatch(table, f"seq {stray}", "does_not_fit.outside_the_log", length=str(length))


def _window(connection: Connection, first: int, end: int) -> Window:
    """What stands at the places `first` to `end`, the latter not included."""
    acts = [tuple(row) for row in _raw(connection, "acts", ACT_COLUMNS, first, end)]
    rows = {
        name: _with_booleans(kind, {row[0]: row[1:] for row in _raw(connection, name, ("seq", *kind.plain), first, end)})
        for name, kind in KINDS.items()
    }
    personal = {row[0]: tuple(row[1:]) for row in _raw(connection, "personal", ("seq", "salt", "fields"), first, end)}
    act = METADATA.tables["erasures"].c.act
    return Window(acts, rows, personal, set(connection.scalars(select(act).where(act >= first, act < end))))


def _raw(connection: Connection, name: str, names: tuple[str, ...], first: int, end: int) -> Any:
    """Columns without their types: nothing that is read is made to fit."""
    rows = named_table(name, *map(column, names))
    return connection.execute(select(*rows.c).where(rows.c.seq >= first, rows.c.seq < end).order_by(rows.c.seq))


def _with_booleans(kind: Kind, rows: RowsBySeq) -> RowsBySeq:
    """With yes and no as such, where the database has 1 and 0 for them; another number stays what it is."""
    places = [place for place, name in enumerate(kind.plain) if isinstance(METADATA.tables[kind.name].c[name].type, Boolean)]
    if not places:
        return rows
    yes_or_no = {0: False, 1: True}
    return {
        seq: tuple(yes_or_no.get(value, value) if place in places else value for place, value in enumerate(row))
        for seq, row in rows.items()
    }
