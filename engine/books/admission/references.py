"""Every act refers only to acts that are there and count; and nothing is retracted while an act that counts refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.fields import RefersTo, field_types
from engine.books.records import type_of_kind
from engine.books.retractions import id_of
from engine.vocabulary.problems import Problem

REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    kind: tuple((name, refers.kind) for name, of_field in field_types(record).items() if (refers := of_field.mark(RefersTo)))
    for kind, record in type_of_kind.items()
}
ONCE = {"withdrawals": "consent_id", "waivers": "entry_id"}


def unknown_references(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """A new act names something that is not recorded, or was retracted."""
    for act in new:
        for column, target in REFERENCES[act.kind]:
            id_ = getattr(act.record, column)
            if id_ is None or ledger.is_live(target, id_) or ledger.unreadable.holds(target, id_):
                continue
            if ledger.is_retracted(target, id_):
                if ledger.counts(act):
                    yield act.problem(f"retracted_reference.{target}", column, id=id_)
            else:
                yield act.problem(f"unknown_reference.{target}", column, id=id_)
        if act.kind == "retractions":
            what = (act.record.kind, act.record.id)
            if what not in ledger.existing and what not in ledger.retracted_before and not ledger.unreadable.holds(*what):
                yield act.problem(f"unknown_reference.retracted_{what[0]}", "id", id=what[1])


def repeated_acts(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """A consent is withdrawn once, an entry waived once, an act retracted once."""
    for kind, column in ONCE.items():
        done: dict[str, list[str]] = {}
        for record in ledger.live.get(kind, {}).values():
            done.setdefault(getattr(record, column), []).append(id_of(record))
        for act in new:
            others = done.get(getattr(act.record, column), []) if act.kind == kind and ledger.counts(act) else []
            if len(others) > 1:
                other = next(id_ for id_ in others if id_ != act.id)
                yield act.problem(f"twice.{kind}", column, id=getattr(act.record, column), other=other)
    retracted: dict[tuple[str, str], str] = {}
    for act in new:
        if act.kind == "retractions":
            what = (act.record.kind, act.record.id)
            if what in ledger.retracted_before or what in retracted:
                yield act.problem(f"twice.retracted_{what[0]}", "id", id=what[1])
            retracted[what] = act.id


def retracted_while_in_use(ledger: Ledger, new: Sequence[NewAct]) -> Iterator[Problem]:
    """An act that counts still refers to one that a new act retracts."""
    if not ledger.newly_retracted:
        return
    by_target = {(act.record.kind, act.record.id): act for act in new if act.kind == "retractions"}
    for kind, records in ledger.live.items():
        columns = [(column, target) for column, target in REFERENCES[kind] if target not in ("customers", "people")]
        for record in records.values() if columns else ():
            for column, target in columns:
                retraction = by_target.get((target, getattr(record, column)))
                if retraction is not None and (kind, id_of(record)) not in ledger.newly_retracted:
                    yield retraction.problem(f"still_referred_to.{target}_{kind}", "id", id=retraction.record.id, other=id_of(record))
