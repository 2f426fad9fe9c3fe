"""What is recorded all the same but worth a look: one agent at two customers at once, work after its request was closed,
work in a month that is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.records import TimeEntry
from engine.books.running_entries import RunningEntries
from engine.vocabulary.instants import local_day
from engine.vocabulary.months import Month, month_of
from engine.vocabulary.problems import Problem, Value


def double_booking_warnings(ledger: Ledger, new: Sequence[NewAct], elsewhere: Iterable[tuple[TimeEntry, str]]) -> Iterator[Problem]:
    """`elsewhere`: the agents' entries at customers beyond the ledger's, each with its customer's id."""
    places = {act.id: act for act in new if act.kind == "time_entries" and ledger.counts(act)}
    if not places:
        return
    requests = ledger.live["requests"]
    by_agent: dict[str, dict[str, tuple[TimeEntry, str]]] = {}
    for entry in ledger.live["time_entries"].values():
        if entry.request_id in requests:
            by_agent.setdefault(entry.agent, {})[entry.entry_id] = (entry, requests[entry.request_id].customer_id)
    for entry, customer_id in elsewhere:
        by_agent.setdefault(entry.agent, {}).setdefault(entry.entry_id, (entry, customer_id))
    for agent, entries in by_agent.items():
        yield from _crossing(agent, sorted(entries.values(), key=lambda one: (one[0].started_at, one[0].entry_id)), places)


def _crossing(agent: str, entries: list[tuple[TimeEntry, str]], places: dict[str, NewAct]) -> Iterator[Problem]:
    """In one pass, however many run at once. An entry recorded earlier is compared with new ones only."""
    all_of_them, new_ones = RunningEntries(), RunningEntries()
    for entry, customer_id in entries:
        is_new = entry.entry_id in places
        beside = (all_of_them if is_new else new_ones).at_another(customer_id, entry.started_at)
        if beside is not None:
            other, whose = beside
            act = places[entry.entry_id if is_new else other.entry_id]
            yield act.problem(
                "two_customers_at_once",
                "started_at",
                agent=agent,
                earlier=other.entry_id,
                earlier_customer=whose,
                later=entry.entry_id,
                later_customer=customer_id,
            )
        all_of_them.begin(entry, customer_id)
        if is_new:
            new_ones.begin(entry, customer_id)


def closed_month_warnings(ledger: Ledger, new: Sequence[NewAct], closed_through: Month | None) -> Iterator[Problem]:
    """Work that began in a month that is closed, once a month: it changes nothing there and is stated as a difference."""
    if closed_through is None:
        return
    late: dict[Month, list[NewAct]] = {}
    for act in new:
        if act.kind == "time_entries" and ledger.counts(act):
            month = month_of(local_day(act.record.started_at, ledger.zone))
            if month <= closed_through:
                late.setdefault(month, []).append(act)
    for month, acts in sorted(late.items()):
        others: dict[str, Value] = {"count": len(acts) - 1} if len(acts) > 1 else {}
        code = "closed_month.some" if others else "closed_month.one"
        yield acts[0].problem(code, "started_at", id=acts[0].id, **others, month=month, stated_in=closed_through.next())


def unknown_roles(new: Sequence[NewAct], roles: Sequence[str]) -> Iterator[Problem]:
    """A role that the vendor does not list, once each: most likely misspelt, and then no consent and no rate fits it."""
    seen: set[str] = set(roles)
    for act in new:
        role = getattr(act.record, "role", None)
        if role is not None and role not in seen:
            seen.add(role)
            yield act.problem("unknown_role", "role", role=role, roles=tuple(roles))


def work_after_closure(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """Work that began after its request was closed."""
    closed: dict[str, int] = {}
    for closure in ledger.live["closures"].values():
        closed[closure.request_id] = min(closure.closed_at, closed.get(closure.request_id, closure.closed_at))
    for act in new:
        if (
            act.kind == "time_entries"
            and ledger.counts(act)
            and act.record.started_at >= closed.get(act.record.request_id, act.record.started_at + 1)
        ):
            yield act.problem("after_closure", "started_at", request=act.record.request_id)
