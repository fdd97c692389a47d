"""What control lists with codes call an item: looked up beside the rules of a run, and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from calculator.content.contribution import SubstanceContent
from calculator.determination.named_items import are_named, may_be_named
from calculator.determination.scope import is_of_kind, known_of, subject_among
from calculator.findings.finding import ListedAs
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.item import Item, ItemClass
from calculator.rules import Level, Rule, SubjectEntry


class ControlLists:
    """Lists of which the entries with a code are looked up; which of them may name items of a class is found out once."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = tuple(rules)
        self._by_class: dict[ItemClass, tuple[tuple[Rule, tuple[SubjectEntry, ...]], ...]] = {}

    def entries_of(
        self, item: Item, contributions: Sequence[SubstanceContent], bill: Bill
    ) -> Iterator[ListedAs]:
        """The entries with a code that name the item, or may."""
        lists = self._for_class(item.item_class)
        if not lists:
            return
        # Of the words of all lists together most items hold none.
        is_worded = are_named(self._words, self._made_of, item)
        known = known_of(item, contributions, bill)
        for rule, entries in lists:
            if not is_of_kind(rule, item, bill) and not (is_worded and may_be_named(rule, item)):
                continue
            for entry in entries:
                if entry.level is Level.NAMED and not is_worded:
                    continue
                subject, _, _ = subject_among((entry,), rule, known)
                if subject is not Subject.NO:
                    yield ListedAs(rule=rule.id, code=entry.code, subject=subject, en=entry.en)

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
