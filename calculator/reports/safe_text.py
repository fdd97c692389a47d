"""Text from a file made safe to print: on a terminal, on a page, in a cell of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calculator.reports.language import stop, tr

# Control characters, surrogates, directions of writing, invisible and non-characters: nothing from a file may steer a terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def safe(text: str, limit: int = 0) -> str:
    r"""One line of text that is safe anywhere: each unprintable character shows as U+FFFD, each run of spaces as one.

    Longer than ``limit`` it ends in an ellipsis; 0 is no limit.

    >>> safe("MAG\x1b[31m-01\n\u202egnp."), safe("a long name", 6)
    ('MAG�[31m-01 �gnp.', 'a lon…')
    """
    if not (text.isascii() and text.isprintable()):
        text = " ".join(_UNPRINTABLE.sub("\ufffd", text).split())
    return f"{text[: limit - 1]}…" if limit and len(text) > limit else text


_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def never_formula(text: str) -> str:
    """Safe text that no spreadsheet takes for a formula when it opens a csv: what begins like one gets an apostrophe.

    >>> never_formula(" =1+1"), never_formula("MAG-01")
    ("' =1+1", 'MAG-01')
    """
    plain = safe(text, 32_000)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA_STARTS) else plain


def sentence(text: str) -> str:
    """With a capital letter and a full stop."""
    return stop(capital(text))


def capital(text: str) -> str:
    """With a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def some_of(names: Sequence[str], most: int = 4) -> str:
    """The first of some names, and how many more there are.

    >>> some_of(["A", "B", "C"], 2)
    'A, B and 1 more'
    """
    shown = ", ".join(safe(name, 40) for name in names[:most])
    return shown + and_more(len(names) - most)


def and_more(count: int) -> str:
    """How many more there are than those named before; nothing where there are none."""
    return tr(" and {count} more", count=count) if count > 0 else ""
