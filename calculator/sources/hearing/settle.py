"""What settles a phrase that was heard beside the lines, as far as the files tell it (CLEARANCE, heard): one fate each.

The order matters: what a phrase says of itself comes first, then its place, then what the bill says of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.findings.accounting import HeardFate, RowFate
from calculator.findings.mention import Mention
from calculator.model.item import Item, ItemClass
from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.spelling import letters_and_digits
from calculator.recognition.codes import codes_in
from calculator.recognition.designators import is_connector
from calculator.recognition.heard_phrase import HeardBy, HeardKind, HeardPhrase, Standing
from calculator.recognition.hearing import hear
from calculator.recognition.materials import magnet_family
from calculator.recognition.plain_text import label_and_value
from calculator.recognition.settling_words import list_words, says_consigned, says_kind
from calculator.recognition.spoken_text import spoken_text
from calculator.sources.hearing.beside_item import (
    agrees,
    fate_beside_item,
    figures_in,
    may_be_of,
    text_of,
    text_of_named,
)
from calculator.sources.hearing.bill_words import (
    BillWords,
    class_of,
    kinds_of,
    of_kind,
    tokens,
)
from calculator.sources.hearing.cells import HeardText
from calculator.sources.hearing.own_texts import is_key_alone, is_own_text
from calculator.sources.hearing.passage import ChoiceRange, Place
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.row_context import is_said_of_line

_OVER_ALL: Final = frozenset(
    {Place.TITLE, Place.SHEET_NAME, Place.FILE_NAME, Place.PROPERTY, Place.PAGE, Place.DEFINED_NAME}
)
"""Places that speak of everything below them."""
_STORED: Final = frozenset({Place.CACHE, Place.DRAWING})
"""Places where a program keeps copies of cells."""


@dataclass(frozen=True, kw_only=True)
class Settling:
    """What is known when phrases are settled: the items, the lists of choices, and the texts of the bill's own lines."""

    words: BillWords
    choices: Sequence[ChoiceRange] = ()
    line_texts: frozenset[str] = frozenset()
    """Texts of cells that are lines, without case, of which a pivot table keeps copies."""


def mentions_of(heard: HeardText, settling: Settling) -> Iterable[Mention]:
    """Each phrase of a text with its fate. What an unread cell says of its own line is the line's, and none."""
    for phrase in heard.phrases:
        fate = fate_of(phrase, heard, settling)
        is_served = _is_served(phrase, heard)
        if heard.is_of_line and not (is_served or heard.group) and fate is HeardFate.PART:
            continue
        passage = heard.passage
        yield Mention(
            file=passage.source.file,
            words=phrase.words,
            names=class_of(phrase.kind),
            where=passage.place.value,
            why=_NAMES[phrase.kind] if phrase.by is HeardBy.WORDS else phrase.why,
            cells=_cells(heard),
            fate=fate,
            is_served=is_served,
            same_words=settling.words.with_words(phrase.words) if fate is HeardFate.PART else (),
        )


def _cells(heard: HeardText) -> tuple[Source, ...]:
    source = heard.passage.source
    return tuple(source._replace(row=row) for row in heard.group) or (source,)


_NAMES: Final = {
    HeardKind.MAGNET: "it names a magnet",
    HeardKind.TARGET: "it names a sputtering target",
    HeardKind.MATERIAL: "it names a listed material",
    HeardKind.HOLDER: "it names what usually holds a magnet",
}


def fate_of(phrase: HeardPhrase, heard: HeardText, settling: Settling) -> HeardFate:
    """The one fate of a phrase; PART where nothing settles it."""
    place = heard.passage.place
    if phrase.standing is Standing.DENIED:
        return HeardFate.NEGATION
    if (heard.is_on_own_page and is_key_alone(phrase.words)) or is_own_text(
        heard.passage.text, settling.words, is_on_own_page=heard.is_on_own_page
    ):
        return HeardFate.OURS
    if place is Place.CHOICE or any(
        choice.holds(heard.passage.source) for choice in settling.choices
    ):
        return HeardFate.CHOICE_LIST
    if phrase.standing is Standing.COMPANY or _names_company(phrase, heard):
        return HeardFate.PERSON_OR_COMPANY
    if _is_definition(phrase, heard):
        return HeardFate.DEFINITION
    if (fate := fate_beside_item(phrase, heard, settling.words)) is not None:
        return fate
    if _is_served(phrase, heard):
        return HeardFate.RELATION if _is_on_bill(phrase, settling.words) else HeardFate.PART
    if (
        (place in _OVER_ALL or _is_product_name(heard)) and _names_top(phrase, settling.words)
    ) or _is_name_of_top(phrase, heard, settling.words):
        return HeardFate.NAMES_THE_BILL
    if not heard.group and _is_judged(phrase, heard, settling):
        return HeardFate.JUDGED
    return HeardFate.GROUP if _is_of_group(phrase, heard, settling.words) else HeardFate.PART


def _is_on_bill(phrase: HeardPhrase, words: BillWords) -> bool:
    """True where the bill has an item of the kind; a neodymium magnet is no ferrite one."""
    return phrase.kind in words.kinds and (
        not phrase.family
        or any(phrase.kind in kinds_of(item) and may_be_of(phrase, item) for item in words.tested)
    )


# --------------------------------------------------------------------------- what the place says


def _names_company(phrase: HeardPhrase, heard: HeardText) -> bool:
    if heard.passage.place is Place.PERSON:
        return True
    if says_consigned(heard.passage.text):
        return False
    if phrase.by is HeardBy.MAKER and not phrase.is_part:
        return True
    label, text = _labelled(heard)
    if says_kind("companies", label) and not phrase.is_part and _is_name(phrase, text):
        return True
    headings = (heard.passage.heading, *heard.over[-1:])
    return not phrase.is_part and any(
        says_kind("companies", heading)
        or ((meaning := meaning_of("bom", heading)) is not None and meaning.name == "supplier")
        for heading in headings
        if heading
    )


def _labelled(heard: HeardText) -> tuple[str, str]:
    """What stands before a text, in the cell to the left or in its own, and the text itself: Author | Jane Magnet, Author: Jane Magnet."""
    return label_and_value(heard.passage.text) or (heard.label, heard.passage.text)


def _is_name(phrase: HeardPhrase, text: str) -> bool:
    """True of several words that are written as the name of a person or a company is, without a material or a figure."""
    words = _DATE.sub("", text).split()
    return (
        not phrase.family
        and 1 < len(words) <= _LONGEST_NAME
        and all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)
    )


_DATE: Final = late_pattern(r"[\s,/]*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\Z")
_LONGEST_NAME: Final = 5
"""Words of a name."""


def _is_definition(phrase: HeardPhrase, heard: HeardText) -> bool:
    """True in a glossary or legend, of a row without any figure: one with a size, a grade, a quantity or a price is a part."""
    if phrase.is_part or heard.has_figures or any(map(_is_code_of_part, heard.row_texts)):
        return False
    place = (heard.passage.source.sheet, heard.passage.heading, *heard.over)
    return any(says_kind("glossary", text) for text in place if text)


def _is_code_of_part(text: str) -> bool:
    """True of what may be a part number beside a meaning: 4711-20, and no grade, formula or tariff code.

    >>> [_is_code_of_part(text) for text in ("4711-20", "LM-2", "N42SH", "Nd2Fe14B", "8505.11", "BLDC", "2 pcs")]
    [True, True, False, False, False, False, False]
    """
    return (
        _CODE_OF_PART.fullmatch(text) is not None and not magnet_family(text) and not codes_in(text)
    )


_CODE_OF_PART: Final = late_pattern(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/-]{3,30}")


def _is_served(phrase: HeardPhrase, heard: HeardText) -> bool:
    """True of what others are used with: by its own words, by the heading of its column, or in a remark on another part."""
    if phrase.standing is Standing.SERVED:
        return True
    if heard.is_of_line and not is_said_of_line(phrase, spoken_text(heard.passage.text)):
        return True
    # A connector is called after what is connected to it: J2, MOT_LEFT.
    if not phrase.is_part and any(map(is_connector, heard.row_texts)):
        return True
    heading = heard.passage.heading or (heard.over[-1] if heard.over else "")
    return bool(heading) and not phrase.is_part and says_kind("uses", heading)


# --------------------------------------------------------------------------- what the bill says of the same thing


def _is_product_name(heard: HeardText) -> bool:
    """True of what stands beside a label such as "Product:", in a title or on a cover."""
    return any(says_kind("product", text) for text in heard.row_texts)


def _names_top(phrase: HeardPhrase, words: BillWords) -> bool:
    said = set(tokens(phrase.words)) - list_words()
    return bool(said) and any(said <= top for top in words.top_words)


def _is_name_of_top(phrase: HeardPhrase, heard: HeardText, words: BillWords) -> bool:
    """True of a text that is called just as the product is, beside no figure: Project | Magnetic door latch."""
    _, text = _labelled(heard)
    said = tokens(text)
    return (
        len(said) > 1
        and not (phrase.is_part or heard.has_figures or heard.is_of_line)
        and any(said == tokens(item.description) for item in words.tops)
    )


def _is_judged(phrase: HeardPhrase, heard: HeardText, settling: Settling) -> bool:
    """True where the bill has the part itself, by its number or its row, and no stated fact differs."""
    words = settling.words
    if (
        heard.passage.place in _STORED
        and " ".join(heard.passage.text.casefold().split()) in settling.line_texts
    ):
        return True
    if _names_item_alone(phrase, words):
        return True
    item = words.item_in(heard.passage.source) or _item_named(heard, words)
    if item is not None and agrees(phrase, item, text_of_named(item)):
        return True
    place = (heard.passage.source.sheet, *heard.over)
    if not any(says_kind("revision", text) for text in place if text):
        return False
    is_change = _CHANGE.search(heard.passage.text.casefold()) is not None
    return any(
        agrees(phrase, tested, phrase.words if is_change else text_of(tested))
        and _plain_words(phrase) & set(tokens(text_of(tested)))
        for tested in words.tested
    )


_CHANGE: Final = late_pattern(
    r"->|=>|→|⇒|➔|(?<!\w)(?:changed|was|from|geändert|statt|war|von|modifiée?|remplacée?|cambiad[oa]|modificat[oa]|zmien\w+)(?!\w)|改为|變更|变更|変更|변경"
)
"""In a history they say that a figure was another one before."""


def _names_item_alone(phrase: HeardPhrase, words: BillWords) -> bool:
    """True where a part number of the bill is all that the phrase names: inspect MAG-12."""
    for word in phrase.words.split():
        number = word.strip(".,;:()[]\"'")
        if any(map(str.isdigit, number)) and letters_and_digits(number) in words.by_number:
            return not hear(phrase.words.replace(number, " "))
    return False


def _item_named(heard: HeardText, words: BillWords) -> Item | None:
    """The item whose number stands in the row."""
    # A label may stand before it in its own cell: "Part No.: MAG-009".
    _, behind = label_and_value(heard.passage.text) or ("", "")
    for text in (*heard.row_texts, heard.passage.text, behind):
        item = (
            words.by_number.get(letters_and_digits(text)) if len(text) <= _LONGEST_NUMBER else None
        )
        if item is not None:
            return item
    return None


_LONGEST_NUMBER: Final = 80


def _plain_words(phrase: HeardPhrase) -> set[str]:
    """The words of a phrase, without figures and short ones."""
    return {
        token
        for token in tokens(phrase.words)
        if not any(map(str.isdigit, token)) and (len(token) > 3 or not token.isascii())
    }


# --------------------------------------------------------------------------- a word over a group


def _answers_for_material(phrase: HeardPhrase, item: Item) -> bool:
    """True of a magnet that may be of the material that a phrase names; what only holds one has to name it too."""
    if item.item_class is ItemClass.OTHER:
        return phrase.family in ("", item.family)
    return may_be_of(phrase, item)


def _is_of_group(phrase: HeardPhrase, heard: HeardText, words: BillWords) -> bool:
    """True of a word over a sheet, a section, a file, a column or a group of rows in which a line is of that kind.

    One with a size or a grade is over a group only where a line below says the same figures, and one with a material where a
    line may be of it. A magnet beside several parts
    is each of them that is not asked about and that is not understood to be something else.
    """
    place, source = heard.passage.place, heard.passage.source
    rows = heard.group or (range(*heard.section) if heard.section is not None else ())
    if rows and not phrase.is_part and words.are_understood(source.file, source.sheet, rows):
        return True
    if place in (Place.FILE_NAME, Place.PROPERTY, Place.PAGE, Place.DEFINED_NAME):
        items = words.tested_in_file(source.file)
    elif rows:
        if phrase.kind is not HeardKind.HOLDER and not words.are_told(
            source.file, source.sheet, rows
        ):
            return False
        items = words.tested_in_rows(source.file, source.sheet, rows)
    elif place in (Place.TITLE, Place.SHEET_NAME, Place.HEADING) or heard.row_fate in (
        RowFate.TITLE,
        RowFate.SUBTOTAL,
    ):
        items = words.tested_on_sheet(source.file, source.sheet)
    else:
        return False
    figures = figures_in(phrase.words) if phrase.is_part else set()
    return of_kind(
        phrase.kind,
        (
            item
            for item in items
            if _answers_for_material(phrase, item)
            and (not figures or figures <= figures_in(text_of(item)))
        ),
    )
