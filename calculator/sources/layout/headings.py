"""What a heading means: a table of words in nine languages, then what is left of them, then what resembles them.

The words are data (``reference/headings.toml``). What was not matched exactly is always said in the report.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.units import Dimension, is_unit_word, read_unit
from calculator.recognition.spoken_text import names_tariff
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.heading_tokens import (
    is_of_line,
    is_remark,
    is_unit,
    other_scale,
    per_number,
    per_pieces,
    scale_words,
    without_harmless_figures,
)
from calculator.sources.layout.known_headings import (
    Match,
    known_headings,
    meanings,
    plain_heading,
    similar_heading,
    spoken,
    words_of_others,
)

__all__ = [
    "Match",
    "Meaning",
    "is_remark",
    "is_unit",
    "meaning_of",
    "meanings",
    "plain_heading",
    "spoken",
]


class Meaning(NamedTuple):
    """What a heading means (``name``: a key of headings.toml), how that was found, and the unit or currency it names."""

    name: str
    match: Match
    bracket: str = ""
    resembles: str = ""


_LONGEST: Final = 80
_BRACKETS = re.compile(r"[(\[（【<{]([^()\[\]（）【】<>{}]*)[)\]）】>}]")
_TOKEN = re.compile(r"[^\s,;:\-–_|]+")


@cache
def meaning_of(kind: str, text: str) -> Meaning | None:
    """What a heading means on a sheet of ``kind``; None where nobody can tell.

    >>> meaning_of("bom", "Part_Number").name, meaning_of("bom", "Unit mass (g)").bracket, meaning_of("bom", "Bauart")
    ('number', 'g', None)
    >>> meaning_of("bom", "Unit Price in USD (as of Nov 2024)")
    Meaning(name='price', match=<Match.EXACT: 1>, bracket='USD', resembles='')
    >>> [meaning_of("bom", text).name for text in ("Mass (total)", "Stock quantity", "材料名称", "Quantitiy")]
    ['line_mass', 'ignored', 'name', 'quantity']
    >>> meaning_of("bom", "Gewicht / Weight [kg]"), meaning_of("bom", "Benennung Description").name
    (Meaning(name='mass', match=<Match.LOOSE: 3>, bracket='kg', resembles=''), 'description')
    """
    text = unicodedata.normalize("NFKC", text)[:_LONGEST].strip()
    words = known_headings(kind)
    plain = plain_heading(text)
    if not plain:
        return None
    if plain in words:
        name, match = words[plain]
        # "Grams" says what it is and in which unit.
        unit = read_unit(text.casefold()) if kind == "bom" and name == "mass" else None
        is_mass = unit is not None and unit.dimension is Dimension.MASS
        return Meaning(name, match, text if is_mass else "")
    found = (
        _of_two_languages(kind, text)
        or _of_measure(kind, text)
        or _of_brackets(kind, text)
        or _of_either(kind, text)
        or _of_parts(kind, text)
        or _similar(kind, plain, text)
    )
    # A code of the tariff is no part number, though its heading speaks of a code or a number.
    is_number = found is not None and found.name in ("number", "position", "supplier_number")
    return Meaning("ignored", Match.PART) if is_number and names_tariff(text) else found


def _of_two_languages(kind: str, text: str) -> Meaning | None:
    """The same said twice: "Teilenummer / Part no.", "Gewicht Weight [kg]"."""
    brackets = [inside.strip() for inside in _BRACKETS.findall(text) if inside.strip()]
    words = _STROKES.sub(" ", _BRACKETS.sub(" ", text)).split()
    for first in range(1, len(words) if len(words) <= _MOST_WORDS else 0):
        said: list[Meaning] = []
        for part in (words[:first], words[first:]):
            meaning = meaning_of(kind, " ".join(part))
            if meaning is None or meaning.match > Match.LOOSE:
                break  # the other part, which may be a number of its own in each row, is not asked
            said.append(meaning)
        names = {meaning.name for meaning in said}
        if len(said) > 1 and (len(names) == 1 or names == _CALLS_IT):
            bracket = _telling(brackets) or next(
                (each.bracket for each in said if each.bracket), ""
            )
            return Meaning(min(names), min(each.match for each in said), bracket)
    return None


_STROKES: Final = re.compile(r"\s[/|·–-]\s|(?<=\w)/(?=\w{4})|\n")
_MOST_WORDS: Final = 8
_CALLS_IT: Final = {"name", "description"}


def _of_measure(kind: str, text: str) -> Meaning | None:
    """``EUR / Stk`` alone is a price, and so is ``Price / 100`` with its basis."""
    if kind != "bom":
        return None
    tokens = [
        part
        for token in _TOKEN.findall(_BRACKETS.sub(lambda bracket: f" {bracket.group(1)} ", text))
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
    basis = per_pieces().match(
        " ".join(token for token in _TOKEN.findall(text) if token not in money)
    )
    base = meaning_of(kind, basis.group(1)) if basis is not None and basis.group(1) else None
    if basis is None or base is None or base.name not in ("price", "line_price"):
        return None
    return Meaning(
        "price", Match.EXACT, f"{(money or [base.bracket.split('/')[0]])[0]}/{basis.group(2)}"
    )


TEXT_MEANINGS: Final = frozenset(
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
FIGURE_MEANINGS: Final = frozenset(
    {
        "quantity",
        "per_parent",
        "cumulative",
        "unit",
        "base_quantity",
        "scrap",
        "mass",
        "line_mass",
        "mass_unit",
        "price",
        "line_price",
        "currency",
        "price_per",
        "origin",
        "mined_in",
        "separated_in",
        "metal_made_in",
        "technology",
        "holds",
        "components",
        "alternate",
        "phantom",
        "fitted",
        "valid_from",
        "valid_until",
    }
)
"""Meanings of columns of a bill in which figures, codes, dates and flags are read and no words: a part that is named there is
listened to as in a column without a meaning."""


def _of_either(kind: str, text: str) -> Meaning | None:
    """Two known headings with a stroke between them: "Model/Part Number" is first of all the part number."""
    parts = [plain_heading(part) for part in text.split("/")]
    words = known_headings(kind)
    if not 2 <= len(parts) <= 3 or any(
        part not in words or words[part][0] == "ignored" for part in parts
    ):
        return None
    names = [words[part][0] for part in parts]
    if not TEXT_MEANINGS.issuperset(names):
        return None
    name = next(
        (name for name in ("number", "name", "description", "supplier_number") if name in names),
        names[0],
    )
    return Meaning(name, Match.PART, "", " / ".join(names))


def _of_brackets(kind: str, text: str) -> Meaning | None:
    """A known heading behind which something stands in brackets: a unit, a currency, "total", a remark."""
    brackets = [inside.strip() for inside in _BRACKETS.findall(text) if inside.strip()]
    base = _BRACKETS.sub(" ", text).strip(" /,;:-–")
    meaning = known_headings(kind).get(plain_heading(base)) if brackets else None
    if meaning is None:
        return None
    name, match = meaning
    if any(is_of_line(token) for text_inside in brackets for token in _TOKEN.findall(text_inside)):
        name = _LINE.get(name, name)
    if _says_never(kind, brackets, name):
        return Meaning("ignored", Match.EXACT)
    return Meaning(name, match, _telling(brackets))


def _telling(brackets: list[str]) -> str:
    """What stands in brackets and is no mere remark: a unit, a currency, a number of pieces."""
    return " ".join(
        inside
        for inside in brackets
        if per_number().search(inside) or not all(map(is_remark, _TOKEN.findall(inside)))
    )


_LINE: Final = {"mass": "line_mass", "price": "line_price", "quantity": "cumulative"}


_Run = tuple[str, Match, list[str]]


def _longest_run(tokens: list[str], words: dict[str, tuple[str, Match]]) -> _Run | None:
    """The longest run of tokens that is known, with the tokens that are left; of equals the last, or before an "of" the first.

    What a thing is stands at the end, a supplier part number is a part number; or in front, a description of the material.
    """
    best: tuple[int, int, _Run] | None = None
    plains = [plain_heading(token) for token in tokens]
    # Letters of other scripts may become one letter where two tokens meet.
    is_ascii = all(map(str.isascii, tokens))
    names_first = any(plain in heading_words().of for plain in plains)
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            is_inside = start and end < len(tokens)
            parts = plains if is_ascii else tokens
            plain = "".join(parts[start:end])
            if not is_ascii:
                plain = plain_heading(plain)
            if (is_inside and end - start < 2) or len(plain) < 2 or plain not in words:
                continue
            if words[plain][0] in ANSWERS and end - start < len(tokens):
                continue
            rank = -start if names_first else start
            if best is None or (end - start, rank) > best[:2]:
                best = (end - start, rank, (*words[plain], [*tokens[:start], *tokens[end:]]))
    return None if best is None else best[2]


ANSWERS: Final = frozenset({"holds", "components"})
"""What a column says of every part in one word: inside of a longer heading its words mean something else."""


def _of_parts(kind: str, text: str) -> Meaning | None:
    """A known heading with more words around it; what is left over may be a unit, a currency or a remark."""
    tokens = _TOKEN.findall(_BRACKETS.sub(lambda bracket: f" {bracket.group(1)} ", text))
    if len(tokens) > 9:
        return None
    words = known_headings(kind)
    best = _longest_run(tokens, words)
    if best is None:
        return _of_scripts(kind, text)
    name, match, rest = best
    if _says_never(kind, rest, name):
        return Meaning("ignored", Match.PART)
    if any(map(is_of_line, rest)):
        name = _LINE.get(name, name)
    if name == "number" and any(
        words.get(plain_heading(token), ("",))[0] == "supplier" for token in rest
    ):
        return Meaning("supplier_number", match)
    units = [token for token in rest if not is_remark(token)]
    if name in ("price", "line_price", "mass"):
        units = without_harmless_figures(units, text)
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
            _measure(
                units,
                is_per=any(token.casefold() in ("/", *heading_words().per) for token in rest),
            ),
        )
    return Meaning(
        name,
        Match.PART,
        " ".join(units) if any(map(scale_words().search, units)) else "",
        resembles,
    )


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
    words = known_headings(kind)
    for is_end in (True, False):
        for length in range(len(plain) - 1, 1, -1):
            part = plain[-length:] if is_end else plain[:length]
            if not part.isascii() and part in words and words[part][1] is not Match.WEAK:
                rest = plain[:-length] if is_end else plain[length:]
                units = _telling(
                    [inside.strip() for inside in _BRACKETS.findall(text) if inside.strip()]
                )
                bracket = " ".join(
                    part for part in (rest if scale_words().search(rest) else "", units) if part
                )
                return (
                    Meaning("ignored", Match.PART)
                    if _says_never(kind, [rest], words[part][0])
                    else Meaning(words[part][0], Match.PART, bracket, part)
                )
    return None


def _similar(kind: str, plain: str, text: str) -> Meaning | None:
    """The known heading that differs by a letter or two."""
    word = similar_heading(kind, plain)
    if word is None:
        return None
    name = known_headings(kind)[word][0]
    scale = other_scale(text) if name in _LINE else ""
    return Meaning(name, Match.SIMILAR, scale, word)


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
    inside = words_of_others()
    return any(
        plain_heading(token) in inside
        or (not token.isascii() and any(word in token for word in inside if not word.isascii()))
        for part in parts
        for token in _TOKEN.findall(part)
    )
