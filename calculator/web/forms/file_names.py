"""Names that come with uploads: shown as they are, and on the disk only what can be nothing but a name."""

from __future__ import annotations

import unicodedata
from typing import Final

from calculator.reports.safe_text import safe

_LONGEST: Final = 150
_OF_PATHS: Final = frozenset('/\\:*?"<>|')
_RESERVED: Final = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    }
)


def file_name(sent: str) -> str:
    r"""The name of an uploaded file: its last part, without what means something to a file system or to a terminal.

    Reports name their inputs, so a name is kept as far as it can be. It is never empty, hidden or a step in a path, and each
    upload lies in a folder of its own.

    >>> file_name("motor & gear (rev. 3).xlsx"), file_name("部品表.xlsx"), file_name("C:\\bills\\motor.xlsx")
    ('motor & gear (rev. 3).xlsx', '部品表.xlsx', 'motor.xlsx')
    >>> file_name("../../etc/passwd"), file_name(".."), file_name(""), file_name("nul.csv"), file_name("a\x00b\u202egnp.xlsx")
    ('passwd', 'workbook', 'workbook', '_nul.csv', 'a_b_gnp.xlsx')
    """
    last = unicodedata.normalize("NFC", sent[-1000:]).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        "_" if letter in _OF_PATHS or not letter.isprintable() else letter for letter in safe(last)
    )
    plain = plain.replace("\ufffd", "_").strip().lstrip(".").rstrip(". ")
    stem, point, suffix = plain.rpartition(".")
    plain = (
        f"{_cut(stem, _LONGEST)}.{suffix}" if point and len(suffix) <= 5 else _cut(plain, _LONGEST)
    )
    if not plain:
        return "workbook"
    return f"_{plain}" if plain.split(".", 1)[0].strip().casefold() in _RESERVED else plain


def stem_of(name: str) -> str:
    """A name without its suffix.

    >>> stem_of("motor.v2.xlsx"), stem_of("motor")
    ('motor.v2', 'motor')
    """
    return name.rpartition(".")[0] or name


def _cut(text: str, most: int) -> str:
    """So much of a text that it is no longer than ``most`` bytes: what file systems count."""
    return text.encode()[:most].decode(errors="ignore")
