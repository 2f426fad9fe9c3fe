"""A pack's rules in plain words: conditions by the labels of facts and values, outcomes by their own, in German or English.

Says what a rule or an example says, in the pack's wording, and adds only the few words between; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.policy.pack import Condition, ExpectedAnswer, Negation, OutcomesFile, OutcomeWord, Rule
from engine.policy.version import Version, values_named
from engine.use_cases.explaining.reading_words import stated_in_words, value_with_range

_WORDS = {
    "de": {"always": "immer", "not": "nicht", "or": " oder ", "and": "; ", "nothing": "nichts", "instead": " statt "},
    "en": {"always": "always", "not": "not", "or": " or ", "and": "; ", "nothing": "nothing", "instead": " instead of "},
}
_EXPECTED = {
    "de": {
        "coverage": "Einordnung",
        "level": "Stufe",
        "route": "Zuständig",
        "channel": "Weg",
        "action": "Nächster Schritt",
        "ask": "Zu fragen",
        "because": "Regeln",
        "resumes_at": "Weiter um",
    },
    "en": {
        "coverage": "Coverage",
        "level": "Level",
        "route": "Handled by",
        "channel": "Channel",
        "action": "Next",
        "ask": "To ask",
        "because": "Rules",
        "resumes_at": "Resumes at",
    },
}


# what every request states and no version declares
_STATED = {
    "de": {"product": "Produkt", "received_at": "Eingegangen", "at": "Zeitpunkt"},
    "en": {"product": "Product", "received_at": "Received", "at": "At"},
}


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


def coverage_in_words(version: Version, outcomes: OutcomesFile, language: str) -> tuple[RuleInWords, ...]:
    """Coverage rules under their sections, in the pack's order: an earlier section beats later ones."""
    says = labels(outcomes.coverage, language)
    return tuple(
        _in_words(version, outcomes, rule, section.title.in_(language), says[rule.coverage], language)
        for section in version.policy.coverage
        for rule in section.rules
    )


def routes_in_words(version: Version, outcomes: OutcomesFile, language: str) -> tuple[RuleInWords, ...]:
    """Route rules: the first that fits counts."""
    says = labels(outcomes.route, language)
    return tuple(_in_words(version, outcomes, rule, "", says[rule.route], language) for rule in version.policy.route)


def channels_in_words(version: Version, outcomes: OutcomesFile, language: str) -> tuple[RuleInWords, ...]:
    """Channel rules: the first that fits counts."""
    says = labels(outcomes.channel, language)
    return tuple(_in_words(version, outcomes, rule, "", says[rule.channel], language) for rule in version.policy.channel)


def levels_in_words(version: Version, outcomes: OutcomesFile, language: str) -> tuple[RuleInWords, ...]:
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


def condition_in_words(version: Version, outcomes: OutcomesFile, fact: str, condition: Condition, language: str) -> str:
    """`Service: training or installation`, with the range of a value that has one; for coverage and level, which are decided
    before, the outcomes' own labels."""
    return f"{fact_label(version, fact, language)}: {allowed_in_words(version, outcomes, fact, condition, language)}"


def allowed_in_words(version: Version, outcomes: OutcomesFile, fact: str, condition: Condition, language: str) -> str:
    """What a condition allows, without the fact's label: `training or installation`, `not by phone`."""
    words = _WORDS[language]
    named = dict(fact_labels(version, outcomes, fact, language))
    if fact in version.facts:
        named |= {value.id: value_with_range(version.facts[fact], value, language) for value in version.facts[fact].values}
    values = words["or"].join(named.get(value, value) for value in values_named(condition))
    negated = f"{words['not']} " if isinstance(condition, Negation) else ""
    return f"{negated}{values}"


def fact_label(version: Version, fact: str, language: str) -> str:
    """A fact's label; what no pack declares, coverage and times say, has one of its own."""
    if fact in version.facts:
        return version.facts[fact].label.in_(language)
    return {**_EXPECTED[language], **_STATED[language]}.get(fact, fact)


def fact_labels(version: Version, outcomes: OutcomesFile, fact: str, language: str) -> Mapping[str, str]:
    """Value → label of one fact."""
    if fact in version.facts:
        return {value.id: value.label.in_(language) for value in version.facts[fact].values}
    return labels({"coverage": outcomes.coverage, "level": outcomes.level}.get(fact, ()), language)


def labels(words: tuple[OutcomeWord, ...], language: str) -> dict[str, str]:
    """Id → label of outcomes."""
    return {word.id: word.label.in_(language) for word in words}


def facts_in_words(version: Version, outcomes: OutcomesFile, facts: Mapping[str, object], language: str) -> str:
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
    return _WORDS[language]["and"].join(told)


def expectation_in_words(version: Version, outcomes: OutcomesFile, expected: ExpectedAnswer, language: str) -> str:
    """What an example expects, by the labels of outcomes and facts, and the rules that are to be the reasons by their ids."""
    said = expected.model_dump(exclude_none=True)
    told = [f"{_EXPECTED[language][name]}: {_outcome_in_words(version, outcomes, name, said[name], language)}" for name in said]
    return _WORDS[language]["and"].join(told)


def unmet_in_words(version: Version, outcomes: OutcomesFile, expected: ExpectedAnswer, decided: ExpectedAnswer, language: str) -> str:
    """Where what is decided is not what an example expects: `Coverage: Billable instead of Covered`, in the words used for that."""
    said, found = expected.model_dump(exclude_none=True), decided.model_dump()

    def shown(name: str, value: object) -> str:
        return _outcome_in_words(version, outcomes, name, value, language)

    told = [
        f"{_EXPECTED[language][name]}: {shown(name, found[name])}{_WORDS[language]['instead']}{shown(name, said[name])}"
        for name in said
        if found[name] != said[name]
    ]
    return _WORDS[language]["and"].join(told)


def _outcome_in_words(version: Version, outcomes: OutcomesFile, name: str, value: object, language: str) -> str:
    """One answer; None and no names at all are nothing."""
    if isinstance(value, tuple):
        shown = ", ".join(fact_label(version, one, language) if name == "ask" else one for one in value)
    else:
        shown = labels(getattr(outcomes, name, ()), language).get(str(value), str(value or ""))
    return shown or _WORDS[language]["nothing"]


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


def assumptions(version: Version, language: str) -> Iterator[tuple[str, str]]:
    """Everything a version assumes: beside what it stands (`version`, `service_hours`, a rule's id), and what it says."""
    policy = version.policy
    beside = [
        ("version", policy.assumption),
        ("service_hours", policy.service_hours.assumption),
        *((f"level_{entry.level}", entry.assumption) for entry in policy.level.levels),
        *((rule.id, rule.assumption) for rule in version.rules.values()),
    ]
    yield from ((where, text.in_(language)) for where, text in beside if text is not None)


def _in_words(version: Version, outcomes: OutcomesFile, rule: Rule, section: str, then: str, language: str) -> RuleInWords:
    conditions = [condition_in_words(version, outcomes, fact, condition, language) for fact, condition in rule.when.items()]
    when = _WORDS[language]["and"].join(conditions) or _WORDS[language]["always"]
    assumption = rule.assumption.in_(language) if rule.assumption else None
    return RuleInWords(rule.id, section, when, then, rule.clauses, rule.says.in_(language), assumption)
