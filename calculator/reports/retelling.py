"""Sentences that rooms below have worded, told in the language that is spoken."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from calculator.reports.language import ENGLISH, spoken_language, translations_of
from calculator.reports.sentences_below import OF_OURS, SENTENCES

_PLACE: Final = re.compile(r"\{(\w+)\}")


def retold(text: str) -> str:
    """A sentence that a room below has worded, in the language that is spoken: by the whole template that it was made of.

    What fits no template stays in English. What stands in its places is put in as it is, but for places that hold such a text themselves (``OF_OURS``).
    """
    if not text or spoken_language() == ENGLISH:
        return text
    return _retold(spoken_language(), text)


@lru_cache(maxsize=4096)
def _retold(code: str, text: str) -> str:
    translations = translations_of(code)
    said = str(translations.gettext(text))
    if said != text:
        return said
    for template, pattern in _templates_below():
        match = pattern.fullmatch(text)
        if match is not None and str(translations.gettext(template)) != template:
            parts = {
                name: _retold(code, part) if name in OF_OURS else part
                for name, part in match.groupdict().items()
            }
            return str(translations.gettext(template)).format(**parts)
    return text


@cache
def _templates_below() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The templates of rooms below with a pattern each; the one with most words of its own is tried first."""
    ordered = sorted(SENTENCES, key=lambda sentence: -len(_PLACE.sub("", sentence)))
    return tuple((sentence, _pattern(sentence)) for sentence in ordered if "{" in sentence)


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = _PLACE.split(sentence)
    return re.compile(
        "".join(
            f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece)
            for place, piece in enumerate(pieces)
        ),
        re.DOTALL,
    )
