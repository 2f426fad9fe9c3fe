"""Bands and ages: which of a fact's values a whole number falls into, and whether a pack's ranges leave none out.

A range is half-open: `from` is in it, `below` is not. The lowest range of a fact begins at 0 or has no beginning, the
highest has no end; between them they meet. Knows no request and no day: an age is a number of days here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.policy.pack import Fact, Reading, Text, Value
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import Place, Problem

_DAYS = Text(de="Tage", en="days")
_WORDS = {
    "de": ("weniger als {below} {unit}", "mindestens {from_} {unit}", "{from_} bis unter {below} {unit}"),
    "en": ("less than {below} {unit}", "{from_} {unit} or more", "{from_} to less than {below} {unit}"),
}
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


def range_in_words(fact: Fact, value: Value, language: str) -> str:
    """`less than 30 minutes`, `30 to less than 60 minutes`; "" where the value has no range."""
    if value.from_ is None and value.below is None:
        return ""
    unit = (fact.reading.unit if fact.reading else None) or _DAYS
    form = _WORDS[language][1 if value.below is None else 2 if value.from_ else 0]
    return form.format(from_=value.from_, below=value.below, unit=unit.in_(language))


def wrong_readings(facts: Mapping[str, Fact], places: Mapping[str, Place], reserved: Sequence[str]) -> Iterator[Problem]:
    """Readings that lack something, names that mean two things (`reserved` are taken besides), ranges with a gap or an overlap."""
    taken = {*facts, *reserved}
    for name, fact in facts.items():
        place = places[f"fact {name}"]
        reading = fact.reading
        if reading is None or reading.as_ == "term":
            yield from (
                Problem("bad_reading", f"`{value.id}` has a range, but `{name}` is no band and no age", places[f"value {name} {value.id}"])
                for value in fact.values
                if value.from_ is not None or value.below is not None
            )
        if reading is None:
            continue
        yield from _wrong_fields(fact, reading, place)
        for stated in filter(None, (reading.of, reading.record)):
            if stated in taken:
                yield Problem("reserved", f"`{stated}` is the name of something else already; choose another name to state it under", place)
        taken |= {reading.of} if reading.of else set()
        if reading.as_ != "term":
            yield from _wrong_ranges(fact, places)


def _wrong_fields(fact: Fact, reading: Reading, place: Place) -> Iterator[Problem]:
    needs, known_from = _NEEDS[reading.as_]
    given = {field for field in ("of", "unit", "record") if getattr(reading, field) is not None}
    shown = f"`{fact.id}` is read as {'an' if reading.as_ == 'age' else 'a'} {reading.as_}"
    for field in sorted(needs - given):
        yield Problem("bad_reading", f"{shown}, which needs `{field}`; see policies/README.md", place)
    for field in sorted(given - needs):
        yield Problem("bad_reading", f"{shown}, which has no `{field}`; leave it out", place)
    if fact.known_from != known_from:
        yield Problem("bad_reading", f"{shown}, so it is known from `{known_from}`, not from `{fact.known_from}`", place)


def _wrong_ranges(fact: Fact, places: Mapping[str, Place]) -> Iterator[Problem]:
    place = places[f"fact {fact.id}"]
    if all(value.id != UNKNOWN for value in fact.values):
        yield Problem("bad_range", f"`{fact.id}` needs the value `{UNKNOWN}`: what it is read off may not be known", place)
    ranged = []
    for value in fact.values:
        at, has_range = places[f"value {fact.id} {value.id}"], value.from_ is not None or value.below is not None
        if has_range == (value.id == UNKNOWN):
            remedy = "is for what is not known, and has no range" if has_range else "has no range; give it `from`, `below` or both"
            yield Problem("bad_range", f"`{value.id}` {remedy}", at)
        elif value.from_ is not None and value.below is not None and value.from_ >= value.below:
            yield Problem("bad_range", f"`{value.id}` holds no number: `from` {value.from_} is not less than `below` {value.below}", at)
        elif has_range:
            ranged.append(value)
    ranged = _in_order(ranged)
    if not ranged:
        return
    lowest, highest = ranged[0], ranged[-1]
    if lowest.from_ not in (None, 0):
        yield Problem(
            "bad_range", f"no value holds what is below {lowest.from_}, where `{lowest.id}` begins", places[f"value {fact.id} {lowest.id}"]
        )
    for before, after in pairwise(ranged):
        at = places[f"value {fact.id} {after.id}"]
        if before.below is None or (after.from_ is None) or after.from_ < before.below:
            yield Problem("bad_range", f"`{after.id}` begins before `{before.id}` ends: a number would have both values", at)
        elif after.from_ > before.below:
            yield Problem(
                "bad_range", f"no value holds {_numbers(before.below, after.from_ - 1)}, between `{before.id}` and `{after.id}`", at
            )
    if highest.below is not None:
        yield Problem(
            "bad_range", f"no value holds {highest.below} or more, where `{highest.id}` ends", places[f"value {fact.id} {highest.id}"]
        )


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


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
