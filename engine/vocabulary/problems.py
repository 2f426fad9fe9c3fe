"""A problem: what is wrong, where, and what would do; and the refusal that carries all problems found at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (or `-`), a line counted from 1, a column or field by name."""

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
class Problem:
    """One thing that is wrong. `message`: lower case, the offending input in backticks, and the remedy."""

    code: str
    message: str
    place: Place = Place()

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if str(self.place) else self.message

    def as_json(self) -> dict[str, object]:
        """`{"code", "message", "file"?, "line"?, "field"?}` as contract.md has it."""
        where = {"file": self.place.file, "line": self.place.line, "field": self.place.field}
        return {"code": self.code, "message": self.message} | {k: v for k, v in where.items() if v is not None}


class Refused(Exception):
    """Bad input or usage (exit status 2): nothing was done. Carries every problem found."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def refuse(code: str, message: str, place: Place = Place()) -> Refused:
    """A refusal with a single problem, to be raised."""
    return Refused(Problem(code, message, place))
