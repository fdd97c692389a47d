"""Is a line a magnet, a target, a listed material, or likely to hold one? With the words that decided.

The words are data (``reference/vocabulary.toml``). A missed suspect is a legal risk and a false one costs a
question, so suspects lean to recall; a class is only given where the words name the thing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from calculator.model.item import ItemClass
from calculator.recognition.addresses import without_addresses
from calculator.recognition.digit_shapes import BETWEEN, shapes_of
from calculator.recognition.head_noun import MAGNETS, SETTLES_NOTHING, Kind, head_of
from calculator.recognition.hearing_words import without_gratis
from calculator.recognition.line_words import (
    OTHER,
    Recognition,
    line_recognised,
    named_family,
    suspect,
    without_printed,
)
from calculator.recognition.makers import (
    makers_in,
    may_hold_number,
    may_name_maker,
    with_series_as,
)
from calculator.recognition.materials import (
    cased_hint,
    cased_hint_of_shapes,
    magnet_family,
    zero_material,
)
from calculator.recognition.plain_text import (
    FOLD,
    LONGEST,
    SPACED_LETTER,
    folded_text,
    foreign_script,
    plain_text,
)
from calculator.recognition.vocabulary import ZEROS, deciding_words, hinting_shapes
from calculator.recognition.word_pattern import kind_of

__all__ = [
    "Recognition",
    "class_named",
    "hinted_among",
    "magnet_family",
    "names_magnet",
    "recognise",
    "recognise_all",
    "zero_material",
]


@cache
def recognise(description: str, material: str, number: str = "") -> Recognition:
    """The class of a line by its words; ``other`` where none says more.

    The head of the description decides: a motor magnet is a magnet, a magnet motor is a motor, a motor mount is
    neither. Then the material, then a magnet material in the description, then the words in the part number. Letters that
    only look Latin are read as Latin; a line in a script of which next to no words are known is a suspect.

    >>> recognise("Arc magnet 14x9x3", "NdFeB N48SH").reason
    'description says "Arc magnet"; material says "NdFeB"'
    >>> recognise("BLDC motor 2212", "").suspect, recognise("Motor mount", "Aluminium").suspect
    ('description says "motor"', '')
    >>> [recognise(text, "").item_class.value for text in ("磁钢", "Gd sputtering target", "Dy2O3 powder", "Magnetventil")]
    ['magnet', 'target', 'listed material', 'other']
    """
    description = without_printed(without_gratis(without_addresses(description)))
    recognition = _recognise_beginning(
        plain_text(description), plain_text(material), plain_text(number)
    )
    if recognition.item_class is not ItemClass.OTHER or recognition.suspect:
        return recognition
    if may_hold_number(f"{description}\n{number}"):
        by_number = _of_series(description, number)
        if by_number is not None:
            return by_number
    return next(
        (
            further
            for text in (description, material, number)
            if len(text) > LONGEST
            for further in _further_on(text)
        ),
        recognition,
    )


def _recognise_beginning(description: str, material: str, number: str) -> Recognition:
    """What the words say, of each text the part that ``plain_text`` keeps."""
    line = f"{description}\n{material}\n{number}"
    shape = line.translate(FOLD).translate(ZEROS)
    if hinting_shapes().search(shape) or cased_hint().search(line):
        recognition = replace(
            line_recognised(description, material, number),
            family=named_family(description, material)[0],
        )
        if recognition != OTHER:
            return recognition
    return OTHER if line.isascii() else _foreign(description or material)


def _of_series(description: str, number: str) -> Recognition | None:
    """What a part number of a known series makes of a line whose words name nothing: "Maxon EC 45 flat", not its bracket."""
    for text in (description, number):
        for maker in makers_in(text[:LONGEST]):
            if maker.is_number and maker.kind == "magnet":
                head = head_of(plain_text(text))
                if head is None or head.kind is Kind.NEITHER:
                    return Recognition(
                        item_class=ItemClass.MAGNET, family=maker.family, reason=maker.why
                    )
    as_motor, motor = with_series_as(description[:LONGEST], "motor")
    if motor is not None:
        head = head_of(plain_text(as_motor))
        return suspect(motor.why) if head is not None and head.kind is Kind.HOLDER else None
    _, motor = with_series_as(number[:LONGEST], "motor")
    head = head_of(plain_text(description))
    if motor is None or (head is not None and head.kind in SETTLES_NOTHING):
        return None
    return suspect(motor.why)


def class_named(text: str) -> ItemClass | None:
    """The class that a text names and nothing else: "Permanent magnets" is a class of parts, "magnets and screws" is not one.

    >>> [class_named(text) for text in ("Dauermagnete", "Sputtering targets", "Magnets and screws", "Motors")]
    [<ItemClass.MAGNET: 'magnet'>, <ItemClass.TARGET: 'target'>, None, None]
    """
    word = deciding_words().fullmatch(folded_text(plain_text(text)))
    kind = "" if word is None else kind_of(word)
    return ItemClass.MAGNET if kind in MAGNETS else ItemClass.TARGET if kind == "target" else None


def names_magnet(text: str) -> bool:
    """True where what a text is about is a magnet or a target, not an assembly with one.

    >>> [names_magnet(text) for text in ("Arc magnet, Tb diffused", "Magnet assembly", "Rotor with magnets", "Gd sputtering target")]
    [True, False, False, True]
    """
    head = head_of(plain_text(text))
    return head is not None and head.kind in (
        Kind.MAGNET,
        Kind.MAYBE_MAGNET,
        Kind.TARGET,
        Kind.MAYBE_TARGET,
    )


def recognise_all(lines: Sequence[tuple[str, str, str]]) -> list[Recognition]:
    """What ``recognise`` says of each line: its description, its material and its number.

    Most lines of a bill hold no word that hints at anything. They are told by one search through all of them together.

    >>> [one.item_class.value for one in recognise_all([("Bracket", "Steel", "P-1"), ("Arc magnet", "", "P-2"), ("voice", "coil", "P-3")])]
    ['other', 'magnet', 'other']
    """
    if len(lines) < _MANY:
        return [recognise(*line) for line in lines]
    recognitions = [OTHER] * len(lines)
    for index in _hinted(["\n".join(line) for line in lines]):
        recognitions[index] = recognise(*lines[index])
    return recognitions


def hinted_among(texts: Sequence[str]) -> list[str]:
    """Those of the texts that hold a word, a symbol or a grade at all that may matter; of the others ``recognise`` says nothing.

    >>> hinted_among(["Bracket", "keep away from magnets", "N42SH", "10x5"])
    ['keep away from magnets', 'N42SH']
    """
    return [texts[index] for index in sorted(_hinted(texts))]


def _hinted(texts: Sequence[str]) -> set[int]:
    """Where the texts are that hold a hint, found by one search through all of them together."""
    plain = [
        at
        for at, text in enumerate(texts)
        if len(text) <= LONGEST and text.isascii() and BETWEEN not in text
    ]
    hinted = set(range(len(texts))).difference(plain)
    # Lines that differ in their digits alone are asked about once: P-1 and P-2.
    shapes = shapes_of([texts[at] for at in plain])
    distinct = set(shapes)
    hinting = {shape for shape in distinct if _is_hinting(shape)}
    cased = {shape for shape in distinct - hinting if cased_hint_of_shapes().search(shape)}
    hinted.update(at for at, shape in zip(plain, shapes, strict=True) if shape in hinting)
    if cased:
        hinted.update(
            at
            for at, shape in zip(plain, shapes, strict=True)
            if shape in cased and cased_hint().search(texts[at])
        )
    return hinted


def _is_hinting(shape: str) -> bool:
    folded = shape.translate(FOLD)
    return bool(
        hinting_shapes().search(folded) or may_name_maker(shape) or SPACED_LETTER.search(shape)
    )


def _foreign(text: str) -> Recognition:
    """A line that nobody here can read may be anything."""
    script = foreign_script(text)
    if not script or ((head := head_of(text)) is not None and head.kind is Kind.BESIDE):
        return OTHER
    return replace(
        suspect(f"written in a script that is not understood ({script})"), is_understood=False
    )


_OVERLAP: Final = 40
_MOST_PIECES: Final = 100
"""More than a cell of a spreadsheet holds."""


def _further_on(text: str) -> Iterator[Recognition]:
    """What a text says of a magnet behind its beginning: it is asked about, for so far on it may say it of something else."""
    step = LONGEST - _OVERLAP
    for start in range(step, min(len(text), step * _MOST_PIECES), step):
        recognition = _recognise_beginning(plain_text(text[start : start + LONGEST]), "", "")
        if recognition.suspect or recognition.item_class in (ItemClass.MAGNET, ItemClass.TARGET):
            yield suspect(
                f"behind its first {start} letters, its {recognition.suspect or recognition.reason}"
            )
    if len(text) > step * _MOST_PIECES:
        yield suspect(f"its text of {len(text):,} letters is too long to be searched to its end")


_MANY: Final = 500
"""Fewer lines cost less than the pattern for all of them."""
