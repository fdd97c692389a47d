"""How lists of words become one pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from calculator.recognition.plain_text import FOLD, LATIN

_PLURAL: Final = "(?:s|es|e|en|n)?"
_SHORT: Final = 3
"""Letters of a word that takes no other plural than "s": a fan is in fans and not in fann, loa (Vietnamese) is no loan."""


def pattern_of(table: Mapping[str, Iterable[str]], *, is_exact: bool = False) -> re.Pattern[str]:
    """One pattern for lists of words by kind, for folded text: Latin words whole, those of scripts without spaces anywhere.

    At one place the first kind that fits counts, and of its words the longest. An exact pattern takes no plural
    and no digit behind a word: PC is a plastic, pcs and PC7 are not.

    >>> words = pattern_of({"not": ["motor mount"], "holds": ["*motor", "电机"]})
    >>> [(kind_of(match), match.group()) for match in words.finditer("motor-mount, servomotors, motorrad, 步进电机")]
    [('not', 'motor-mount'), ('holds', 'servomotors'), ('holds', '电机')]
    """
    latin, other = [], []
    ending = f"(?![{LATIN}0-9])" if is_exact else f"{_PLURAL}(?![{LATIN}])"
    for kind, words in table.items():
        folded = {unicodedata.normalize("NFKC", word).translate(FOLD) for word in words}
        spaced = {word for word in folded if re.search(f"[{LATIN}]", word)}
        short = set() if is_exact else {word for word in spaced if len(word) <= _SHORT}
        whole = _tree(map(_atoms, (word for word in spaced - short if not word.startswith("*"))))
        endings = [_atoms(word[1:]) for word in spaced if word.startswith("*")]
        anywhere = _tree(map(_atoms, folded - spaced))
        if spaced:
            either = f"{whole}|[{LATIN}]*{_tree(endings)}" if endings else whole
            choices = [f"(?:{either}){ending}"] if spaced - short else []
            choices += [f"{_tree(map(_atoms, short))}s?(?![{LATIN}])"] if short else []
            latin.append(f"(?P<{kind}>{'|'.join(choices)})")
        if folded - spaced:
            other.append(f"(?P<{kind}_>{anywhere})")
    parts = [
        f"(?<![{LATIN}])(?=[{LATIN}0-9])(?:{'|'.join(latin)})",
        f"(?=[\u0370-\u1fff\u2e80-\ud7ff])(?:{'|'.join(other)})" if other else "",
    ]
    return re.compile("|".join(part for part in parts if part))


def kind_of(match: re.Match[str]) -> str:
    """Which of the lists the match is from."""
    return (match.lastgroup or "").removesuffix("_")


def _atoms(word: str) -> tuple[str, ...]:
    special = {" ": r"[\s\-_.]*", "*": f"[{LATIN}]*"}
    return tuple(special.get(letter, re.escape(letter)) for letter in word)


def _tree(words: Iterable[tuple[str, ...]]) -> str:
    """The words as a pattern that branches letter by letter, so that a place is tried once and not once a word."""
    branches: dict[str, list[tuple[str, ...]]] = {}
    can_end = False
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            can_end = True
    tried = [f"{atom}{_tree(rest)}" for atom, rest in sorted(branches.items(), reverse=True)]
    if not tried:
        return ""
    return (
        f"(?:{'|'.join(tried)}){'?' if can_end else ''}" if len(tried) > 1 or can_end else tried[0]
    )
