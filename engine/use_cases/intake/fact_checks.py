"""Facts in records, against the policy in force when the request was received: known products, facts and values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.books.records import Contract
from engine.books.terms_and_numbers import read_pairs
from engine.deciding.decider import Decider
from engine.deciding.deciders import Deciders, PackDeciders
from engine.policy.version import Version
from engine.vocabulary.instants import local_time
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import FieldName, Problem, Value

FACTS_IN = {
    "requests": ("intake", "delivery", "service", "topic", "cause", "complexity"),
    "retriages": ("training", "delivery", "service", "topic", "cause", "complexity"),
    "time_entries": ("service", "topic", "cause"),
}
# A fact that has a column of its own is said there.
COLUMNS_OF_A_CONTRACT = {field.name for field in fields(Contract)}


def wrong_facts(ledger: Ledger, new: Sequence[NewAct], deciders: Deciders) -> Iterator[Problem]:
    """Every new act that names a product without a pack, a day without a policy, or a value outside the vocabulary."""
    for act in new:
        product = getattr(act.record, "product", None)
        if product is not None and product not in deciders.products:
            yield act.problem("unknown_product", "product", product=product, products=tuple(deciders.products))
        elif act.kind == "contracts":
            yield from _terms(act, deciders.products[act.record.product])
        elif act.kind in FACTS_IN:
            request = act.record if act.kind == "requests" else ledger.live["requests"].get(act.record.request_id)
            if request is not None and request.product in deciders.products:
                yield from _of_request(act, request, deciders)


def decider_of(request: Any, deciders: Deciders) -> Decider | None:
    """The version in force on the local day on which a request was received, in its product's time zone."""
    pack = deciders.products[request.product]
    return pack.on(local_time(request.received_at, pack.pack.zone))


def _of_request(act: NewAct, request: Any, deciders: Deciders) -> Iterator[Problem]:
    decider = decider_of(request, deciders)
    if decider is None:
        if act.kind == "requests":
            pack = deciders.products[request.product].pack
            day, first = local_time(request.received_at, pack.zone).date(), pack.versions[0].begins
            yield act.problem("no_policy.on_day", "received_at", product=request.product, day=day, first=first)
        return
    yield from _numbers(act, decider)
    values = decider.compiled.version.all_values
    for name in FACTS_IN[act.kind]:
        value = getattr(act.record, name)
        if value is None:
            continue
        if name not in values:
            yield act.problem("unknown_fact.in_column", name, name=FieldName(name), version=decider.ref)
        elif value not in values[name]:
            yield act.problem("bad_value.not_one_of", name, value=value, choices=values[name])


def _numbers(act: NewAct, decider: Decider) -> Iterator[Problem]:
    """What is stated as a number, by the bands of the version in force when the request was received."""
    bands = {scale.of: scale for scale in decider.scales if not scale.is_age}
    for name, number in read_pairs(getattr(act.record, "numbers", None)).items():
        if name not in bands:
            there: dict[str, Value] = {"numbers": tuple(bands)} if bands else {}
            code = "unknown_fact.number" if bands else "unknown_fact.no_numbers"
            yield act.problem(code, "numbers", name=name, version=decider.ref, **there)
        elif number != UNKNOWN and bands[name].value_of(int(number)) is None:
            yield act.problem("bad_value.too_low", "numbers", name=name, number=number, lowest=str(bands[name].lowest))


def _terms(act: NewAct, pack: PackDeciders) -> Iterator[Problem]:
    """What a contract says on terms, by the versions that are in force on one of its days; they must all know the value, and
    one of them the term."""
    said = read_pairs(act.record.terms)
    versions = [decider.compiled.version for decider in pack.in_force_within(act.record.valid_from, act.record.valid_to)] if said else []
    known = list(dict.fromkeys(term for version in versions for term in version.terms if term not in COLUMNS_OF_A_CONTRACT))
    for name, value in said.items():
        if name in COLUMNS_OF_A_CONTRACT:
            yield act.problem("unknown_fact.own_column", "terms", name=name)
        elif not versions:
            yield act.problem("unknown_fact.no_version", "terms", name=name)
        elif not known:
            yield act.problem("unknown_fact.no_terms", "terms", name=name, versions=_refs(versions))
        elif name not in known:
            yield act.problem("unknown_fact.term", "terms", name=name, versions=_refs(versions), terms=tuple(known), count=len(known))
        for version in versions if name in known else ():
            values = version.all_values.get(name, (value,))
            if value not in values:
                yield act.problem("bad_value.term", "terms", name=name, value=value, choices=values, version=version.ref)


def _refs(versions: Sequence[Version]) -> tuple[str, ...]:
    return tuple(version.ref for version in versions)
