"""Which rule or section of a text a row is: the one of its id, or, where only the id is another, the one that was renamed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from engine.policy.rule_rows import VersionRows


def origins_of_rules(old: VersionRows, new: VersionRows) -> list[int | None]:
    """For each rule of `new` the number of the rule of `old` that it is; None for one that is new."""
    origins = _matched([(rule.table, rule.id) for rule in old.rules], [(rule.table, rule.id) for rule in new.rules])
    nameless = [replace(rule, id="") for rule in old.rules]
    return _renamed(origins, nameless, [replace(rule, id="") for rule in new.rules])


def origins_of_sections(old: VersionRows, new: VersionRows) -> list[int | None]:
    """The same for sections."""
    origins = _matched([section.id for section in old.sections], [section.id for section in new.sections])
    titles = [section.title for section in old.sections]
    return _renamed(origins, titles, [section.title for section in new.sections])


def _matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """An id that stands twice, as it may in a draft, is matched once each."""
    left = [(id_, number) for number, id_ in enumerate(old)]
    origins: list[int | None] = []
    for id_ in new:
        found = next((entry for entry in left if entry[0] == id_), None)
        if found is not None:
            left.remove(found)
        origins.append(None if found is None else found[1])
    return origins


def _renamed(origins: list[int | None], old: Sequence[object], new: Sequence[object]) -> list[int | None]:
    taken = set(origins)
    for number, origin in enumerate(origins):
        if origin is None:
            gone = [position for position, content in enumerate(old) if position not in taken and content == new[number]]
            if gone:
                origins[number] = gone[0]
                taken.add(gone[0])
    return origins
