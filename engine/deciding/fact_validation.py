"""What is wrong with the facts of a request: looked for only once deciding failed, in the order of engine/reference.md, Codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.policy.version import Version
from engine.vocabulary.instants import NotATime, read_moment
from engine.vocabulary.problems import FieldName, Place, Problem, Value, misread, problem

READ_BY_THE_ENGINE = ("product", "received_at", "at")


@dataclass(frozen=True, slots=True)
class OversizedNumber:
    """A number as it was written, too long or too large for any fact: nobody needs its value."""

    written: str

    def __str__(self) -> str:
        return self.written


class BadFacts(Exception):
    """One request cannot be decided. `problem` has a code of that list and the name of the fact as its field."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def bad_facts(code: str, field: str | None = None, /, **values: Value) -> BadFacts:
    """To be raised."""
    return BadFacts(problem(code, Place(field=field), **values))


def given_moment(facts: Mapping[str, object], name: str) -> datetime:
    """The date-time under `name`, as text or as an aware datetime. Raises BadFacts `bad_value`."""
    given = facts[name]
    try:
        if isinstance(given, datetime) and given.tzinfo is not None:
            return given
        return read_moment(given if isinstance(given, str) else "")
    except NotATime as wrong:
        raise BadFacts(misread("bad_value.fact", wrong, Place(field=name), fact=FieldName(name), value=excerpt(given))) from None


def refuse_unknown_names(facts: Iterable[object], versions: Sequence[Version], policy: str | None) -> None:
    """Raises BadFacts `unknown_fact` for the first name that none of the versions declares; `policy`: which one that is, None where
    all packs were looked through."""
    named = (name for version in versions for name in (*version.facts, *(scale.of for scale in version.scales)))
    known = dict.fromkeys((*READ_BY_THE_ENGINE, *named))
    for name in facts:
        if name in known:
            continue
        if policy is None:
            raise bad_facts("unknown_fact.in_any_pack", str(name), fact=excerpt(name), facts=tuple(known))
        raise bad_facts("unknown_fact.in_policy", str(name), fact=excerpt(name), policy=policy, facts=tuple(known))


def refuse_missing(facts: Mapping[str, object]) -> None:
    """Raises BadFacts `missing_fact` where product or received_at is not given."""
    for name, code in (("product", "missing_fact.product"), ("received_at", "missing_fact.received_at")):
        if name not in facts:
            raise bad_facts(code, name, fact=FieldName(name))


def refuse_bad_values(facts: Mapping[str, object], version: Version) -> None:
    """Raises BadFacts `bad_value` for the first fact, in the pack's order, whose value the version does not list."""
    for name, values in version.all_values.items():
        if name in facts and facts[name] not in values:
            raise bad_facts("bad_value.fact.not_listed", name, fact=FieldName(name), value=excerpt(facts[name]), values=tuple(values))


def excerpt(value: object) -> str:
    """The offending input, cut at 60 characters, with nothing in it that a terminal would act on."""
    text = str(value) if isinstance(value, str | OversizedNumber) else json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= 60 else text[:59] + "…"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
