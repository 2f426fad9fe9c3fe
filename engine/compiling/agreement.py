"""Two readings of every version, which must agree class by class: the direct one and durable-rules'.

A version counts once durable-rules, in a process of its own, found the same rules to fit in every class of every table.
What agreed is remembered by the digest of its tables in the cache, so that nobody waits for it twice;
losing the folder costs a second, no answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from engine.compiling.compiled_version import CompiledVersion
from engine.compiling.direct_reading import ReadTable
from engine.compiling.second_reading import FitQuestion, Progress, fits_by_durable_rules
from engine.policy.cache import read_cached, write_cached
from engine.vocabulary.conditions import Condition
from engine.vocabulary.problems import Problem, Refused, Value, problem

DEADLINE_SECONDS = 120.0
# A table of two thousand rules and thousands of classes takes its time, and shows how far it is.
FITS_A_SECOND = 50_000
_READER = "durable-rules 2.0.28, reading 1"


def refuse_disagreement(
    compiled: Sequence[CompiledVersion],
    cache: Path | None,
    *,
    deadline_seconds: float = DEADLINE_SECONDS,
    progress: Progress | None = None,
) -> None:
    """Raises Refused naming the class and the rules where the two readings differ, or why durable-rules gave no answer.

    `cache`: where agreement is remembered; None asks durable-rules every time. `progress` is told the decisions that it has taken and
    has to take. Beyond the deadline it may go on for as long as a wide table needs."""
    unread = [one for one in compiled if not _is_cached(one, cache)]
    if not unread:
        return
    tables = [table for one in unread for table in one.tables]
    wide = sum(table.classes.count * len(table.table.rules) for table in tables) // FITS_A_SECOND
    questions = [question(table) for table in tables]
    answers = fits_by_durable_rules(questions, deadline_seconds=deadline_seconds + wide, progress=progress)
    wrong = [problem for table, fits in zip(tables, answers, strict=True) for problem in _differences(table, fits)]
    if wrong:
        raise Refused(wrong)
    for one in unread:
        _remember(one, cache)


def question(read: ReadTable) -> FitQuestion:
    """A table as durable-rules is asked about it."""
    rules = tuple((rule.id, rule.when) for rule in read.table.rules)
    return FitQuestion(read.table.name, read.classes.facts, rules, tuple(read.classes.representatives()))


def _differences(read: ReadTable, fits: Sequence[frozenset[str]]) -> list[Problem]:
    number = {rule.id: 1 << at for at, rule in enumerate(read.table.rules)}
    known: dict[frozenset[str], int] = {}
    for values, verdict, theirs in zip(read.classes.representatives(), read.verdicts, fits, strict=True):
        if theirs not in known:
            known[theirs] = sum(number[rule] for rule in theirs)
        if verdict.fitting != known[theirs]:
            where = Condition.of(zip(read.classes.facts, values, strict=True))
            only = {"direct": tuple(sorted(verdict.fits - theirs)), "durable": tuple(sorted(theirs - verdict.fits))}
            found: dict[str, Value] = {reading: rules for reading, rules in only.items() if rules}
            return [problem(f"readings_differ.{'_and_'.join(found)}", table=read.table.name, where=where, **found)]
    return []


def _tables_digest(compiled: CompiledVersion) -> str:
    written = [
        [
            read.table.name,
            list(read.table.domain.items()),
            [[r.id, sorted((f, sorted(v)) for f, v in r.when.items())] for r in read.table.rules],
        ]
        for read in compiled.tables
    ]
    return hashlib.sha256(json.dumps([_READER, written]).encode()).hexdigest()


def _is_cached(compiled: CompiledVersion, cache: Path | None) -> bool:
    return read_cached(cache, f"{_tables_digest(compiled)}.agreed") is not None


def _remember(compiled: CompiledVersion, cache: Path | None) -> None:
    write_cached(cache, f"{_tables_digest(compiled)}.agreed", f"{compiled.version.ref}\n")
