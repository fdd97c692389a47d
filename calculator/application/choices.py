"""The words that a user can choose among; light, for `--help` and the completion of a shell need them at once."""

from __future__ import annotations

from typing import Final

DEFAULT_RULE: Final = "cn-mofcom-2025-61"
ASSUMPTIONS: Final = (
    "technology=no",
    "unknown-origin=non-cn",
    "reference-prices=yes",
    "reference-prices=accept",
    "reference-grades=yes",
    "reference-rates=yes",
    "reference-rates=accept",
    "components=complete",
    "old-prices=accept",
    "low-prices=accept",
    "assumed-facts=accept",
    "origin-stage=listed-form",
    "origin-stage=earliest",
    "origin-stage=any",
    "convention=as-put-in",
    "convention=as-element",
    "convention=prices-cn",
    "convention=prices-abroad",
    "convention=whole-magnet",
    "convention=consumed",
    "assemblies=not-listed",
    "assemblies=listed",
)
OF_ONE_ITEM: Final = ("components=complete:",)
"""Assumptions that go on with the number of one item."""


def why_not_assumed(pair: str) -> str:
    """What is wrong with an assumption, ``name=value``, as a sentence with the way out; empty where it is one of ours.

    >>> why_not_assumed("technology=no"), why_not_assumed("components=complete:MOTOR-1")
    ('', '')
    >>> why_not_assumed("technology=yes").partition(";")[0]
    '"technology=yes" cannot be assumed'
    """
    is_of_item = pair.startswith(OF_ONE_ITEM) and not pair.endswith(":")
    if pair in ASSUMPTIONS or is_of_item:
        return ""
    return f'"{pair}" cannot be assumed; known are {", ".join(ASSUMPTIONS)}'


GRADES: Final = ("measured", "declared", "datasheet", "assumed")
