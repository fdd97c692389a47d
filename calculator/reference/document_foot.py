"""What stands below the figures of a certificate and names no substance, as data: the strict reader of ``document_foot.toml``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class FootWords(NamedTuple):
    """Words in lower case: a foot begins with one of ``begins``; what holds one of ``limits`` may name something all the same."""

    begins: tuple[str, ...]
    limits: tuple[str, ...]


@cache
def foot_words() -> FootWords:
    """The words of ``document_foot.toml``.

    >>> "signature" in foot_words().begins, "proprietary" in foot_words().limits
    (True, True)
    """
    return packaged("document_foot", _read)


def _read(table: StrictTable) -> FootWords:
    return FootWords(begins=table.texts("begins"), limits=table.texts("limits"))
