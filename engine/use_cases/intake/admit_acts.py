"""Whether new acts may be recorded: every check there is, against what is recorded already. One place for all doors.

An import brings thousands at once, a form brings one; both come through here, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

from engine.books.admission.dates import out_of_order
from engine.books.admission.ledger import NOTHING_UNREADABLE, VERSIONED_KINDS, NewAct, UnreadableRows
from engine.books.admission.overlaps import gap_warnings, overlapping_rows
from engine.books.admission.persons import wrong_people
from engine.books.admission.prices import withdrawn_refusals, wrong_prices
from engine.books.admission.references import repeated_acts, retracted_while_in_use, unknown_references
from engine.books.admission.warnings import closed_month_warnings, double_booking_warnings, unknown_roles, work_after_closure
from engine.deciding.deciders import Deciders
from engine.store import act_queries, closed_months, log, lookups, policy_lifecycle
from engine.store.kinds import KINDS, key_of
from engine.store.record import Connection
from engine.use_cases.intake.fact_checks import decider_of, wrong_facts
from engine.use_cases.intake.related_acts import ledger_for
from engine.use_cases.intake.row_reading import as_written
from engine.use_cases.reckoning.as_of import closed_through
from engine.use_cases.reckoning.policy_pins import newly_governing, pins_for, refuse_other_meaning
from engine.vocabulary.instants import Instant, read_zone
from engine.vocabulary.problems import FieldName, Problem, Refused


@dataclass(frozen=True, slots=True)
class Admitted:
    """What was recorded: acts by kind, how many were recorded before, and what is worth a look."""

    recorded: dict[str, int]
    known: int
    warnings: tuple[Problem, ...]


def admit(
    connection: Connection,
    acts: Sequence[NewAct],
    deciders: Deciders,
    *,
    now: Instant,
    who: str,
    problems: Sequence[Problem] = (),
    unreadable: UnreadableRows = NOTHING_UNREADABLE,
) -> Admitted:
    """Records those of `acts` that are not recorded yet, all or none.

    Raises Refused with every problem, those found while reading (`problems`) among them. `connection` is the writer's;
    `now` and `who` are written beside each act."""
    pinned = act_queries.pins(connection)
    refuse_other_meaning(pinned, deciders, policy_lifecycle.publications(connection))
    vendor = deciders.packs.vendor
    zone = read_zone(vendor.time_zone)
    new, known_otherwise = _not_yet_known(connection, acts, zone)
    standing = ledger_for(connection, new, zone, unreadable)
    checks: tuple[Iterable[Problem], ...] = (
        unknown_references(standing, new),
        repeated_acts(standing, new),
        retracted_while_in_use(standing, new),
        wrong_facts(standing, new, deciders),
        out_of_order(standing, new, now),
        overlapping_rows(standing, new),
        wrong_people(standing, new),
        wrong_prices(standing, new, vendor.currency),
        withdrawn_refusals(standing, new),
    )
    found = [*problems, *known_otherwise, *(problem for check in checks for problem in check)]
    if found:
        raise Refused(sorted(found, key=lambda problem: (problem.place.file or "", problem.place.line or 0)))
    elsewhere = lookups.concurrent_entries(connection, [act.record for act in new if act.kind == "time_entries"])
    roles = [role.id for role in vendor.roles]
    warnings = [
        *unknown_roles(new, roles),
        *gap_warnings(standing, new),
        *double_booking_warnings(standing, new, elsewhere),
        *work_after_closure(standing, new),
        *closed_month_warnings(standing, new, closed_through(closed_months.closed_months(connection))),
    ]
    refs = {decider.ref for act in new if act.kind == "requests" and (decider := decider_of(act.record, deciders))}
    refs |= newly_governing(connection, pinned, deciders)
    pins = [("policy_pins", pin) for pin in pins_for(refs, pinned, deciders)]
    if new:
        log.append(connection, [*pins, *((act.kind, act.record) for act in new)], recorded_at=now, recorded_by=who)
    recorded: dict[str, int] = {}
    for act in new:
        recorded[act.kind] = recorded.get(act.kind, 0) + 1
    return Admitted(recorded, len(acts) - len(new), tuple(warnings))


def _not_yet_known(connection: Connection, acts: Sequence[NewAct], zone: ZoneInfo) -> tuple[list[NewAct], list[Problem]]:
    """Acts that are not recorded; and a problem for each id that appears twice or is known with other content."""
    by_key: dict[str, dict[str, NewAct]] = {}
    problems = []
    for act in acts:
        of_kind = by_key.setdefault(act.kind, {})
        first = of_kind.setdefault(key_of(act.kind, act.record), act)
        if first is not act:
            problems.append(act.problem("duplicate_id", fields(act.record)[0].name, id=act.id, other=first.place))
    new = []
    for kind, of_kind in by_key.items():
        known = act_queries.records_by_key(connection, kind, of_kind)
        new += [act for key, act in of_kind.items() if key not in known]
        otherwise = {key: act for key, act in of_kind.items() if key in known and known[key] != act.record}
        # What was erased cannot be compared, and is not recorded again: the other fields tell whether it is the same act.
        erased = act_queries.erased_keys(connection, kind, otherwise)
        for key, act in otherwise.items():
            compared = KINDS[kind].plain if key in erased else KINDS[kind].fields
            names = [name for name in compared if getattr(known[key], name) != getattr(act.record, name)]
            if names:
                problems.append(_other_content(act, known[key], names, zone))
    return new, problems


def _other_content(act: NewAct, recorded: Any, names: Sequence[str], zone: ZoneInfo) -> Problem:
    """Of a single field what was and what is; of several, all of them, each as `minutes: 45 → 60`."""
    was, now = ([as_written(record, name, zone) for name in names] for record in (recorded, act.record))
    return act.problem(
        "other_content.of_whoever_moves" if act.kind in VERSIONED_KINDS else "other_content.of_an_act",
        KINDS[act.kind].identity,
        id=act.id,
        count=len(names),
        field=FieldName(names[0]),
        was=was[0],
        now=now[0],
        changes=tuple(f"{name}: {before} → {after}" for name, before, after in zip(names, was, now, strict=True)),
    )
