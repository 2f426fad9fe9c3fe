"""What people read of a problem, for tests that hold its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.vocabulary.problems import Problem, Refused
from engine.wording.sentences import Reader

_EN, _DE = Reader("en"), Reader("de")


def english(problem: Problem) -> str:
    """Its sentence at the command line, without the place."""
    return _EN.sentence(problem)


def german(problem: Problem) -> str:
    return _DE.sentence(problem)


def line(problem: Problem) -> str:
    """Its sentence in English, with the place."""
    return _EN.line(problem)


def lines(refused: Refused) -> list[str]:
    """A line a problem in English, each with its place."""
    return list(map(line, refused.problems))


def text(refused: Refused) -> str:
    """All lines of a refusal."""
    return "\n".join(lines(refused))


@contextmanager
def refused_with(pattern: str) -> Iterator[None]:
    """What is done in it is refused, in words in which this is found."""
    with pytest.raises(Refused) as refused:
        yield
    told = text(refused.value)
    assert re.search(pattern, told), told
