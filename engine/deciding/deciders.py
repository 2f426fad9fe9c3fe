"""Deciding requests under all packs: the product names the pack, the local day of receipt its version, the facts the rest.

Optimistic: a good request costs a few look-ups. Only when one of them fails is it asked what was wrong with the request."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from engine.compiling.compiled_version import CompiledVersion
from engine.deciding.decider import Decider
from engine.deciding.decision import Decision
from engine.deciding.fact_validation import (
    BadFacts,
    bad_facts,
    excerpt,
    given_moment,
    refuse_bad_values,
    refuse_missing,
    refuse_unknown_names,
)
from engine.policy.pack import EffectivePeriod
from engine.policy.packs import Pack, Packs
from engine.vocabulary.instants import NotATime, local_time, read_moment, start_of_day

# before any request was recorded
ALWAYS = EffectivePeriod.model_validate({"from": date(1970, 1, 1), "to": None})


class PackDeciders:
    """One product's versions by day."""

    def __init__(self, pack: Pack, compiled: Mapping[str, CompiledVersion]) -> None:
        self.pack = pack
        self.by_ref = {version.ref: Decider(compiled[version.ref]) for version in pack.versions}
        self._starts: list[datetime] = []
        self._from_then: list[Decider | None] = [None]
        for version in pack.versions:
            last = pack.last_day_of(version)
            self._begin(version.begins, self.by_ref[version.ref])
            if last is not None:
                self._begin(last + timedelta(days=1), None)

    def _begin(self, day: date, decider: Decider | None) -> None:
        moment = local_time(start_of_day(day, self.pack.zone), UTC)
        if self._starts and self._starts[-1] == moment:
            self._from_then[-1] = decider
        else:
            self._starts.append(moment)
            self._from_then.append(decider)

    def on(self, moment: datetime) -> Decider | None:
        """The version in force on the local day of `moment`."""
        return self._from_then[bisect_right(self._starts, moment)]

    def in_force_within(self, first: date, last: date | None) -> list[Decider]:
        """The versions in force on one of these local days at least, both included (None: without end), in order."""
        found = []
        for version in self.pack.versions:
            ends = self.pack.last_day_of(version)
            if (last is None or version.begins <= last) and (ends is None or ends >= first):
                found.append(self.by_ref[version.ref])
        return found

    def newest(self) -> Decider:
        return self.by_ref[self.pack.versions[-1].ref]


class Deciders:
    """All packs, ready. Build it from versions that `engine.compiling.agreement` let through."""

    def __init__(self, packs: Packs, compiled: Iterable[CompiledVersion]) -> None:
        by_ref = {one.version.ref: one for one in compiled}
        self.packs = packs
        self.products = {product: PackDeciders(pack, by_ref) for product, pack in packs.packs.items()}

    def only(self, refs: Collection[str]) -> Deciders:
        """The same with these versions (`product@version`) and no others, as if the others had not been written."""
        if all(ref in refs for pack in self.products.values() for ref in pack.by_ref):
            return self
        compiled = [decider.compiled for pack in self.products.values() for ref, decider in pack.by_ref.items() if ref in refs]
        packs = {
            product: replace(pack, versions=kept)
            for product, pack in self.packs.packs.items()
            if (kept := tuple(version for version in pack.versions if version.ref in refs))
        }
        return Deciders(replace(self.packs, packs=packs), compiled)

    def as_if_always(self, ref: str) -> Deciders:
        """One version (`product@version`) alone, as if it had always been in force and always would be."""
        only = self.only({ref})
        (pack,) = only.packs.packs.values()
        (version,) = pack.versions
        always = replace(version, policy=version.policy.model_copy(update={"effective": ALWAYS}))
        packs = replace(only.packs, packs={version.product: replace(pack, versions=(always,))})
        return Deciders(packs, [one.compiled for of_product in only.products.values() for one in of_product.by_ref.values()])

    def decide(self, facts: Mapping[str, object]) -> Decision:
        """One request: names to values as text, times as ISO 8601 text or aware datetimes; numbers and
        days that a pack reads as bands and ages under their own names.

        Raises BadFacts with one of the codes of engine/reference.md."""
        try:
            received = _moment(facts["received_at"])
            pack = self.products[facts["product"]]  # type: ignore[index]
            decider = pack.on(received)
            if decider is not None and facts.keys() <= decider.allowed:
                at = _moment(facts["at"]) if "at" in facts else received
                if at >= received:
                    return decider.decide(decider.read(facts, received), at)  # type: ignore[arg-type]
        except (KeyError, TypeError, NotATime, BadFacts):
            pass
        raise self._what_is_wrong(facts)

    def decider_on(self, product: str, moment: datetime) -> Decider | None:
        """The version in force for a product on the local day of `moment`; None for none, and for no such product."""
        pack = self.products.get(product)
        return pack.on(moment) if pack else None

    def _what_is_wrong(self, facts: Mapping[str, object]) -> BadFacts:
        try:
            self._look_for_it(facts)
        except BadFacts as bad:
            return bad
        raise AssertionError("deciding failed on facts in which nothing is wrong")

    def _look_for_it(self, facts: Mapping[str, object]) -> None:
        product = facts.get("product")
        pack = self.products.get(product) if isinstance(product, str) else None
        if pack is None:
            versions = [version for one in self.packs.packs.values() for version in one.versions]
            refuse_unknown_names(facts, versions, None)
            refuse_missing(facts)
            raise bad_facts("bad_value.fact.no_pack", "product", value=excerpt(product), products=tuple(self.products))
        try:
            received = given_moment(facts, "received_at")
            in_force = pack.on(received)
        except (KeyError, BadFacts):
            in_force = None
        version = (in_force or pack.newest()).compiled.version
        refuse_unknown_names(facts, [version], version.ref)
        refuse_missing(facts)
        received = given_moment(facts, "received_at")
        if "at" in facts and given_moment(facts, "at") < received:
            raise bad_facts("bad_value.fact.before_request", "at", value=excerpt(facts["at"]))
        refuse_bad_values(facts, version)
        (in_force or pack.newest()).read(facts, received)
        if in_force is None:
            day = received.astimezone(pack.pack.zone).date()
            first = pack.pack.versions[0].begins
            raise bad_facts("no_policy.of_facts", "received_at", product=version.product, day=day, first_day=first)


def _moment(given: object) -> datetime:
    if isinstance(given, str):
        return read_moment(given)
    if isinstance(given, datetime) and given.tzinfo is not None:
        return given
    raise NotATime("not_a_date_time")
