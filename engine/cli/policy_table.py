"""One version of a pack as tables on a terminal, in German or English; what rests on an assumption says so."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.policy.pack import Condition, Negation, Rule, ServiceHours, Text
from engine.policy.packs import Pack, Packs
from engine.policy.version import Version, values_named

WORDS = {
    "section": Text(de="Abschnitt", en="section"),
    "id": Text(de="Regel", en="rule"),
    "when": Text(de="wenn", en="when"),
    "then": Text(de="dann", en="then"),
    "clauses": Text(de="Fundstelle", en="clauses"),
    "reason": Text(de="Begründung", en="reason"),
    "assumption": Text(de="Annahme", en="assumption"),
    "always": Text(de="immer", en="always"),
    "not": Text(de="nicht", en="not"),
    "level": Text(de="Stufe", en="level"),
    "route": Text(de="zuständig", en="route"),
    "channel": Text(de="Eingangsweg", en="channel"),
    "from": Text(de="ab", en="from"),
    "hours": Text(de="Servicezeiten", en="service hours"),
    "clause": Text(de="Fundstelle", en="clause"),
    "source": Text(de="Quelle", en="source"),
    "says": Text(de="sinngemäß", en="in our words"),
}
COLUMNS = ("id", "when", "then", "clauses", "reason", "assumption")


def show_version(console: Console, packs: Packs, pack: Pack, version: Version, language: str) -> None:
    """Prints sections of coverage, levels, routes, channels, service hours and the clauses they cite."""
    policy, outcomes = version.policy, packs.outcomes
    words = {name: text.in_(language) for name, text in WORDS.items()}
    groups = (outcomes.coverage, outcomes.level, outcomes.route, outcomes.channel)
    says = {word.id: word.label.in_(language) for group in groups for word in group}
    _print(console, f"{version.ref} — {pack.product.name.in_(language)}, {words['from']} {policy.effective.from_}")
    _print_assumption(console, words, policy.assumption, language)
    coverage = Table(words["section"], *(words[name] for name in COLUMNS))
    for section in policy.coverage:
        for position, rule in enumerate(section.rules):
            title = section.title.in_(language) if position == 0 else ""
            coverage.add_row(escape(title), *_row(version, rule, says[rule.coverage], language, words))
        coverage.add_section()
    console.print(coverage)
    if policy.level.fact:
        levels = Table(words["level"], version.facts[policy.level.fact].label.in_(language), words["clauses"], words["assumption"])
        for entry in policy.level.levels:
            labels = ", ".join(_labels(version, policy.level.fact, entry.values, language))
            levels.add_row(*map(escape, (says[entry.level], labels, " ".join(entry.clauses), _told(entry.assumption, language))))
        console.print(levels)
    routes: list[tuple[Rule, str]] = [(rule, rule.route) for rule in policy.route]
    channels: list[tuple[Rule, str]] = [(rule, rule.channel) for rule in policy.channel]
    for name, rules in (("route", routes), ("channel", channels)):
        table = Table(*(words[column] for column in COLUMNS), title=words[name], title_justify="left")
        for first_match, outcome in rules:
            table.add_row(*_row(version, first_match, says[outcome], language, words))
        console.print(table)
    _print_hours(console, version, policy.service_hours, language, words)
    console.print(_clauses(pack, version, language, words))


def _row(version: Version, rule: Rule, outcome: str, language: str, words: dict[str, str]) -> Iterable[str]:
    conditions = "; ".join(_condition(version, fact, condition, language, words["not"]) for fact, condition in rule.when.items())
    told = (
        rule.id,
        conditions or words["always"],
        outcome,
        " ".join(rule.clauses),
        rule.says.in_(language),
        _told(rule.assumption, language),
    )
    return map(escape, told)


def _condition(version: Version, fact: str, condition: Condition, language: str, negated: str) -> str:
    label = version.facts[fact].label.in_(language) if fact in version.facts else fact
    values = " / ".join(_labels(version, fact, values_named(condition), language))
    return f"{label}: {f'{negated} ' if isinstance(condition, Negation) else ''}{values}"


def _labels(version: Version, fact: str, values: tuple[str, ...], language: str) -> list[str]:
    words = {value.id: value.label.in_(language) for value in version.facts[fact].values} if fact in version.facts else {}
    return [words.get(value, value) for value in values]


def _print_hours(console: Console, version: Version, hours: ServiceHours, language: str, words: dict[str, str]) -> None:
    calendar = " ".join(filter(None, (hours.holidays.country, hours.holidays.subdivision)))
    days = f"{', '.join(hours.days)} {hours.opens}–{hours.closes} {version.zone}, − {calendar}"
    _print(console, f"{words['hours']}: {days} ({' '.join(hours.clauses)})")
    _print_assumption(console, words, hours.assumption, language)


def _clauses(pack: Pack, version: Version, language: str, words: dict[str, str]) -> Table:
    cited = {clause for rule in version.rules.values() for clause in rule.clauses}
    cited |= {clause for entry in version.policy.level.levels for clause in entry.clauses}
    table = Table(words["clause"], words["source"], words["section"], words["says"])
    for source in pack.sources.sources:
        for clause in source.clauses:
            if clause.id in cited:
                title = f"{source.title.in_(language)} ({source.dated.in_(language)})"
                table.add_row(*map(escape, (clause.id, title, clause.section.in_(language), clause.says.in_(language))))
    return table


def _print_assumption(console: Console, words: dict[str, str], assumption: Text | None, language: str) -> None:
    if assumption is not None:
        _print(console, f"{words['assumption']}: {assumption.in_(language)}")


def _print(console: Console, text: str) -> None:
    console.print(escape(text), highlight=False)


def _told(assumption: Text | None, language: str) -> str:
    return "" if assumption is None else assumption.in_(language)
