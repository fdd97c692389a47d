"""What stands around a row and is not its description: a title, a category, a remark, a supplier's number. It may name a magnet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from calculator.model.item import ItemClass
from calculator.recognition.classify import Recognition, hinted_among, recognise
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.reference.cell_words import cell_words
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.classes import is_known_class
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.table.table import CellValue, clean


class RowContext(NamedTuple):
    """Why a row is asked about, for what stands around it; ``is_outright`` where that holds beside any material of the row."""

    why: str = ""
    is_outright: bool = False


NOTHING: Final = RowContext()


def said_around(rows: Columnwise, sections: Sequence[str]) -> list[RowContext]:
    """Of each row what its title and the cells beside its description say of a magnet; the surest counts."""
    found = [_of_section(section) for section in sections]
    meanings = {one.column: meaning for meaning, ones in _headings(rows) for one in ones}
    width = max((len(rows.table.rows[row]) for row in rows.rows), default=0)
    for column in range(width):
        meaning = meanings.get(column, "")
        if column in rows.cells.columns_read and meaning not in _HEARD:
            continue
        values = rows.texts("class") if meaning == "class" else rows.values_at(column)
        said = _said(values, _HEARD.get(meaning, _unread))
        if said:
            found = [
                max(one, said.get(value, NOTHING), key=_weight) if isinstance(value, str) else one
                for one, value in zip(found, values, strict=True)
            ]
    return found


def _headings(rows: Columnwise) -> Iterable[tuple[str, tuple[Heading, ...]]]:
    header = rows.cells.header
    return (
        (meaning, (one, *header.more.get(meaning, ()))) for meaning, one in header.headings.items()
    )


def _weight(one: RowContext) -> int:
    return 2 if one.is_outright else bool(one.why)


def _said(
    values: Iterable[CellValue], listen: Callable[[str], RowContext]
) -> dict[str, RowContext]:
    """What each text of a column says, if anything."""
    texts = [value for value in set(values) if isinstance(value, str) and len(value) > len("mo")]
    found = {text: listen(clean(text)) for text in hinted_among(texts) if "://" not in text}
    return {text: said for text, said in found.items() if said.why}


def speaks_of_others(remark: str) -> bool:
    """True for a remark such as "keep away from magnets", which says nothing of what the part is."""
    return _OTHERWISE.search(remark) is not None


# --------------------------------------------------------------------------- how each column is listened to


def _of_section(section: str) -> RowContext:
    """Why a row that says nothing of itself is asked about: the title that it stands under."""
    found = recognise(section, "", "") if section else None
    if found is None or (
        found.item_class not in (*_MAGNETIC, ItemClass.LISTED_MATERIAL) and not found.suspect
    ):
        return NOTHING
    return RowContext(f'stands under the title "{section[:_SHOWN]}"')


def _unread(text: str) -> RowContext:
    """A category, a group, a text under a heading that nobody knows."""
    if len(text) > _SHORT_TEXT:
        return _remark(text)
    found = recognise(text, "", "")
    if found.item_class not in _MAGNETIC and not found.suspect:
        return NOTHING
    return RowContext(
        f'"{text}" stands beside it, in a column that was not read', _is_rare_earth(found)
    )


def _class(text: str) -> RowContext:
    """A class of the supplier's own words: it is of this very part, so that a magnet in it holds beside any material."""
    found = NOTHING if is_known_class(text) else _unread(text[:_SHORT_TEXT])
    return (
        RowContext(
            f'item class says "{text[:_SHOWN]}"', recognise(text, "", "").item_class in _MAGNETIC
        )
        if found.why
        else NOTHING
    )


def _place(text: str) -> RowContext:
    """A position or a level that is no number."""
    found = recognise(text, "", "")
    return (
        RowContext(f'"{text[:_SHOWN]}" stands beside it', _is_rare_earth(found))
        if found.item_class in _MAGNETIC or found.suspect
        else NOTHING
    )


def _number(text: str) -> RowContext:
    """A supplier's part number in words."""
    found = recognise(text, "", "")
    return (
        RowContext(f'supplier\'s number says "{text[:_SHOWN]}"', _is_rare_earth(found))
        if found.item_class in _MAGNETIC
        else NOTHING
    )


def _remark(text: str) -> RowContext:
    """A remark names magnets for many reasons: only what calls the part one, or a part with one of rare earth, is heard."""
    best = NOTHING
    for phrase in _PHRASE.split(text)[:_MOST_PHRASES]:
        if speaks_of_others(phrase):
            continue
        found = recognise(phrase, "", "")
        is_rare_earth = _is_rare_earth(found)
        if is_rare_earth or (found.item_class in _MAGNETIC and not found.family):
            best = max(
                best,
                RowContext(f'remark says "{phrase.strip()[:_SHOWN]}"', is_rare_earth),
                key=_weight,
            )
    return best


def _is_rare_earth(found: Recognition) -> bool:
    return found.family in RARE_EARTH_FAMILIES and (
        found.item_class in _MAGNETIC or bool(found.suspect)
    )


_HEARD: Final = {
    "class": _class,
    "position": _place,
    "level": _place,
    "remark": _remark,
    "supplier_number": _number,
}
_MAGNETIC: Final = (ItemClass.MAGNET, ItemClass.TARGET)
_SHORT_TEXT: Final = 40
_SHOWN: Final = 60
_MOST_PHRASES: Final = 100
_PHRASE: Final = re.compile(r"[;。；!！?？\n]|[.,，、]\s")


def _pattern(words: Sequence[str], parts: Sequence[str]) -> re.Pattern[str]:
    """Whole words, of which a star at the end stands for any ending, and parts of words."""
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(
        rf"(?i)(?<![^\W\d_])(?:{listed})(?![^\W\d_])|{'|'.join(map(re.escape, parts))}"
    )


_OTHERWISE: Final = _pattern(cell_words().of_others, cell_words().of_others_within)
