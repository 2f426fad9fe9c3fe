"""The facts that the records tell about a request, under the version that decides it.

What the books say of numbers, days and terms is read here as the version's own bands, ages and terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.books.facts_of_request import facts_of_request
from engine.books.records import Contract, Request, Retriage, Training
from engine.deciding.decider import Decider
from engine.vocabulary.instants import local_time
from engine.vocabulary.outcomes import UNKNOWN


@dataclass(frozen=True, eq=False)
class FactsTold:
    """`facts`: values of the version's facts, as far as they are known; `stated`: the numbers and days behind bands and ages, by
    the names a pack gives them, days as ISO text."""

    facts: dict[str, str]
    stated: Mapping[str, str]


def facts_told(
    decider: Decider, request: Request, retriages: Iterable[Retriage], contracts: Iterable[Contract], training: Iterable[Training]
) -> FactsTold:
    """The records may hold those of other requests and customers. A contract's term whose value the version does not know (it
    was agreed under another) counts as unknown, where the version has that value, else as not agreed."""
    version = decider.compiled.version
    told = facts_of_request(request, retriages, contracts, training, version.zone, decider.recorded_as)
    for name in version.terms:
        if told.get(name) not in (None, *version.all_values[name]):
            del told[name]
            told |= {name: UNKNOWN} if UNKNOWN in version.all_values[name] else {}
    if not decider.scales:
        return FactsTold(told, {})
    days = {scale.of: told[scale.record] for scale in decider.scales if scale.record in told}
    stated = days | {scale.of: told[scale.of] for scale in decider.scales if scale.record is None and scale.of in told}
    # What is stated counts, even where a column bears the name of what is read off it.
    told = {name: value for name, value in told.items() if name not in {scale.fact for scale in decider.scales if scale.of in stated}}
    read: Mapping[str, Any] = decider.read(told | stated, local_time(request.received_at, version.zone))
    return FactsTold({name: value for name, value in read.items() if name in version.facts}, stated)
