"""Bands, ages and terms in plain words: what a fact is read off, and which range each of its values has, in German or English."""

from __future__ import annotations

from dataclasses import dataclass

from engine.policy.pack import Fact, Value
from engine.policy.ranges import range_in_words
from engine.policy.version import Version
from engine.vocabulary.outcomes import UNKNOWN

_READ_OFF = {
    "de": {
        "band": "eine Zahl, angegeben als {of}",
        "age": "ganze Tage bis zum Tag der Anfrage seit {of}",
        "term": "was der Vertrag dazu sagt, in der Spalte terms als {of}",
        "first_contract": "; aufgezeichnet ist das der erste Tag des ersten Vertrags",
        "default": "wo nichts gesagt ist",
        "since": "seit {}",
    },
    "en": {
        "band": "a number, stated as {of}",
        "age": "whole days up to the day of the request since {of}",
        "term": "what the contract says on it, in the column terms as {of}",
        "first_contract": "; in the record that is the first day of the first contract",
        "default": "where nothing is said",
        "since": "since {}",
    },
}


@dataclass(frozen=True, slots=True)
class ReadingInWords:
    """`fact`: its label; `read_off`: what its value comes from; `values`: each value's label with its range, in the pack's order;
    of a term, its default says that it is."""

    fact: str
    read_off: str
    values: tuple[str, ...]


def readings_in_words(version: Version, language: str) -> tuple[ReadingInWords, ...]:
    """Of every band, age and term, in the pack's order; empty where the pack has none."""
    words = _READ_OFF[language]
    told = []
    for name, fact in version.facts.items():
        if fact.reading is not None:
            read_off = words[fact.reading.as_].format(of=fact.reading.of or name) + words.get(fact.reading.record or "", "")
            values = tuple(_value_told(fact, value, language) for value in fact.values if value.id != UNKNOWN)
            told.append(ReadingInWords(fact.label.in_(language), read_off, values))
    return tuple(told)


def value_with_range(fact: Fact, value: Value, language: str) -> str:
    """`Quick look (less than 30 minutes)`; the label alone where there is no range."""
    label, told = value.label.in_(language), range_in_words(fact, value, language)
    return f"{label} ({told})" if told else label


def stated_in_words(version: Version, name: str, stated: str, language: str) -> tuple[str, str] | None:
    """What is stated under a number's or a day's own name: the label of the fact that it is read as, and `45 minutes` or `since
    2026-12-09`. None for a name that is neither's."""
    scale = next((scale for scale in version.scales if scale.of == name), None)
    if scale is None:
        return None
    fact = version.facts[scale.fact]
    if stated == UNKNOWN:
        return fact.label.in_(language), next(value.label.in_(language) for value in fact.values if value.id == UNKNOWN)
    unit = fact.reading.unit if fact.reading else None
    told = f"{stated} {unit.in_(language)}" if unit else _READ_OFF[language]["since"].format(stated)
    return fact.label.in_(language), told


def _value_told(fact: Fact, value: Value, language: str) -> str:
    told = value_with_range(fact, value, language)
    is_default = fact.reading is not None and fact.reading.as_ == "term" and value.id == fact.default
    return f"{told} ({_READ_OFF[language]['default']})" if is_default else told
