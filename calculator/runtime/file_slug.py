"""A name of a supplier or of a file as the name of a file of ours: the one way in which something from a file becomes part of a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

_LONGEST: Final = 40
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")


def file_slug(shown: str, whole: str, otherwise: str) -> str:
    """What of ``shown`` fits into letters, digits and dashes, and eight hex digits that tell ``whole`` from all others.

    >>> file_slug("Motor №5.xlsx", "a/Motor №5.xlsx", "bill"), file_slug("../", "../", "bill")[:5]
    ('motor-no5-xlsx-ee4b83ae', 'bill-')
    """
    plain = unicodedata.normalize("NFKD", shown).casefold()
    slug = _NO_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:_LONGEST]
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug.strip('-') or otherwise}-{digest}"
