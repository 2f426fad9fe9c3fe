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
from engine.wording.sentences import Reader

NAMES = (
    "section",
    "id",
    "when",
    "then",
    "clauses",
    "reason",
    "assumption",
    "level",
    "route",
    "channel",
    "from",
    "readings",
    "fact",
    "read_off",
    "values",
    "hours",
    "clause",
    "source",
    "says",
)
COLUMNS = ("id", "when", "then", "clauses", "reason", "assumption")


def show_version(console: Console, packs: Packs, pack: Pack, version: Version, language: Language) -> None:
    """Prints sections of coverage, levels, routes, channels, bands, ages and terms, service hours and the clauses they cite."""
    words = {name: Reader(language).say(f"command.policy_show.{name}") for name in NAMES}
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
