"""What companies write into cells of a bill instead of a number or a name (``reference/phrases.toml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, partial

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.digit_shapes import those_shaped
from calculator.reference.phrases import phrase_lists

_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[\s_]+")
_NOTE_END = late_pattern(r"\s*\d{0,3}\s*[:.)：）]?\Z")


def says(kind: str, text: str) -> bool:
    """True where all of ``text`` is one of the phrases of a kind.

    >>> says("as_required", "A/R"), says("as_required", "Nach Bedarf"), says("not_fitted", "DNP"), says("total", "Sub-Total:"), says("total", "total knee")
    (True, True, True, True, False)
    """
    longest, has_digits = _extent(kind)
    # Nearly every text that is asked about is a part number or a description: most are told by their length or a digit.
    if not text or len(text) > longest or (not has_digits and _DIGIT.search(text)):
        return False
    plain = _plain(text)
    return plain in _phrases(kind) or plain.rstrip(":： .") in _phrases(kind)


def saying(kind: str, texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that are one of the phrases of a kind.

    >>> sorted(saying("total", ["Total", "MAG-01", "Sum", "total knee"]))
    ['Sum', 'Total']
    """
    _, has_digits = _extent(kind)
    if has_digits:
        return frozenset(text for text in {*texts} if says(kind, text))
    # A digit makes a text none of them, whichever digit it is.
    return frozenset(those_shaped([*{*texts}], partial(says, kind)))


def begun_by(kind: str, texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts of which the first word is one of the phrases of a kind.

    >>> begun_by("total", ["Total cost (INR)", "Totem pole"])
    frozenset({'Total cost (INR)'})
    """
    first_words = {text: text.partition(" ")[0] for text in texts}
    words = saying(kind, first_words.values())
    return frozenset(text for text, word in first_words.items() if word in words)


def begins_note(text: str) -> bool:
    """True for "Note 1:" and its like."""
    if len(text) > 30:
        return False
    plain = _plain(text)
    return any(
        plain.startswith(word) and _NOTE_END.match(plain[len(word) :]) for word in _phrases("note")
    )


def is_bill_sheet(name: str) -> bool:
    """True where a sheet's name says that it is a bill and nothing else."""
    return _plain(name) in _phrases("bill_sheets")


def is_prose_sheet(name: str) -> bool:
    """True where a sheet's name says that it explains or dates something."""
    return _plain(name) in _phrases("prose_sheets")


def says_nothing(name: str) -> bool:
    """True where a sheet's name does not tell what is on it: Sheet1, Tabelle1."""
    plain = _plain(name)
    return plain in _phrases("bill_sheets") or any(
        re.fullmatch(re.escape(phrase[:-1]) + r"\s*\(?\d{0,3}\)?", plain)
        if phrase.endswith("*")
        else phrase == plain
        for phrase in _phrases("plain_sheets")
    )


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().lower()
    if not text.isascii():
        text = unicodedata.normalize(
            "NFC",
            "".join(
                letter
                for letter in unicodedata.normalize("NFD", text)
                if not "\u0300" <= letter <= "\u036f"
            ),
        )
    return _SPACES.sub(" ", text.replace("-", " ")).strip()


@cache
def _extent(kind: str) -> tuple[int, bool]:
    """More letters than any phrase of a kind has, with room for what is stripped; and whether any has a digit."""
    return 2 * max(map(len, _phrases(kind))) + 8, any(
        _DIGIT.search(phrase) for phrase in _phrases(kind)
    )


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(map(_plain, phrase_lists()[kind]))
