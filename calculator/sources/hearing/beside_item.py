"""What a phrase says of an item that its text stands beside, or names by its number: that item itself is meant, or what holds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from calculator.findings.accounting import HeardFate
from calculator.model.item import RARE_EARTH_CLASSES, Item, ItemClass
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.claims import claims_in
from calculator.recognition.element_claims import rare_earths_in
from calculator.recognition.head_noun import head_of
from calculator.recognition.heard_phrase import HeardBy, HeardKind, HeardPhrase
from calculator.recognition.line_words import says_magnetised
from calculator.recognition.materials import FAMILIES_WITHOUT
from calculator.recognition.named_numbers import NamedNumber, in_one_form
from calculator.recognition.plain_text import plain_text
from calculator.recognition.settling_words import puts_into
from calculator.recognition.vocabulary import grades
from calculator.sources.hearing.bill_words import BillWords, kinds_of, of_kind, tokens
from calculator.sources.hearing.cells import HeardText
from calculator.sources.rows.row_context import is_metal_code


def fate_beside_item(phrase: HeardPhrase, heard: HeardText, words: BillWords) -> HeardFate | None:
    """The fate of what is said of one item of the bill; None where the phrase may be of another."""
    named = _number_spoken_of(heard, words)
    item = words.item_in(heard.passage.source)
    if item is None and named is not None:
        item = words.bill.items[named.number]
    if item is None:
        return None
    if _holds_the_magnet(phrase, heard, item):
        return HeardFate.RELATION
    is_judged = (
        _is_claimed_of(phrase, heard, item)
        or _is_magnetised(phrase, heard, item)
        or (
            named is not None
            and _is_said_of_named(phrase, heard, named, words.bill.items[named.number])
        )
    )
    return HeardFate.JUDGED if is_judged else None


def _is_claimed_of(phrase: HeardPhrase, heard: HeardText, item: Item) -> bool:
    """True of rare earths named beside a magnet or a target: what is declared of it has to name them ("Dy metal from Malaysia")."""
    if phrase.kind is not HeardKind.MATERIAL or phrase.is_part:
        return False
    claimed = {claim.element for claim in claims_in(heard.passage.text)}
    elements = rare_earths_in(phrase.words)
    return item.item_class in RARE_EARTH_CLASSES and bool(elements) and claimed.issuperset(elements)


def _holds_the_magnet(phrase: HeardPhrase, heard: HeardText, item: Item) -> bool:
    """True of what a magnet of the bill is put into: "bonded into rotor" beside the magnet asks for no further one."""
    head = head_of(plain_text(phrase.words)) if phrase.kind is HeardKind.HOLDER else None
    if item.item_class is not ItemClass.MAGNET or head is None:
        return False
    before, _, behind = plain_text(heard.passage.text).partition(head.word)
    return puts_into(before, behind)


def _is_magnetised(phrase: HeardPhrase, heard: HeardText, item: Item) -> bool:
    """True of how the magnet in whose row it stands is magnetised."""
    return (
        heard.is_of_line
        and item.item_class is ItemClass.MAGNET
        and phrase.kind is HeardKind.HOLDER
        and says_magnetised(phrase.words)
    )


def _is_said_of_named(
    phrase: HeardPhrase, heard: HeardText, number: NamedNumber, item: Item
) -> bool:
    """True where a phrase says what the part is that the text names: "MAG-100: N35, 10x5x2", "MAG-100 is magnetised axially".

    What stands further behind ("MAG-100 with a servo motor") may be another part.
    """
    text, said = in_one_form(heard.passage.text), in_one_form(phrase.words)
    start = text.find(said, number.start)
    if start < 0:
        return False
    own = replace(phrase, words=text[number.end : start + len(said)])
    stated = text_of_named(item)
    is_next = phrase.by is HeardBy.CODE or _IS.fullmatch(text[number.end : max(start, number.end)])
    return (
        bool(is_next)
        and (phrase.kind is not HeardKind.HOLDER or says_magnetised(own.words))
        and agrees(own, item, stated)
        and (not (grades_of_item := _grades_in(stated)) or _grades_in(own.words) <= grades_of_item)
    )


def _grades_in(text: str) -> set[str]:
    """Grades of magnets: of two, "N35 or N35SH", one is another part."""
    upper = text.upper()
    return {match.group() for pattern, _, _ in grades() for match in pattern.finditer(upper)}


_IS: Final = late_pattern(r"[\s:=–—-]*(?:(?:is|are|ist|sind|est|sont|es|son|è|sono|jest|są)\s+)?")


def _number_spoken_of(heard: HeardText, words: BillWords) -> NamedNumber | None:
    """The one part number that a text outside of the lines names as a whole."""
    if heard.is_of_line:
        return None
    matches = [*words.numbers.find(heard.passage.text)]
    if len({match.number for match in matches}) != 1 or not matches[0].is_whole:
        return None
    return matches[0]


def agrees(phrase: HeardPhrase, item: Item, text: str) -> bool:
    """True where the item is of the kind and nothing that is stated of both differs: its material, its sizes and grades.

    ``text`` is what states them of the item.
    """
    if phrase.kind not in kinds_of(item) and not (
        phrase.kind is HeardKind.HOLDER and of_kind(phrase.kind, (item,))
    ):
        return False
    if not may_be_of(phrase, item):
        return False
    if phrase.by is HeardBy.CODE:
        return not (is_metal_code(phrase) and item.family in FAMILIES_WITHOUT)
    said, own = figures_in(phrase.words), figures_in(text)
    return not said or not own or bool(said & own)


def text_of(item: Item) -> str:
    """All that is stated of an item."""
    return f"{item.number} {item.description} {item.material} {item.family}"


def text_of_named(item: Item) -> str:
    """What is stated of an item that a row names: the digits of its number are no size, unless its number is all that calls it."""
    return f"{item.description or item.number} {item.material} {item.family}"


def figures_in(text: str) -> set[str]:
    """Sizes, grades and numbers; a single digit is any of them and none, and a year of our days is none."""
    return {
        token
        for token in tokens(text)
        if len(token) > 1 and any(map(str.isdigit, token)) and not _YEAR.fullmatch(token)
    }


_YEAR: Final = late_pattern(r"20[12345]\d")


def may_be_of(phrase: HeardPhrase, item: Item) -> bool:
    """False where a phrase names another material of magnets than its item."""
    return not (phrase.family and item.family) or phrase.family == item.family
