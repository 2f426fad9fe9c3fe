"""Bands, ages and terms in plain words: what a fact is read off, and which range each of its values has, in German or English."""

from __future__ import annotations

from dataclasses import dataclass

from engine.policy.pack import Fact, Value
from engine.policy.version import Version
from engine.vocabulary.outcomes import UNKNOWN
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader

_READ_OFF = {
    "band": "rules.reading.band",
    "age": "rules.reading.age",
    "first_contract": "rules.reading.age_since_first_contract",
    "term": "rules.reading.term",
}


@dataclass(frozen=True, slots=True)
class ReadingInWords:
    """`fact`: its label; `read_off`: what its value comes from; `values`: each value's label with its range, in the pack's order;
    of a term, its default says that it is."""

    fact: str
    read_off: str
    values: tuple[str, ...]


def readings_in_words(version: Version, language: Language) -> tuple[ReadingInWords, ...]:
    """Of every band, age and term, in the pack's order; empty where the pack has none."""
    told = []
    for name, fact in version.facts.items():
        if fact.reading is not None:
            read_off = Reader(language).say(_READ_OFF[fact.reading.record or fact.reading.as_], of=fact.reading.of or name)
            values = tuple(_value_told(fact, value, language) for value in fact.values if value.id != UNKNOWN)
            told.append(ReadingInWords(fact.label.in_(language), read_off, values))
    return tuple(told)


def range_in_words(fact: Fact, value: Value, language: Language) -> str:
    """`less than 30 minutes`, `30 to less than 60 minutes`; "" where the value has no range."""
    say = Reader(language).say
    unit = fact.reading.unit.in_(language) if fact.reading and fact.reading.unit else say("rules.range.days")
    if value.below is None:
        return "" if value.from_ is None else say("rules.range.from", first=value.from_, unit=unit)
    if value.from_:
        return say("rules.range.between", first=value.from_, below=value.below, unit=unit)
    return say("rules.range.below", below=value.below, unit=unit)


def value_with_range(fact: Fact, value: Value, language: Language) -> str:
    """`Quick look (less than 30 minutes)`; the label alone where there is no range."""
    label, told = value.label.in_(language), range_in_words(fact, value, language)
    return f"{label} ({told})" if told else label


def stated_in_words(version: Version, name: str, stated: str, language: Language) -> tuple[str, str] | None:
    """What is stated under a number's or a day's own name: the label of the fact that it is read as, and `45 minutes` or `since
    2026-12-09`. None for a name that is neither's."""
    scale = next((scale for scale in version.scales if scale.of == name), None)
    if scale is None:
        return None
    fact = version.facts[scale.fact]
    if stated == UNKNOWN:
        return fact.label.in_(language), next(value.label.in_(language) for value in fact.values if value.id == UNKNOWN)
    unit = fact.reading.unit if fact.reading else None
    told = f"{stated} {unit.in_(language)}" if unit else Reader(language).say("rules.since", day=stated)
    return fact.label.in_(language), told


def _value_told(fact: Fact, value: Value, language: Language) -> str:
    told = value_with_range(fact, value, language)
    is_default = fact.reading is not None and fact.reading.as_ == "term" and value.id == fact.default
    return Reader(language).say("rules.reading.default", value=told) if is_default else told
