"""Which item of the bill a part number on a facts sheet means: itself, one spelled alike, or one that it resembles.

The rules are those of INTERFACE 3, "Placing a row on an item". Nothing here guesses: a number that is only like another
is told from one that is the same, and what follows from either is decided where facts are placed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from string import ascii_lowercase
from typing import Final

from calculator.model.item import Item
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.identity_words import identity_words
from calculator.reference.strict_table import Table
from calculator.sources.facts.called_items import CalledItems
from calculator.sources.facts.company_names import is_of_other_company
from calculator.sources.facts.figure_numbers import FigureNumbers
from calculator.sources.facts.number_spelling import LONGEST, spelled
from calculator.sources.facts.several_numbers import SeveralNumbers, counted_end, several_numbers
from calculator.sources.layout.heading_tokens import any_of

_SHORTEST: Final = 3
"""Of a number of fewer letters and digits every other one is a slip: A and B are two parts."""


class Likeness(Enum):
    """How a part number on a facts sheet goes with an item of the bill."""

    SAME = "the same"
    SPELLED_ALIKE = "the same but for case, spaces and signs, or leading zeros"
    REVISION = "the same part in another revision"
    SUPPLIERS_NUMBER = "what its own supplier or maker calls it"
    LOOKS_SAME = "the same but for characters that look alike, zeros or revisions"
    RESEMBLES = "differs by a letter, or by a word before or behind"
    OTHER = "another part"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMatch:
    """What a part number means: the one item that it is placed on, or all those that it resembles."""

    likeness: Likeness
    items: tuple[str, ...] = ()

    @property
    def is_placed(self) -> bool:
        """True where the facts are those of the one item."""
        return self.likeness in (
            Likeness.SAME,
            Likeness.SPELLED_ALIKE,
            Likeness.REVISION,
            Likeness.SUPPLIERS_NUMBER,
        )


_OTHER: Final = NumberMatch(likeness=Likeness.OTHER)
_NO_LETTER: Final = late_pattern(r"[\W_]+")


@cache
def _revision() -> re.Pattern[str]:
    words = any_of(identity_words().revisions)
    return re.compile(
        rf"(?P<base>.+?)[\s,;:_\-/.(]*(?<![^\W_])(?:{words})(?![^\W\d_]{{3}})[\s.:#\-_]*(?P<revision>[^\W_]{{1,4}})\)?\Z",
        re.IGNORECASE,
    )


def without_leading_zeros(number: str) -> str:
    """A number of digits alone without the zeros in front, which a number cell loses; nothing for any other.

    >>> without_leading_zeros("0012345"), without_leading_zeros("A-0012")
    ('12345', '')
    """
    plain = spelled(number)
    return plain.lstrip("0") or "0" if plain.isdigit() else ""


def with_revision_apart(number: str) -> tuple[str, str]:
    """A part number and the revision that is written behind it.

    >>> with_revision_apart("MAG-01 Rev. B"), with_revision_apart("MAG-01"), with_revision_apart("MAG-01_rev2")
    (('MAG-01', 'B'), ('MAG-01', ''), ('MAG-01', '2'))
    """
    match = _revision().match(unicodedata.normalize("NFKC", number[:LONGEST]).strip())
    return (match["base"], match["revision"]) if match else (number, "")


def drawn(number: str) -> str:
    """What an eye keeps of a part number: look-alike characters are one, and signs, zeros in front of digits and a revision go.

    >>> drawn("MAG-O1") == drawn("MAG-01") == drawn("MAG-1 rev C"), drawn("MAG-10") == drawn("MAG-1")
    (True, False)
    """
    base, _ = with_revision_apart(number)
    plain = _NO_LETTER.sub(" ", unicodedata.normalize("NFKC", base[:LONGEST]).casefold())
    marked = "".join(_look_alikes().get(letter, letter) for letter in plain)
    return re.sub(r"(?<!\d)0+(?=\d)", "", marked).replace(" ", "")


class NumberIndex:
    """The part numbers of a bill, looked up by what a facts sheet writes."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self.items = items
        self._matches: dict[tuple[str, str], NumberMatch] = {}

    def match(self, number: str, revision: str = "") -> NumberMatch:
        """The item that a part number means, with the revision that stands beside it, if any; looked up once.

        >>> bill = {"MAG-01": Item(number="MAG-01"), "MAG-02": Item(number="MAG-02")}
        >>> [NumberIndex(bill).match(text).likeness.name for text in ("mag 01", "MAG-O1", "MAG-01 NEW", "MGA-01", "MAG-03")]
        ['SPELLED_ALIKE', 'LOOKS_SAME', 'RESEMBLES', 'RESEMBLES', 'OTHER']
        """
        key = number, revision
        if key not in self._matches:
            self._matches[key] = self._match(number, revision)
        return self._matches[key]

    def _match(self, number: str, revision: str) -> NumberMatch:
        exact = self.items.get(number)
        if exact is not None:
            return self._in_revision(exact, revision, Likeness.SAME)
        base, own_revision = with_revision_apart(number)
        stated = own_revision or revision
        for index, key, of_text in (
            (self._spelled, spelled(number), revision),
            (self._without_zeros, without_leading_zeros(number), revision),
            (self._spelled, spelled(base), stated),
            (self._without_zeros, without_leading_zeros(base), stated),
            (self._bases, spelled(base), stated),
        ):
            numbers = index.get(key, ()) if key else ()
            if len(numbers) == 1:
                return self._in_revision(self.items[numbers[0]], of_text, Likeness.SPELLED_ALIKE)
            if numbers:
                return self._several(numbers, of_text)
        several = several_numbers(number)
        if several is not None and several.pattern is not None:
            meant = self.held_by(several)
            return NumberMatch(likeness=Likeness.RESEMBLES, items=meant) if meant else _OTHER
        alike = self._drawn.get(drawn(number), ()) or self._figures.alike(number)
        if alike:
            return NumberMatch(likeness=Likeness.LOOKS_SAME, items=alike)
        resembled = tuple(dict.fromkeys(self._resembled(number)))
        return NumberMatch(likeness=Likeness.RESEMBLES, items=resembled) if resembled else _OTHER

    def of_supplier(self, number: str, supplier: str) -> tuple[NumberMatch, ...]:
        """The items that their supplier, or their maker, calls so: where he and the supplier of the row are one company.

        Where one of both is not named, nobody can say whose number it is: the items only look the same.
        """
        items = self._supplier_numbers.get(spelled(number), ()) if number else ()
        own = tuple(
            item
            for item in items
            if supplier
            and self.items[item].supplier
            and not is_of_other_company(supplier, self.items[item])
        )
        if own:
            return tuple(
                NumberMatch(likeness=Likeness.SUPPLIERS_NUMBER, items=(item,)) for item in own
            )
        unsure = tuple(item for item in items if not supplier or not self.items[item].supplier)
        return (NumberMatch(likeness=Likeness.LOOKS_SAME, items=unsure),) if unsure else ()

    def held_by(self, several: SeveralNumbers) -> tuple[str, ...]:
        """The items that one cell with several part numbers means.

        >>> index = NumberIndex({f"MAG-{n:02}": Item(number=f"MAG-{n:02}") for n in range(1, 9)})
        >>> [index.held_by(several_numbers(text)) for text in ("MAG-02 ... MAG-04", "MAG-07/09", "MAG-0[12]")]
        [('MAG-02', 'MAG-03', 'MAG-04'), ('MAG-07',), ('MAG-01', 'MAG-02')]
        """
        listed = [item for text in several.listed for item in self._spelled.get(text, ())]
        if several.span is not None:
            listed += self._by_head.get(several.span.head, ())
        elif several.pattern is not None:
            listed += self.items
        return tuple(item for item in dict.fromkeys(listed) if several.holds(spelled(item)))

    def _several(self, numbers: tuple[str, ...], revision: str) -> NumberMatch:
        """Of several items of one spelling the one whose revision is stated, else all of them."""
        fitting = [
            number
            for number in numbers
            if revision and spelled(self._revision_of(self.items[number])) == spelled(revision)
        ]
        if len(fitting) == 1:
            return NumberMatch(likeness=Likeness.SPELLED_ALIKE, items=(fitting[0],))
        return NumberMatch(likeness=Likeness.LOOKS_SAME, items=numbers)

    def _in_revision(self, item: Item, revision: str, likeness: Likeness) -> NumberMatch:
        """A blank revision, of the fact or of the item, fits any."""
        of_item = self._revision_of(item)
        differs = revision and of_item and spelled(revision) != spelled(of_item)
        return NumberMatch(
            likeness=Likeness.REVISION if differs else likeness, items=(item.number,)
        )

    @staticmethod
    def _revision_of(item: Item) -> str:
        return item.revision or with_revision_apart(item.number)[1]

    def _resembled(self, number: str) -> Iterator[str]:
        """The items of which the number is a slip: a word more or less, one letter other, missing or added, two swapped."""
        for shorter in (*_without_set_off_words(number), *_numbers_within(number)):
            yield from self._spelled.get(shorter, ())
        if not any(map(str.isdigit, number)):
            yield from self._heads.get(spelled(number), ())
        yield from self._called.items_called(number)
        several = several_numbers(number)
        if several is not None:
            yield from self.held_by(several)
        text = spelled(number)
        yield from (item for item, of_item in self._of_several if of_item.holds(text))
        yield from self._shortened.get(text, ())
        # A slip leaves the digits and their order: most numbers of other bills have digits that no item has.
        if len(text) >= _SHORTEST and _digits(text) in self._digit_strings:
            for slip in _slips(text):
                yield from self._spelled.get(slip, ())

    # ----------------------------------------------------------------- what is looked up

    @cached_property
    def _spelled(self) -> dict[str, tuple[str, ...]]:
        return _by_key((spelled(number), number) for number in self.items)

    @cached_property
    def _digit_strings(self) -> frozenset[str]:
        return frozenset(map(_digits, self._spelled))

    @cached_property
    def _without_zeros(self) -> dict[str, tuple[str, ...]]:
        return _by_key((without_leading_zeros(number), number) for number in self.items)

    @cached_property
    def _bases(self) -> dict[str, tuple[str, ...]]:
        """Numbers that carry their revision with them, by what is left without it."""
        apart = ((with_revision_apart(number), number) for number in self.items)
        return _by_key((spelled(base), number) for (base, revision), number in apart if revision)

    @cached_property
    def _supplier_numbers(self) -> dict[str, tuple[str, ...]]:
        return _by_key(
            (spelled(number), item.number)
            for item in self.items.values()
            for number in item.supplier_numbers
        )

    @cached_property
    def _drawn(self) -> dict[str, tuple[str, ...]]:
        return _by_key((drawn(number), number) for number in self.items)

    @cached_property
    def _heads(self) -> dict[str, tuple[str, ...]]:
        """Numbers by the letters that stand before their first sign: MAG of MAG-1."""
        heads = ((_HEAD.match(spelled_out(number)), number) for number in self.items)
        return _by_key((head[0], number) for head, number in heads if head is not None)

    @cached_property
    def _by_head(self) -> dict[str, tuple[str, ...]]:
        """Items by what stands before the last digits, or the last letter, of their numbers."""
        ends = ((counted_end(text), numbers) for text, numbers in self._spelled.items())
        return _by_key((end[0], number) for end, numbers in ends if end for number in numbers)

    @cached_property
    def _of_several(self) -> tuple[tuple[str, SeveralNumbers], ...]:
        """Items whose own number is that of several parts: MAG-100/101."""
        several = ((number, several_numbers(number)) for number in self.items)
        return tuple((number, of_item) for number, of_item in several if of_item is not None)

    @cached_property
    def _figures(self) -> FigureNumbers:
        return FigureNumbers(self.items)

    @cached_property
    def _called(self) -> CalledItems:
        return CalledItems(self.items)

    @cached_property
    def _shortened(self) -> dict[str, tuple[str, ...]]:
        return _by_key(
            (shorter, number)
            for number in self.items
            for shorter in dict.fromkeys(_without_set_off_words(number))
        )


_HEAD: Final = late_pattern(r"[^\W\d_]{3,}(?=[\W_])")
_SET_OFF: Final = late_pattern(r"[\s,;:#&+|()\[\]{}/]+|\.{2,}|…")
_MOST_WORDS: Final = 3


def spelled_out(number: str) -> str:
    """A part number in small letters and of one width, with its signs."""
    return unicodedata.normalize("NFKC", number[:LONGEST]).casefold().strip()


def _numbers_within(number: str) -> Iterator[str]:
    """What may be a part number by itself in a longer text: words set off by spaces and signs, one to three of them, with a digit.

    >>> [*_numbers_within("MAG-1/2 or MAG-3")]
    ['mag1', 'mag3', 'mag12', '2or', 'ormag3', 'mag12or', '2ormag3']
    """
    words = [word for word in _SET_OFF.split(spelled_out(number)) if word]
    for count in range(1, min(_MOST_WORDS, len(words) - 1) + 1):
        for first in range(len(words) - count + 1):
            text = spelled("".join(words[first : first + count]))
            if len(text) >= _SHORTEST and any(map(str.isdigit, text)):
                yield text


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    numbers: dict[str, list[str]] = {}
    for key, number in pairs:
        if key:
            numbers.setdefault(key, []).append(number)
    return {key: tuple(of_key) for key, of_key in numbers.items()}


def _without_set_off_words(number: str) -> Iterator[str]:
    """What is left of a number when words without a digit are taken from its end, or from its beginning."""
    words = [
        word
        for word in _NO_LETTER.split(unicodedata.normalize("NFKC", number[:LONGEST]).casefold())
        if word
    ]
    for last in range(len(words) - 1, 0, -1):
        if any(map(str.isdigit, words[last])):
            break
        yield "".join(words[:last])
    for first in range(1, len(words)):
        if any(map(str.isdigit, words[first - 1])):
            break
        yield "".join(words[first:])


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _slips(text: str) -> Iterator[str]:
    """Every text that differs by one letter (another, one more, one less) or by two neighbours swapped; the digits stay."""
    for place in range(len(text) + 1):
        before, behind = text[:place], text[place:]
        for letter in ascii_lowercase:
            yield f"{before}{letter}{behind}"
        if not behind:
            continue
        if not behind[0].isdigit():
            yield before + behind[1:]
            for letter in ascii_lowercase:
                yield f"{before}{letter}{behind[1:]}"
        if len(behind) > 1 and not (behind[0].isdigit() and behind[1].isdigit()):
            yield f"{before}{behind[1]}{behind[0]}{behind[2:]}"


@cache
def _look_alikes() -> dict[str, str]:
    text = packaged_text("calculator.reference", "look_alikes.toml")
    table = Table(toml_tables(text))
    groups = table.texts("groups")
    table.end()
    return {letter: group[0] for group in groups for letter in group}
