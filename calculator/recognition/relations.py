"""Words that join the parts of a phrase: what is inside, what it is used for, and where one thing ends and the next begins.

All patterns are for folded text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.recognition.vocabulary import alternatives, listed

_NOT_AFTER_LETTER: Final = r"(?<![^\W\d_])"
_NOT_BEFORE_LETTER: Final = r"(?![^\W\d_])"


_NOT_BEHIND_USE: Final = (
    r"(?<!used )(?<!use )(?<!compatible )(?<!works )(?<!work )(?<!communicates )(?<!communicate )"
    r"(?<!connected )(?<!connects )(?<!interfaces )(?<!kompatibel )"
)
"""What is used with a thing has it not inside: these are words for what is served."""


@cache
def with_words() -> re.Pattern[str]:
    """Behind them stands what is inside."""
    inside = alternatives(listed("relation", "with"))
    before_magnet = alternatives(listed("relation", "with_before_magnet"))
    return re.compile(
        rf"{_NOT_AFTER_LETTER}{_NOT_BEHIND_USE}(?:{inside}|(?:{before_magnet})(?=\s*(?:permanent)?(?:magn|aimant|iman)))"
        rf"{_NOT_BEFORE_LETTER}\.?"
    )


@cache
def for_words() -> re.Pattern[str]:
    """Behind them stands somebody else's part."""
    words = alternatives(listed("relation", "for"))
    return re.compile(rf"{_NOT_AFTER_LETTER}(?:{words}|f/(?=\w)){_NOT_BEFORE_LETTER}")


@cache
def and_words() -> re.Pattern[str]:
    """Between two parts of one line."""
    words = alternatives(listed("relation", "and"))
    return re.compile(rf"[+&]|{_NOT_AFTER_LETTER}(?:{words}){_NOT_BEFORE_LETTER}")


@cache
def piece_ends() -> re.Pattern[str]:
    """Behind them something else is said."""
    words = alternatives(listed("relation", "piece"))
    return re.compile(
        rf"[,;:()\[\]{{}}\n]|\s-\s|{_NOT_AFTER_LETTER}(?:{words}){_NOT_BEFORE_LETTER}"
    )


@cache
def gap() -> re.Pattern[str]:
    """What may stand between a thing and the part beside it: motor left bracket."""
    words = alternatives(listed("relation", "position"))
    return re.compile(rf"[\s\-_'.・]*(?:(?:{words}|\d)[\s\-_]+)*")


@cache
def mounted() -> re.Pattern[str]:
    """How a part is fixed, and what it is said to have."""
    on = alternatives(listed("relation", "mounted_on"))
    as_part = alternatives(listed("relation", "mounted_as"))
    ending = r"[\s-]*mount(?:ed|ing)?"
    attribute = alternatives(listed("relation", "attribute"))
    return re.compile(
        rf"(?<![^\W_])(?:(?:{on}){ending}|(?:{as_part})(?:{ending})?|{attribute})(?=[\s,;]|$)"
    )
