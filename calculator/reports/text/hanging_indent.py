"""Lines that keep their indent where they are too long for the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_FURTHER: Final = 2


@dataclass(frozen=True, slots=True)
class HangingIndent:
    """Each line of a text; what does not fit goes on below it, set in two columns further than the line itself.

    A line that is not set in is a paragraph, and goes on where it began.
    """

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.split("\n", allow_blank=True):
            plain = line.plain
            indent = len(plain) - len(plain.lstrip(" "))
            yield from hung(
                line[indent:] if indent else line,
                console,
                options.max_width,
                indent,
                indent + _FURTHER if indent else 0,
            )


def hung(line: Text, console: Console, width: int, first: int, rest: int) -> list[Text]:
    """One line as the lines that it takes, the first set in by ``first`` columns and the others by ``rest``."""
    if first + line.cell_len <= width:
        return [Text(" " * first).append_text(line)]
    # Wrapped for the narrower of both: the first line may end a word early, and none is too long.
    folded = line.wrap(console, max(1, width - max(first, rest)), overflow="fold")
    return [
        Text(" " * (rest if number else first)).append_text(part)
        for number, part in enumerate(folded)
    ]
