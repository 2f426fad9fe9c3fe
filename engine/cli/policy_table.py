"""One version of a pack as tables on a terminal, in German or English; what rests on an assumption says so."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.policy.pack import ServiceHours, Text
from engine.policy.packs import Pack, Packs
from engine.policy.version import Version
from engine.use_cases.explaining.reading_words import readings_in_words
from engine.use_cases.explaining.rule_words import (
    RuleInWords,
    channels_in_words,
    citing,
    coverage_in_words,
    levels_in_words,
    routes_in_words,
)
from engine.wording.catalogue import Language

WORDS = {
    "section": Text(de="Abschnitt", en="section"),
    "id": Text(de="Regel", en="rule"),
    "when": Text(de="wenn", en="when"),
    "then": Text(de="dann", en="then"),
    "clauses": Text(de="Fundstelle", en="clauses"),
    "reason": Text(de="Begründung", en="reason"),
    "assumption": Text(de="Annahme", en="assumption"),
    "level": Text(de="Stufe", en="level"),
    "route": Text(de="zuständig", en="route"),
    "channel": Text(de="Eingangsweg", en="channel"),
    "from": Text(de="ab", en="from"),
    "readings": Text(de="Zahlen, Tage und Vertrag als Angaben", en="numbers, days and contracts as facts"),
    "fact": Text(de="Angabe", en="fact"),
    "read_off": Text(de="abgelesen von", en="read off"),
    "values": Text(de="Werte", en="values"),
    "hours": Text(de="Servicezeiten", en="service hours"),
    "clause": Text(de="Fundstelle", en="clause"),
    "source": Text(de="Quelle", en="source"),
    "says": Text(de="sinngemäß", en="in our words"),
}
COLUMNS = ("id", "when", "then", "clauses", "reason", "assumption")


def show_version(console: Console, packs: Packs, pack: Pack, version: Version, language: Language) -> None:
    """Prints sections of coverage, levels, routes, channels, bands, ages and terms, service hours and the clauses they cite."""
    words = {name: text.in_(language) for name, text in WORDS.items()}
    _print(console, f"{version.ref} — {pack.product.name.in_(language)}, {words['from']} {version.begins}")
    _print_assumption(console, words, version.policy.assumption, language)
    coverage = Table(words["section"], *(words[name] for name in COLUMNS))
    for section, rules in groupby(coverage_in_words(version, packs.outcomes, language), key=lambda rule: rule.section):
        for position, rule in enumerate(rules):
            coverage.add_row("" if position else escape(section), *_row(rule))
        coverage.add_section()
    console.print(coverage)
    first_match = {
        "level": levels_in_words(version, packs.outcomes, language),
        "route": routes_in_words(version, packs.outcomes, language),
        "channel": channels_in_words(version, packs.outcomes, language),
    }
    for name, listed in first_match.items():
        if listed:
            table = Table(*(words[column] for column in COLUMNS), title=words[name], title_justify="left")
            for rule in listed:
                table.add_row(*_row(rule))
            console.print(table)
    _print_readings(console, version, language, words)
    _print_hours(console, version, version.policy.service_hours, language, words)
    console.print(_clauses(pack, version, language, words))


def _row(rule: RuleInWords) -> list[str]:
    return [escape(text) for text in (rule.id, rule.when, rule.then, " ".join(rule.clauses), rule.says, rule.assumption or "")]


def _print_readings(console: Console, version: Version, language: Language, words: dict[str, str]) -> None:
    readings = readings_in_words(version, language)
    if readings:
        table = Table(words["fact"], words["read_off"], words["values"], title=words["readings"], title_justify="left")
        for one in readings:
            table.add_row(*map(escape, (one.fact, one.read_off, "\n".join(one.values))))
        console.print(table)


def _print_hours(console: Console, version: Version, hours: ServiceHours, language: Language, words: dict[str, str]) -> None:
    calendar = " ".join(filter(None, (hours.holidays.country, hours.holidays.subdivision)))
    days = f"{', '.join(hours.days)} {hours.opens}–{hours.closes} {version.zone}, − {calendar}"
    _print(console, f"{words['hours']}: {days} ({' '.join(hours.clauses)})")
    _print_assumption(console, words, hours.assumption, language)


def _clauses(pack: Pack, version: Version, language: Language, words: dict[str, str]) -> Table:
    cited = citing(version)
    table = Table(words["clause"], words["source"], words["section"], words["says"])
    for source in pack.sources.sources:
        for clause in source.clauses:
            if clause.id in cited:
                title = f"{source.title.in_(language)} ({source.dated.in_(language)})"
                table.add_row(*map(escape, (clause.id, title, clause.section.in_(language), clause.says.in_(language))))
    return table


def _print_assumption(console: Console, words: dict[str, str], assumption: Text | None, language: Language) -> None:
    if assumption is not None:
        _print(console, f"{words['assumption']}: {assumption.in_(language)}")


def _print(console: Console, text: str) -> None:
    console.print(escape(text), highlight=False)
