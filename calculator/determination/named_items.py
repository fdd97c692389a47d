"""Items that a rule names by words: what is made of tungsten, a lithium-ion battery; and of which items no word says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from calculator.findings.obligation import Doubt, Obligation
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.facts import Disclosure, Facts
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.recognition.named_words import folded, is_named
from calculator.recognition.plain_parts import is_plain_part
from calculator.rules import Level, Rule, SubjectEntry

_NAMED = 8


def named_fit(entry: SubjectEntry, item: Item) -> Subject:
    """Whether the words of an item are those of an entry: for sure where its material is one and the entry asks for no more.

    What else the list asks for (a purity, a density) no bill says: such an item only may be on it.
    """
    if _is_whole_material(entry.words, item):
        return Subject.MAYBE if entry.condition else Subject.YES
    return Subject.MAYBE if _is_in_words(entry.words, item) else Subject.NO


def may_be_named(rule: Rule, item: Item) -> bool:
    """False where no word of any entry of the rule is among those of the item."""
    words = rule.named_words
    return bool(words) and (_is_whole_material(words, item) or _is_in_words(words, item))


def _is_whole_material(words: tuple[str, ...], item: Item) -> bool:
    return bool(item.material) and folded(item.material).strip() in _whole_words(words)


def _is_in_words(words: tuple[str, ...], item: Item) -> bool:
    return is_named(words, f"{item.material} | {item.description}")


def material_doubts(bill: Bill, facts: Facts, rules: Iterable[Rule]) -> Iterator[Doubt]:
    """What stands in the way of a clear run under rules that go by words: what no word names may be on the list all the same.

    Where a list goes by words alone that is always so. Where it is about magnets too, the items are asked about of which
    neither a material nor a full disclosure says what they are.
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
        unsaid = [item for item in bill.items.values() if _is_unsaid(item, rule, bill, facts)]
        if unsaid:
            yield Doubt(
                item="",
                obligation=Obligation.CLASS,
                why=f"of {len(unsaid)} items nothing says of what material they are: {_some(unsaid)}",
                question=f"does any of them hold {_materials(rule)}? State their Material",
                cells=tuple(cell for item in unsaid for cell in item.cells[:1]),
            )


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


def _is_unsaid(item: Item, rule: Rule, bill: Bill, facts: Facts) -> bool:
    """True for a lowest item of which nobody says what it is made of and that no entry names."""
    if bill.lines_of(item.number) or item.item_class in MADE_OF_RARE_EARTH or item.material:
        return False
    if item.rare_earth_free or is_plain_part(item.description):
        return False
    rows = facts.content.get(item.number, ())
    if any(row.disclosure is Disclosure.ALL and facts.holds(row) for row in rows):
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
