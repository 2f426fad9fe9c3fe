"""Text to record: each value of a row read by the type of its field, strictly, every problem with its column.

The types of `engine.books.records` say what a value is; here stands, once for each type, how a person writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from functools import cache
from typing import Any

from engine.books.fields import Bounds, CodeList, FieldType, Key, Minutes, PersonalText, Word, field_types
from engine.books.records import type_of_kind
from engine.books.retractions import kind_of_type
from engine.books.terms_and_numbers import Numbers, Terms, write_pairs
from engine.use_cases.intake.countries import countries
from engine.vocabulary.instants import Instant, NotATime, local_time, read_day, read_instant
from engine.vocabulary.money import Cents, NotAnAmount, read_amount, show_amount
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import Place, Problem, Refused

_LONGEST = 200
_LONGEST_FREE_TEXT = 20_000

# Lone surrogates are no characters at all: no UTF-8 file can hold them, and no database stores them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_TERM = re.compile(r"([a-z][a-z0-9_]{0,79})\s*=\s*([a-z][a-z0-9_]{0,79})")
_NUMBER = re.compile(rf"([a-z][a-z0-9_]{{0,79}})\s*=\s*(-?[0-9]{{1,9}}|{UNKNOWN})")

Reader = Callable[[str], Any]


class NotReadable(ValueError):
    """The text is no value of its type; the message says what one looks like."""


def record_of(kind: str, texts: Mapping[str, str], place: Place) -> Any:
    """The record that a form's or a row's texts stand for. Raises Refused with a problem for each wrong field."""
    problems: list[Problem] = []
    record = read_row(kind, tuple(texts.get(name, "") for name in readers_of(kind)), place, problems)
    if record is None:
        raise Refused(problems)
    return record


def read_row(kind: str, texts: tuple[str, ...], place: Place, problems: list[Problem]) -> Any | None:
    """The record of a row, its texts in the order of the kind's fields; None, with problems, where a value is wrong."""
    values: list[Any] = []
    found = len(problems)
    for text, (name, (reader, may_be_blank)) in zip(texts, readers_of(kind).items(), strict=True):
        if text == "":
            if not may_be_blank:
                problems.append(Problem("missing_value", f"`{name}` must not be blank", place.at(name)))
            values.append(None)
            continue
        try:
            values.append(reader(text))
        except (NotReadable, NotATime, NotAnAmount) as wrong:
            problems.append(Problem("bad_value", f"`{shown(text)}` {wrong}", place.at(name)))
    return None if len(problems) > found else type_of_kind[kind](*values)


@cache
def readers_of(kind: str) -> dict[str, tuple[Reader, bool]]:
    """For each field of a kind: how its text is read, and whether it may be blank."""
    types = field_types(type_of_kind[kind])
    return {name: (_reader(of_field), of_field.may_be_blank) for name, of_field in types.items()}


def _reader(of_field: FieldType) -> Reader:
    if of_field.choices:
        return lambda text: _matching(text, text in of_field.choices, f"is not one of {', '.join(of_field.choices)}")
    if of_field.mark(PersonalText):
        return _free_text
    listed = of_field.mark(CodeList)
    if listed is not None:
        return _country if listed.name == "countries" else _currency
    bounds = of_field.mark(Bounds)
    if of_field.bare is Minutes and bounds is not None:
        return lambda text: _minutes(text, bounds)
    by_type: dict[Any, Reader] = {
        Key: read_word,
        Word: read_word,
        Instant: read_instant,
        date: read_day,
        Cents: _rate,
        bool: _yes_or_no,
        Terms: _terms,
        Numbers: _numbers,
    }
    return by_type[of_field.bare]


def _country(text: str) -> str:
    return _matching(text, text in countries(), "is not a country of two letters such as DE (ISO 3166)")


def _currency(text: str) -> str:
    fits = text.isascii() and text.isalpha() and text.isupper() and len(text) == 3
    return _matching(text, fits, "is not a currency of three letters such as EUR")


def _matching(text: str, fits: bool, otherwise: str) -> str:
    if not fits:
        raise NotReadable(otherwise)
    return text


def read_word(text: str) -> str:
    """A value or short text on one line. Raises NotReadable."""
    if text != text.strip():
        raise NotReadable("has spaces around it; take them out")
    if len(text) > _LONGEST:
        raise NotReadable(f"is longer than {_LONGEST} characters")
    return _matching(text, not _CONTROL.search(text), "holds a control character; take it out")


def _free_text(text: str) -> str:
    if len(text) > _LONGEST_FREE_TEXT:
        raise NotReadable(f"is longer than {_LONGEST_FREE_TEXT} characters")
    if not text.strip():
        raise NotReadable("is nothing but spaces; leave it blank")
    return _matching(text, not _CONTROL_BUT_LINES.search(text), "holds a control character; take it out")


def _yes_or_no(text: str) -> bool:
    return _matching(text, text in ("yes", "no"), "is not yes or no") == "yes"


def _rate(text: str) -> Cents:
    cents = read_amount(text)
    if cents == 0:
        raise NotReadable("is no hourly rate; it must be above 0")
    return cents


def _minutes(text: str, bounds: Bounds) -> Minutes:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and bounds.least <= int(text) <= bounds.most):
        raise NotReadable(f"is not a whole number of minutes from {bounds.least} to {bounds.most}")
    return Minutes(int(text))


def _terms(text: str) -> Terms:
    return Terms(write_pairs(_pairs(text, _TERM, "`name=value`, such as visits=included; several are separated by `;`")))


def _numbers(text: str) -> Numbers:
    pairs = _pairs(text, _NUMBER, f"`name=number`, such as minutes=45 (or minutes={UNKNOWN}); several are separated by `;`")
    return Numbers(write_pairs({name: value if value == UNKNOWN else str(int(value)) for name, value in pairs.items()}))


def _pairs(text: str, form: re.Pattern[str], called: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in text.split(";"):
        found = form.fullmatch(part.strip())
        if found is None:
            raise NotReadable(f"is not {called}")
        name, value = found.groups()
        if name in pairs:
            raise NotReadable(f"says two things of `{shown(name)}`; say one")
        pairs[name] = value
    return pairs


def as_written(record: Any, name: str, zone: tzinfo) -> str:
    """A field of a record as somebody would type it, cut where it is long; instants as the clock in `zone` shows them."""
    value = getattr(record, name)
    reader, _ = readers_of(kind_of_type[type(record)])[name]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if reader is read_instant:
        return local_time(value, zone).isoformat()
    return show_amount(value) if reader is _rate else shown(str(value))


def shown(text: str) -> str:
    """The text on one line, cut where it is long: what no one can see is written out."""
    cut = text if len(text) <= 60 else text[:59] + "…"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in cut)
