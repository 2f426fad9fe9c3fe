"""A problem: what is wrong, where, and with which values; and the refusal that carries all problems found at once.

A code, never a sentence: the doors make the sentence, in the reader's language, from the catalogue of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Union, runtime_checkable

from engine.vocabulary.conditions import Condition, IdList
from engine.vocabulary.misreadings import NotReadable
from engine.vocabulary.months import Month


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file (or `-`, or a table and its row), a line counted from 1, a column or field by name."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def at(self, field: str) -> Place:
        """The same line, at `field`."""
        return Place(self.file, self.line, field)

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line is not None else ""
        field = f", `{self.field}`" if self.field is not None else ""
        return f"{self.file or ''}{line}{field}".removeprefix(", ")


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field of a record, as a value of a sentence: a page shows its label."""

    name: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Cents, as a value of a sentence."""

    cents: int


@runtime_checkable
class PackText(Protocol):
    """A text of a pack, in both languages."""

    def in_(self, language: str) -> str: ...


Value = Union[str, int, date, Month, FieldName, Amount, Place, IdList, Condition, PackText, "Problem", tuple["Value", ...]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code`: a kind, which scripts go by, and after a point which of its sentences is meant
    (`bad_value.not_a_minute`); `values`: what the sentence names, by placeholder."""

    code: str
    place: Place = Place()
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def kind(self) -> str:
        return self.code.partition(".")[0]

    def __str__(self) -> str:
        """For whoever looks into a traceback; people read the catalogue's sentence."""
        said = " ".join((self.code, *(f"{name}={value!r}" for name, value in self.values)))
        return f"{self.place}: {said}" if str(self.place) else said


class Refused(Exception):
    """Bad input or usage (exit status 2): nothing was done. Carries every problem found."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problem(code: str, place: Place = Place(), /, **values: Value) -> Problem:
    """A problem with the values of its sentence."""
    return Problem(code, place, tuple(sorted(values.items())))


def misread(kind: str, wrong: NotReadable, place: Place = Place(), /, **values: Value) -> Problem:
    """What is wrong with a text, as a problem of that kind: `bad_month.not_a_month`."""
    return problem(f"{kind}.{wrong.why}", place, **wrong.values, **values)


def refuse(code: str, place: Place = Place(), /, **values: Value) -> Refused:
    """A refusal with a single problem, to be raised."""
    return Refused(problem(code, place, **values))
