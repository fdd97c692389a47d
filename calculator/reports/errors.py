"""What a writer of reports may refuse."""

from __future__ import annotations


class UnavailableError(Exception):
    """A format needs a package that is not installed; the text says which and how to get it."""
