"""How lists of words become one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from calculator.recognition.plain_text import LATIN, spellings

_PLURAL: Final = "(?:s|es|e|en|n)?"
_SHORT: Final = 3
"""Letters of a word that takes no other plural than "s": a fan is in fans and not in fann, loa (Vietnamese) is no loan."""
_OTHER: Final = "\u0370-\u1fff\u2e80-\ud7ff"
"""Scripts other than Latin."""


class WordPattern:
    """One pattern for lists of words by kind, with the calls of a compiled expression.

    What is compiled at first are the words that begin as a word of the text does: to compile all of thousands costs more than
    to read a bill of a thousand lines. Once much text was read, all are, and one expression reads the rest. Both say the
    same: at one place only words can match that begin as the text does, and those of them keep their order.
    """

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._read = 0
        self._beginning: dict[tuple[str, tuple[str, ...]], re.Pattern[str] | None] = {}

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
        begun = place and self._begun(text, start, self._words.endings_in(text))
        return begun.match(text, start) if begun else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The word that all of the text is."""
        if self._is_worn(len(text)):
            return self.whole.fullmatch(text)
        place = _START.match(text)
        begun = place and self._begun(text, 0, self._words.endings_in(text))
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
        return self._read > _ENOUGH

    def _each(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        endings = self._words.endings_in(text)
        while (place := _START.search(text, start, end)) is not None:
            begun = self._begun(text, place.start(), endings)
            match = begun.match(text, place.start(), end) if begun else None
            if match is not None:
                yield match
            start = place.start() + 1 if match is None else match.end()

    def _begun(self, text: str, place: int, endings: tuple[str, ...]) -> re.Pattern[str] | None:
        """The words that may stand at a place, compiled once for all places alike; None where there are none."""
        key = text[place : place + _BEGINNING], endings and self._words.endings_at(text, place)
        if key not in self._beginning:
            self._beginning[key] = self._words.beginning(*key)
            self._read += _COST
        return self._beginning[key]


_BEGINNING: Final = 2
_ENOUGH: Final = 40_000
"""So many letters cost as much word by word as it costs to compile all words."""
_COST: Final = 100
"""To compile a few words costs as much as to read so many letters."""
# Of two ranges a set is compiled at once, of three as a table of all letters there are.
_START: Final = re.compile(f"(?<![{LATIN}])(?:(?=[{LATIN}])|(?=[0-9]))|(?=[{_OTHER}])")


class _Words:
    """The words of each kind: those with Latin letters, of which some are endings, and those of scripts without spaces."""

    def __init__(self, table: Mapping[str, Iterable[str]], *, is_exact: bool) -> None:
        self.is_exact = is_exact
        self.ending = f"(?![{LATIN}])(?![0-9])" if is_exact else f"{_PLURAL}(?![{LATIN}])"
        self.spaced: dict[str, frozenset[str]] = {}
        self.others: dict[str, frozenset[str]] = {}
        for kind, words in table.items():
            folded = {spelling for word in words for spelling in spellings(word)}
            self.spaced[kind] = frozenset(word for word in folded if _LATIN_LETTER.search(word))
            self.others[kind] = frozenset(folded) - self.spaced[kind]

    @cached_property
    def _by_beginning(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """By the first letters, as far as they are letters, the words of each kind."""
        words: dict[str, dict[str, list[str]]] = {}
        for of_kind in (self.spaced, self.others):
            for kind, listed in of_kind.items():
                for word in listed:
                    if not word.startswith("*"):
                        begun = _first_letters(word)[:_BEGINNING]
                        words.setdefault(begun, {}).setdefault(kind, []).append(word)
        return words

    @cached_property
    def _endings(self) -> Mapping[str, frozenset[str]]:
        """By kind the words that may stand at the end of another."""
        return {
            kind: frozenset(word for word in words if word.startswith("*"))
            for kind, words in self.spaced.items()
        }

    @cached_property
    def _letters_of_endings(self) -> tuple[str, ...]:
        """What has to be in a text for an ending to be."""
        words = {word for listed in self._endings.values() for word in listed}
        return tuple(sorted({_first_letters(word[1:]) for word in words}))

    def endings_in(self, text: str) -> tuple[str, ...]:
        """The first letters of the endings that a text may hold."""
        return tuple([letters for letters in self._letters_of_endings if letters in text])

    def endings_at(self, text: str, place: int) -> tuple[str, ...]:
        """Those of them that a word at this place may end in: they begin in its letters or right behind."""
        run = _RUN.match(text, place)
        reach = max(map(len, self._letters_of_endings))
        return self.endings_in(text[place : (run.end() if run else place) + reach])

    def beginning(self, begun: str, endings: tuple[str, ...]) -> re.Pattern[str] | None:
        """The words that begin so, and those with such an ending, as one expression; None where there are none."""
        chosen: dict[str, list[str]] = {}
        for letters in {begun[:length] for length in range(len(begun) + 1)}:
            for kind, words in self._by_beginning.get(letters, {}).items():
                chosen.setdefault(kind, []).extend(words)
        is_other = begun[:1] > _LAST_BEFORE_OTHER
        if endings and not is_other:
            for kind, listed in self._endings.items():
                words = [word for word in listed if _first_letters(word[1:]) in endings]
                chosen.setdefault(kind, []).extend(words)
        choices = self._choices(chosen)[is_other]
        return re.compile(choices) if choices else None

    def expression(self) -> re.Pattern[str]:
        """All the words as one compiled expression."""
        latin, other = self._choices(
            {kind: self.spaced[kind] | self.others[kind] for kind in self.spaced}
        )
        parts = [
            f"(?<![{LATIN}])(?=[{LATIN}0-9])(?:{latin})" if latin else "",
            f"(?=[{_OTHER}])(?:{other})" if other else "",
        ]
        return re.compile("|".join(part for part in parts if part))

    def _choices(self, chosen: Mapping[str, Iterable[str]]) -> tuple[str, str]:
        """The words of each kind as expressions for a place where a Latin word begins, and for one of another script."""
        latin, other = [], []
        for kind in self.spaced:
            words = frozenset(chosen.get(kind, ()))
            spaced, others = words & self.spaced[kind], words & self.others[kind]
            short = (
                frozenset[str]()
                if self.is_exact
                else frozenset(word for word in spaced if len(word) <= _SHORT)
            )
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
    """A word up to its first space or star."""
    return _UP_TO_GAP.split(word, maxsplit=1)[0]


_RUN: Final = re.compile(f"[{LATIN}]*")
_UP_TO_GAP: Final = re.compile("[ *]")
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
