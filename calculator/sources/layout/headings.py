"""What a heading means: a table of words in nine languages, then what is left of them, then what resembles them.

The words are data (``reference/headings.toml``). What was not matched exactly is always said in the report.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final

from calculator.model.currencies import is_currency_word
from calculator.numbers.units import is_unit_word


class Match(IntEnum):
    """How a heading was understood, best first."""

    PROFILE = 0
    EXACT = 1
    WEAK = 2
    """A word that is also used for something else: "Item", "Part"."""
    LOOSE = 3
    """Probably of one unit, perhaps of the whole line: "Weight", "Price"."""
    PART = 4
    """Some of the words are known: "SolidWorks part number"."""
    SIMILAR = 5
    """A known word with other letters in it: "Quantitiy"."""
    CONTENT = 6
    """By what stands below it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means (``name``: a key of headings.toml), how that was found, and the unit or currency it names."""

    name: str
    match: Match
    bracket: str = ""
    resembles: str = ""


MEANINGS: Final = {
    "number": "part number",
    "supplier_number": "supplier's part number",
    "mass": "unit mass",
    "price": "unit price",
    "line_mass": "mass of the line",
    "line_price": "price of the line",
    "per_parent": "quantity per parent",
    "cumulative": "quantity per product",
    "class": "item class",
    "origin": "country of origin",
    "technology": "Chinese technology",
    "position": "position",
    "fitted": "fitted or not",
}
"""How the meanings are spoken of, where that is not their own name."""

_LONGEST: Final = 80
_BRACKETS = re.compile(r"[(\[（【<{]([^()\[\]（）【】<>{}]*)[)\]）】>}]")
_IGNORED = re.compile(r"[\s_\-.:*'’\"]+")
_TOKEN = re.compile(r"[^\s,;:\-–_|]+")
# What may stand in a heading without changing what it says: taxes, states, terms of delivery, dates.
_REMARK = re.compile(
    r"(?:in|of|the|for|a|an|per|each|ea|je|pro|en|de|du|par|por|di|w|za|net|netto|brutto|gross|approx|approximately|about|est|estimated|ca|circa|excl|incl|ex|vat|tax|mwst|ust|ht|ttc|iva|esc|fob|exw|ddp|"
    r"税抜|税込|税別|税抜き|税込み|定価|含税|不含税|未税|约|約|参考|참고|부가세별도|required|needed|benötigt|erforderlich|nominal|\(|\)|as|of|stand|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|20[1-4]\d|'\d\d|q[1-4])\.?\Z",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:total|totals|sum|gesamt|summe|extended|ext|line|合计|合計|总|總|総|全部|합계|총|totale|totaux|razem|suma|łącznie)\.?\Z",
    re.IGNORECASE,
)


@cache
def meaning_of(kind: str, text: str) -> Meaning | None:
    """What a heading means on a sheet of ``kind``; None where nobody can tell.

    >>> meaning_of("bom", "Part_Number").name, meaning_of("bom", "Unit mass (g)").bracket, meaning_of("bom", "Bauart")
    ('number', 'g', None)
    >>> meaning_of("bom", "Unit Price in USD (as of Nov 2024)")
    Meaning(name='price', match=<Match.EXACT: 1>, bracket='USD', resembles='')
    >>> [meaning_of("bom", text).name for text in ("Mass (total)", "Stock quantity", "材料名称", "Quantitiy")]
    ['line_mass', 'ignored', 'name', 'quantity']
    """
    text = unicodedata.normalize("NFKC", text)[:_LONGEST].strip()
    words = _words(kind)
    plain = plain_heading(text)
    if not plain:
        return None
    if plain in words:
        name, match = words[plain]
        return Meaning(name, match)
    return (
        _of_measure(kind, text)
        or _of_brackets(kind, text)
        or _of_either(kind, text)
        or _of_parts(kind, text)
        or _similar(kind, plain)
    )


_PER = re.compile(
    r"(.*?)(?:\s*/\s*|\s+(?:per|pro|je|par|por|per ogni|za|每)\s+)(\d{1,6})\s*(?:pcs|stk|stück|st|pz|uds|szt|件|個|개|ea)?\.?\Z",
    re.IGNORECASE,
)


def _of_measure(kind: str, text: str) -> Meaning | None:
    """``EUR / Stk`` alone is a price, and so is ``Price / 100`` with its basis."""
    if kind != "bom":
        return None
    tokens = [
        part
        for token in _TOKEN.findall(_BRACKETS.sub(lambda found: f" {found.group(1)} ", text))
        for part in token.split("/")
        if part
    ]
    if (
        2 <= len(tokens) <= 4
        and all(is_unit(token) for token in tokens)
        and any(not is_unit_word(token) and not token.isdigit() for token in tokens)
    ):
        return Meaning("price", Match.PART, _measure(tokens), text[:40])
    money = [
        token
        for token in _TOKEN.findall(text)
        if "/" not in token and is_unit(token) and not is_unit_word(token) and not token.isdigit()
    ]
    basis = _PER.match(" ".join(token for token in _TOKEN.findall(text) if token not in money))
    base = meaning_of(kind, basis.group(1)) if basis is not None and basis.group(1) else None
    if basis is None or base is None or base.name not in ("price", "line_price"):
        return None
    return Meaning(
        "price", Match.EXACT, f"{(money or [base.bracket.split('/')[0]])[0]}/{basis.group(2)}"
    )


_TEXTS: Final = frozenset(
    {
        "number",
        "name",
        "description",
        "specification",
        "supplier_number",
        "supplier",
        "material",
        "origin",
        "remark",
        "position",
        "revision",
        "unit",
    }
)


def _of_either(kind: str, text: str) -> Meaning | None:
    """Two known headings with a stroke between them: "Model/Part Number" is first of all the part number."""
    parts = [plain_heading(part) for part in text.split("/")]
    words = _words(kind)
    if not 2 <= len(parts) <= 3 or any(
        part not in words or words[part][0] == "ignored" for part in parts
    ):
        return None
    names = [words[part][0] for part in parts]
    if not _TEXTS.issuperset(names):
        return None
    name = next(
        (one for one in ("number", "name", "description", "supplier_number") if one in names),
        names[0],
    )
    return Meaning(name, Match.PART, "", " / ".join(names))


def _of_brackets(kind: str, text: str) -> Meaning | None:
    """A known heading behind which something stands in brackets: a unit, a currency, "total", a remark."""
    brackets = [one.strip() for one in _BRACKETS.findall(text) if one.strip()]
    base = _BRACKETS.sub(" ", text).strip(" /,;:-–")
    known = _words(kind).get(plain_heading(base)) if brackets else None
    if known is None:
        return None
    name, match = known
    if any(_TOTAL.match(token) for one in brackets for token in _TOKEN.findall(one)):
        name = _LINE.get(name, name)
    if _says_never(kind, brackets, name):
        return Meaning("ignored", Match.EXACT)
    return Meaning(name, match, _telling(brackets))


def _telling(brackets: list[str]) -> str:
    """What stands in brackets and is no mere remark: a unit, a currency, a number of pieces."""
    return " ".join(
        one
        for one in brackets
        if _PER_NUMBER.search(one) or not all(map(is_remark, _TOKEN.findall(one)))
    )


_PER_NUMBER: Final = re.compile(r"(?:\b(?:per|pro|je|par|por|za|for)|/|x|×)\s*\d", re.IGNORECASE)


def is_remark(token: str) -> bool:
    """True for a word that changes nothing of what a heading says: taxes, states, terms of delivery, a year, "total".

    >>> [is_remark(token) for token in ("netto", "2026", "1000", "cents")]
    [True, True, False, False]
    """
    return bool(_REMARK.match(token) or _TOTAL.match(token))


_LINE: Final = {"mass": "line_mass", "price": "line_price", "quantity": "cumulative"}


_OF: Final = frozenset(
    {"of", "de", "del", "della", "dello", "di", "du", "des", "da", "do", "der", "vom"}
)
_Run = tuple[str, Match, list[str]]


def _longest_run(tokens: list[str], words: dict[str, tuple[str, Match]]) -> _Run | None:
    """The longest run of tokens that is known, with the tokens that are left; of equals the last, or before an "of" the first.

    What a thing is stands at the end, a supplier part number is a part number; or in front, a description of the material.
    """
    best: tuple[int, int, _Run] | None = None
    names_first = any(plain_heading(token) in _OF for token in tokens)
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            is_inside = start and end < len(tokens)
            plain = plain_heading("".join(tokens[start:end]))
            if (is_inside and end - start < 2) or len(plain) < 2 or plain not in words:
                continue
            rank = -start if names_first else start
            if best is None or (end - start, rank) > best[:2]:
                best = (end - start, rank, (*words[plain], [*tokens[:start], *tokens[end:]]))
    return None if best is None else best[2]


def _of_parts(kind: str, text: str) -> Meaning | None:
    """A known heading with more words around it; what is left over may be a unit, a currency or a remark."""
    tokens = _TOKEN.findall(_BRACKETS.sub(lambda found: f" {found.group(1)} ", text))
    if len(tokens) > 9:
        return None
    words = _words(kind)
    best = _longest_run(tokens, words)
    if best is None:
        return _of_scripts(kind, text)
    name, match, rest = best
    if _says_never(kind, rest, name):
        return Meaning("ignored", Match.PART)
    if any(_TOTAL.match(token) for token in rest):
        name = _LINE.get(name, name)
    if name == "number" and any(
        words.get(plain_heading(token), ("",))[0] == "supplier" for token in rest
    ):
        return Meaning("supplier_number", match)
    units = [token for token in rest if not is_remark(token)]
    is_measured = all(is_unit(token) for token in units)
    resembles = plain_heading(" ".join(token for token in tokens if token not in rest))
    if not is_measured and (
        len(units) > 2 or match in (Match.WEAK, Match.LOOSE) or name not in _MAY_HAVE_MORE
    ):
        return None
    if is_measured:
        return Meaning(
            name,
            match,
            _measure(units, is_per=any(token.casefold() in _PER_WORDS for token in rest)),
        )
    return Meaning(
        name, Match.PART, " ".join(units) if any(map(_SCALE.search, units)) else "", resembles
    )


_PER_WORDS: Final = frozenset({"/", "per", "pro", "je", "par", "por", "za"})
_SCALE: Final = re.compile(
    r"[\d/%‰¢百千万萬분分厘]|^(?:cents?|ct|cts|pence|pfennig|centimes?|centesimi|grosz[ey]?|dozens?|dutzend|hundreds?|hundert|cents|thousands?|tausend|tsd|mille|mil|miles|millions?|mio|k|kusd|keur|teur|tusd|musd|meur|ppm|ppb|pack|packs|vpe)\.?$",
    re.IGNORECASE,
)
"""Words that make a figure another number: what they mean beside a price or a quantity has to be understood, or it is unknown."""


def _measure(tokens: list[str], *, is_per: bool = False) -> str:
    """``USD/item`` of "/ Item in USD": the currency first, then what it is for."""
    parts = [part for token in tokens for part in token.split("/") if part]
    money = [part for part in parts if not is_unit_word(part) and not part.isdigit()]
    basis = " ".join(part for part in parts if part not in money)
    return (
        "/".join(part for part in (*money[:1], basis) if part)
        if money or not is_per or not basis
        else f"/{basis}"
    )


_MAY_HAVE_MORE: Final = frozenset(
    {
        "number",
        "name",
        "description",
        "specification",
        "quantity",
        "cumulative",
        "price",
        "mass",
        "material",
        "origin",
        "supplier",
        "supplier_number",
        "level",
        "parent",
        "unit",
        "line_price",
        "line_mass",
    }
)


def _of_scripts(kind: str, text: str) -> Meaning | None:
    """Chinese, Japanese and Korean set no spaces: the longest known word at the end, else at the beginning."""
    plain = plain_heading(_BRACKETS.sub("", text))
    if plain.isascii() or len(plain) > 12:
        return None
    words = _words(kind)
    for is_end in (True, False):
        for length in range(len(plain) - 1, 1, -1):
            part = plain[-length:] if is_end else plain[:length]
            if not part.isascii() and part in words and words[part][1] is not Match.WEAK:
                rest = plain[:-length] if is_end else plain[length:]
                said = _telling([one.strip() for one in _BRACKETS.findall(text) if one.strip()])
                bracket = " ".join(
                    one for one in (rest if _SCALE.search(rest) else "", said) if one
                )
                return (
                    Meaning("ignored", Match.PART)
                    if _says_never(kind, [rest], words[part][0])
                    else Meaning(words[part][0], Match.PART, bracket, part)
                )
    return None


def _similar(kind: str, plain: str) -> Meaning | None:
    """The known heading that differs by a letter or two; short words resemble too much."""
    if len(plain) < 5 or not plain.isascii() or any(map(str.isdigit, plain)):
        return None
    from rapidfuzz import fuzz, process

    words = _words(kind)
    found = process.extractOne(
        plain, [word for word in words if len(word) >= 5], scorer=fuzz.ratio, score_cutoff=84
    )
    # A known word with more behind it is another heading; one with a letter too many is a slip.
    if found is None or words[found[0]][0] == "ignored" or abs(len(found[0]) - len(plain)) > 1:
        return None
    return Meaning(words[found[0]][0], Match.SIMILAR, "", found[0])


def is_unit(token: str) -> bool:
    """True for units, currencies, and one per the other: ``kg``, ``EUR/1000``."""
    return all(
        part.isdigit() or is_unit_word(part) or is_currency_word(part)
        for part in token.split("/")
        if part
    )


def _says_never(kind: str, parts: list[str], name: str) -> bool:
    """True where what is left of a heading makes it somebody else's number: ordered, in stock."""
    if kind != "bom" or name not in (
        "quantity",
        "cumulative",
        "per_parent",
        "price",
        "mass",
        "unit",
        "number",
        "base_quantity",
    ):
        return False
    inside = _inside()
    return any(
        plain_heading(token) in inside
        or (not token.isascii() and any(word in token for word in inside if not word.isascii()))
        for part in parts
        for token in _TOKEN.findall(part)
    )


def plain_heading(text: str) -> str:
    """A heading without what does not count: case, width, accents, spaces, ``_``, ``-``, points, colons, line breaks."""
    text = unicodedata.normalize("NFKC", text[:200]).lower()
    if not text.isascii():
        bare = "".join(
            letter
            for letter in unicodedata.normalize("NFD", text)
            if not "\u0300" <= letter <= "\u036f"
        )
        text = unicodedata.normalize("NFC", bare)
    return _IGNORED.sub("", text)


@cache
def _data() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(
        resources.files("calculator.reference").joinpath("headings.toml").read_text("utf-8")
    )


@cache
def _inside() -> frozenset[str]:
    return frozenset(map(plain_heading, _data()["bom"]["ignored"]["inside"]))


@cache
def _words(kind: str) -> dict[str, tuple[str, Match]]:
    found: dict[str, tuple[str, Match]] = {}
    lists = (
        ("words", Match.EXACT),
        ("never", Match.EXACT),
        ("loose", Match.LOOSE),
        ("weak", Match.WEAK),
    )
    # A sheet's own words before those that it shares with others: a reference is a certificate on a Content sheet.
    entries = sorted(_data()[kind].items(), key=lambda item: "same_as" in item[1])
    for key, match in lists:
        for meaning, stated in entries:
            entry = stated
            while "same_as" in entry:
                sheet, _, name = str(entry["same_as"]).partition(".")
                entry = _data()[sheet][name]
            for word in entry.get(key, ()):
                found.setdefault(plain_heading(word), (meaning, match))
    return found


def meanings(kind: str) -> tuple[str, ...]:
    """Every meaning that a column of a sheet of ``kind`` can have."""
    return tuple(_data()[kind])


def spoken(meaning: str) -> str:
    """A meaning as people say it."""
    return MEANINGS.get(meaning, meaning.replace("_", " "))
