"""An explanation in plain words, German or English: for a terminal and for a page alike.

Facts, values, rules and sections have the pack's own wording; the few words between are the catalogue's. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.deciding.explanation import AnswerOutcome, Explanation, OpenQuestion
from engine.deciding.fact_changes import FactChange
from engine.deciding.rule_matches import Extent, FailedPart, RuleMatch
from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import condition_in_words, either, fact_label, fact_labels, labels
from engine.use_cases.explaining.value_words import values_in_words
from engine.vocabulary.outcomes import Coverage
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader

FACTS = "explanation.facts"
FITTING = "explanation.fitting"
FAILING = "explanation.failing"
CUSTOMER_CAN = "explanation.customer_can"
OTHERWISE = "explanation.would_be_covered"
CHANNEL = "explanation.customer_can_channel"
CHANNEL_OTHERWISE = "explanation.would_be_accepted"
TO_ASK = "explanation.to_ask"
ALREADY_COVERED = "explanation.already_covered"
AND = "explanation.and"
_COUNTED = {"given": "explanation.counted.given", "default": "explanation.counted.default", "unknown": "explanation.counted.unknown"}


@dataclass(frozen=True, slots=True)
class RuleTold:
    """`then`: what it would have said; `why`: what it loses to, or what of its condition fails first."""

    id: str
    then: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """`what`: a fact that changes, to what and from what, or several; `do`: what the customer can do about each, if all there is."""

    what: tuple[str, ...]
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionTold:
    """`answers`: what may be answered, and what that leads to."""

    question: str
    answers: tuple[tuple[str, str], ...]


class InWords:
    """One explanation, in one language."""

    def __init__(self, told: Explanation, outcomes: OutcomesFile, language: Language) -> None:
        self._told, self._outcomes, self._language, self._say = told, outcomes, language, Reader(language).say
        self._coverages = labels(outcomes.coverage, language)

    def heading(self, number: int) -> str:
        """The line of the request, who pays, under which policy."""
        decision = self._told.decision
        return self._say("explanation.line", number=number, coverage=self._coverages[decision.coverage], policy=decision.policy)

    def decision(self) -> list[tuple[str, str]]:
        """What else is decided, and the rules that are the reasons."""
        decision, outcomes, language = self._told.decision, self._outcomes, self._language
        rows = [
            (self._say("explanation.next"), labels(outcomes.action, language)[decision.action]),
            (self._say("explanation.level"), labels(outcomes.level, language)[decision.level]),
            (self._say("explanation.route"), labels(outcomes.route, language)[decision.route]),
            (self._say("explanation.channel"), labels(outcomes.channel, language)[decision.channel]),
        ]
        if decision.resumes_at is not None:
            rows.append((self._say("explanation.resumes_at"), decision.resumes_at.isoformat(timespec="minutes")))
        for reason in decision.because:
            rows.append((reason.rule, f"{reason.says.in_(language)} ({', '.join(reason.clauses)})"))
            if reason.assumption is not None:
                rows.append(("", self._say("explanation.assumption", text=reason.assumption.in_(language))))
        return rows

    def facts(self) -> list[tuple[str, str, str]]:
        """Label, value, and whether it was given, a default, or unknown."""
        return [
            (fact_label(self._version, one.fact.id, self._language), self._labels(one.fact.id)[one.value], self._say(_COUNTED[one.origin]))
            for one in self._told.facts
        ]

    def fitting(self) -> list[RuleTold]:
        """Rules that fit, or may fit, and are beaten, or may be."""
        seen = (one for one in self._told.rules if one.fits is not Extent.NEVER and one.wins is not Extent.ALWAYS)
        return [self._rule(one, self._beaten(one)) for one in seen]

    def failing(self) -> list[RuleTold]:
        """Rules that do not fit."""
        return [self._rule(one, self._fails(one, one.fails)) for one in self._told.rules if one.fails is not None]

    def changes(self, changes: Iterable[FactChange]) -> list[ChangeTold]:
        """In the order given; what the customer can do only where that is all there is to do."""
        return [ChangeTold(tuple(self._changed(*one) for one in change.to.items()), self._acts(change)) for change in changes]

    def questions(self) -> list[QuestionTold]:
        """In the order in which they are to be asked."""
        return [
            QuestionTold(question.fact.question.in_(self._language), tuple(self._answer(question, one) for one in question.answers))
            for question in self._told.questions
        ]

    def summary(self) -> str | None:
        """What is to be said before, or in place of, any change: it is covered, a person decides, nothing helps."""
        told = self._told
        if told.decision.coverage is Coverage.COVERED:
            return self._say(ALREADY_COVERED)
        if told.is_for_a_person:
            return self._say("explanation.for_a_person")
        changes = told.to_be_covered
        return None if changes.customer_can or changes.otherwise else self._say("explanation.nothing_helps")

    @property
    def _version(self) -> Version:
        return self._told.version

    def _labels(self, fact: str) -> dict[str, str]:
        return dict(fact_labels(self._version, self._outcomes, fact, self._language))

    def _rule(self, seen: RuleMatch, why: str) -> RuleTold:
        return RuleTold(seen.rule.id, self._coverages[seen.rule.coverage], seen.rule.says.in_(self._language), why)

    def _beaten(self, seen: RuleMatch) -> str:
        titles = [self._say("rules.quoted", text=one.title.in_(self._language)) for one in seen.lost_to]
        sections, surely = either(titles, self._language), seen.fits is Extent.ALWAYS
        if seen.wins is not Extent.MAYBE:
            return self._say("explanation.rule.fits_but" if surely else "explanation.rule.may_fit_but", sections=sections)
        if not seen.lost_to:
            return self._say("explanation.rule.decides_if_it_fits")
        return self._say("explanation.rule.decides_unless" if surely else "explanation.rule.may_decide", sections=sections)

    def _fails(self, seen: RuleMatch, fails: FailedPart) -> str:
        name = fails.part.fact
        wanted = condition_in_words(self._version, self._outcomes, name, seen.rule.when[name], self._language)
        return self._say("explanation.rule.needs", wanted=wanted, given=self._labels(name).get(fails.given, fails.given))

    def _changed(self, fact: str, values: tuple[str, ...]) -> str:
        now = next(one.value for one in self._told.facts if one.fact.id == fact)
        label = fact_label(self._version, fact, self._language)
        return self._say("explanation.change", fact=label, values=self._values(fact, values), now=self._labels(fact)[now])

    def _acts(self, change: FactChange) -> tuple[str, ...]:
        acts = [self._version.facts[fact].customer_can for fact in change.to]
        return tuple(act.in_(self._language) for act in acts if act is not None) if all(acts) else ()

    def _answer(self, question: OpenQuestion, answer: AnswerOutcome) -> tuple[str, str]:
        values = self._values(question.fact.id, answer.values)
        if answer.ask:
            asked = tuple(fact_label(self._version, fact, self._language) for fact in answer.ask)
            return values, self._say("explanation.answer.then_ask", facts=asked)
        if answer.coverage is Coverage.UNDETERMINED:
            return values, self._say("explanation.answer.person")
        return values, self._coverages[answer.coverage]

    def _values(self, fact: str, values: tuple[str, ...]) -> str:
        return values_in_words(self._version, self._outcomes, fact, values, self._language)
