"""Links, paths of files and names of nets: of them only the last part says what a thing is."""

from __future__ import annotations

import re
from typing import Final

from calculator.numbers.late_patterns import late_pattern

_LINK: Final = late_pattern(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,9}://|www\.)[^\s<>\"]*[^\s<>\",;.!|]")
_PATH: Final = late_pattern(
    r"(?:[A-Za-z]:[\\/]|\\\\|\.{1,2}[\\/]|(?<![^\s(\"'])/)(?:[^\\/\s:*?\"<>|]+[\\/])+[^\\/\s:*?\"<>|]*"
    r"|[^\\/\s:*?\"<>|]+(?:\\[^\\/\s:*?\"<>|]+)+"
    r"|(?:[^\\/\s:*?\"<>|]+/)+[^\\/\s:*?\"<>|]+\.(?:step|stp|stl|sldprt|sldasm|slddrw|ipt|iam|f3d|par|prt|asm|dwg|dxf|pdf|png|jpe?g|xlsx?|3mf|igs|iges|scad)(?![^\W_])",
    re.IGNORECASE,
)
# What the name of a net says of its signal (MOTOR1_PWM, M2_HALL_A); with an underscore it is no name of a part.
_SIGNALS: Final = "PWM|ENABLE|DIR|TACH|GND|VCC|FB|FAULT|NFAULT|TX|RX|SCL|SDA|MISO|MOSI|SCK|IRQ|RST|SIG|CLK|ADC|CTRL"
_NET: Final = late_pattern(
    r"(?<![^\W])[^\W\d]+\d+\((?:[^()\w]|[^\W\d_]{1,3}(?![^\W\d_])|\d)*\)"
    rf"|(?<![^\W])(?=[A-Za-z0-9_]*_)(?![A-Za-z0-9_]*MAG)(?:[A-Za-z0-9]+_)*(?:{_SIGNALS})(?:_[A-Za-z0-9]+)*(?![^\W])"
)
_MAIL: Final = late_pattern(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,24}(?![\w@])")
_MIGHT: Final = late_pattern(r"[\\/(_@]|www\.")
_SEVERAL_WORDS: Final = late_pattern(r"[^\W\d_]{2,}[-_+%20 ]+(?:\w+[-_+%20 ]+)*[^\W\d_]{2,}")


def without_addresses(text: str) -> str:
    r"""The text with blanks for what a link, a path and a net only pass by; every letter that is left keeps its place.

    >>> without_addresses("see C:/cad/motor/bracket.step").split(), without_addresses("motor1(A+) J1").split()
    (['see', 'bracket.step'], ['J1'])
    >>> without_addresses("https://shop.example/motors/disc-magnet-10mm?ref=motor").split()
    ['disc-magnet-10mm']
    >>> without_addresses("sato@hoshi-magnet.example, BLDC-motor@24.5V").split()
    [',', 'BLDC-motor@24.5V']
    """
    if not _MIGHT.search(text):
        return text
    text = _LINK.sub(_last_name_of_link, _MAIL.sub(_blank, text))
    text = _PATH.sub(_last_name, text)
    return _NET.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _last_name(path: re.Match[str]) -> str:
    whole = path.group()
    start = max(whole.rfind("/"), whole.rfind("\\")) + 1
    return _apart(start) + whole[start:]


def _last_name_of_link(link: re.Match[str]) -> str:
    """Of a link the last part of several words (.../nema-17-stepper-motor/dp/B00P), else the last part."""
    whole = link.group()
    end = min((place for sign in "?#" if (place := whole.find(sign)) >= 0), default=len(whole))
    begin = whole.find("/", whole.find("//") + 2 if "//" in whole else 0)
    if begin < 0:
        return _blank(link)
    names: list[tuple[int, int]] = []
    start = begin + 1
    for place in range(begin + 1, end + 1):
        if place == end or whole[place] == "/":
            if whole[start:place].strip():
                names.append((start, place))
            start = place + 1
    if not names:
        return _blank(link)
    first, last = next(
        (name for name in reversed(names) if _SEVERAL_WORDS.search(whole[slice(*name)])), names[-1]
    )
    return _apart(first) + whole[first:last] + _apart(len(whole) - last)


def _apart(length: int) -> str:
    """Blanks with the end of a line in them, for what stands beside a link says nothing of what it leads to."""
    return "\n".rjust(length) if length else ""
