"""Bands and ages: which of a fact's values a whole number falls into, and whether a pack's ranges leave none out.

A range is half-open: `from` is in it, `below` is not. The lowest range of a fact begins at 0 or has no beginning, the
highest has no end; between them they meet. Knows no request and no day: an age is a number of days here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.policy.pack import Fact, Reading, Value
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import Place, Problem, problem

# What a reading needs besides `as`, and where its value usually comes from.
_NEEDS = {"band": ({"of", "unit"}, "request"), "age": ({"of", "record"}, "contract"), "term": (set[str](), "contract")}


@dataclass(frozen=True, slots=True)
class Scale:
    """A fact that is read off a number: `of`, the name the number (or an age's first day) is stated under; `values` in order,
    each but the first beginning at one of `borders`; nothing lies below `lowest` (None: no end)."""

    fact: str
    of: str
    is_age: bool
    record: str | None
    lowest: int | None
    borders: tuple[int, ...]
    values: tuple[str, ...]

    def value_of(self, number: int) -> str | None:
        """The value whose range holds the number; None below the lowest."""
        if self.lowest is not None and number < self.lowest:
            return None
        return self.values[bisect_right(self.borders, number)]


def scales_of(facts: Mapping[str, Fact]) -> tuple[Scale, ...]:
    """Of every band and age, in the pack's order. Ranges must be whole (`wrong_readings`)."""
    return tuple(_scale(fact) for fact in facts.values() if fact.reading and fact.reading.as_ != "term")


def meaning_of_readings(facts: Mapping[str, Fact]) -> list[object]:
    """What readings mean, as plain values for a digest: what is stated under which name, and where every value begins."""
    meant: list[object] = [
        [scale.fact, scale.of, scale.record, scale.lowest, list(zip(scale.values[1:], scale.borders, strict=True))]
        for scale in scales_of(facts)
    ]
    return meant + [[name, "term"] for name, fact in facts.items() if fact.reading and fact.reading.as_ == "term"]


def wrong_readings(facts: Mapping[str, Fact], places: Mapping[str, Place], reserved: Sequence[str]) -> Iterator[Problem]:
    """Readings that lack something, names that mean two things (`reserved` are taken besides), ranges with a gap or an overlap."""
    taken = {*facts, *reserved}
    for name, fact in facts.items():
        place = places[f"fact {name}"]
        reading = fact.reading
        if reading is None or reading.as_ == "term":
            yield from (
                problem("bad_reading.range", places[f"value {name} {value.id}"], value=value.id, fact=name)
                for value in fact.values
                if value.from_ is not None or value.below is not None
            )
        if reading is None:
            continue
        yield from _wrong_fields(fact, reading, place)
        for stated in filter(None, (reading.of, reading.record)):
            if stated in taken:
                yield problem("reserved.name", place, name=stated)
        taken |= {reading.of} if reading.of else set()
        if reading.as_ != "term":
            yield from _wrong_ranges(fact, places)


def _wrong_fields(fact: Fact, reading: Reading, place: Place) -> Iterator[Problem]:
    needs, known_from = _NEEDS[reading.as_]
    given = {field for field in ("of", "unit", "record") if getattr(reading, field) is not None}
    for field in sorted(needs - given):
        yield problem(f"bad_reading.{reading.as_}_needs", place, fact=fact.id, field=field)
    for field in sorted(given - needs):
        yield problem(f"bad_reading.{reading.as_}_has_no", place, fact=fact.id, field=field)
    if fact.known_from != known_from:
        yield problem(f"bad_reading.{reading.as_}_known_from", place, fact=fact.id, source=known_from, stated=fact.known_from)


def _wrong_ranges(fact: Fact, places: Mapping[str, Place]) -> Iterator[Problem]:
    place = places[f"fact {fact.id}"]
    if all(value.id != UNKNOWN for value in fact.values):
        yield problem("bad_range.needs_unknown", place, fact=fact.id, unknown=UNKNOWN)
    ranged = []
    for value in fact.values:
        at, has_range = places[f"value {fact.id} {value.id}"], value.from_ is not None or value.below is not None
        if has_range == (value.id == UNKNOWN):
            yield problem("bad_range.of_unknown" if has_range else "bad_range.none", at, value=value.id)
        elif value.from_ is not None and value.below is not None and value.from_ >= value.below:
            yield problem("bad_range.empty", at, value=value.id, first=value.from_, below=value.below)
        elif has_range:
            ranged.append(value)
    ranged = _in_order(ranged)
    if not ranged:
        return
    lowest, highest = ranged[0], ranged[-1]
    if lowest.from_ not in (None, 0):
        yield problem("bad_range.gap_below", places[f"value {fact.id} {lowest.id}"], border=lowest.from_ or 0, value=lowest.id)
    for before, after in pairwise(ranged):
        at = places[f"value {fact.id} {after.id}"]
        if before.below is None or (after.from_ is None) or after.from_ < before.below:
            yield problem("bad_range.overlap", at, later=after.id, earlier=before.id)
        elif after.from_ > before.below:
            first, last = before.below, after.from_ - 1
            code = "bad_range.gap_of_one" if first == last else "bad_range.gap"
            yield problem(code, at, first=first, **({} if first == last else {"last": last}), earlier=before.id, later=after.id)
    if highest.below is not None:
        yield problem("bad_range.gap_above", places[f"value {fact.id} {highest.id}"], border=highest.below, value=highest.id)


def _in_order(ranged: Sequence[Value]) -> list[Value]:
    return sorted(ranged, key=lambda value: (value.from_ is not None, value.from_ or 0, value.below is None, value.below or 0))


def _scale(fact: Fact) -> Scale:
    assert fact.reading is not None and fact.reading.of is not None, "a reading that lacks something is refused when it is read"
    ranged = _in_order([value for value in fact.values if value.id != UNKNOWN])
    # Days that have gone by are never fewer than none, whatever the pack says of its lowest range.
    lowest = 0 if fact.reading.as_ == "age" else ranged[0].from_
    borders = tuple(value.from_ for value in ranged[1:] if value.from_ is not None)
    return Scale(
        fact.id, fact.reading.of, fact.reading.as_ == "age", fact.reading.record, lowest, borders, tuple(value.id for value in ranged)
    )
