"""Items that a rule names by words: what is made of tungsten, a lithium-ion battery; and of which items no word says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.findings.obligation import Doubt, Obligation
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.numbers.counted import counted
from calculator.recognition.named_words import folded, is_alloy_of, is_named
from calculator.recognition.plain_parts import is_plain_part
from calculator.rules import Level, Rule, SubjectEntry

_NAMED = 8
_BASED: Final = Fraction(1, 2)


def named_fit(entry: SubjectEntry, item: Item) -> Subject:
    """Whether the words of an item are those of an entry: for sure where its material is one and the entry asks for no more.

    What else the list asks for (a purity, a density) no bill says: such an item only may be on it.
    """
    if _is_whole_material(entry.words, item):
        return Subject.MAYBE if entry.condition else Subject.YES
    is_meant = _is_in_words(entry.words, item) or _is_alloy_of(entry.made_of, item)
    return Subject.MAYBE if is_meant else Subject.NO


def may_be_named(rule: Rule, item: Item) -> bool:
    """False where no word of any entry of the rule is among those of the item."""
    return are_named(rule.named_words, (entry.made_of for entry in rule.subjects), item)


def are_named(words: tuple[str, ...], made_of: Iterable[tuple[str, ...]], item: Item) -> bool:
    """True where one of the words is the material of the item or among its words, or it is an alloy of what entries are made of."""
    return bool(words) and (
        _is_whole_material(words, item)
        or _is_in_words(words, item)
        or any(_is_alloy_of(elements, item) for elements in made_of)
    )


def _is_whole_material(words: tuple[str, ...], item: Item) -> bool:
    return bool(item.material) and folded(item.material).strip() in _whole_words(words)


def _is_in_words(words: tuple[str, ...], item: Item) -> bool:
    return is_named(words, f"{item.material} | {item.description}")


def _is_alloy_of(elements: tuple[str, ...], item: Item) -> bool:
    return bool(elements) and is_alloy_of(elements, f"{item.material} | {item.description}")


def material_doubts(bill: Bill, facts: Facts, rules: Iterable[Rule]) -> Iterator[Doubt]:
    """What stands in the way of a clear run under rules that go by words: what no word names may be on the list all the same.

    Where a list goes by words alone that is always so. Where it is about magnets and a metal, the items are asked about of
    which neither a material nor a full disclosure says what they are.
    """
    for rule in rules:
        if not rule.names_items:
            continue
        if all(entry.level is Level.NAMED for entry in rule.subjects):
            yield Doubt(
                item="",
                obligation=Obligation.CLASS,
                why=f"the list of {rule.id} is held against the words of the bill alone",
                question=f"is anything else in the bill on the list of {rule.id}? `deminimis rules {rule.id}` prints it",
            )
            continue
        if not any(entry.made_of for entry in rule.subjects):
            continue
        yield from _stated_to_hold(rule, bill, facts)
        unsaid = [item for item in bill.items.values() if is_unsaid(item, rule, bill, facts)]
        if unsaid:
            yield Doubt(
                item="",
                obligation=Obligation.CLASS,
                why=f"of {counted(len(unsaid), 'item')} nothing says the material: {_some(unsaid)}",
                question=f"does any of them hold {_materials(rule)}? State their Material",
                cells=tuple(cell for item in unsaid for cell in item.cells[:1]),
            )


def _stated_to_hold(rule: Rule, bill: Bill, facts: Facts) -> Iterator[Doubt]:
    """Items of which a Content row names what an entry is about and no word does: whether they are made of it is not said."""
    made_of = {element for entry in rule.subjects for element in entry.made_of}
    for number, rows in facts.content.items() if made_of else ():
        named = [row for row in rows if row.substance.key in made_of and _may_be_made_of(row)]
        if not named or number not in bill.items or may_be_named(rule, bill.items[number]):
            continue
        yield Doubt(
            item="",
            obligation=Obligation.CLASS,
            why=f"{number} holds {named[0].substance.name} by what is stated of its content, and its words do not name it",
            question=f"is {number} made of {named[0].substance.name}? State its Material",
            cells=tuple(cell for row in named for cell in row.cells[:1]),
        )


def _may_be_made_of(row: ContentRow) -> bool:
    """False for an addition: of an item that is based on a metal, half or more is that metal."""
    is_most = row.share is None or row.share.high is None or row.share.high >= _BASED
    return row.is_sure and is_most


def words_to_hear(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The words by which rules about magnets name other materials too; a list of words alone never ends clear."""
    return tuple(
        dict.fromkeys(
            word
            for rule in rules
            if any(entry.level is not Level.NAMED for entry in rule.subjects)
            for word in rule.named_words
        )
    )


def is_unsaid(item: Item, rule: Rule, bill: Bill, facts: Facts) -> bool:
    """True for a lowest item of which nobody says what it is made of and that no entry names."""
    if bill.lines_of(item.number) or item.item_class in MADE_OF_RARE_EARTH or item.material:
        return False
    if item.rare_earth_free or is_plain_part(item.description):
        return False
    rows = facts.content.get(item.number, ())
    if any(row.disclosure is Disclosure.ALL and facts.closes(row) for row in rows):
        return False
    named = (entry for entry in rule.subjects if entry.level is Level.NAMED)
    return all(named_fit(entry, item) is Subject.NO for entry in named)


def _some(items: Sequence[Item]) -> str:
    names = ", ".join(item.number for item in items[:_NAMED])
    return f"{names} and {len(items) - _NAMED} more" if len(items) > _NAMED else names


def _materials(rule: Rule) -> str:
    return ", ".join(entry.en for entry in rule.subjects if entry.level is Level.NAMED)


@cache
def _whole_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, words))
