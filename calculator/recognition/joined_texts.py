"""Many texts searched together: which of them may hold a listener's words is asked once for all, and the listener looks at those few."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.digit_shapes import BETWEEN, shapes_of
from calculator.recognition.plain_text import LATIN

UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of scripts that set no spaces between words."""
LETTER: Final = rf"[^\W\d_{UNSPACED}]"
"""A letter of the others."""
_RUN: Final = late_pattern(rf"{LETTER}+")
"""Letters that stand together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    r"""What a listener registers: one of the ``words`` stands in each text in which it hears something, with what stands around it.

    Texts are searched in lower case and composed (NFKC) with a zero for each digit, so that in ``before`` and ``behind``,
    which are patterns, no digit but ``\d`` stands. Of words that are whole no letter stands right before or behind the
    first run of letters.
    """

    words: tuple[str, ...]
    """Those that may stand anywhere."""
    by_run: Mapping[str, tuple[str, ...]]
    """Those that are whole, by the first run of each."""
    before: str = ""
    behind: str = ""

    @classmethod
    def of(
        cls, words: Iterable[str], *, before: str = "", behind: str = "", are_whole: bool = False
    ) -> Need:
        """The need of one of these words as a list has them."""
        folded = [*dict.fromkeys(map(_folded, words))]
        by_run: dict[str, tuple[str, ...]] = {}
        anywhere: list[str] = []
        for word in folded:
            run = _RUN.match(word) if are_whole else None
            if run is None:
                anywhere.append(word)
            else:
                by_run[run.group()] = (*by_run.get(run.group(), ()), word)
        return cls(words=tuple(anywhere), by_run=by_run, before=before, behind=behind)


class JoinedTexts:
    """Texts joined for a search through all of them, those that differ in their digits alone once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._shapes = [shape.replace(BETWEEN, " ") for shape in shapes_of(texts)]
        self._distinct = [*dict.fromkeys(self._shapes)]
        self._known: dict[str, Sequence[int]] = {}

    def meeting(self, needs: Iterable[Need]) -> list[str]:
        r"""The texts that meet one of the needs, in their order.

        >>> needs = (Need.of(["per"], are_whole=True, behind=r"\s*\d"), Need.of(["千", "pack"]))
        >>> JoinedTexts(["Bracket 12", "Copper 50", "packof 10", "per 1000", "每千只"]).meeting(needs)
        ['packof 10', 'per 1000', '每千只']
        """
        meeting = {self._distinct[place] for need in needs for place in self._places(need)}
        if not meeting:
            return []
        return [
            text for text, shape in zip(self.texts, self._shapes, strict=True) if shape in meeting
        ]

    def _places(self, need: Need) -> Iterator[int]:
        """The distinct texts that meet it, by their place; some more than once."""
        has_letters = self._letters.issuperset
        anywhere = ((word, "") for word in need.words if has_letters(word))
        whole = (
            (word, run) for run in need.by_run.keys() & self._runs for word in need.by_run[run]
        )
        for word, run in chain(anywhere, whole):
            for place in self._holding(word):
                if _pattern(need.before, word, run, need.behind).search(self._lines[place]):
                    yield place

    def _holding(self, word: str) -> Sequence[int]:
        """The distinct texts in which a word stands, whatever stands around it."""
        if word not in self._known:
            self._known[word] = [*self._found(word)]
        return self._known[word]

    def _found(self, word: str) -> Iterator[int]:
        start = self._folded.find(word)
        while start >= 0:
            place = bisect_left(self._ends, start)
            yield place
            start = self._folded.find(word, self._ends[place])

    @cached_property
    def _lines(self) -> list[str]:
        lines = _folded(BETWEEN.join(self._distinct)).split(BETWEEN)
        return [" ".join(line.split()) for line in lines]

    @cached_property
    def _folded(self) -> str:
        return BETWEEN.join(self._lines)

    @cached_property
    def _ends(self) -> list[int]:
        return [end - 1 for end in accumulate(len(line) + 1 for line in self._lines)]

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(self._folded)

    @cached_property
    def _runs(self) -> frozenset[str]:
        return frozenset(_RUN.findall(self._folded))


@cache
def _pattern(before: str, word: str, run: str, behind: str) -> re.Pattern[str]:
    """One word of a list with what stands around it, where it is whole with no Latin letter beside its first run.

    Of all words of all lists few are ever met, and each is compiled once. Letters of other scripts do not stand beside a Latin
    word, and a set without all of ``UNSPACED`` takes twenty times as long to compile.
    """
    rest = re.escape(word[len(run) :])
    whole = f"(?<![{LATIN}]){run}(?![{LATIN}])" if run else ""
    return re.compile(f"{before}{whole}{rest}{behind}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
