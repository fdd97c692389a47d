"""Columns that say of every part a word of a few: below the same heading others list parts or describe them."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.reference.cell_words import cell_words
from calculator.sources.layout.headings import ANSWERS, Match, Meaning
from calculator.sources.table.table import Table


def unless_it_lists_parts(
    table: Table, body: int, column: int, meaning: Meaning | None
) -> Meaning | None:
    """The meaning of a column; where its cells do not answer what it asks, names below "Components" are part numbers, and "Magnet" is unread."""
    if (
        meaning is None
        or meaning.name not in ANSWERS
        or meaning.match is Match.PROFILE
        or (meaning.name == "holds" and meaning.match is Match.EXACT)
    ):
        return meaning
    texts = (table.text(row, column).casefold() for row in range(body, len(table.rows)))
    if _answers(meaning.name, texts):
        return meaning
    return (
        Meaning("number", Match.SIMILAR, "", "component") if meaning.name == "components" else None
    )


def _answers(meaning: str, texts: Iterable[str]) -> bool:
    """True where every text of a column is one that answers what the column asks; the first that does not tells.

    >>> _answers("components", {"complete", "-"}), _answers("components", {"motor", "screw"})
    (True, False)
    """
    words = cell_words()
    known = words.completeness if meaning == "components" else words.answers
    allowed = known.keys() | words.blank | {""}
    return all(text in allowed for text in texts)
