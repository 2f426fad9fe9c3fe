"""Borders demand examples: wherever a pack draws a line through numbers or days, a worked example lies just below it, on it and
just above it. Knows no rules: whether an example holds is told by running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.policy.ranges import Scale
from engine.policy.version import Version
from engine.policy.version_files import WorkedExamples
from engine.vocabulary.instants import NotATime, read_day, read_moment
from engine.vocabulary.problems import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class UntestedBorder:
    """A border beside which examples are missing: `value` begins there; `numbers` (days, for an age) that none states."""

    scale: Scale
    value: str
    border: int
    numbers: tuple[int, ...]

    def problem(self, place: Place = Place()) -> Problem:
        """That they are missing (`border`)."""
        code = "border.of_age" if self.scale.is_age else "border.of_band"
        return problem(code, place, value=self.value, border=self.border, fact=self.scale.of, missing=self.numbers)

    def to_state(self, given: Mapping[str, object], version: Version) -> Iterator[object]:
        """What an example would state of each: the number, or the day that many days before the request in `given`."""
        for number in self.numbers:
            if not self.scale.is_age:
                yield number
                continue
            received = read_moment(str(given.get("received_at"))).astimezone(version.zone).date()
            yield (received - timedelta(days=number)).isoformat()


def border_examples_missing(version: Version, examples: WorkedExamples) -> Iterator[Problem]:
    """A problem (`border`), at the value that begins there, for each border beside which examples are missing."""
    for bare in borders_without_examples(version, examples):
        yield bare.problem(version.places[f"value {bare.scale.fact} {bare.value}"])


def borders_without_examples(version: Version, examples: WorkedExamples) -> Iterator[UntestedBorder]:
    """Borders with the numbers or days beside them that no example states. Where the border is 0, nothing lies below."""
    for scale in version.scales:
        stated = {number for one in examples.examples if (number := _number(scale, {**examples.given, **one.facts}, version)) is not None}
        for value, border in zip(scale.values[1:], scale.borders, strict=True):
            wanted = [number for number in (border - 1, border, border + 1) if scale.value_of(number) is not None]
            if missing := tuple(number for number in wanted if number not in stated):
                yield UntestedBorder(scale, value, border, missing)


def _number(scale: Scale, facts: Mapping[str, object], version: Version) -> int | None:
    """The number or the days that an example states; None where it states none, or nothing readable."""
    given = facts.get(scale.of)
    if not scale.is_age:
        return given if isinstance(given, int) and not isinstance(given, bool) else None
    try:
        since = given if type(given) is date else read_day(str(given))
        return (read_moment(str(facts.get("received_at"))).astimezone(version.zone).date() - since).days
    except NotATime:
        return None
