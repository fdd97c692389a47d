"""A part number as it is compared: what spellings of one number share."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 80
"""Letters of a part number that are compared; a longer text is a sentence."""
_SIGNS: Final = re.compile(r"[\s\-_./\u2010-\u2015\u2212]+")


def spelled(number: str) -> str:
    """A part number without width, case, spaces and the signs ``-_./``: what two spellings of one number share.

    >>> spelled("Mag_01. ") == spelled("MAG-01") == spelled("ＭＡＧ 01"), spelled("MAG-1") == spelled("MAG-01")
    (True, False)
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", number[:LONGEST]).casefold())
