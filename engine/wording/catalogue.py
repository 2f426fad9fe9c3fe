"""The catalogue of words: every sentence and label that a person reads, by its key, in one file a language (`de.po`, `en.po`).

Knows no page and no command; words of a product are its pack's, and stand there."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal, NoReturn

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
FOLDER = Path(__file__).parent


class NoSuchText(LookupError):
    """The catalogue has no entry of that key."""


class _Missing(NullTranslations):
    """What gettext asks where a key is missing: a bug here, never a key shown to a person."""

    def gettext(self, message: str) -> NoReturn:
        raise NoSuchText(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:  # noqa: ARG002
        raise NoSuchText(msgid1)


def text(key: str, language: Language, count: int | None = None) -> str:
    """The entry as it stands, its placeholders (`{name}`) open; with `count`, the form for that many. Raises NoSuchText."""
    translations = _translations(language)
    return translations.gettext(key) if count is None else translations.ngettext(key, key, count)


def has(key: str, language: Language) -> bool:
    """Whether there is such an entry."""
    try:
        text(key, language)
    except NoSuchText:
        return False
    return True


@cache
def _translations(language: Language) -> GNUTranslations:
    """Read from the text that people edit, so that nothing has to be compiled after a change."""
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    translations.add_fallback(_Missing())
    return translations
