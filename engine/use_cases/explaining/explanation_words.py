"""An explanation in plain words, German or English: for a terminal and for a page alike.

Facts, values, rules and sections are told by the pack's own wording; here stand only the few words between. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.deciding.explanation import AnswerOutcome, Explanation, OpenQuestion
from engine.deciding.fact_changes import FactChange
from engine.deciding.rule_matches import Extent, FailedPart, RuleMatch
from engine.policy.pack import OutcomesFile, Text
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import condition_in_words, fact_label, fact_labels, labels
from engine.use_cases.explaining.value_words import values_in_words
from engine.vocabulary.outcomes import Coverage


def _(de: str, en: str) -> Text:
    return Text(de=de, en=en)


AND = _("und", "and")
FACTS = _("Die Angaben, wie sie zählten", "The facts as they counted")
FITTING = _("Passt auch, entscheidet aber nicht allein oder gar nicht", "Fits too, but does not decide, or not alone")
FAILING = _("Passt nicht, und woran es zuerst scheitert", "Does not fit, and what fails first")
CUSTOMER_CAN = _("Was der Kunde tun kann, damit es abgedeckt ist", "What the customer can do to have it covered")
OTHERWISE = _("Was anders sein müsste, damit es abgedeckt wäre", "What would have to be otherwise for it to be covered")
CHANNEL = _("Was der Kunde tun kann, damit der Weg angenommen wird", "What the customer can do to have it accepted")
CHANNEL_OTHERWISE = _(
    "Was anders sein müsste, damit der Weg angenommen würde", "What would have to be otherwise to have it accepted as filed"
)
TO_ASK = _("Was zu fragen ist, der Reihe nach, und wozu jede Antwort führt", "What to ask, in this order, and what each answer leads to")
ALREADY_COVERED = _("Es ist schon abgedeckt.", "It is covered already.")
FOR_A_PERSON = _(
    "Ein Mensch bestimmt, wer bezahlt: Keine Antwort auf eine Frage würde es klären.",
    "A person determines who pays: no answer to a question would settle it.",
)
NOTHING_HELPS = _("Keine Änderung der Angaben würde es abgedeckt machen.", "No change of the facts would make it covered.")
COUNTED = {"given": _("angegeben", "given"), "default": _("Vorgabe", "default"), "unknown": _("unbekannt", "unknown")}

_LINE = _("Zeile", "line")
_NEXT = _("Nächster Schritt", "Next step")
_LEVEL = _("Stufe", "Level")
_ROUTE = _("Wer kümmert sich", "Handled by")
_CHANNEL = _("Weg der Anfrage", "How it was filed")
_RESUMES = _("Es geht weiter um", "Work goes on at")
_ASSUMPTION = _("Annahme", "Assumption")
_ALL_DECIDE = _("entscheidet, wenn sie passt", "decides if it fits")
_DECIDES_UNLESS = _("passt und entscheidet, außer {} geht vor", "fits, and decides unless {} comes first")
_MAY_DECIDE = _("entscheidet, wenn sie passt und nicht {} vorgeht", "decides if it fits and {} does not come first")
_FITS_BUT = _("passt, aber {} geht vor", "fits, but {} comes first")
_MAY_FIT_BUT = _("passt vielleicht, aber dann geht {} vor", "may fit, but then {} comes first")
_NEEDS = _("verlangt {}; hier: {}", "needs {}; here: {}")
_OR = _("oder", "or")
_SO_FAR = _("bisher", "so far")
_THEN_ASK = _("dann noch zu fragen: {}", "then still to ask: {}")
_PERSON = _("dann bestimmt ein Mensch", "then a person determines it")
_QUOTED = _("„{}“", "“{}”")


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

    def __init__(self, told: Explanation, outcomes: OutcomesFile, language: str) -> None:
        self._told, self._outcomes, self._language = told, outcomes, language
        self._coverages = labels(outcomes.coverage, language)

    def heading(self, number: int) -> str:
        """The line of the request, who pays, under which policy."""
        decision = self._told.decision
        return f"{self._say(_LINE)} {number}: {self._coverages[decision.coverage]} ({decision.policy})"

    def decision(self) -> list[tuple[str, str]]:
        """What else is decided, and the rules that are the reasons."""
        decision, outcomes, language = self._told.decision, self._outcomes, self._language
        rows = [
            (self._say(_NEXT), labels(outcomes.action, language)[decision.action]),
            (self._say(_LEVEL), labels(outcomes.level, language)[decision.level]),
            (self._say(_ROUTE), labels(outcomes.route, language)[decision.route]),
            (self._say(_CHANNEL), labels(outcomes.channel, language)[decision.channel]),
        ]
        if decision.resumes_at is not None:
            rows.append((self._say(_RESUMES), decision.resumes_at.isoformat(timespec="minutes")))
        for reason in decision.because:
            rows.append((reason.rule, f"{self._say(reason.says)} ({', '.join(reason.clauses)})"))
            if reason.assumption is not None:
                rows.append(("", f"{self._say(_ASSUMPTION)}: {self._say(reason.assumption)}"))
        return rows

    def facts(self) -> list[tuple[str, str, str]]:
        """Label, value, and whether it was given, a default, or unknown."""
        return [
            (fact_label(self._version, one.fact.id, self._language), self._labels(one.fact.id)[one.value], self._say(COUNTED[one.origin]))
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
            return self._say(FOR_A_PERSON)
        changes = told.to_be_covered
        return None if changes.customer_can or changes.otherwise else self._say(NOTHING_HELPS)

    @property
    def _version(self) -> Version:
        return self._told.version

    def _say(self, text: Text) -> str:
        return text.in_(self._language)

    def _labels(self, fact: str) -> dict[str, str]:
        return dict(fact_labels(self._version, self._outcomes, fact, self._language))

    def _rule(self, seen: RuleMatch, why: str) -> RuleTold:
        return RuleTold(seen.rule.id, self._coverages[seen.rule.coverage], self._say(seen.rule.says), why)

    def _beaten(self, seen: RuleMatch) -> str:
        sections = f" {self._say(_OR)} ".join(self._say(_QUOTED).format(self._say(one.title)) for one in seen.lost_to)
        if seen.wins is Extent.MAYBE:
            unless = _DECIDES_UNLESS if seen.fits is Extent.ALWAYS else _MAY_DECIDE
            return self._say(unless if seen.lost_to else _ALL_DECIDE).format(sections)
        return self._say(_FITS_BUT if seen.fits is Extent.ALWAYS else _MAY_FIT_BUT).format(sections)

    def _fails(self, seen: RuleMatch, fails: FailedPart) -> str:
        name = fails.part.fact
        wanted = condition_in_words(self._version, self._outcomes, name, seen.rule.when[name], self._language)
        return self._say(_NEEDS).format(wanted, self._labels(name).get(fails.given, fails.given))

    def _changed(self, fact: str, values: tuple[str, ...]) -> str:
        now = next(one.value for one in self._told.facts if one.fact.id == fact)
        label = fact_label(self._version, fact, self._language)
        return f"{label}: {self._values(fact, values)} ({self._say(_SO_FAR)}: {self._labels(fact)[now]})"

    def _acts(self, change: FactChange) -> tuple[str, ...]:
        acts = [self._version.facts[fact].customer_can for fact in change.to]
        return tuple(self._say(act) for act in acts if act is not None) if all(acts) else ()

    def _answer(self, question: OpenQuestion, answer: AnswerOutcome) -> tuple[str, str]:
        values = self._values(question.fact.id, answer.values)
        if answer.ask:
            asked = ", ".join(fact_label(self._version, fact, self._language) for fact in answer.ask)
            return values, self._say(_THEN_ASK).format(asked)
        return values, self._say(_PERSON) if answer.coverage is Coverage.UNDETERMINED else self._coverages[answer.coverage]

    def _values(self, fact: str, values: tuple[str, ...]) -> str:
        return values_in_words(self._version, self._outcomes, fact, values, self._language)
