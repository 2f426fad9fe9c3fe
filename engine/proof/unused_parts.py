"""What stands in a pack and is used by nothing: values, clauses; what cites nothing; days on which no version holds, or under a
wrong name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from engine.compiling.findings import Finding
from engine.policy.packs import Pack
from engine.policy.version import Version, values_named
from engine.vocabulary.outcomes import UNKNOWN
from engine.vocabulary.problems import problem


def unused_values(version: Version, stated: Iterable[Mapping[str, object]]) -> Iterator[Finding]:
    """Values that no rule, no list of levels and no worked example names (`stated`: what each of those says), and that no default is:
    nobody said what they lead to."""
    named = {(name, fact.default) for name, fact in version.facts.items()}
    for rule in version.rules.values():
        named |= {(fact, value) for fact, condition in rule.when.items() for value in values_named(condition)}
    named |= {(version.policy.level.fact or "", value) for level in version.policy.level.levels for value in level.values}
    named |= {(fact, str(value)) for facts in stated for fact, value in facts.items()}
    for name, values in version.known_values.items():
        for value in values:
            if (name, value) not in named and value != UNKNOWN:
                place = version.places.get(f"value {name} {value}", version.places["facts"])
                yield Finding("facts", problem("unused.value", place, value=value, fact=name))


def without_clause(version: Version) -> Iterator[Finding]:
    """Rules that rest on nothing: they cite no clause and are no assumption."""
    for rule in version.rules.values():
        if not rule.clauses and rule.assumption is None:
            bare = problem("no_clause.of_rule", version.places[f"rule {rule.id}"], rule=rule.id)
            yield Finding(_table(version, rule.id), bare, (rule.id,))


def unused_clauses(pack: Pack) -> Iterator[Finding]:
    """Clauses on which nothing in any version rests, and that are not marked as being about something else (`no_rule`)."""
    cited = {contact.clause for contact in pack.contacts.contacts}
    for version in pack.versions:
        cited |= {clause for rule in version.rules.values() for clause in rule.clauses}
        cited |= {clause for level in version.policy.level.levels for clause in level.clauses}
        cited |= set(version.policy.service_hours.clauses)
    for source in pack.sources.sources:
        for clause in source.clauses:
            if clause.id not in cited and clause.no_rule is None:
                yield Finding("sources", problem("clause_unused.by_rules", pack.clause_places[clause.id], clause=clause.id))


def hole_after(pack: Pack, version: Version) -> Iterator[Finding]:
    """Days between a version and the next one on which none is in force."""
    last = pack.last_day_of(version)
    later = next((one for one in pack.versions if one.begins > version.begins), None)
    if last is not None and later is not None and last + timedelta(days=1) < later.begins:
        days = {"first": last + timedelta(days=1), "last": later.begins - timedelta(days=1)}
        yield Finding("effective", problem("hole.between", version.places["effective"], **days, later=later.ref))


def misnamed(version: Version) -> Iterator[Finding]:
    """A version is called after the month in which it begins; one that is not was dated wrongly, or copied and not renamed."""
    month = f"{version.begins:%Y-%m}"
    if version.policy.version != month:
        called = {"name": version.policy.version, "month": month}
        yield Finding("effective", problem("misnamed.version", version.places["effective"], first_day=version.begins, **called))


def _table(version: Version, rule: str) -> str:
    if any(rule == one.id for one in version.policy.route):
        return "route"
    return "channel" if any(rule == one.id for one in version.policy.channel) else "coverage"
