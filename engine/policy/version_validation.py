"""What a pack's files must agree on before anybody decides by them: names that exist, ids that are unique, ends that fit.

Gaps, clashes and dead rules are not looked for here: those are questions about the table of all classes (`engine.compiling`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.policy.pack import Rule, Source
from engine.policy.ranges import wrong_readings
from engine.policy.version import Version, values_named, values_that_fit
from engine.vocabulary.outcomes import UNKNOWN, ConsentState, Coverage, Level
from engine.vocabulary.problems import Place, Problem, problem

READ_BY_THE_ENGINE = ("product", "received_at", "at")
DECIDED_BEFORE = ("coverage", "level")


def validation_problems(version: Version, sources: Iterable[Source]) -> Iterator[Problem]:
    """Every reason why the version cannot be decided by, each with its file and line."""
    clauses = {clause.id for source in sources for clause in source.clauses}
    yield from _facts(version)
    yield from wrong_readings(version.facts, version.places, (*READ_BY_THE_ENGINE, *DECIDED_BEFORE))
    yield from _levels(version)
    policy = version.policy
    for section in policy.coverage:
        for rule in section.rules:
            yield from _conditions(version, rule, readable_by_coverage(version))
    for first_match in (*policy.route, *policy.channel):
        yield from _conditions(version, first_match, readable_by_route(version))
    yield from _last_rule_always_fits(version)
    yield from _unique(version)
    for place, cited in _citations(version):
        yield from (problem("unknown_clause", place, clause=clause) for clause in cited if clause not in clauses)
    period = policy.effective
    if period.to is not None and period.to < period.from_:
        yield problem("bad_period", version.places["effective"], end=period.to, begin=period.from_)
    if policy.service_hours.closes <= policy.service_hours.opens:
        yield problem("bad_hours", version.places["service_hours"])


def _facts(version: Version) -> Iterator[Problem]:
    for name, fact in version.facts.items():
        place = version.places[f"fact {name}"]
        values = Counter(value.id for value in fact.values)
        yield from (problem("twice.value", place, id=value) for value, times in values.items() if times > 1)
        if fact.default not in values:
            yield problem("bad_default", place, value=fact.default, fact=name)
        if not version.known_values[name]:
            yield problem("no_values", place, fact=name, unknown=UNKNOWN)
        if name in READ_BY_THE_ENGINE or name in DECIDED_BEFORE:
            yield problem("reserved.fact", place, fact=name)
    consent = version.facts.get("consent")
    wanted = [str(answer) for answer in ConsentState]
    if consent is None or [value.id for value in consent.values] != wanted:
        where = version.places["fact consent"] if consent else version.places["facts"]
        yield problem("bad_consent", where, values=tuple(wanted))


def _levels(version: Version) -> Iterator[Problem]:
    levels, place = version.policy.level, version.places["level"]
    if levels.fact is None:
        if levels.levels:
            yield problem("no_level_fact", place)
        return
    if levels.fact not in version.facts:
        yield problem("unknown_fact.level", place, fact=levels.fact)
        return
    seen: set[str] = set()
    for entry in levels.levels:
        for value in entry.values:
            if value not in version.known_values[levels.fact]:
                yield problem("unknown_value.level", place, value=value, fact=levels.fact)
            if value in seen:
                yield problem("twice.level", place, value=value)
            seen.add(value)


def readable_by_coverage(version: Version) -> dict[str, tuple[str, ...]]:
    """The facts that a rule of coverage may read, each with the values that it may name."""
    # Consent is law, not a pack's business: no coverage rule reads it.
    facts = {name: known for name, known in version.known_values.items() if name != "consent"}
    return facts | ({"level": tuple(map(str, Level))} if version.policy.level.fact else {})


def readable_by_route(version: Version) -> dict[str, tuple[str, ...]]:
    """The same for rules of route and channel."""
    return readable_by_coverage(version) | {"coverage": tuple(map(str, Coverage)), "level": tuple(map(str, Level))}


def _conditions(version: Version, rule: Rule, readable: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    place = version.places[f"rule {rule.id}"]
    for fact, condition in rule.when.items():
        if fact not in readable:
            yield problem("unknown_fact.rule", place, rule=rule.id, fact=fact, readable=tuple(readable))
            continue
        for value in values_named(condition):
            if value == UNKNOWN:
                yield problem("unknown_in_rule", place, rule=rule.id, unknown=UNKNOWN)
            elif value not in readable[fact]:
                yield problem("unknown_value.rule", place, rule=rule.id, value=value, fact=fact, values=readable[fact])
        if not values_that_fit(condition, readable[fact]):
            yield problem("never_fits", place, rule=rule.id, fact=fact)


def _last_rule_always_fits(version: Version) -> Iterator[Problem]:
    for name, rules in (("route", version.policy.route), ("channel", version.policy.channel)):
        if rules[-1].when:
            yield problem("no_last_rule", version.places[f"rule {rules[-1].id}"], table=name)


def _unique(version: Version) -> Iterator[Problem]:
    policy = version.policy
    rules = [rule.id for section in policy.coverage for rule in section.rules]
    rules += [rule.id for rule in (*policy.route, *policy.channel)]
    sections = [section.section for section in policy.coverage]
    for kind, ids in (("rule", rules), ("section", sections)):
        for twice in (id_ for id_, times in Counter(ids).items() if times > 1):
            yield problem(f"twice.{kind}", version.places[f"{kind} {twice}"], id=twice)


def _citations(version: Version) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for rule in version.rules.values():
        yield version.places[f"rule {rule.id}"], rule.clauses
    for entry in version.policy.level.levels:
        yield version.places["level"], entry.clauses
    yield version.places["service_hours"], version.policy.service_hours.clauses
