"""A draft, ready to decide what was recorded under another version: what the record does not tell of its facts is unknown.

A fact that the record has a column for is read as ever. One that the draft declares anew, and no column tells, is unknown, and
so is a recorded value that the draft does not list any more; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.books.facts_of_request import REPORTED_FACTS, facts_of_entry
from engine.compiling.compiled_version import CompiledVersion
from engine.deciding.decider import Decider
from engine.deciding.decision import Decision
from engine.policy.version import Version
from engine.use_cases.reckoning.reckon_requests import RequestActs, told_of
from engine.vocabulary.outcomes import UNKNOWN


@dataclass(frozen=True, slots=True, order=True)
class Unlisted:
    """A recorded value that the draft does not list; `can_be_unknown`: whether its fact has `unknown` to stand for it."""

    fact: str
    value: str
    can_be_unknown: bool


class DraftDecider(Decider):
    """Decides by a draft what was recorded while `in_force` was."""

    def __init__(self, draft: CompiledVersion, in_force: Version) -> None:
        super().__init__(draft)
        declared = draft.version.all_values
        # what a contract does not agree on has its default, as under any version
        told = {*REPORTED_FACTS, "consent", *in_force.facts, *draft.version.terms}
        self.untold = {name: self._not_told(name) for name in declared if name not in told}
        self._listed = {name: frozenset(values) for name, values in declared.items()}

    def _not_told(self, fact: str) -> str:
        version = self.compiled.version
        return UNKNOWN if UNKNOWN in version.all_values[fact] else version.facts[fact].default

    def decide(self, facts: Mapping[str, str], at: datetime) -> Decision:
        """As any decider, from facts as records tell them."""
        read = {**self.untold, **facts} if self.untold else facts
        try:
            return super().decide(read, at)
        except KeyError:
            unlisted = {one.fact: UNKNOWN if one.can_be_unknown else self._default(one.fact) for one in self._unlisted_in(read)}
            return super().decide({**read, **unlisted}, at)

    def _default(self, fact: str) -> str:
        return self.compiled.version.facts[fact].default

    def unlisted(self, one: RequestActs) -> set[Unlisted]:
        """What the draft does not list of a request's facts and of those that its entries name for themselves."""
        facts = told_of(one, self).facts
        found = set(self._unlisted_in(facts))
        for entry in one.entries:
            found.update(self._unlisted_in(facts_of_entry(facts, entry, self.allowed)))
        return found

    def _unlisted_in(self, facts: Mapping[str, str]) -> Iterable[Unlisted]:
        return [
            Unlisted(name, value, UNKNOWN in self._listed[name])
            for name, value in facts.items()
            if name in self._listed and value not in self._listed[name]
        ]
