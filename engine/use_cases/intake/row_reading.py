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
from engine.vocabulary.instants import Instant, local_time, read_day, read_instant
from engine.vocabulary.misreadings import NotReadable
from engine.vocabulary.money import Cents, read_amount, show_amount
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import FieldName, Place, Problem, Refused, misread, problem

_LONGEST = 200
_LONGEST_FREE_TEXT = 20_000

# Lone surrogates are no characters at all: no UTF-8 file can hold them, and no database stores them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_TERM = re.compile(r"([a-z][a-z0-9_]{0,79})\s*=\s*([a-z][a-z0-9_]{0,79})")
_NUMBER = re.compile(rf"([a-z][a-z0-9_]{{0,79}})\s*=\s*(-?[0-9]{{1,9}}|{UNKNOWN})")

Reader = Callable[[str], Any]


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
                problems.append(problem("missing_value.blank", place.at(name), field=FieldName(name)))
            values.append(None)
            continue
        try:
            values.append(reader(text))
        except NotReadable as wrong:
            problems.append(misread("bad_value", wrong, place.at(name), value=shown(text)))
    return None if len(problems) > found else type_of_kind[kind](*values)


@cache
def readers_of(kind: str) -> dict[str, tuple[Reader, bool]]:
    """For each field of a kind: how its text is read, and whether it may be blank."""
    types = field_types(type_of_kind[kind])
    return {name: (_reader(of_field), of_field.may_be_blank) for name, of_field in types.items()}


def _reader(of_field: FieldType) -> Reader:
    if of_field.choices:
        return lambda text: _matching(text, text in of_field.choices, "not_one_of", choices=of_field.choices)
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
    return _matching(text, text in countries(), "not_a_country")


def _currency(text: str) -> str:
    fits = text.isascii() and text.isalpha() and text.isupper() and len(text) == 3
    return _matching(text, fits, "not_a_currency")


def _matching(text: str, fits: bool, otherwise: str, /, **values: tuple[str, ...]) -> str:
    if not fits:
        raise NotReadable(otherwise, **values)
    return text


def read_word(text: str) -> str:
    """A value or short text on one line. Raises NotReadable."""
    if text != text.strip():
        raise NotReadable("spaces_around")
    if len(text) > _LONGEST:
        raise NotReadable("too_long", most=str(_LONGEST))
    return _matching(text, not _CONTROL.search(text), "control_character")


def _free_text(text: str) -> str:
    if len(text) > _LONGEST_FREE_TEXT:
        raise NotReadable("too_long", most=str(_LONGEST_FREE_TEXT))
    if not text.strip():
        raise NotReadable("only_spaces")
    return _matching(text, not _CONTROL_BUT_LINES.search(text), "control_character")


def _yes_or_no(text: str) -> bool:
    return _matching(text, text in ("yes", "no"), "not_yes_or_no") == "yes"


def _rate(text: str) -> Cents:
    cents = read_amount(text)
    if cents == 0:
        raise NotReadable("not_a_rate")
    return cents


def _minutes(text: str, bounds: Bounds) -> Minutes:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and bounds.least <= int(text) <= bounds.most):
        raise NotReadable("not_minutes", least=str(bounds.least), most=str(bounds.most))
    return Minutes(int(text))


def _terms(text: str) -> Terms:
    return Terms(write_pairs(_pairs(text, _TERM, "not_terms")))


def _numbers(text: str) -> Numbers:
    pairs = _pairs(text, _NUMBER, "not_numbers")
    return Numbers(write_pairs({name: value if value == UNKNOWN else str(int(value)) for name, value in pairs.items()}))


def _pairs(text: str, form: re.Pattern[str], otherwise: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in text.split(";"):
        found = form.fullmatch(part.strip())
        if found is None:
            raise NotReadable(otherwise)
        name, value = found.groups()
        if name in pairs:
            raise NotReadable("two_values", name=shown(name))
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
