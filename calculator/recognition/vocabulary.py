"""How lists of words become patterns: the reader of ``vocabulary.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Final

from calculator.model.elements import RARE_EARTHS, elements

LATIN: Final = "a-z\u00df-\u024f"
_CERTAINTIES: Final = ("certain", "likely", "beside")
_PLURAL: Final = "(?:s|es|e|en|n)?"

SAYS_NOTHING: Final = ("not", "around", "around_first", "noun_first")
"""Kinds that are no magnet, no target and no holder of one by themselves."""
LONGEST: Final = 400
"""So much of a text is looked at."""


@cache
def vocabulary() -> dict[str, Any]:
    """The lists of ``vocabulary.toml``."""
    return tomllib.loads(
        resources.files("calculator.reference").joinpath("vocabulary.toml").read_text("utf-8")
    )


@cache
def _rare_earth_names() -> list[str]:
    """Names of the rare earths in any language, and of their alloys of trade."""
    names = [
        name
        for symbol in RARE_EARTHS
        for name in elements().names.get(symbol, ())
        if not name.isascii()
    ]
    alloys = [name for name in elements().alloy_words if len(name) > len("tre")]
    return [*names, *alloys, *vocabulary()["earth"]["stems"]]


@cache
def deciding_words() -> re.Pattern[str]:
    """Every word that decides, by kind; at one place the first kind that fits counts."""
    return pattern_of(vocabulary()["words"])


@cache
def hinting_words() -> re.Pattern[str]:
    """Without any of these words a line is other, whatever else it says."""
    return pattern_of({"any": _hinting()})


@cache
def hinting_shapes() -> re.Pattern[str]:
    """The same for text in which every digit is a zero: what it does not find in such a text has none of the words."""
    return pattern_of(
        {"any": [unicodedata.normalize("NFKC", word).translate(ZEROS) for word in _hinting()]}
    )


def _hinting() -> list[str]:
    words = [
        word
        for kind, listed in vocabulary()["words"].items()
        if kind not in SAYS_NOTHING
        for word in listed
    ]
    families = [word for listed in vocabulary()["family"].values() for word in listed]
    return [*words, *families, *_rare_earth_names()]


ZEROS: Final = str.maketrans("123456789", "000000000")


@cache
def grades() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Grades of magnets as patterns for text as it is written, each with its family and how surely it means one."""
    return tuple(
        (
            re.compile(f"(?<![A-Za-z0-9])(?:{'|'.join(entry['patterns'])})(?![A-Za-z0-9])"),
            entry["family"],
            entry["certainty"],
        )
        for entry in sorted(
            vocabulary()["grade"], key=lambda entry: _CERTAINTIES.index(entry["certainty"])
        )
    )


@cache
def shape_words() -> re.Pattern[str]:
    """What a line may say of a magnet beside its grade."""
    return pattern_of({"shape": vocabulary()["shape"]["words"]}, is_exact=True)


@cache
def coating_words() -> re.Pattern[str]:
    """What magnets are coated with."""
    return pattern_of({"coating": vocabulary()["coating"]["words"]}, is_exact=True)


@cache
def family_words() -> re.Pattern[str]:
    """Names of magnet materials, by family."""
    return pattern_of(vocabulary()["family"])


@cache
def raw_words() -> re.Pattern[str]:
    """Words that make a material raw, and a target one for sputtering."""
    return pattern_of(vocabulary()["raw"])


@cache
def zero_words() -> re.Pattern[str]:
    """Materials without rare earth, and words that say nothing of one."""
    table = vocabulary()["zero"]
    return pattern_of({"zero": table["words"], "neutral": table["neutral"]}, is_exact=True)


@cache
def rare_earth_words() -> re.Pattern[str]:
    """Names of rare earths and of their alloys."""
    return pattern_of({"earth": _rare_earth_names()})


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
_LOOKS_LATIN: Final = re.compile(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
_FOREIGN_WORD: Final = re.compile(r"[\u0370-\u10ff\u1200-\u1dff]{2,}")
_FOREIGN_LETTER: Final = re.compile("[\u0370-\u1dff]")
_WORD: Final = re.compile(r"[^\W_]+")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACED_LATIN: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ ._-])[^\W\d_])(?:\1[^\W\d_]){2,}(?![^\W_])"
)
SPACED_LETTER: Final = re.compile(r"[ ._-][A-Za-z][ ._-]")
"""In every text of which ``plain_text`` makes a word of spaced-out Latin letters."""
_SPACED_HAN: Final = re.compile(
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


def pattern_of(table: dict[str, list[str]], *, is_exact: bool = False) -> re.Pattern[str]:
    """One pattern for lists of words by kind, for folded text: Latin words whole, those of scripts without spaces anywhere.

    At one place the first kind that fits counts, and of its words the longest. An exact pattern takes no plural
    and no digit behind a word: PC is a plastic, pcs and PC7 are not.

    >>> words = pattern_of({"not": ["motor mount"], "holds": ["*motor", "电机"]})
    >>> [(kind_of(match), match.group()) for match in words.finditer("motor-mount, servomotors, motorrad, 步进电机")]
    [('not', 'motor-mount'), ('holds', 'servomotors'), ('holds', '电机')]
    """
    latin, other = [], []
    ending = f"(?![{LATIN}0-9])" if is_exact else f"{_PLURAL}(?![{LATIN}])"
    for kind, words in table.items():
        folded = {unicodedata.normalize("NFKC", word).translate(FOLD) for word in words}
        spaced = {word for word in folded if re.search(f"[{LATIN}]", word)}
        whole = _tree(map(_atoms, (word for word in spaced if not word.startswith("*"))))
        endings = [_atoms(word[1:]) for word in spaced if word.startswith("*")]
        anywhere = _tree(map(_atoms, folded - spaced))
        if spaced:
            either = f"{whole}|[{LATIN}]*{_tree(endings)}" if endings else whole
            latin.append(f"(?P<{kind}>(?:{either}){ending})")
        if folded - spaced:
            other.append(f"(?P<{kind}_>{anywhere})")
    parts = [
        f"(?<![{LATIN}])(?=[{LATIN}0-9])(?:{'|'.join(latin)})",
        f"(?=[\u0370-\u1fff\u2e80-\ud7ff])(?:{'|'.join(other)})" if other else "",
    ]
    return re.compile("|".join(part for part in parts if part))


def kind_of(match: re.Match[str]) -> str:
    """Which of the lists the match is from."""
    return (match.lastgroup or "").removesuffix("_")


def _atoms(word: str) -> tuple[str, ...]:
    special = {" ": r"[\s\-_.]*", "*": f"[{LATIN}]*"}
    return tuple(special.get(letter, re.escape(letter)) for letter in word)


def _tree(words: Iterable[tuple[str, ...]]) -> str:
    """The words as a pattern that branches letter by letter, so that a place is tried once and not once a word."""
    branches: dict[str, list[tuple[str, ...]]] = {}
    can_end = False
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            can_end = True
    tried = [f"{atom}{_tree(rest)}" for atom, rest in sorted(branches.items(), reverse=True)]
    if not tried:
        return ""
    return (
        f"(?:{'|'.join(tried)}){'?' if can_end else ''}" if len(tried) > 1 or can_end else tried[0]
    )


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
