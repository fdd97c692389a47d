"""In which language people are told: one catalogue a language (``locale``), read with Babel; what it lacks is said in English.

A sentence is looked up as a whole, with named places for what is put into it, and is never made of pieces that only fit together in
English. Figures, file names, codes and whatever stands in a file are put in as they are. The language is that of whoever is being
spoken to (``speaking``): a writer of a format begins it, and every function below it that makes words follows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

    from babel.messages.catalog import Catalog

LANGUAGES: Final = {"en": "English", "zh": "中文", "ja": "日本語", "de": "Deutsch"}
ENGLISH: Final = "en"
_SPOKEN: Final[ContextVar[str]] = ContextVar("language", default=ENGLISH)
_WITHOUT_SPACES: Final = frozenset({"zh", "ja"})


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Every text of ours is in this language until the end of the block."""
    token = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken_language() -> str:
    """The code of the language in which people are being told."""
    return _SPOKEN.get()


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for a text that is translated where it is shown
    """The text as it is, for whoever gathers what has to be translated."""
    return text


def tr(text: str, /, **parts: object) -> str:
    """A sentence of ours in the language that is spoken, with its named places filled; without parts it is left as it is.

    >>> tr("{count} more", count=2)
    '2 more'
    >>> with speaking("de"):
    ...     tr("nobody has translated this {thing}", thing="text")
    'nobody has translated this text'
    """
    said = translated(text)
    return said.format(**parts) if parts else said


def name_of(member: Enum) -> str:
    """A member of a closed list as people read it."""
    return tr(str(member.value).replace("-", " "))


def tr_many(count: int, singular: str, plural: str, /, **parts: object) -> str:
    """A sentence about a count, which stands at its place ``count``.

    >>> tr_many(1, "{count} item", "{count} items"), tr_many(1204, "{count} item", "{count} items")
    ('1 item', '1,204 items')
    """
    said = translated_many(count, singular, plural)
    return said.format(count=figure(count), **parts)


def translated(text: str) -> str:
    """The text of a catalogue with its places still open; a blank one stays blank."""
    if not text or _SPOKEN.get() == ENGLISH:
        return text
    return str(translations_of(_SPOKEN.get()).gettext(text))


def translated_many(count: int, singular: str, plural: str) -> str:
    """The same of a sentence about a count."""
    if _SPOKEN.get() == ENGLISH:
        return singular if count == 1 else plural
    return str(translations_of(_SPOKEN.get()).ngettext(singular, plural, count))


def figure(count: int) -> str:
    """A count as it is written in every language.

    >>> figure(1204)
    '1,204'
    """
    return f"{count:,}"


def stop(sentence: str) -> str:
    """A sentence with its full stop."""
    return f"{sentence}{'。' if _SPOKEN.get() in _WITHOUT_SPACES else '.'}"


def joined(texts: Iterable[str]) -> str:
    """Names one after the other."""
    return ("、" if _SPOKEN.get() in _WITHOUT_SPACES else ", ").join(texts)


def translated_note() -> str:
    """What is said of the translation on what is written in it; nothing in English."""
    if _SPOKEN.get() == ENGLISH:
        return ""
    return translated(TRANSLATION_NOTE)


TRANSLATION_NOTE: Final = N_(
    "This translation was not reviewed by native speakers; where it is in doubt, the English report holds. Messages on the files and the text of the rules are in English."
)


@cache
def translations_of(code: str) -> NullTranslations:
    """The catalogue of a language to look up texts in."""
    # Whoever is told in English, as most are, need not wait for Babel.
    from babel.messages.mofile import write_mo
    from babel.support import Translations

    packed = io.BytesIO()
    write_mo(packed, catalogue_of(code))
    packed.seek(0)
    return Translations(packed)


def catalogue_of(code: str) -> Catalog:
    """The catalogue of a language as Babel reads it."""
    from importlib import resources

    from babel.messages.pofile import read_po

    place = resources.files("calculator.reports").joinpath("locale", code, "words.po")
    with place.open("rb") as file:
        return read_po(file, locale=code)


def known_language(code: str) -> str:
    """The code where there is such a language, else that of English."""
    return code if code in LANGUAGES else ENGLISH
