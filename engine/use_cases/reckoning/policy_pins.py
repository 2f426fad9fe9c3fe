"""The record remembers what each policy version meant when an act was first recorded under it; a folder must still mean that.

Wording and comments may change; a folder that means something else is refused, since it would change what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from engine.compiling.compiled_version import CompiledVersion
from engine.deciding.deciders import Deciders
from engine.store import affected_requests
from engine.store.kinds import PolicyPin
from engine.store.record import Connection
from engine.vocabulary.instants import start_of_day
from engine.vocabulary.problems import Refused, problem


def refuse_other_meaning(pins: Mapping[str, str], deciders: Deciders, published: Collection[str] = ()) -> None:
    """Raises Refused naming every version that is missing or means something else, with both digests; and how those among them
    that were published come back."""
    compiled = compiled_by_ref(deciders)
    folder = str(deciders.packs.folder)
    problems = []
    for ref, digest in pins.items():
        if ref not in compiled:
            code = "pinned_policy.published_is_missing" if ref in published else "pinned_policy.missing"
            problems.append(problem(code, policy=ref, digest=digest, folder=folder))
        elif compiled[ref].meaning_digest != digest:
            now = compiled[ref].meaning_digest
            code = "pinned_policy.other_than_published" if ref in published else "pinned_policy.other_meaning"
            problems.append(problem(code, policy=ref, digest=digest, folder=folder, found=now))
    if problems:
        raise Refused(problems)


def pins_for(refs: Iterable[str], pinned: Mapping[str, str], deciders: Deciders) -> list[PolicyPin]:
    """The pins still to be recorded for versions under which something is recorded now."""
    compiled = compiled_by_ref(deciders)
    return [PolicyPin(ref, compiled[ref].meaning_digest) for ref in sorted(set(refs) - set(pinned))]  # type: ignore[arg-type]


def newly_governing(connection: Connection, pinned: Collection[str], deciders: Deciders) -> set[str]:
    """Versions that are not pinned though recorded requests are decided under them: they came into the folder later."""
    known = {ref.partition("@")[0] for ref in pinned}
    later = {ref: period for ref, period in periods(deciders).items() if ref not in pinned and period[0] in known}
    return {ref for ref, period in later.items() if affected_requests.any_received(connection, period)}


def periods(deciders: Deciders) -> dict[str, affected_requests.Period]:
    """For each version its product and the instants from which and before which it decides requests."""
    found: dict[str, affected_requests.Period] = {}
    for product, of_product in deciders.products.items():
        pack = of_product.pack
        for version in pack.versions:
            last = pack.last_day_of(version)
            end = None if last is None else start_of_day(last + timedelta(days=1), pack.zone)
            found[version.ref] = (product, start_of_day(version.begins, pack.zone), end)
    return found


def compiled_by_ref(deciders: Deciders) -> dict[str, CompiledVersion]:
    """Every compiled version by `product@version`."""
    return {ref: decider.compiled for pack in deciders.products.values() for ref, decider in pack.by_ref.items()}
