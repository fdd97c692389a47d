"""A text without what two spellings of one thing differ in."""

from __future__ import annotations

import unicodedata


def letters_and_digits(text: str) -> str:
    """A name or a part number without case, width, spaces and signs.

    >>> letters_and_digits(" MAG-01/Ａ "), letters_and_digits("Bis(2-ethylhexyl) Phthalate"), letters_and_digits("7439-92-1")
    ('mag01a', 'bis2ethylhexylphthalate', '7439921')
    """
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum()
    )
