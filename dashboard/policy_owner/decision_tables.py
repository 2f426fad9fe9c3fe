"""Rules as a person recognises them: a row a rule under its section's title, a column a fact, what it allows in plain words.

Shown here as they are being edited; `version_panel` has those of versions in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.language import language, say
from dashboard.policy_owner.text_tables import show_texts, titles
from engine.policy.pack import Condition, Negation, OutcomesFile
from engine.policy.rule_rows import AllowedValues, RuleRow, VersionRows
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import allowed_in_words, fact_label, labels
from engine.use_cases.explaining.value_words import MOST_VALUES_NAMED, values_in_words

NumberOfRule = Mapping[str, str]
_WIDTH = 7


def numbers_of_rules(rows: VersionRows) -> dict[str, str]:
    """How each rule is called in the tables: `3.2` is the second of the third section; those of routes and channels bear a letter."""
    found: dict[str, str] = {}
    for at, section in enumerate(rows.sections, start=1):
        found |= {rule.id: f"{at}.{number}" for number, rule in enumerate(rows.of("coverage", section.id), start=1)}
    found |= {rule.id: say("policy_owner.editor.route_number", number=number) for number, rule in enumerate(rows.of("route"), start=1)}
    return found | {
        rule.id: say("policy_owner.editor.channel_number", number=number) for number, rule in enumerate(rows.of("channel"), start=1)
    }


def facts_read(rules: Sequence[RuleRow], version: Version) -> list[str]:
    """The facts that some of these rules read, in the pack's order; what is decided before comes last."""
    read = {fact for rule in rules for fact in rule.when}
    return [fact for fact in (*version.facts, "coverage", "level") if fact in read]


def show_rows(
    rules: Sequence[RuleRow], facts: Sequence[str], numbers: NumberOfRule, before: VersionRows, version: Version, outcomes: OutcomesFile
) -> None:
    """A table; a rule that is not as it was in `before` is marked."""
    was = {rule.id: rule for rule in before.rules}
    names = [fact_label(version, fact, language()) for fact in facts]
    columns = [*titles("number"), *names, *titles("then", "clauses", "rule")]
    rows = [
        (
            f"{numbers[rule.id]}{'' if was.get(rule.id) == rule else ' ✎'}",
            *(cell(rule.when.get(fact), fact, version, outcomes) for fact in facts),
            outcome_in_words(rule, outcomes),
            ", ".join(rule.clauses),
            rule.id,
        )
        for rule in rules
    ]
    show_texts(columns, rows, (3, *(_WIDTH for _ in facts), _WIDTH, 5, 15))


def outcome_in_words(rule: RuleRow, outcomes: OutcomesFile) -> str:
    """By the outcome's label."""
    return labels(getattr(outcomes, rule.table), language()).get(rule.outcome, rule.outcome)


def cell(allowed: AllowedValues | None, fact: str, version: Version, outcomes: OutcomesFile) -> str:
    """What a rule allows of a fact, in few words; nothing where it allows all."""
    if allowed is None:
        return ""
    if len(allowed.values) > MOST_VALUES_NAMED and not allowed.negated and fact in version.known_values:
        in_order = [value for value in version.known_values[fact] if value in allowed.values]
        return values_in_words(version, outcomes, fact, in_order, language())
    return allowed_in_words(version, outcomes, fact, condition_of(allowed), language())


def condition_of(allowed: AllowedValues) -> Condition:
    """As the pack has it."""
    return Negation.model_validate({"not": allowed.values}) if allowed.negated else allowed.values
