"""What stands in a pack and is used by nothing: values, clauses; what cites nothing; days on which no version holds, or under a
wrong name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from engine.compiling.findings import Finding
from engine.policy.packs import Pack
from engine.policy.version import Version, values_named
from engine.vocabulary.outcomes import UNKNOWN


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
                message = (
                    f"the value `{value}` of `{name}` is never used: no rule and no example names it; show what it leads to, or drop it"
                )
                yield Finding("unused", "facts", version.places.get(f"value {name} {value}", version.places["facts"]), message)


def without_clause(version: Version) -> Iterator[Finding]:
    """Rules that rest on nothing: they cite no clause and are no assumption."""
    for rule in version.rules.values():
        if not rule.clauses and rule.assumption is None:
            message = f"rule `{rule.id}` cites no clause and is no assumption; give it one of both"
            yield Finding("no_clause", _table(version, rule.id), version.places[f"rule {rule.id}"], message, (rule.id,))


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
                message = f"no rule rests on the clause `{clause.id}`; write the rule, or say in `no_rule` why there is none"
                yield Finding("clause_unused", "sources", pack.clause_places[clause.id], message)


def hole_after(pack: Pack, version: Version) -> Iterator[Finding]:
    """Days between a version and the next one on which none is in force."""
    last = pack.last_day_of(version)
    later = next((one for one in pack.versions if one.begins > version.begins), None)
    if last is not None and later is not None and last + timedelta(days=1) < later.begins:
        days = f"from `{last + timedelta(days=1)}` to `{later.begins - timedelta(days=1)}`"
        message = f"no version is in force {days}, before `{later.ref}` begins"
        yield Finding("hole", "effective", version.places["effective"], message)


def misnamed(version: Version) -> Iterator[Finding]:
    """A version is called after the month in which it begins; one that is not was dated wrongly, or copied and not renamed."""
    month = f"{version.begins:%Y-%m}"
    if version.policy.version != month:
        message = f"begins on `{version.begins}`, but the version is called `{version.policy.version}` and not `{month}`"
        yield Finding("misnamed", "effective", version.places["effective"], message)


def _table(version: Version, rule: str) -> str:
    if any(rule == one.id for one in version.policy.route):
        return "route"
    return "channel" if any(rule == one.id for one in version.policy.channel) else "coverage"
