"""A version compiled: its four tables decided class by class, and the digest of what they mean.

The digest is of the *meaning*: facts in their order with values and defaults, how numbers and days are read as them, service
hours, first day, and what each table says. Values that lead to the same outcomes everywhere are merged before it is taken,
so neither wording nor the names, number or splitting of rules change it. The last day is left out: a version ends because
its successor begins, and must not thereby mean something else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from engine.compiling.direct_reading import ReadTable, read_directly
from engine.compiling.rule_table import channel_table, coverage_table, level_table, route_table
from engine.policy.ranges import meaning_of_readings
from engine.policy.version import Version


@dataclass(frozen=True, eq=False)
class CompiledVersion:
    """All that deciding needs. `tables` in the order coverage, level, route, channel."""

    version: Version
    coverage: ReadTable
    level: ReadTable
    route: ReadTable
    channel: ReadTable

    @cached_property
    def meaning(self) -> Mapping[str, object]:
        """What the version says, however it says it; of its days the first."""
        version, hours = self.version, self.version.policy.service_hours
        meaning: dict[str, object] = {
            "facts": [[name, fact.default, sorted(version.all_values[name])] for name, fact in version.facts.items()],
            "from": version.begins.isoformat(),
            "zone": str(version.zone),
            "hours": [sorted(hours.days), hours.opens, hours.closes, hours.holidays.country, hours.holidays.subdivision],
            "tables": [table_meaning(table) for table in self.tables],
        }
        # left out where there are none, so that what versions without them were recorded as meaning stays as it is
        return meaning | ({"readings": readings} if (readings := meaning_of_readings(version.facts)) else {})

    @cached_property
    def meaning_digest(self) -> str:
        """SHA-256 of the meaning, in hexadecimal digits."""
        return hashlib.sha256(json.dumps(self.meaning, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @property
    def tables(self) -> tuple[ReadTable, ReadTable, ReadTable, ReadTable]:
        return self.coverage, self.level, self.route, self.channel


def compile_version(version: Version) -> CompiledVersion:
    """Raises Refused for a table with too many classes. Does not ask durable-rules: `agreement.py` does."""
    coverage, level = read_directly(coverage_table(version)), read_directly(level_table(version))
    route, channel = read_directly(route_table(version)), read_directly(channel_table(version))
    return CompiledVersion(version, coverage, level, route, channel)


def table_meaning(read: ReadTable) -> list[object]:
    """What a table says, however its rules are written: facts by name, values merged where no outcome tells them apart."""
    outcome_at = [verdict.outcome for verdict in read.verdicts]
    merged: dict[str, list[list[str]]] = {}
    for fact in sorted(read.classes.facts):
        others = [read.place_of[other] for other in read.classes.facts if other != fact]
        rest = [sum(places) for places in product(*(sorted(set(place.values())) for place in others))]
        alike: dict[tuple[str | None, ...], list[str]] = {}
        for value in sorted(read.table.domain[fact]):
            start = read.place_of[fact][value]
            alike.setdefault(tuple(outcome_at[start + place] for place in rest), []).append(value)
        if len(alike) > 1:
            merged[fact] = sorted(alike.values())
    places = [[read.place_of[fact][group[0]] for group in groups] for fact, groups in merged.items()]
    outcomes = [outcome_at[sum(combination)] for combination in product(*places)]
    return [list(merged.items()), outcomes]
