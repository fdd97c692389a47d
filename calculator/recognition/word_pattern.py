"""How lists of words become one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from calculator.recognition.plain_text import LATIN, spellings

_PLURAL: Final = "(?:s|es|e|en|n)?"
_SHORT: Final = 3
"""Letters of a word that takes no other plural than "s": a fan is in fans and not in fann, loa (Vietnamese) is no loan."""
_OTHER: Final = "^\0-\u036f\u2000-\u2e7f"
"""Scripts other than Latin, by what is none: a set is compiled by going through its letters, and these are fewest."""


class WordPattern:
    """One pattern for lists of words by kind, with the calls of a compiled expression.

    What is compiled at first are the words that begin as the text does at a place, if their other pieces are in it too: to
    compile all of thousands costs more than to read a bill of a thousand lines. Once much text was read, all are, and one
    expression reads the rest. Both say the same: no other words can match there, and those keep their order.
    """

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._read = 0
        self._enough = _OF_A_WORD * sum(map(len, words.kinds.values()))
        self._compiled: dict[tuple[_Word, ...], re.Pattern[str] | None] = {}

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """All words as one compiled expression: the definition."""
        return self._words.expression()

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first place at which one of the words stands."""
        return next(self.finditer(text, start, end), None)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Every place at which one of the words stands, none inside of another."""
        end = len(text) if end is None else end
        if self._is_worn(end - start):
            return self.whole.finditer(text, start, end)
        return self._each(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The word that begins at this place."""
        if self._is_worn(1):
            return self.whole.match(text, start)
        place = _START.match(text, start)
        begun = place and self._pattern_at(text, start, self._words.endings_in(text))
        return begun.match(text, start) if begun else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The word that all of the text is."""
        if self._is_worn(len(text)):
            return self.whole.fullmatch(text)
        place = _START.match(text)
        begun = place and self._pattern_at(text, 0, self._words.endings_in(text))
        return begun.fullmatch(text) if begun else None

    def sub(self, instead: str, text: str) -> str:
        """The text with ``instead``, as it is written, for every word."""
        kept, last = [], 0
        for match in self.finditer(text):
            kept.append(text[last : match.start()])
            last = match.end()
        return instead.join([*kept, text[last:]])

    def _is_worn(self, letters: int) -> bool:
        self._read += letters
        return self._read > self._enough

    def _each(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        endings = self._words.endings_in(text)
        while (place := _START.search(text, start, end)) is not None:
            begun = self._pattern_at(text, place.start(), endings)
            match = begun.match(text, place.start(), end) if begun else None
            if match is not None:
                yield match
            start = place.start() + 1 if match is None else match.end()

    def _pattern_at(
        self, text: str, place: int, endings: tuple[str, ...]
    ) -> re.Pattern[str] | None:
        """The words that may stand at a place, compiled once for all places alike; None where there are none."""
        words = self._words.words_at(text, place, endings)
        if words and words not in self._compiled:
            self._compiled[words] = self._words.expression_of(words)
            self._read += _COST
        return self._compiled[words] if words else None


_OF_A_WORD: Final = 40
"""To compile a word among all of them costs as much as to read so many letters word by word."""
_COST: Final = 250
"""To compile a few words costs as much as to read so many letters."""
# Of two ranges a set is compiled at once, of three as a table of all letters there are.
_START: Final = re.compile(f"(?<![{LATIN}])(?:(?=[{LATIN}])|(?=[0-9]))|(?=[{_OTHER}])")


_Word = tuple[str, str]
"""A kind, and a word of its list."""


class _Words:
    """The words of each kind, by their first letters: those up to a space or a star, and with a star before them those of an ending."""

    def __init__(self, table: Mapping[str, Iterable[str]], *, is_exact: bool) -> None:
        self.is_exact = is_exact
        self.ending = f"(?![{LATIN}])(?![0-9])" if is_exact else f"{_PLURAL}(?![{LATIN}])"
        self.kinds = {kind: frozenset[str]().union(*map(spellings, table[kind])) for kind in table}
        self.begun: dict[str, list[_Word]] = {}
        for kind, words in self.kinds.items():
            for word in words:
                self.begun.setdefault(_first_letters(word), []).append((kind, word))
        self.lengths: dict[str, set[int]] = {}
        for letters in self.begun:
            self.lengths.setdefault(letters[0], set()).add(len(letters))
        self.endings = tuple(sorted(key[1:] for key in self.begun if key.startswith("*")))
        self.reach = max(map(len, self.endings), default=0)

    def endings_in(self, text: str) -> tuple[str, ...]:
        """The first letters of the endings that a text may hold."""
        return tuple([letters for letters in self.endings if letters in text])

    def words_at(self, text: str, place: int, endings: tuple[str, ...]) -> tuple[_Word, ...]:
        """The words that begin as the text does at a place, or may end what stands there, if the text holds all their pieces."""
        lengths = self.lengths.get(text[place], ())
        begun = [word for length in lengths if (word := text[place : place + length]) in self.begun]
        if endings and text[place] <= _LAST_BEFORE_OTHER:
            run = _RUN.match(text, place)
            reached = text[place : (run.end() if run else place) + self.reach]
            begun += [f"*{letters}" for letters in endings if letters in reached]
        return tuple(
            [
                (kind, word)
                for letters in begun
                for kind, word in self.begun[letters]
                if all(piece in text for piece in word.replace("*", " ").split())
            ]
        )

    def expression_of(self, words: tuple[_Word, ...]) -> re.Pattern[str] | None:
        """These words as one expression for the place where they stand; None where none of them is of its script."""
        chosen: dict[str, list[str]] = {}
        for kind, word in words:
            chosen.setdefault(kind, []).append(word)
        latin, other = self._choices(chosen)
        choices = other if words[0][1] > _LAST_BEFORE_OTHER else latin
        return re.compile(choices) if choices else None

    def expression(self) -> re.Pattern[str]:
        """All the words as one expression."""
        latin, other = self._choices(self.kinds)
        parts = [
            f"(?<![{LATIN}])(?=[{LATIN}0-9])(?:{latin})" if latin else "",
            f"(?=[{_OTHER}])(?:{other})" if other else "",
        ]
        return re.compile("|".join(part for part in parts if part))

    def _choices(self, chosen: Mapping[str, Iterable[str]]) -> tuple[str, str]:
        """The words of each kind as expressions for a place where a Latin word begins, and for one of another script."""
        latin, other = [], []
        for kind in self.kinds:
            words = frozenset(chosen.get(kind, ()))
            spaced = frozenset(filter(_LATIN_LETTER.search, words))
            others = words - spaced
            short = frozenset(word for word in spaced if len(word) <= _SHORT and not self.is_exact)
            whole = _tree(_atoms(word) for word in spaced - short if not word.startswith("*"))
            endings = _tree(_atoms(word[1:]) for word in spaced if word.startswith("*"))
            either = [whole] * bool(whole) + [f"[{LATIN}]*{endings}"] * bool(endings)
            ways = [f"(?:{'|'.join(either)}){self.ending}"] if either else []
            ways += [f"{_tree(map(_atoms, short))}s?(?![{LATIN}])"] if short else []
            if ways:
                latin.append(f"(?P<{kind}>{'|'.join(ways)})")
            if others:
                other.append(f"(?P<{kind}_>{_tree(map(_atoms, others))})")
        return "|".join(latin), "|".join(other)


def pattern_of(table: Mapping[str, Iterable[str]], *, is_exact: bool = False) -> WordPattern:
    """One pattern for lists of words by kind, for folded text: Latin words whole, those of scripts without spaces anywhere.

    At one place the first kind that fits counts, and of its words the longest. An exact pattern takes no plural
    and no digit behind a word: PC is a plastic, pcs and PC7 are not.

    >>> words = pattern_of({"not": ["motor mount"], "holds": ["*motor", "电机"]})
    >>> [(kind_of(match), match.group()) for match in words.finditer("motor-mount, servomotors, motorrad, 步进电机")]
    [('not', 'motor-mount'), ('holds', 'servomotors'), ('holds', '电机')]
    """
    return WordPattern(_Words(table, is_exact=is_exact))


def kind_of(match: re.Match[str]) -> str:
    """Which of the lists the match is from."""
    return (match.lastgroup or "").removesuffix("_")


def _first_letters(word: str) -> str:
    begun = word.split(" ", 1)[0]
    end = begun.find("*", 1)
    return begun if end < 0 else begun[:end]


_RUN: Final = re.compile(f"[{LATIN}]*")
_LATIN_LETTER: Final = re.compile(f"[{LATIN}]")
_LAST_BEFORE_OTHER: Final = "\u036f"


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
