"""Sentences out of the catalogue, with their values written as the reader is used to: on a page or at the command line.

At the command line days are ISO, amounts have a point and fields are called as in the files; on a page all three are written as
people of that language write them. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.vocabulary.conditions import Condition, IdList
from engine.vocabulary.money import show_amount
from engine.vocabulary.months import Month
from engine.vocabulary.problems import Amount, FieldName, PackText, Place, Problem, Value
from engine.wording import catalogue, formats
from engine.wording.catalogue import Language
from engine.wording.conditions import condition_in_words, names_in_words

PROBLEM = "problem."
# the same problem told where there is no command line: no option, no file, no line in it
ON_A_PAGE = "@page"
_QUOTES = {"de": r"„\1“", "en": r"“\1”"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: in which language, on a page or not; `labels`: what a page calls fields; `conditions`: how a page words one."""

    language: Language
    on_a_page: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    conditions: Callable[[Condition], str] | None = None

    def say(self, key: str, /, **values: Value) -> str:
        """A text of the catalogue. `count` also chooses between one and many, where the entry has both. Raises NoSuchText."""
        count = values.get("count")
        template = catalogue.text(key, self.language, count if isinstance(count, int) else None)
        if self.on_a_page:
            # what was typed stands in backticks at a terminal, in quotation marks on a page
            template = re.sub(r"`([^`]*)`", _QUOTES[self.language], template)
        return template.format_map({name: self.write(value) for name, value in values.items()})

    def write(self, value: Value) -> str:
        """One value of a sentence."""
        match value:
            case str():
                return value
            case FieldName(name):
                return self.labels.get(name, name)
            case Amount(cents):
                return formats.amount(cents, self.language) if self.on_a_page else show_amount(cents)
            case Month():
                return formats.month(value, self.language) if self.on_a_page else str(value)
            case datetime():
                return formats.exact_moment(value, self.language) if self.on_a_page else _iso(value)
            case date():
                return formats.day(value, self.language) if self.on_a_page else value.isoformat()
            case Place():
                return self.place(value)
            case IdList():
                return names_in_words(value, self.say)
            case Condition():
                return self.conditions(value) if self.conditions else condition_in_words(value, self.say)
            case Problem():
                return self.sentence(value)
            case PackText():
                return value.in_(self.language)
            case tuple():
                return ", ".join(self.write(one) for one in value)
            case _:
                return formats.number(value, self.language) if self.on_a_page else str(value)

    def sentence(self, problem: Problem) -> str:
        """What is wrong, without its place."""
        key = PROBLEM + problem.code
        if self.on_a_page and catalogue.has(key + ON_A_PAGE, self.language):
            key += ON_A_PAGE
        return self.say(key, **dict(problem.values))

    def line(self, problem: Problem) -> str:
        """What is wrong and where, on one line."""
        place = self.place(problem.place)
        return f"{place}: {self.sentence(problem)}" if place else self.sentence(problem)

    def place(self, place: Place) -> str:
        """`requests.csv, line 3, `minutes``."""
        line = self.say("place.line", line=str(place.line)) if place.line is not None else None
        named = f"`{place.field}`" if place.field is not None else None
        return ", ".join(part for part in (place.file, line, named) if part)

    def as_json(self, problem: Problem) -> dict[str, object]:
        """`{"code", "message", "file"?, "line"?, "field"?}`; scripts go by the kind of problem, people by its sentence."""
        where = {"file": problem.place.file, "line": problem.place.line, "field": problem.place.field}
        return {"code": problem.kind, "message": self.sentence(problem)} | {k: v for k, v in where.items() if v is not None}


def _iso(value: datetime) -> str:
    """As short as it is exact: seconds only where there are some."""
    return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
