"""In which language the command line speaks: `--lang`, else the locale's where it is German, else English."""

from __future__ import annotations

import os
from collections.abc import Sequence

from engine.vocabulary.problems import Value
from engine.wording.catalogue import LANGUAGES, Language
from engine.wording.sentences import Reader

_WHERE = ("LC_ALL", "LC_MESSAGES", "LANG")
_OPTION = "--lang"
_chosen: list[Language] = []


def language_named(arguments: Sequence[str]) -> Language | None:
    """The last that `--lang` names, before the command or after it; what it names wrongly is refused where it is read.

    >>> language_named(["--lang", "de", "close", "2026-10"])
    'de'
    """
    named = None
    for option, value in zip(arguments, (*arguments[1:], ""), strict=False):
        value = option.removeprefix(f"{_OPTION}=") if option.startswith(f"{_OPTION}=") else value if option == _OPTION else ""
        named = next((one for one in LANGUAGES if one == value), named)
    return named


def choose(language: Language | None) -> None:
    """For this command; None leaves it to the locale."""
    _chosen[:] = [] if language is None else [language]


def language() -> Language:
    """The one chosen, else the one of the first locale variable that is set."""
    if _chosen:
        return _chosen[0]
    locale = next((value for name in _WHERE if (value := os.environ.get(name))), "")
    return "de" if locale.lower().startswith("de") else "en"


def reader() -> Reader:
    """Who reads what this command prints."""
    return Reader(language())


def say(key: str, /, **values: Value) -> str:
    """A text of the catalogue in that language."""
    return reader().say(key, **values)
