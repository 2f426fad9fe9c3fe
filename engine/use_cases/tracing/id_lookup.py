"""What an id stands for: acts by their kinds, rules, clauses, policy versions, digests; and the shape of a line's or difference's id.

An id may stand for several things; `kind:id` picks one of them. Nothing is looked up here besides the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.books.fields import Key
from engine.store import act_search, frozen_lines
from engine.store.act_search import RecordedAct
from engine.store.kinds import KINDS, VERSIONED_KINDS
from engine.use_cases.reckoning.as_of import Known
from engine.use_cases.reckoning.policy_pins import compiled_by_ref
from engine.use_cases.tracing.stated_decision import clauses_of
from engine.vocabulary.money import Cents, read_amount
from engine.vocabulary.months import Month, NotAMonth, read_month

SHORTEST_DIGEST = 8
_LINE = re.compile(r"([0-9]{4}-[0-9]{2}):(.+):([0-9]+\.[0-9]{2})", re.DOTALL)
_DIFFERENCE = re.compile(r"([0-9]{4}-[0-9]{2}):(.+):([0-9]{4}-[0-9]{2})", re.DOTALL)
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")
# A pin is told as the policy version that it pins.
POLICIES, PINS = "policies", "policy_pins"
NOT_ACTS = ("rules", "clauses", POLICIES, "meaning_digests", "text_digests")
ASKED = ("lines", "differences", *(kind for kind in KINDS if kind != PINS), *NOT_ACTS)


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that an id stands for; `acts`: where it is recorded, several where somebody moved on."""

    kind: str
    id: str
    acts: tuple[RecordedAct, ...] = ()


def named(what: Known, text: str) -> tuple[Named, ...]:
    """All that `text` stands for; lines and differences aside."""
    found = list(_named(what, text))
    kind, colon, rest = text.partition(":")
    if colon and kind in ASKED:
        found += [one for one in _named(what, rest) if one.kind == kind]
    return tuple({(one.kind, one.id): one for one in found}.values())


def line_named(text: str) -> tuple[Month, Key, Cents] | None:
    """`2026-10:R1:120.00`, also behind `lines:`; None for another shape."""
    shape = _LINE.fullmatch(text.removeprefix("lines:"))
    try:
        return None if shape is None else (read_month(shape[1]), Key(shape[2]), read_amount(shape[3]))
    except ValueError:
        return None


def difference_named(text: str) -> tuple[Month, Key, Month] | None:
    """`2026-11:R1:2026-10`, also behind `differences:`; None for another shape."""
    shape = _DIFFERENCE.fullmatch(text.removeprefix("differences:"))
    try:
        return None if shape is None else (read_month(shape[1]), Key(shape[2]), read_month(shape[3]))
    except NotAMonth:
        return None


def _named(what: Known, text: str) -> Iterator[Named]:
    yield from _acts(act_search.acts_with_id(what.connection, text))
    compiled = compiled_by_ref(what.deciders)
    frozen = frozen_lines.frozen_decisions(what.connection)
    versions = [one.version for one in compiled.values()]
    rules = {rule.id for version in versions for section in version.policy.coverage for rule in section.rules}
    if text in rules.union(*(decision.rules.split() for _, decision, _ in frozen)):
        yield Named("rules", text)
    clauses = {id_ for ref in compiled for id_ in clauses_of(ref, what.deciders)}
    if text in clauses.union(*(decision.clauses.split() for _, decision, _ in frozen)):
        yield Named("clauses", text)
    if text in {*compiled, *(policy.policy for _, _, policy in frozen)}:
        yield Named(POLICIES, text)
    digest = text.lower()
    if _DIGEST.fullmatch(digest) is None:
        return
    meanings = {one.meaning_digest for one in compiled.values()} | {policy.meaning_digest for _, _, policy in frozen}
    texts = {version.text_digest for version in versions} | {policy.text_digest for _, _, policy in frozen}
    yield from (Named("meaning_digests", one) for one in sorted(meanings) if one.startswith(digest))
    yield from (Named("text_digests", one) for one in sorted(texts) if one.startswith(digest))
    closed = {one.seq: one for one in what.closed if one.closing.statement_digest.startswith(digest)}
    for one in closed.values():
        yield from _acts(act_search.acts_with_id(what.connection, one.closing.month), "closings")
    yield from _acts(act_search.acts_with_digest(what.connection, digest))


def _acts(acts: Iterable[RecordedAct], of_kind: str | None = None) -> Iterator[Named]:
    """Each once: the rows of a customer or person together, by the id without its first day."""
    together: dict[tuple[str, str], list[RecordedAct]] = {}
    for act in acts:
        if act.kind != PINS and of_kind in (None, act.kind):
            id_ = act.id.rpartition("@")[0] if act.kind in VERSIONED_KINDS else act.id
            together.setdefault((act.kind, id_), []).append(act)
    return (Named(kind, id_, tuple(rows)) for (kind, id_), rows in together.items())
