"""What the page offers to choose among: its steps, its views, what may be assumed."""

from __future__ import annotations

from typing import Final

STEPS: Final = (
    ("reading", "How it was read"),
    ("verdict", "Verdict"),
    ("facts", "Missing facts"),
    ("files", "File it"),
)
ASSUMED: Final = (
    (
        "technology=no",
        "No Chinese technology",
        "Where nobody says so, an item was not made with Chinese rare-earth technology.",
    ),
    (
        "unknown-origin=non-cn",
        "Unknown origin is not Chinese",
        "Rare earth of unstated origin counts as not Chinese.",
    ),
    (
        "reference-prices=yes",
        "Reference price levels",
        "Dated price levels of ours where you have no price; they can show that something crosses, never that it is below.",
    ),
    (
        "reference-grades=yes",
        "Typical compositions",
        "Typical contents of magnet grades where none is stated; likewise.",
    ),
    (
        "reference-rates=yes",
        "Older exchange rates",
        "Rates of the European Central Bank that are older than a few days; likewise.",
    ),
)
COMPARE: Final = "compare"
"""A page beside the steps: the bill held against an older revision."""
REFERENCE: Final = ("reference-prices=yes", "reference-rates=yes")
"""What stands in for prices that the buyer does not have."""
VIEWS: Final = ("table", "one-by-one")
"""The two ways to fill in what is missing."""
