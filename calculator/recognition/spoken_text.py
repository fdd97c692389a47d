"""What of a text is speech: not addresses; and what a heading says of the numbers below it."""

from __future__ import annotations

from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.codes import codes_in

# Addresses on the web and paths of files name parts of pages and folders, not of a product.
_ADDRESS: Final = late_pattern(
    r"(?:https?|ftp|file)://\S+|www\.\S+|[A-Za-z]:\\\S+|\\\\\S+|(?<!\S)\.{0,2}/(?:[\w.-]+/)+\S*"
)


def spoken_text(text: str) -> str:
    """A text without addresses, which are no speech.

    >>> spoken_text("N52 disc https://shop.example/motor-mount/12")
    'N52 disc'
    """
    return (
        _ADDRESS.sub(" ", text).strip() if "/" in text or "\\" in text or "www." in text else text
    )


@cache
def names_tariff(heading: str) -> bool:
    """True of a heading below which numbers are codes of the customs tariff.

    >>> names_tariff("HS Code"), names_tariff("Part code")
    (True, False)
    """
    return bool(codes_in(_A_CODE, heading))


_A_CODE: Final = "85051110"
"""A tariff code without its dot, which is one only below a heading that says so."""
