"""IdList and conditions put into words: `service is `other` and cause is `unknown` or `misuse` `."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.vocabulary.conditions import Condition, FactTest, IdList

Say = Callable[..., str]


def names_in_words(names: IdList, say: Say) -> str:
    """`a`, `b` and 3 more; each in the reader's quotation marks."""
    shown = ", ".join(say("list.name", name=name) for name in names.shown)
    return say("list.and_more", names=shown, others=names.others) if names.others else shown


def condition_in_words(condition: Condition, say: Say) -> str:
    told = [_test_in_words(test, say) for test in condition.tests]
    return say("condition.and").join(told) or say("condition.any")


def _test_in_words(test: FactTest, say: Say) -> str:
    names = IdList(test.values)
    if names.others:
        return say("condition.is_none_of" if test.negated else "condition.is_one_of", fact=test.fact, values=names_in_words(names, say))
    return say("condition.is_not" if test.negated else "condition.is", fact=test.fact, values=_either(names.shown, test.negated, say))


def _either(values: Sequence[str], negated: bool, say: Say) -> str:
    *first, last = (say("list.name", name=value) for value in values)
    return say("list.nor" if negated else "list.or", first=", ".join(first), last=last) if first else last
