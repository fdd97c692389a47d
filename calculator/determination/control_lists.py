"""What control lists with codes call an item: looked up beside the rules of a run, and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from calculator.content.contribution import SubstanceContent
from calculator.determination.named_items import are_named, may_be_named
from calculator.determination.scope import Known, is_of_kind, known_of, subject_among
from calculator.findings.finding import ListedAs
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.item import RARE_EARTH_CLASSES, Item, ItemClass
from calculator.rules import Level, Rule, SubjectEntry


class ControlLists:
    """Lists of which the entries with a code are looked up; which of them may name items of a class is found out once."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = tuple(rules)
        self._by_class: dict[ItemClass, tuple[tuple[Rule, tuple[SubjectEntry, ...]], ...]] = {}
        self._alike: dict[tuple[object, ...], tuple[ListedAs, ...]] = {}

    def entries_of(
        self, item: Item, contributions: Sequence[SubstanceContent], bill: Bill
    ) -> tuple[ListedAs, ...]:
        """The entries with a code that name the item, or may."""
        if not self._for_class(item.item_class):
            return ()
        # Of the words of all lists together most items hold none.
        is_worded = are_named(self._words, self._made_of, item)
        known = known_of(item, contributions, bill)
        if is_worded or not self._goes_by_class or item.item_class not in RARE_EARTH_CLASSES:
            return tuple(self._entries(known, is_worded=is_worded))
        # Of a magnet or a target nothing else counts: thousands of them are asked about once.
        key = (
            *(item.item_class, item.rare_earth_free, item.family, known.family),
            *(frozenset(known.certain), frozenset(known.possible), known.is_contradicted),
        )
        if key not in self._alike:
            self._alike[key] = tuple(self._entries(known, is_worded=False))
        return self._alike[key]

    def _entries(self, known: Known, *, is_worded: bool) -> Iterator[ListedAs]:
        item = known.item
        for rule, entries in self._for_class(item.item_class):
            if not is_of_kind(rule, item, known.bill) and not (
                is_worded and may_be_named(rule, item)
            ):
                continue
            for entry in entries:
                if entry.level is Level.NAMED and not is_worded:
                    continue
                subject, _, _ = subject_among((entry,), rule, known)
                if subject is not Subject.NO:
                    yield ListedAs(rule=rule.id, code=entry.code, subject=subject, en=entry.en)

    @cached_property
    def _goes_by_class(self) -> bool:
        """True where no list asks where in the bill an item stands: for a magnet or a target goods are another class."""
        levels = {entry.level for rule in self._rules for entry in rule.subjects}
        return levels <= {Level.CLASS, Level.GOODS, Level.NAMED}

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for rule in self._rules for word in rule.named_words))

    @cached_property
    def _made_of(self) -> frozenset[tuple[str, ...]]:
        return frozenset(entry.made_of for rule in self._rules for entry in rule.subjects)

    def _for_class(
        self, item_class: ItemClass
    ) -> tuple[tuple[Rule, tuple[SubjectEntry, ...]], ...]:
        if item_class not in self._by_class:
            coded = (
                (
                    rule,
                    tuple(
                        entry
                        for entry in rule.subjects
                        if entry.code and _may_be_of(entry, item_class)
                    ),
                )
                for rule in self._rules
            )
            self._by_class[item_class] = tuple(of_rule for of_rule in coded if of_rule[1])
        return self._by_class[item_class]


def _may_be_of(entry: SubjectEntry, item_class: ItemClass) -> bool:
    """False where the entry is about items of another class."""
    if entry.level is Level.CLASS:
        return entry.item_class is item_class
    return entry.level is not Level.GOODS or item_class is ItemClass.LISTED_MATERIAL
