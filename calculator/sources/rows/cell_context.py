"""What a cell beside the description says of its row, by the meaning of its column: a class, a place, a supplier's number."""

from __future__ import annotations

from typing import Final, NamedTuple

from calculator.model.item import ItemClass
from calculator.recognition.classify import Recognition, recognise
from calculator.recognition.heard_phrase import Standing
from calculator.recognition.hearing import hear
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.sources.layout.headings import FIGURE_MEANINGS
from calculator.sources.rows.classes import is_known_class


class RowContext(NamedTuple):
    """Why a row is asked about, for what stands around it.

    ``is_outright`` where that holds beside any material of the row and says that a magnet of another family is none of
    it; ``is_own`` where a size, a grade or a code makes it a part, so that no material of the row rules it out;
    ``may_be_of_group`` where the same words over several parts are one question for all of them.
    """

    why: str = ""
    is_outright: bool = False
    is_own: bool = False
    may_be_of_group: bool = False
    is_of_magnet: bool = False
    """True where a magnet, a target or a listed material is named: it may be in a part of any material."""
    is_of_metal: bool = False
    """True where a tariff code says that it is a magnet of metal, which ferrite is not."""
    is_connector: bool = False
    """True where its designator is that of a connector: what it is called is what is connected to it."""
    is_soldered: bool = False
    """True of a resistor, a capacitor or a connector by its designator and its words: a remark on it names what it serves."""


NOTHING: Final = RowContext()


def _class(text: str) -> RowContext:
    """A class of the supplier's own words: it is of this very part, so that a magnet in it holds beside any material."""
    if is_known_class(text):
        return NOTHING
    recognition = recognise(text[:SHORT_TEXT], "", "")
    if recognition.item_class not in MAGNETIC and not recognition.suspect:
        return NOTHING
    return RowContext(f'item class says "{text[:SHOWN]}"', recognition.item_class in MAGNETIC)


def _place(text: str) -> RowContext:
    """A position or a level that is no number."""
    recognition = recognise(text, "", "")
    return (
        RowContext(f'"{text[:SHOWN]}" stands beside it', _is_rare_earth(recognition))
        if (recognition.item_class in MAGNETIC or recognition.suspect)
        and not is_company_alone(text)
        else NOTHING
    )


def is_company_alone(text: str) -> bool:
    """True where all that a text says of magnets and motors is the name of a company: property of Hoshi Magnet Co., Ltd.

    >>> is_company_alone("Property of Hoshi Magnet Co., Ltd."), is_company_alone("N42 magnet of Hoshi Magnet Co., Ltd.")
    (True, False)
    """
    phrases = hear(text)
    return bool(phrases) and all(phrase.standing is Standing.COMPANY for phrase in phrases)


def _number(text: str) -> RowContext:
    """A supplier's part number in words; a motor counts where it is called by a word of its own, for MOT-12 may be anything."""
    why = f'supplier\'s number says "{text[:SHOWN]}"'
    recognition = recognise(text, "", "")
    if recognition.item_class in MAGNETIC:
        return RowContext(why, _is_rare_earth(recognition))
    words = " ".join(word for word in text.split() if word.isalpha())
    is_called = bool(recognition.suspect) and bool(recognise(words, "", "").suspect)
    return RowContext(why, is_own=any(map(str.isdigit, text))) if is_called else NOTHING


def _other(text: str) -> RowContext:
    """A cell that should hold a unit, a figure, a date, a flag or a country and holds words."""
    recognition = recognise(text, "", "")
    return (
        RowContext(f'"{text[:SHOWN]}" stands beside it', _is_rare_earth(recognition))
        if recognition.item_class in MAGNETIC or (recognition.suspect and recognition.is_understood)
        else NOTHING
    )


def _is_rare_earth(recognition: Recognition) -> bool:
    return recognition.family in RARE_EARTH_FAMILIES and (
        recognition.item_class in MAGNETIC or bool(recognition.suspect)
    )


LISTENERS: Final = {
    "class": _class,
    "position": _place,
    "level": _place,
    "supplier_number": _number,
    **dict.fromkeys(("revision", *FIGURE_MEANINGS), _other),
}
"""By the meaning of a column that is read what its texts say beside."""
MAGNETIC: Final = (ItemClass.MAGNET, ItemClass.TARGET)
SHORT_TEXT: Final = 40
SHOWN: Final = 60
