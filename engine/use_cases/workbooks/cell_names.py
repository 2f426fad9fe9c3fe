"""What a cell may call a thing: the word it is shown by, its id, or its label in either language; several, and all but some.

A word that could mean two things is never shown, and refused where it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.policy.pack import Text
from engine.policy.rule_rows import AllowedValues
from engine.use_cases.intake.row_reading import shown
from engine.vocabulary.misreadings import NotReadable
from engine.wording import catalogue
from engine.wording.catalogue import LANGUAGES, Language

# read in every language, whichever a workbook is written in
_OR = "|".join(re.escape(catalogue.text("workbook.cell.or", language)) for language in LANGUAGES)
_NOT = "|".join(re.escape(catalogue.text("workbook.cell.not", language)) for language in LANGUAGES)
_SEPARATOR = "; "
_BETWEEN = re.compile(r"\s*[;\n]\s*")
_BETWEEN_TOO = re.compile(rf"\s*,\s*|\s+(?:{_OR})\s+")
_NEGATION = re.compile(rf"(?:{_NOT})\s*:\s*|(?:{_NOT})\s+|[≠!]\s*", re.IGNORECASE)
_NEGATION_WITH_A_COLON = re.compile(rf"(?:{_NOT})\s*:|[≠!]", re.IGNORECASE)


class NotNamed(NotReadable):
    """The cell names nothing that is known: several things at once (`ambiguous`), none that there is (`not_known`), no value at all
    (`no_value`), or so many that none is left (`nothing_left`)."""


@dataclass(frozen=True, slots=True)
class Names:
    """`shown`: what stands in a cell for each id, in the order in which they are offered; `ways`: what each text may mean."""

    shown: Mapping[str, str]
    ways: Mapping[str, frozenset[str]]

    def read(self, text: str) -> str:
        """The id that a cell names. Raises NotNamed."""
        if text in self.shown:
            return text
        found = self.ways.get(_plain(text), frozenset())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotNamed("ambiguous", value=shown(text), ids=tuple(sorted(found)))
        raise NotNamed("not_known", value=shown(text), known=_SEPARATOR.join(self.shown.values()))

    def read_allowed(self, text: str) -> AllowedValues:
        """The values that a cell allows: `A`, `A; B`, `not: A`, `not: A; B`. Raises NotNamed."""
        if self._is_one(text):
            return AllowedValues((self.read(text),))
        negation = _NEGATION.match(text)
        if negation and self._is_one(_BETWEEN.split(text)[0]):
            negation = None  # `Not trained; …`: there the word belongs to a value
        parts = self._parts(text[negation.end() :] if negation else text)
        if negation and not _NEGATION_WITH_A_COLON.match(text) and not any(map(self._is_one, parts)):
            parts = [text]
        values = tuple(dict.fromkeys(self.read(part) for part in parts))
        if not values:
            raise NotNamed("no_value", value=shown(text), known=_SEPARATOR.join(self.shown.values()))
        if negation and not set(self.shown) - set(values):
            raise NotNamed("nothing_left", value=shown(text))
        return AllowedValues(values, negation is not None)

    def show_allowed(self, allowed: AllowedValues, language: Language) -> str:
        """What is written in a cell for these values."""
        values = _SEPARATOR.join(self.shown[value] for value in allowed.values)
        return f"{catalogue.text('workbook.cell.not', language)}: {values}" if allowed.negated else values

    def _is_one(self, text: str) -> bool:
        return text in self.shown or _plain(text) in self.ways

    def _parts(self, text: str) -> list[str]:
        parts = []
        for part in filter(None, _BETWEEN.split(text.strip())):
            further = [one for one in _BETWEEN_TOO.split(part) if one]
            parts += [part] if self._is_one(part) or not all(map(self._is_one, further)) else further
        return parts


def names_of(labels: Mapping[str, Text | None], language: Language, also: Iterable[tuple[str, str]] = ()) -> Names:
    """Names for ids with their labels; `also`: further texts and the ids that they mean. Shown is the label in `language`."""
    ways: dict[str, set[str]] = {}
    for id_, label in labels.items():
        for text in (id_, *([] if label is None else [label.in_(each) for each in LANGUAGES])):
            ways.setdefault(_plain(text), set()).add(id_)
    for text, id_ in also:
        if not ways.get(_plain(text), set()) - {id_}:
            ways.setdefault(_plain(text), set()).add(id_)
    told = {}
    for id_, label in labels.items():
        text = id_ if label is None else label.in_(language)
        told[id_] = text if ways[_plain(text)] == {id_} and _is_whole(text) else id_
    return Names(told, {text: frozenset(ids) for text, ids in ways.items()})


def _is_whole(text: str) -> bool:
    """Whether a text in a cell is still itself among others."""
    return text == text.strip() and not _BETWEEN.search(text) and not _NEGATION_WITH_A_COLON.match(text)


def _plain(text: str) -> str:
    """Capitals and the number of blanks between words make no difference."""
    return " ".join(text.split()).casefold()
