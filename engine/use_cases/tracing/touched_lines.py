"""Forward from one thing to the lines it touched: of closed months as they were frozen, of open ones as they are now.

Beside the lines stand minutes that it is behind and that are in none, and what statements say on what was learnt by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from engine.books.fields import Key, Minutes
from engine.books.month_statement import Difference, Line
from engine.books.statement_rows import FrozenStatement
from engine.store import act_queries, act_search, affected_requests, frozen_lines
from engine.store.act_search import RecordedAct
from engine.store.frozen_lines import Share
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.frozen_statements import rows_of
from engine.use_cases.reckoning.open_months import open_months
from engine.use_cases.reckoning.record_fields import record_shown
from engine.use_cases.reckoning.stated_differences import differences_stated
from engine.use_cases.tracing.id_lookup import Named
from engine.use_cases.tracing.line_origins import Behind, behind
from engine.vocabulary.months import Month, read_month

# What a difference can be learnt by; a request and its customer are asked for all that was said of them.
TEACHING = {*affected_requests.KINDS_OF_REQUEST, *affected_requests.KINDS_OF_CUSTOMER, "retractions"} - {"requests"}


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A line, whose it is, whether its month is closed, and how many of its minutes are meant."""

    line: Line
    customer_id: str
    minutes_behind: int
    is_closed: bool

    def as_json(self) -> dict[str, object]:
        told = {"id": self.line.id, "month": str(self.line.month), "customer_id": self.customer_id, **self.line.as_json()}
        return told | {"minutes_behind": self.minutes_behind, "closed": self.is_closed}


@dataclass(frozen=True, slots=True)
class NotInLine:
    """Minutes of a request that are in no line, and why."""

    month: Month
    request_id: str
    bucket: str
    blocked: str | None
    minutes: int
    is_closed: bool

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"month": str(self.month), "request_id": self.request_id, "bucket": self.bucket}
        return told | {"blocked": self.blocked, "minutes": self.minutes, "closed": self.is_closed}


@dataclass(frozen=True, eq=False)
class Touched:
    """What an id stands for, with what its acts say, and the lines it touched, by month, request and rate."""

    thing: Named
    records: tuple[Any, ...]
    retracted: RecordedAct | None
    lines: tuple[TouchedLine, ...]
    not_in_line: tuple[NotInLine, ...]
    differences: tuple[Difference, ...]
    zone: tzinfo

    def as_json(self) -> dict[str, object]:
        acts = [
            record_shown(act, self.zone) | {"says": record_shown(record, self.zone)}
            for act, record in zip(self.thing.acts, self.records, strict=True)
        ]
        return {
            "kind": self.thing.kind,
            "id": self.thing.id,
            "acts": acts,
            "retracted": record_shown(self.retracted, self.zone) if self.retracted else None,
            "lines": [one.as_json() for one in self.lines],
            "not_in_line": [one.as_json() for one in self.not_in_line],
            "differences": [{"id": one.id, **one.as_json()} for one in self.differences],
        }


def touched_by(what: Known, thing: Named) -> Touched:
    """Everything that `thing` is behind."""
    found = {act.seq: act_queries.records_by_key(what.connection, act.kind, [act.id])[act.id] for act in thing.acts}
    records = tuple(found.values())
    chosen = behind(what, thing, records)
    retracted = act_search.retraction_of(what.connection, thing.kind, thing.id) if thing.acts else None
    opened = {} if chosen.month else open_months(what, chosen.requests)
    shares = dict(_closed_shares(what, chosen, thing, retracted))
    lines = {
        (read_month(_months(what)[seq]), one.request_id, one.hourly_rate): (one.customer_id, one.minutes)
        for seq, one in frozen_lines.lines_of(what.connection, {share.request_id for some in shares.values() for share in some})
    }
    if retracted is None:
        for month, of_month in opened.items():
            rows = rows_of(of_month, what)
            lines |= {(month, one.request_id, one.hourly_rate): (one.customer_id, one.minutes) for one in rows.lines}
            shares[month] = _open_shares(rows, chosen)
    in_lines, others = [], []
    for month, some in sorted(shares.items()):
        is_closed = what.is_closed(month)
        for share in sorted(some, key=lambda one: (one.request_id, one.hourly_rate or 0, one.bucket, one.blocked or "")):
            if share.hourly_rate is None:
                others.append(NotInLine(month, share.request_id, share.bucket, share.blocked, share.minutes, is_closed))
            else:
                whose, minutes = lines[month, Key(share.request_id), share.hourly_rate]
                line = Line(month, Key(share.request_id), share.hourly_rate, Minutes(minutes))
                in_lines.append(TouchedLine(line, whose, share.minutes, is_closed))
    learnt = _learnt(what, thing, retracted, differences_stated(what, chosen.requests, opened) if chosen.requests else [])
    return Touched(thing, records, retracted, tuple(in_lines), tuple(others), tuple(learnt), what.zone)


def _months(what: Known) -> Mapping[int, str]:
    return {one.seq: one.closing.month for one in what.closed}


def _closed_shares(what: Known, chosen: Behind, thing: Named, retracted: RecordedAct | None) -> Iterator[tuple[Month, list[Share]]]:
    """By closed month; of months closed before the act was recorded, or after it was retracted, nothing follows from it."""
    if chosen.month is not None:
        seq = thing.acts[0].seq
        yield read_month(chosen.month), frozen_lines.shares_of_month(what.connection, seq)
        return
    if chosen.says is not None:
        numbers: dict[int, list[int]] = {}
        for seq, decision, policy in frozen_lines.frozen_decisions(what.connection):
            if chosen.says(decision, policy):
                numbers.setdefault(seq, []).append(decision.number)
        found = frozen_lines.shares_decided(what.connection, numbers)
    else:
        found = frozen_lines.shares_naming(what.connection, chosen.naming, chosen.blocked, chosen.requests)
    first = min((act.seq for act in thing.acts), default=0)
    for seq, month in _months(what).items():
        if seq in found and first < seq and (retracted is None or seq < retracted.seq):
            yield read_month(month), found[seq]


def _open_shares(rows: FrozenStatement, chosen: Behind) -> list[Share]:
    decisions = {one.number: one for one in rows.decisions}
    policies = {one.policy: one for one in rows.policies}
    minutes: Counter[Share] = Counter()
    for part in rows.parts:
        decision = decisions[part.decision]
        if chosen.holds(part, decision, policies[decision.policy]):
            minutes[Share(part.request_id, part.hourly_rate, part.bucket, part.blocked, 0)] += part.minutes
    return [alike._replace(minutes=count) for alike, count in minutes.items()]


def _learnt(what: Known, thing: Named, retracted: RecordedAct | None, stated: list[Difference]) -> list[Difference]:
    """Of what was stated, what this thing may have a part in: it was recorded, or retracted, between two statements."""
    if thing.kind in ("requests", "customers"):
        return stated
    if thing.kind not in TEACHING:
        return []
    places = [act.seq for act in (*thing.acts, *([retracted] if retracted else []))]
    closings = {read_month(one.closing.month): one.seq for one in what.closed}
    found = []
    for one in stated:
        after = max(seq for month, seq in closings.items() if month < one.stated_in)
        as_of = closings.get(one.stated_in)
        if any(after < seq and (as_of is None or seq < as_of) for seq in places):
            found.append(one)
    return found
