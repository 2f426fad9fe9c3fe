"""Facts in records, against the policy in force when the request was received: known products, facts and values only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.books.admission.ledger import Ledger, NewAct
from engine.deciding.decider import Decider
from engine.deciding.deciding import Deciding
from engine.vocabulary.instants import at_clock
from engine.vocabulary.problems import Problem

FACTS_IN = {
    "requests": ("intake", "delivery", "service", "topic", "cause", "complexity"),
    "retriages": ("training", "delivery", "service", "topic", "cause", "complexity"),
    "time_entries": ("service", "topic", "cause"),
}


def wrong_facts(ledger: Ledger, new: Sequence[NewAct], deciding: Deciding) -> Iterator[Problem]:
    """Every new act that names a product without a pack, a day without a policy, or a value outside the vocabulary."""
    for act in new:
        product = getattr(act.record, "product", None)
        if product is not None and product not in deciding.products:
            there = ", ".join(deciding.products)
            yield act.problem("unknown_product", f"`{product}` has no pack; there are {there}", "product")
        elif act.kind in FACTS_IN:
            request = act.record if act.kind == "requests" else ledger.live["requests"].get(act.record.request_id)
            if request is not None and request.product in deciding.products:
                yield from _of_request(act, request, deciding)


def decider_of(request: Any, deciding: Deciding) -> Decider | None:
    """The version in force on the local day on which a request was received, in its product's time zone."""
    pack = deciding.products[request.product]
    return pack.on(at_clock(request.received_at, pack.pack.zone))


def _of_request(act: NewAct, request: Any, deciding: Deciding) -> Iterator[Problem]:
    decider = decider_of(request, deciding)
    if decider is None:
        if act.kind == "requests":
            pack = deciding.products[request.product].pack
            day, first = at_clock(request.received_at, pack.zone).date(), pack.versions[0].begins
            yield act.problem(
                "no_policy", f"no version of `{request.product}` is in force on {day}; the first begins on {first}", "received_at"
            )
        return
    values = decider.compiled.version.all_values
    for name in FACTS_IN[act.kind]:
        value = getattr(act.record, name)
        if value is None:
            continue
        if name not in values:
            yield act.problem("unknown_fact", f"`{name}` is not a fact of {decider.ref}; leave it blank", name)
        elif value not in values[name]:
            yield act.problem("bad_value", f"`{value}` is not one of {', '.join(values[name])}", name)
