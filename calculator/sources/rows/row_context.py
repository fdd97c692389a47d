"""What stands around a row and is not its description: a title, a category, a remark, a supplier's number. It may name a magnet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from calculator.model.item import ItemClass
from calculator.model.problem import warning
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.classify import hinted_among, names_magnet, recognise
from calculator.recognition.codes import codes_among
from calculator.recognition.designators import is_connector, is_soldered
from calculator.recognition.digit_shapes import those_shaped
from calculator.recognition.head_noun import head_of
from calculator.recognition.heard_phrase import HeardBy, HeardKind, HeardPhrase, Standing
from calculator.recognition.hearing import hear, hear_all, hear_codes
from calculator.recognition.hearing_words import without_gratis
from calculator.recognition.makers import makers_in
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.recognition.plain_parts import is_plain_part
from calculator.recognition.plain_text import plain_text
from calculator.recognition.settling_words import says_consigned, says_kind
from calculator.recognition.spoken_text import names_tariff, spoken_text
from calculator.recognition.whole_words import any_word
from calculator.reference.cell_words import cell_words
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.affirmed_headings import affirmed
from calculator.sources.rows.cell_context import (
    LISTENERS,
    MAGNETIC,
    NOTHING,
    SHORT_TEXT,
    SHOWN,
    RowContext,
)
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.table.table import CellValue, clean


def said_around(
    rows: Columnwise, sections: Sequence[str], descriptions: Sequence[str]
) -> list[RowContext]:
    """Of each row what its title and the cells beside its description say of a magnet; the surest counts.

    A title, or a text without a size of its own in a column without a meaning that stands over several parts, is no word on
    each of those that are called by words of their own (``descriptions``): they are heard, one question a group.
    """
    found = [
        NOTHING if description else _of_section(section)
        for section, description in zip(sections, descriptions, strict=True)
    ]
    meanings = {one.column: meaning for meaning, ones in _headings(rows) for one in ones}
    leading = _leading_column(rows)
    width = max((len(rows.table.rows[row]) for row in rows.rows), default=0)
    for column in range(width):
        meaning = meanings.get(column, "")
        is_read = column in rows.cells.columns_read and meaning not in _HEARD
        heading = "" if meaning else _heading_over(rows, column)
        if meaning == "supplier" or (heading and says_kind("companies", heading)):
            found = _with_makers(found, rows.values_at(column), descriptions)
        if is_read and meaning not in (*_OF_WORDS, "supplier"):
            continue
        values = rows.texts("class") if meaning == "class" else _shown_at(rows, column)
        if meaning == "supplier":
            said = _said([value for value in values if _is_consigned(value)], "", "")
        else:
            said = {} if is_read and column == leading else _said(values, meaning, heading)
            if is_read:
                said |= _said_in_words(values)
        if not said:
            continue
        groups = frozenset[CellValue]()
        if meaning in _OF_GROUPS:
            groups = _over_groups(said, values, descriptions)
            rows.cells.groups[column] = frozenset(
                value for value in groups if isinstance(value, str)
            )
        found = [
            max(one, said.get(value, NOTHING), key=_weight)
            if isinstance(value, (str, int, float)) and not (value in groups and description)
            else one
            for one, value, description in zip(found, values, descriptions, strict=True)
        ]
    _tell_contradictions(rows, found, descriptions)
    if rows.cells.designator_column is not None:
        found = [
            context._replace(
                is_connector=is_connector(designators),
                is_soldered=is_soldered(designators, description),
            )
            for context, designators, description in zip(
                found, map(rows.cells.designator, rows.rows), descriptions, strict=True
            )
        ]
    return found


def _leading_column(rows: Columnwise) -> int:
    """The column by which a part is called, whose head decides what it is; what stands in another one it does not rule out."""
    headings = rows.cells.header.headings
    called = (headings[meaning].column for meaning in _CALLING if meaning in headings)
    return next(called, -1)


def _tell_contradictions(
    rows: Columnwise, contexts: Sequence[RowContext], descriptions: Sequence[str]
) -> None:
    """Name each row that is called a ferrite magnet beside the tariff code of magnets of metal: which holds has to be asked."""
    for place, (context, description) in enumerate(zip(contexts, descriptions, strict=True)):
        if not context.is_of_metal:
            continue
        row = rows.row(place)
        if recognise(description, row.text("material")).family == "ferrite":
            rows.cells.report(
                warning(
                    "code-contradicts-material",
                    f'"{description[:SHOWN]}" is called ferrite, and {context.why}: ask the supplier which holds; until then it may be of any material',
                    rows.cells.row_source(row.row),
                )
            )


def _shown_at(rows: Columnwise, column: int) -> Sequence[CellValue]:
    """The values of a column; what a merged range hides is no cell of it."""
    facts = rows.table.facts
    values = rows.values_at(column)
    if not facts.merged:
        return values
    return [
        value if facts.first_of_merged(row, column) == (row, column) else None
        for row, value in zip(rows.rows, values, strict=True)
    ]


def _with_makers(
    contexts: Sequence[RowContext], values: Sequence[CellValue], descriptions: Sequence[str]
) -> list[RowContext]:
    """What rows say by a maker of nothing but magnets, where their own words say nothing."""
    makers = {
        value: next(iter(makers_in(value)), None) for value in set(values) if isinstance(value, str)
    }
    if not any(makers.values()):
        return list(contexts)
    return [
        RowContext(why=maker.why, is_own=maker.is_number)
        if not context.why
        and isinstance(value, str)
        and (maker := makers[value]) is not None
        and (maker.is_number or _says_nothing(description))
        else context
        for context, value, description in zip(contexts, values, descriptions, strict=True)
    ]


def _is_consigned(value: CellValue) -> bool:
    """True for words in place of a supplier that say that the customer provides the part: they may name it."""
    return isinstance(value, str) and says_consigned(value)


def _says_nothing(description: str) -> bool:
    return head_of(plain_text(description)) is None and not is_plain_part(description)


def _over_groups(
    said: Mapping[CellValue, RowContext],
    values: Sequence[CellValue],
    descriptions: Sequence[str],
) -> frozenset[CellValue]:
    """Those of the texts that stand beside parts that are called differently."""
    beside: dict[CellValue, set[str]] = {}
    for value, description in zip(values, descriptions, strict=True):
        if description and value in said and said[value].may_be_of_group:
            beside.setdefault(value, set()).add(description)
    return frozenset(value for value, called in beside.items() if len(called) > 1)


def _headings(rows: Columnwise) -> Iterable[tuple[str, tuple[Heading, ...]]]:
    header = rows.cells.header
    return (
        (meaning, (one, *header.more.get(meaning, ()))) for meaning, one in header.headings.items()
    )


def _heading_over(rows: Columnwise, column: int) -> str:
    header = rows.cells.header
    texts = (rows.table.merged_text(row, column) for row in range(header.row, header.body))
    return " ".join(dict.fromkeys(text for text in texts if text))


def _weight(one: RowContext) -> int:
    return 4 * one.is_outright + 2 * one.is_own + bool(one.why)


def _said(values: Sequence[CellValue], meaning: str, heading: str) -> dict[CellValue, RowContext]:
    """What each text of a column says, if anything; below a heading for tariff codes numbers are texts too."""
    distinct = set(values)
    texts = [value for value in distinct if isinstance(value, str) and len(value) > len("mo")]
    listen = LISTENERS.get(meaning)
    if listen is not None:
        of_place = {text: listen(clean(text)) for text in hinted_among(texts) if "://" not in text}
        return {text: context for text, context in of_place.items() if context.why}
    spoken = {text: spoken_text(clean(text)) for text in texts}
    heard = hear_all([*spoken.values()])
    place = _PLACES.get(meaning, "another column")
    contexts: dict[CellValue, RowContext] = {
        text: _of_phrases(words, heard[words], heading, place)
        for text, words in spoken.items()
        if words in heard
    }
    if heading and names_tariff(heading):
        contexts |= _of_codes(distinct, heading)
    if heading:
        contexts |= affirmed(distinct, heading)
    if heading and says_kind("magnet_property", heading):
        why = f'"{heading[:SHOWN]}" is a property of magnets'
        contexts |= {
            value: RowContext(why=why, is_own=True, is_of_magnet=True)
            for value in distinct
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value
        }
    return {value: context for value, context in contexts.items() if context.why}


def _said_in_words(values: Sequence[CellValue]) -> dict[CellValue, RowContext]:
    """What a description says beside the words that call the part: by its codes, and of parts with a size in later sentences."""
    distinct = [value for value in {*values} if isinstance(value, str)]
    long = those_shaped(distinct, _SENTENCES.search)
    texts = {*codes_among(distinct), *hinted_among(long)}
    found: dict[CellValue, RowContext] = {}
    for text in texts:
        spoken = clean(text)
        first = _SENTENCES.search(spoken)
        contexts = [
            _of_phrase(phrase, "a later sentence")
            for phrase in (hear_codes(spoken) if first is None else hear(spoken))
            if phrase.by is HeardBy.CODE or _is_a_further_part(phrase, first, spoken)
        ]
        if contexts:
            found[text] = max(contexts, key=_weight)
    return found


_SENTENCES: Final = re.compile(r"(?<=[^\W\d_]{3})\.\s|[;\n。；]")
"""Behind one of these another sentence begins."""


def _is_a_further_part(phrase: HeardPhrase, first: re.Match[str] | None, spoken: str) -> bool:
    """True for what a later sentence names with a size or a grade, or for all that it says: "Bracket; magnet; label"."""
    if first is None or phrase.start < first.end():
        return False
    sentence = next(
        (
            text
            for text in _SENTENCES.split(spoken[first.end() :])
            if phrase.words.strip() == text.strip(" .,")
        ),
        "",
    )
    return (
        (phrase.is_part or bool(sentence))
        and phrase.standing is Standing.ITSELF
        and phrase.by is HeardBy.WORDS
    )


def _of_codes(distinct: Iterable[CellValue], heading: str) -> dict[CellValue, RowContext]:
    return {
        value: _of_phrases(_digits(value), hear(_digits(value), heading), heading, _PLACES[""])
        for value in distinct
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
    }


def _digits(value: str | float) -> str:
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)


def speaks_of_others(remark: str) -> bool:
    """True for a remark such as "keep away from magnets", which says nothing of what the part is."""
    return _OTHERWISE.search(without_gratis(remark)) is not None


# --------------------------------------------------------------------------- how each column is listened to


def _of_section(section: str) -> RowContext:
    """Why a row that says nothing of itself is asked about: the title that it stands under."""
    found = recognise(section, "", "") if section else None
    if found is None or (
        found.item_class not in (*MAGNETIC, ItemClass.LISTED_MATERIAL) and not found.suspect
    ):
        return NOTHING
    return RowContext(f'stands under the title "{section[:SHOWN]}"')


def is_said_of_line(phrase: HeardPhrase, text: str) -> bool:
    """True where a phrase in an unread cell says what the part of the line is.

    It has a size, a grade or a code, names rare earth, or is all that the cell says. What a longer remark only speaks of
    ("check with a magnet", "may change with another motor") is one question for the file and not one for each line.
    """
    if phrase.is_part:
        return True
    if speaks_of_others(text):
        return False
    if phrase.family in RARE_EARTH_FAMILIES:
        return True
    words = text.split()
    return (
        len(text) <= SHORT_TEXT
        and len(words) <= _FEW_WORDS
        and sum(letter >= _FIRST_SIGN for letter in text) <= _FEW_SIGNS
    )


def _of_phrases(text: str, phrases: Sequence[HeardPhrase], heading: str, place: str) -> RowContext:
    """What the phrases of a category, a remark or a text under an unknown heading say of the part; the surest counts.

    What others are used with, what there is not and who makes it are not what the part is.
    """
    is_use = bool(heading) and says_kind("uses", heading)
    is_company = bool(heading) and says_kind("companies", heading) and not says_consigned(text)
    own = [
        phrase
        for phrase in phrases
        if phrase.standing is Standing.ITSELF
        and is_said_of_line(phrase, text)
        and (phrase.by is not HeardBy.MAKER or phrase.is_part)
        and (phrase.is_part or not (is_use or is_company))
    ]
    contexts = [_of_phrase(phrase, place) for phrase in own]
    surest = max(contexts, key=_weight, default=NOTHING)
    return surest._replace(may_be_of_group=all(context.may_be_of_group for context in contexts))


def _of_phrase(phrase: HeardPhrase, place: str) -> RowContext:
    words = " ".join(phrase.words.split())[:SHOWN]
    why = phrase.why if phrase.by is HeardBy.CODE else f'{place} says "{words}"'
    return RowContext(
        why=why,
        is_outright=phrase.family in RARE_EARTH_FAMILIES or _is_control_code(phrase),
        is_own=phrase.is_part,
        is_of_metal=is_metal_code(phrase),
        is_of_magnet=phrase.kind is HeardKind.MATERIAL or names_magnet(phrase.words),
        may_be_of_group=phrase.by is HeardBy.WORDS
        and not phrase.family
        and (phrase.kind is HeardKind.HOLDER or not phrase.is_part),
    )


def is_metal_code(phrase: HeardPhrase) -> bool:
    """8505.11 is of permanent magnets of metal, 8505.19 of all others."""
    return phrase.by is HeardBy.CODE and re.sub(r"\D", "", phrase.words).startswith("850511")


def _is_control_code(phrase: HeardPhrase) -> bool:
    """China's control list names rare earths alone; the tariff's 8505.11 is of metal magnets, alnico too."""
    return phrase.by is HeardBy.CODE and phrase.words.upper().startswith("1C9")


_REMARK: Final = "remark"
_PLACES: Final = {_REMARK: "a remark", "": "a column that was not read"}
"""What a report calls the place of words, by the meaning of their column."""
_OF_GROUPS: Final = frozenset({"", _REMARK})
"""Meanings of columns in which a text may stand over a group of parts."""
_OF_WORDS: Final = frozenset({"name", "description", "specification", "material"})
"""Meanings of columns whose words are read; a code among them is listened to."""
_CALLING: Final = ("name", "description", "specification")
_HEARD: Final = frozenset({*LISTENERS, _REMARK})
"""Meanings of columns that are read and listened to as well."""
_FEW_WORDS: Final = 4
_FEW_SIGNS: Final = 5
_FIRST_SIGN: Final = "\u2e80"
"""From here on a letter is a word or a syllable."""


_OTHERWISE: Final = late_pattern(any_word(cell_words().of_others), re.IGNORECASE)
