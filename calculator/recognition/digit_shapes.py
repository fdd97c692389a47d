"""Texts that differ in their digits alone are asked about once: P-1 and P-2 are one shape, P-0."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from calculator.recognition.vocabulary import ZEROS

BETWEEN: Final = "\0"


def shapes_of(texts: Sequence[str]) -> list[str]:
    """Each text with a zero for every digit from 1 to 9.

    >>> shapes_of(["M3x10", "Bracket 4711", ""])
    ['M0x00', 'Bracket 0000', '']
    """
    shapes = BETWEEN.join(texts).translate(ZEROS).split(BETWEEN) if texts else []
    return shapes if len(shapes) == len(texts) else [text.translate(ZEROS) for text in texts]


def those_shaped(texts: Sequence[str], has: Callable[[str], object]) -> list[str]:
    """The texts of which ``has`` is true; it must say of a text what it says of its shape, and is asked once a shape.

    >>> those_shaped(["P-1", "P-2", "per 100"], lambda text: "per" in text)
    ['per 100']
    """
    shapes = shapes_of(texts)
    shaped = {shape for shape in set(shapes) if has(shape)}
    if not shaped:
        return []
    return [text for text, shape in zip(texts, shapes, strict=True) if shape in shaped]


def digits_as_zeros(pattern: str) -> str:
    """A pattern for text of which every digit is a zero; how often something stands there keeps its figures.

    >>> digits_as_zeros("N(?:3[5-9]|4[A-D])x{1,3}")
    'N(?:0[0-0]|0[A-D])x{1,3}'
    """
    return "".join(
        part if part.startswith("{") else part.translate(ZEROS)
        for part in re.split(r"(\{[^{}]*\})", pattern)
    )
