"""The kinds of sheets that are read, and by which columns each is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.sources.layout.headings import meaning_of

KINDS: Final = ("bom", "content", "prices", "rates", "questions")
# The columns without which a sheet is not of the kind: one of each group must be there.
NEEDED: Final = {
    "bom": (
        ("number", "name", "description", "specification", "supplier_number", "steps"),
        (
            "level",
            "steps",
            "quantity",
            "per_parent",
            "cumulative",
            "price",
            "line_price",
            "mass",
            "material",
            "class",
            "parent",
            "designators",
        ),
    ),
    "content": (("number",), ("substance", "cas", "disclosure")),
    "prices": (("substance",), ("price", "low", "high")),
    "rates": (("currency",), ("to",), ("rate",)),
    "questions": (("number",), ("about",), ("answer",)),
}
# One of these is on each sheet of the kind; what else it needs may be on any sheet.
_TELLING: Final = {
    "content": frozenset({"substance", "cas", "disclosure"}),
    "prices": frozenset({"substance"}),
    "rates": frozenset({"rate"}),
    "questions": frozenset({"about"}),
}
LONGEST_HEADING: Final = 80
"""Letters of a heading; what is longer is none."""


def may_be_of(kind: str, texts: Iterable[str]) -> bool:
    """False for the texts of one row that are no headings of the kind, for they lack what every sheet of it has.

    Most rows of a bill are no headings of anything else, and this is seen before each text is looked at closely.

    >>> may_be_of("prices", ("Substance", "Price")), may_be_of("prices", ("Part Number", "Price"))
    (True, False)
    """
    telling = _TELLING.get(kind)
    return telling is None or any(
        meaning.name in telling
        for text in texts
        if 0 < len(text) <= LONGEST_HEADING and (meaning := meaning_of(kind, text)) is not None
    )
