"""Whether the heading of an origin says that it is that of the substances, and not that of the part beside them."""

from __future__ import annotations

from typing import Final

from calculator.numbers.late_patterns import late_pattern


def is_of_substances(heading: str) -> bool:
    """True where a heading names the rare earths, the elements or the raw materials.

    >>> [is_of_substances(text) for text in ("Country of origin (rare earths)", "RE origin", "Rohstoff-Ursprung", "Country of Origin", "Origin")]
    [True, True, True, False, False]
    """
    return _OF_SUBSTANCES.search(heading) is not None


_OF_SUBSTANCES: Final = late_pattern(
    r"(?i)rare.?earth|\bREE?s?\b|substance|element|raw.?material|seltene|rohstoff|terres.rares|mati[eè]res?.premi|tierras.raras|materias?.prima|terre.rare|pierwiast|surowc|稀土|元素|原材料|希土|原料|희토|원료"
)
