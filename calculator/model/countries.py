"""Countries by their names in the languages of the files, from Babel's CLDR data, of which ``lists.jsonl`` has a copy."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from calculator.model.item import SOMEWHERE, Origin
from calculator.model.source import Source
from calculator.numbers.kept_lists import kept_list
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import read_number
from calculator.numbers.strict_table import StrictTable, packaged

LANGUAGES: Final = ("en", "zh_Hans", "zh_Hant", "ja", "ko", "de", "fr", "es", "it", "pl")


class _Words(NamedTuple):
    """The lists of ``reference/countries.toml``, by name keys (see ``name_key``), and the patterns that they make."""

    names: dict[str, str]
    """The code of each name that CLDR lacks."""
    ambiguous: frozenset[str]
    words_like_codes: frozenset[str]
    no_codes: frozenset[str]
    unknown: frozenset[str]
    not_countries: frozenset[str]
    before: re.Pattern[str]
    before_cjk: re.Pattern[str]
    behind: re.Pattern[str]
    beside_share: re.Pattern[str]
    separators: re.Pattern[str]


@cache
def _words() -> _Words:
    return packaged("countries", _read_words)


def _read_words(table: StrictTable) -> _Words:
    def either(key: str) -> str:
        words = sorted(table.texts(key), key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, words))})"

    names = {name_key(name): "CN" for name in table.texts("divisions_of_china")}
    more = table.inner("names")
    for code, listed in more.word_lists().items():
        if not re.fullmatch("[A-Z]{2}", code):
            more.fail(code, "is not a country code of two capital letters (ISO 3166-1)")
        names.update({name_key(name): code for name in listed if name_key(name) not in names})
    articles = either("articles")
    return _Words(
        names=names,
        ambiguous=frozenset(table.texts("ambiguous")),
        words_like_codes=frozenset(table.texts("words_like_codes")),
        no_codes=frozenset(table.texts("no_codes")),
        unknown=frozenset(table.texts("unknown")),
        not_countries=frozenset(table.texts("not_countries")),
        before=re.compile(
            rf"^{either('before')}\b\s*[:=]?\s*(?:{articles} )?|^the ", re.IGNORECASE
        ),
        before_cjk=re.compile(rf"^{either('before_cjk')}\s*[:=]?\s*"),
        behind=re.compile(rf"(?<=.)\s*{either('behind')}$", re.IGNORECASE),
        beside_share=re.compile(
            rf"^{either('beside_share_before')}\s+|\s+{either('beside_share_behind')}$",
            re.IGNORECASE,
        ),
        separators=re.compile(
            rf"[;/|+&,、\n]|\b{either('joining')}\b|{either('joining_cjk')}", re.IGNORECASE
        ),
    )


_PIECES = late_pattern(r"[()\[\],;/:–—-]+|(?<=[\u4e00-\u9fff])[省市]")
_NOT_KEY = late_pattern(r"[\W_]+")


@cache
def read_country(text: str) -> str | None:
    """ISO 3166 alpha-2 code of the one country that a text names, or None.

    A text that names two countries, a continent or half of something is None. ``EU`` is the Union as a whole:
    not China, and no more is known. CN is mainland China; HK, MO and TW have their own codes (ISO 3166-1).

    >>> [read_country(text) for text in ("cn", "CHN", "Made in P.R. China", "中国制造", "VR China", "Ｃｈｉｎａ")]
    ['CN', 'CN', 'CN', 'CN', 'CN', 'CN']
    >>> [read_country(text) for text in ("Taiwan, China", "中国香港", "Inner Mongolia", "Deutschland", "EU")]
    ['TW', 'HK', 'CN', 'DE', 'EU']
    >>> [read_country(text) for text in ("Asia", "Congo", "imported", "no", "China or Japan")]
    [None, None, None, None, None]
    """
    plain = unicodedata.normalize("NFKC", text[:120]).strip()
    code = _country(plain)
    if code is None:
        stripped = (
            _words()
            .behind.sub("", _words().before_cjk.sub("", _words().before.sub("", plain)))
            .strip()
        )
        code = _country(stripped) if stripped != plain else None
        plain = stripped
    if code is None and not _is_ambiguous(plain):
        # "Ganzhou, China", "CN - China": every piece has to name the same country.
        pieces = {_country(piece.strip()) for piece in _PIECES.split(plain) if piece.strip()}
        code = pieces.pop() if len(pieces) == 1 else None
    return code


def country_name(code: str) -> str:
    """The English name of an ISO code; the code itself where it is none.

    >>> country_name("DE"), country_name("??")
    ('Germany', '??')
    """
    return _territories("en").get(code, code)


def read_origin(text: str, cells: tuple[Source, ...] = ()) -> tuple[Origin, str | None]:
    """Countries with their shares, and a fault where the text could not be read whole; then all of it is unknown.

    Shares are percentages, or fractions below 1 on every country; what they leave of the whole is unknown.

    >>> str(read_origin("CN 60%; AU 30%")[0]), str(read_origin("0.6 CN, 0.4 AU")[0]), str(read_origin("tbd")[0])
    ('AU 30%; CN 60%; unknown 10%', 'AU 40%; CN 60%', 'unknown')
    >>> read_origin("China, Japan")[1]
    'origin "China, Japan" names several countries without their shares; it is unknown. Write "CN 60%; JP 40%"'
    """
    shares, fault = _shares(text)
    return Origin(shares=shares, cells=cells, named=() if fault is None else _named(text)), fault


# --------------------------------------------------------------------------- shares

_PERCENT = late_pattern(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,20})?)\s*%")
_FRACTION = late_pattern(r"(?<![\d.,])(0?[.,]\d{1,20}|1[.,]0{1,20})(?![\d%])")
_Read = tuple[tuple[tuple[str, Fraction], ...], str | None]
_TRIMMED: Final = " \t\n\r:;,=/|+&()[]-–、·"


@cache
def _shares(text: str) -> _Read:
    plain = unicodedata.normalize("NFKC", text[:300]).strip()
    quoted = " ".join(text[:60].split())
    if name_key(plain) in _words().unknown or not name_key(plain):
        return (), None
    whole = read_country(plain)
    if whole is not None:
        return ((whole, Fraction(1)),), None
    for pattern, hundred in ((_PERCENT, 100), (_FRACTION, 1)):
        words = [
            _words().beside_share.sub("", word.strip(_TRIMMED)).strip(_TRIMMED)
            for word in pattern.split(plain)
        ]
        if len(words) > 1:
            return _paired(words, hundred, quoted)
    listed = [code for code in map(read_country, _words().separators.split(plain)) if code]
    if len(listed) > 1:
        return (
            (),
            f'origin "{quoted}" names several countries without their shares; it is unknown. Write "CN 60%; JP 40%"',
        )
    return (
        (),
        f'origin "{quoted}" is not a country that is known; it is unknown. Write an ISO code such as CN',
    )


def _named(text: str) -> tuple[str, ...]:
    """The countries in a text that could not be read whole, and that there may be others."""
    words = [
        word
        for word in _words().separators.split(unicodedata.normalize("NFKC", text[:300]))
        if word.strip(_TRIMMED)
    ]
    codes = [read_country(word.strip(_TRIMMED)) or SOMEWHERE for word in words]
    return tuple(dict.fromkeys(codes)) or (SOMEWHERE,)


def _paired(words: list[str], hundred: int, quoted: str) -> _Read:
    """``words`` alternate between texts and numbers: every number belongs to the name before it, or every one to that behind."""
    names = words[2::2] if not words[0] else words[:-1:2]
    shares: dict[str, Fraction] = {}
    total = Fraction(0)
    for name, number in zip(names, words[1::2], strict=True):
        share, code = read_number(number), read_country(name)
        if (
            share is None
            or (code is None and name_key(name) not in _words().unknown)
            or (words[0] and words[-1])
        ):
            return (
                (),
                f'origin "{quoted}" is not countries with their shares; it is unknown. Write "CN 60%; JP 40%"',
            )
        total += share / hundred
        if code is not None and share:
            shares[code] = shares.get(code, Fraction(0)) + share / hundred
    if total > 1:
        return (), f'origin "{quoted}" adds up to more than 100 %; it is unknown'
    return tuple(sorted(shares.items())), None


# --------------------------------------------------------------------------- countries


def _country(plain: str) -> str | None:
    if plain.isascii() and plain.isalpha() and len(plain) in (2, 3):
        if plain in _words().no_codes or (
            plain.casefold() in _words().words_like_codes and not plain.isupper()
        ):
            return None
        return _codes().get(plain.upper()) or _countries().get(plain.casefold())
    return _countries().get(name_key(plain))


def _is_ambiguous(plain: str) -> bool:
    return name_key(plain) in _words().ambiguous


def name_key(text: str) -> str:
    """Strip a name of case, width, accents, spaces and punctuation."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f").replace(
        "ł", "l"
    )
    return _NOT_KEY.sub("", unicodedata.normalize("NFC", plain))


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes; those that once meant several countries are left out."""
    codes = {code: code for code in _territories("en")}
    for alias, code in kept_list("country_codes").items():
        if code in codes:
            codes[alias] = code
    return {**codes, "UK": "GB", "PRC": "CN"}


@cache
def _countries() -> dict[str, str]:
    """Every spelling of every country; one that two countries share is left out."""
    codes_by_name: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in _territories(language).items():
            codes_by_name.setdefault(name_key(name), set()).add(code)
    names = {
        name: codes.pop()
        for name, codes in codes_by_name.items()
        if len(codes) == 1 and name not in _words().ambiguous
    }
    return {**names, **_words().names}


@cache
def _territories(language: str) -> dict[str, str]:
    return {
        code: name
        for code, name in kept_list(f"countries_{language}").items()
        if code not in _words().not_countries
    }
