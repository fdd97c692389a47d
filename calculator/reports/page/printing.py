"""What a template prints: each text made safe, escaped and marked; sentences of ours in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from calculator.reports.language import translated, translated_many
from calculator.reports.safe_text import safe

_LONGEST: Final = 800
_EAST: Final = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_CJK: Final = re.compile(rf"{_EAST}+(?:[ \u3000-\u303f\uff00-\uffef]*{_EAST}+)*")
_MARKED: Final = re.compile(rf"{_CJK.pattern}|(?:(?!{_EAST})\S){{24,}}")


@dataclass(frozen=True, slots=True)
class Printing:
    """How values become markup; every text goes through ``say`` and is then escaped: nothing from a file is markup."""

    say: Callable[[str], str]

    def plain(self, text: str) -> str:
        """A text on one line; a number and its percent sign stay together."""
        return self.say(safe(text, _LONGEST)).replace(" %", "\u00a0%")

    def printed(self, value: object) -> object:
        """A value as a template prints it."""
        return (
            value if isinstance(value, Markup) or not isinstance(value, str) else self.plain(value)
        )

    def spoken(self, text: str) -> Markup:
        """A text from a file, with what must be told of it.

        East Asian parts are marked with their language, for the shapes of characters and for readers aloud; long words as what
        may be broken anywhere, for no column may grow out of the sheet.
        """
        markup, end, shown = Markup(), 0, self.plain(text)
        for match in _MARKED.finditer(shown):
            before, word = shown[end : match.start()], match[0]
            span = (
                Markup('<span lang="{}">{}</span>').format(language_of(word), word)
                if _CJK.match(word)
                else Markup('<span class="long">{}</span>').format(word)
            )
            markup += escape(before) + span
            end = match.end()
        return markup + escape(shown[end:])

    def ours(self, text: str, **parts: object) -> str | Markup:
        """A sentence of ours in the language that is spoken; what is put into it is printed as it is elsewhere."""
        return self._filled(translated(text), parts)

    def many(self, count: int, singular: str, plural: str, **parts: object) -> str | Markup:
        """The same of a sentence about a count, which stands at its place ``count``."""
        sentence = translated_many(count, singular, plural)
        return self._filled(sentence, {"count": f"{count:,}", **parts})

    def _filled(self, sentence: str, parts: Mapping[str, object]) -> str | Markup:
        if not parts:
            return sentence
        printed = {name: self.printed(part) for name, part in parts.items()}
        return Markup(escape(self.plain(sentence))).format(**printed)  # noqa: S704  # escaped in this line

    def marked(self, tag: str) -> Callable[[object], Markup]:
        """A filter that sets a text between the marks of a tag of ours."""
        return lambda text: Markup("<{0}>{1}</{0}>").format(Markup(tag), self.printed(text))  # noqa: S704  # our own


def language_of(text: str) -> str:
    """The language that a run of East Asian characters is likeliest in; Chinese where only Han characters are.

    >>> [language_of(text) for text in ("磁石ローター", "자석", "永磁体")]
    ['ja', 'ko', 'zh']
    """
    if re.search("[\uac00-\ud7af]", text):
        return "ko"
    return "ja" if re.search("[\u3040-\u30ff]", text) else "zh"
