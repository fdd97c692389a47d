"""A text as a reader sees it: one form of every letter, look-alikes made Latin, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from calculator.numbers.late_patterns import late_pattern

LATIN: Final = "a-z\u00df-\u024f"
LONGEST: Final = 400
"""So much of a text is looked at."""


def label_and_value(text: str) -> tuple[str, str] | None:
    """A label and what stands behind its colon; None for a text without one.

    >>> label_and_value("Part No.: MAG-9"), label_and_value("原产：JP"), label_and_value("MAG-9")
    (('Part No.', 'MAG-9'), ('原产', 'JP'), None)
    """
    label, colon, value = text.replace("：", ":").partition(":")
    return (label, value.strip()) if colon else None


def folded_text(text: str) -> str:
    """A text as the patterns want it; at most ``LONGEST`` letters."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).translate(FOLD)


def plain_text(text: str) -> str:
    """A text as a reader sees it: one form of every letter, nothing invisible, at most ``LONGEST`` letters.

    Letters that only look Latin become Latin where they stand in one word with Latin ones (NdFеB with a Cyrillic е) or
    with digits (Ν52 with a Greek nu); a word of another script stays as it is. Spaced-out letters become the word.
    (The package confusable_homoglyphs knows more look-alikes and takes 0.1 s to import, more than a whole check.)

    >>> [plain_text(text) for text in ("М\u0430gnet", "M A G N E T  RING", "mag\u200bnet", "Ν52 10х5", "Магнит", "磁 铁")]
    ['Magnet', 'MAGNET  RING', 'magnet', 'N52 10x5', 'Магнит', '磁铁']
    """
    plain = text[:LONGEST]
    if not plain.isascii():
        plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", plain))
        if _LOOKS_LATIN.search(plain):
            plain = _WORD.sub(_latin_word, plain)
        plain = _SPACED_HAN.sub(lambda run: re.sub(r"\s", "", run.group()), plain)
    if sum(map(plain.count, " ._-")) < 3:
        return plain
    return _SPACED_LATIN.sub(lambda run: re.sub(r"[ ._-]", "", run.group()), plain)


def foreign_script(text: str) -> str:
    """The script that most of the letters are of, if the vocabulary has next to no words of it, or nothing.

    >>> [foreign_script(text) for text in ("Уплотнение 5", "Ω 10 kΩ", "Bracket", "磁钢", "ยาง")]
    ['Cyrillic', '', '', '', 'Thai']
    """
    foreign = "".join(_FOREIGN_WORD.findall(text))
    if len(foreign) < 3 or 2 * len(foreign) <= sum(map(str.isalpha, text)):
        return ""
    return unicodedata.name(foreign[0], "unknown").split()[0].capitalize()


# Letters of Cyrillic, Greek, Armenian and Cherokee that look like Latin ones, and the Latin ones; after Unicode TR 39.
_LOOK_ALIKES: Final = str.maketrans(
    "АВСЕНІЈКМОРЅТХҮУЗаеорсухіјѕһԁԛԝӏкмтпгвнϲΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαεικνορτυχγηϳօսոհցᎠᎡᎢᎳᎷᎻᎪᏴᎬᏀᏦᏞᏢᏚᏃᏙᏟɡɑıɩʀɴ",
    "ABCEHIJKMOPSTXYY3aeopcyxijshdqwlkmtnrBHcABEZHIKMNOPTYXCaeikvoptuxynjounhgDRTWMHABEGKLPSZVCgaiiRN",
)
_LOOKS_LATIN: Final = late_pattern(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
_FOREIGN_WORD: Final = late_pattern(r"[\u0370-\u10ff\u1200-\u1dff]{2,}")
_FOREIGN_LETTER: Final = late_pattern("[\u0370-\u1dff]")
_WORD: Final = late_pattern(r"[^\W_]+")
_INVISIBLE: Final = late_pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACED_LATIN: Final = late_pattern(
    r"(?<![^\W_])[^\W\d_](?:([ ._-])[^\W\d_])(?:\1[^\W\d_]){2,}(?![^\W_])"
)
SPACED_LETTER: Final = late_pattern(r"[ ._-][A-Za-z][ ._-]")
"""In every text of which ``plain_text`` makes a word of spaced-out Latin letters."""
_SPACED_HAN: Final = late_pattern(
    "(?<![\u3040-\u9fff])[\u4e00-\u9fff](?:\\s+[\u4e00-\u9fff](?![\u3040-\u9fff]))+"
)


def _latin_word(word: re.Match[str]) -> str:
    text = word.group()
    latin = text.translate(_LOOK_ALIKES)
    if text.isascii() or latin == text:
        return text
    has_latin = any(letter.isascii() and letter.isalpha() for letter in text)
    is_all_alike = any(map(str.isdigit, text)) and _FOREIGN_LETTER.search(latin) is None
    return latin if has_latin or is_all_alike else text


def spellings(word: str) -> frozenset[str]:
    """A word of a list as folded texts may spell it: without its accents, and as a typewriter without such letters does.

    >>> sorted(spellings("Lüfter")), sorted(spellings("magnetfuß"))
    (['luefter', 'lufter'], ['magnetfuss', 'magnetfuß'])
    """
    if word.isascii():
        return frozenset({word.lower()})
    written = unicodedata.normalize("NFKC", word)
    return frozenset({written.translate(FOLD), written.lower().translate(_TYPED).translate(FOLD)})


_TYPED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"}
)
"""Letters that a keyboard, or a program of capitals, may not have."""


class _Fold(dict[int, int]):
    """Letter by letter to small letters without accents, so that a place in the folded text is the same place in the text."""

    def __missing__(self, code: int) -> int:
        letter = unicodedata.normalize("NFD", chr(code).lower())
        is_accented = len(letter) > 1 and "\u0300" <= letter[1] <= "\u036f"
        self[code] = (
            ord("l")
            if letter == "ł"
            else ord(letter[0])
            if is_accented or len(letter) == 1
            else code
        )
        return self[code]


FOLD: Final = _Fold()
