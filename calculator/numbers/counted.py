"""A count and what is counted, in words: one part, two parts."""

from __future__ import annotations


def counted(count: int, singular: str, plural: str = "") -> str:
    """The count and its noun; the plural is named where it is not the singular with an s.

    >>> counted(1, "part"), counted(0, "part"), counted(1204, "branch", "branches")
    ('1 part', '0 parts', '1,204 branches')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
