"""Does an .xls workbook need a password? Told from its first records."""

from __future__ import annotations

import struct
from typing import Final

EOF: Final = 0x0A
_FILEPASS: Final = 0x2F


def is_encrypted(data: bytes) -> bool:
    """True where the workbook needs a password; only its beginning is read."""
    at = 0
    for _ in range(100):
        if at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _FILEPASS:
            return True
        if kind == EOF:
            return False
        at += 4 + length
    return False
