"""A count and what is counted, in words, and what goes with it: one part is, two parts are."""

from __future__ import annotations


def counted(count: int, singular: str, plural: str = "") -> str:
    """The count and its noun; the plural is named where it is not the singular with an s.

    >>> counted(1, "part"), counted(0, "part"), counted(1204, "branch", "branches")
    ('1 part', '0 parts', '1,204 branches')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def agreeing(count: int, of_one: str, of_several: str) -> str:
    """The verb or pronoun that goes with a count.

    >>> agreeing(1, "is", "are"), agreeing(0, "is", "are"), agreeing(2, "it", "them")
    ('is', 'are', 'them')
    """
    return of_one if count == 1 else of_several
