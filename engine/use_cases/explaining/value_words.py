"""Several values of one fact in few words: by their labels, by the levels they make up, or by what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from engine.policy.pack import OutcomesFile
from engine.policy.version import Version
from engine.use_cases.explaining.rule_words import either, fact_labels
from engine.wording.catalogue import Language
from engine.wording.sentences import Reader

MOST_VALUES_NAMED = 5


def values_in_words(version: Version, outcomes: OutcomesFile, fact: str, values: Sequence[str], language: Language) -> str:
    """`values`: some of those that the fact can really have, in the pack's order."""
    say, named = Reader(language).say, fact_labels(version, outcomes, fact, language)
    known = version.known_values[fact]
    if len(values) == len(known) > 1:
        return say("rules.whatever")
    if len(values) > MOST_VALUES_NAMED:
        levels = _levels(version, fact, values)
        if levels:
            labels = fact_labels(version, outcomes, "level", language)
            return say("rules.of_levels", levels=either([say("rules.quoted", text=labels[level]) for level in levels], language))
        left_out = [value for value in known if value not in values]
        if len(left_out) < len(values):
            return say("rules.all_but", values=either([named[value] for value in left_out], language))
    return either([named[value] for value in values], language)


def _levels(version: Version, fact: str, values: Sequence[str]) -> list[str]:
    """The levels whose topics are exactly these values; none where no levels are."""
    if fact != version.policy.level.fact:
        return []
    whole = {level: of_level for level, of_level in version.level_values.items() if of_level and of_level <= set(values)}
    return list(whole) if sum(map(len, whole.values())) == len(values) else []
