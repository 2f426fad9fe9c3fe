"""A pack's rules in plain words: conditions by the labels of facts and values, outcomes by their own, in German or English.

Says what a rule or an example says, in the pack's wording; the few words between are the catalogue's. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from engine.policy.pack import Condition, ExpectedAnswer, Negation, OutcomesFile, OutcomeWord, Rule
from engine.policy.version import Version, values_named
from engine.use_cases.explaining.reading_words import stated_in_words, value_with_range
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader

# what is decided on a request, and what every request states that no version declares
_ANSWERS = {
    "coverage": "rules.answer.coverage",
    "level": "rules.answer.level",
    "route": "rules.answer.route",
    "channel": "rules.answer.channel",
    "action": "rules.answer.action",
    "ask": "rules.answer.ask",
    "because": "rules.answer.because",
    "resumes_at": "rules.answer.resumes_at",
}
_STATED = {"product": "rules.stated.product", "received_at": "rules.stated.received_at", "at": "rules.stated.at"}
_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """`section` is its section's title (coverage only, else ""); `assumption` what it rests on where no source says so."""

    id: str
    section: str
    when: str
    then: str
    clauses: tuple[str, ...]
    says: str
    assumption: str | None


def coverage_in_words(version: Version, outcomes: OutcomesFile, language: Language) -> tuple[RuleInWords, ...]:
    """Coverage rules under their sections, in the pack's order: an earlier section beats later ones."""
    says = labels(outcomes.coverage, language)
    return tuple(
        _in_words(version, outcomes, rule, section.title.in_(language), says[rule.coverage], language)
        for section in version.policy.coverage
        for rule in section.rules
    )


def routes_in_words(version: Version, outcomes: OutcomesFile, language: Language) -> tuple[RuleInWords, ...]:
    """Route rules: the first that fits counts."""
    says = labels(outcomes.route, language)
    return tuple(_in_words(version, outcomes, rule, "", says[rule.route], language) for rule in version.policy.route)


def channels_in_words(version: Version, outcomes: OutcomesFile, language: Language) -> tuple[RuleInWords, ...]:
    """Channel rules: the first that fits counts."""
    says = labels(outcomes.channel, language)
    return tuple(_in_words(version, outcomes, rule, "", says[rule.channel], language) for rule in version.policy.channel)


def levels_in_words(version: Version, outcomes: OutcomesFile, language: Language) -> tuple[RuleInWords, ...]:
    """Which values of which fact have which level; empty where the pack has no levels."""
    levels = version.policy.level
    if levels.fact is None:
        return ()
    says = labels(outcomes.level, language)
    return tuple(
        RuleInWords(
            f"level_{entry.level}",
            "",
            condition_in_words(version, outcomes, levels.fact, entry.values, language),
            says[entry.level],
            entry.clauses,
            entry.says.in_(language),
            entry.assumption.in_(language) if entry.assumption else None,
        )
        for entry in levels.levels
    )


def condition_in_words(version: Version, outcomes: OutcomesFile, fact: str, condition: Condition, language: Language) -> str:
    """`Service: training or installation`, with the range of a value that has one; for coverage and level, which are decided
    before, the outcomes' own labels."""
    return f"{fact_label(version, fact, language)}: {allowed_in_words(version, outcomes, fact, condition, language)}"


def allowed_in_words(version: Version, outcomes: OutcomesFile, fact: str, condition: Condition, language: Language) -> str:
    """What a condition allows, without the fact's label: `training or installation`, `not by phone`."""
    named = dict(fact_labels(version, outcomes, fact, language))
    if fact in version.facts:
        named |= {value.id: value_with_range(version.facts[fact], value, language) for value in version.facts[fact].values}
    values = either([named.get(value, value) for value in values_named(condition)], language)
    return Reader(language).say("rules.not", values=values) if isinstance(condition, Negation) else values


def either(texts: Sequence[str], language: Language) -> str:
    """`A or B or C`; "" of none."""
    say = Reader(language).say
    return reduce(lambda first, second: say("rules.or", first=first, second=second), texts) if texts else ""


def fact_label(version: Version, fact: str, language: Language) -> str:
    """A fact's label; what no pack declares, coverage and times say, has one of its own."""
    if fact in version.facts:
        return version.facts[fact].label.in_(language)
    key = {**_ANSWERS, **_STATED}.get(fact)
    return fact if key is None else Reader(language).say(key)


def fact_labels(version: Version, outcomes: OutcomesFile, fact: str, language: Language) -> Mapping[str, str]:
    """Value → label of one fact."""
    if fact in version.facts:
        return {value.id: value.label.in_(language) for value in version.facts[fact].values}
    return labels({"coverage": outcomes.coverage, "level": outcomes.level}.get(fact, ()), language)


def labels(words: tuple[OutcomeWord, ...], language: Language) -> dict[str, str]:
    """Id → label of outcomes."""
    return {word.id: word.label.in_(language) for word in words}


def facts_in_words(version: Version, outcomes: OutcomesFile, facts: Mapping[str, object], language: Language) -> str:
    """An example's facts by their labels, numbers and days as those of the facts they are read as; what the version does not
    declare (product, times) by names of their own."""
    told = []
    for fact, value in facts.items():
        stated = stated_in_words(version, fact, str(value), language)
        if stated is not None:
            told.append(": ".join(stated))
            continue
        named = fact_labels(version, outcomes, fact, language)
        told.append(f"{fact_label(version, fact, language)}: {named.get(str(value), str(value))}")
    return _BETWEEN.join(told)


def expectation_in_words(version: Version, outcomes: OutcomesFile, expected: ExpectedAnswer, language: Language) -> str:
    """What an example expects, by the labels of outcomes and facts, and the rules that are to be the reasons by their ids."""
    said = expected.model_dump(exclude_none=True)
    answers = [(Reader(language).say(_ANSWERS[name]), _outcome_in_words(version, outcomes, name, said[name], language)) for name in said]
    return _BETWEEN.join(map(": ".join, answers))


def unmet_in_words(version: Version, outcomes: OutcomesFile, expected: ExpectedAnswer, decided: ExpectedAnswer, language: Language) -> str:
    """Where what is decided is not what an example expects: `Coverage: Billable instead of Covered`, in the words used for that."""
    said, found = expected.model_dump(exclude_none=True), decided.model_dump()

    def shown(name: str, value: object) -> str:
        return _outcome_in_words(version, outcomes, name, value, language)

    say = Reader(language).say
    return _BETWEEN.join(
        say("rules.instead", answer=say(_ANSWERS[name]), found=shown(name, found[name]), expected=shown(name, said[name]))
        for name in said
        if found[name] != said[name]
    )


def _outcome_in_words(version: Version, outcomes: OutcomesFile, name: str, value: object, language: Language) -> str:
    """One answer; None and no names at all are nothing."""
    if isinstance(value, tuple):
        shown = ", ".join(fact_label(version, one, language) if name == "ask" else one for one in value)
    else:
        shown = labels(getattr(outcomes, name, ()), language).get(str(value), str(value or ""))
    return shown or Reader(language).say("rules.nothing")


def citing(version: Version) -> dict[str, tuple[str, ...]]:
    """Clause → the ids of what rests on it: levels, rules, service hours; in the pack's order."""
    policy = version.policy
    resting = [
        *((f"level_{entry.level}", entry.clauses) for entry in policy.level.levels),
        *((rule.id, rule.clauses) for rule in version.rules.values()),
        ("service_hours", policy.service_hours.clauses),
    ]
    found: dict[str, tuple[str, ...]] = {}
    for name, clauses in resting:
        for clause in clauses:
            found[clause] = (*found.get(clause, ()), name)
    return found


def assumptions(version: Version, language: Language) -> Iterator[tuple[str, str]]:
    """Everything a version assumes: what it belongs to (`version`, `service_hours`, a rule's id), and what it says."""
    policy = version.policy
    beside = [
        ("version", policy.assumption),
        ("service_hours", policy.service_hours.assumption),
        *((f"level_{entry.level}", entry.assumption) for entry in policy.level.levels),
        *((rule.id, rule.assumption) for rule in version.rules.values()),
    ]
    yield from ((where, text.in_(language)) for where, text in beside if text is not None)


def _in_words(version: Version, outcomes: OutcomesFile, rule: Rule, section: str, then: str, language: Language) -> RuleInWords:
    conditions = [condition_in_words(version, outcomes, fact, condition, language) for fact, condition in rule.when.items()]
    when = _BETWEEN.join(conditions) or Reader(language).say("rules.always")
    assumption = rule.assumption.in_(language) if rule.assumption else None
    return RuleInWords(rule.id, section, when, then, rule.clauses, rule.says.in_(language), assumption)
