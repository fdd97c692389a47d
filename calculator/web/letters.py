"""Letters to suppliers over one case or several: who is asked what, in which language, and under which name the letter goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from calculator.campaign.asking import YOURS
from calculator.campaign.letter_files import letter_name
from calculator.campaign.suppliers import Suppliers, match_suppliers
from calculator.comparison.letters import Letter, letters_of, one_letter
from calculator.comparison.questionnaire_lines import Line
from calculator.reference.letter_words import letter_words
from calculator.reports.safe_text import safe
from calculator.sources.facts.number_spelling import spelled
from calculator.web.forms.uploads import UnusableError, day_in
from calculator.web.jobs import LetterWish

LANGUAGE: Final = "zh"
"""The language beside English of letters to suppliers whose own is not known."""
_LONGEST: Final = 120


def suppliers_in(lines: Sequence[Line]) -> Suppliers:
    """The suppliers of the lines, with spellings of one name brought together."""
    return match_suppliers(line.supplier for line in lines)


def supplier_letters(lines: Sequence[Line]) -> tuple[Letter, ...]:
    """One letter a supplier, and the buyer's own list last."""
    return letters_of(lines, supplier_of=suppliers_in(lines).canonical, number_of=spelled)


def named_letters(lines: Sequence[Line], language: str) -> tuple[tuple[str, Letter, str], ...]:
    """The letters, each with the name of its file and its language."""
    suppliers = suppliers_in(lines)
    return tuple(
        (
            letter_name(letter.supplier or YOURS),
            letter,
            suppliers.language_of(letter.supplier, language),
        )
        for letter in supplier_letters(lines)
    )


def whole_letter(lines: Sequence[Line]) -> Letter:
    """All that is asked in one workbook."""
    return one_letter(lines, suppliers_in(lines).canonical)


def wish_in(words: Mapping[str, str], on: date) -> LetterWish:
    """How letters are to be written, by the words of an address. Raises UnusableError."""
    language = words.get("language", LANGUAGE)
    if language not in letter_words().languages:
        raise UnusableError(f'there is no letter in "{language[:20]}"')
    due = day_in(words.get("due", ""))
    if due is not None and due < on:
        raise UnusableError(f"{due} is before {on}")
    return LetterWish(
        language=language, on=on, due=due, requester=safe(words.get("from", ""), _LONGEST).strip()
    )
