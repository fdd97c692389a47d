"""What the files of a bill say beside its lines of the materials that a rule names by words: tantalum, tungsten.

A line is held against the words of the rule by its own description and material; every other text is heard here, however long
it is and wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from calculator.findings.accounting import HeardFate
from calculator.findings.mention import Mention
from calculator.model.item import Item, ItemClass
from calculator.recognition.named_words import is_named, words_heard
from calculator.recognition.settling_words import says_kind
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.listening import FileToHear
from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.hearing.texts_beside import texts_beside

_OVER_ALL: Final = frozenset(
    {Place.TITLE, Place.SHEET_NAME, Place.FILE_NAME, Place.PROPERTY, Place.PAGE, Place.DEFINED_NAME}
)
_SHOWN: Final = 60


def named_mentions(
    files: Iterable[FileToHear], named: tuple[str, ...], words: BillWords, *, hears_unread: bool
) -> tuple[Mention, ...]:
    """Every text beside the lines that names one of the materials, with what settles it."""
    if not named:
        return ()

    def names_one(text: str) -> bool:
        return any(True for _ in words_heard(named, text))

    return tuple(
        mention
        for file in files
        for passage, own in texts_beside(file, words, names_one, hears_unread=hears_unread)
        for mention in _mentions(passage, own, file, named, words)
    )


def _mentions(
    passage: Passage, own: Item | None, file: FileToHear, named: tuple[str, ...], words: BillWords
) -> Iterator[Mention]:
    for word, is_denied, is_company in words_heard(named, passage.text):
        yield Mention(
            file=file.name,
            words=passage.text[:_SHOWN],
            names=ItemClass.LISTED_MATERIAL,
            where=passage.place.value,
            why=f'it names "{word}", by which a rule of this run lists materials',
            cells=(passage.source,),
            fate=HeardFate.NEGATION
            if is_denied
            else HeardFate.PERSON_OR_COMPANY
            if is_company or _is_of_company(passage)
            else _fate(passage, own, file, named, words),
        )
        if not is_denied:
            return


def _is_of_company(passage: Passage) -> bool:
    return passage.place is Place.PERSON or says_kind("companies", passage.heading)


def _fate(
    passage: Passage, own: Item | None, file: FileToHear, named: tuple[str, ...], words: BillWords
) -> HeardFate:
    if passage.place is Place.CHOICE or any(
        choice.holds(passage.source) for choice in file.parts.choices
    ):
        return HeardFate.CHOICE_LIST
    if any(says_kind("glossary", text) for text in (passage.source.sheet, passage.heading) if text):
        return HeardFate.DEFINITION
    if own is not None and _is_named(own, named):
        return HeardFate.JUDGED
    is_over = passage.place in _OVER_ALL
    if is_over and any(_is_named(item, named) for item in words.bill.items.values()):
        return HeardFate.GROUP
    return HeardFate.PART


def _is_named(item: Item, named: tuple[str, ...]) -> bool:
    return is_named(named, f"{item.material} | {item.description}")
