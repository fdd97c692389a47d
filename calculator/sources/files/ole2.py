"""OLE2 files, in which Excel kept its workbooks until 2003: a small file system of sectors and chains of them.

Only what is needed is read: the directory, and one stream out of it. No table of the file is believed to be longer
than the file, and no chain may come back to a sector, so that the cost is bounded by the size of the file.
[MS-CFB] is the source of every number below.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END: Final = 0xFFFFFFFE
_SECTOR_MAX: Final = 0xFFFFFFFA
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5


class CompoundError(ValueError):
    """The file is not laid out as an OLE2 file; the text says where."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of an OLE2 file by name, those in folders too. Raises CompoundError for what is none."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise CompoundError("no header")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise CompoundError("sectors of a size that no program writes")
        self._data = data
        self._size = 1 << shift
        self._count = (len(data) + self._size - 1) // self._size - 1
        self._next = self._table()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = [
            self._entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)
        ]

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def names(self) -> frozenset[str]:
        """Names of all streams."""
        return frozenset(entry.name for entry in self._entries if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises CompoundError where it is missing or its chain is broken."""
        entry = self._find(name)
        if entry is None:
            raise CompoundError(f"no stream {name}")
        if entry.size >= struct.unpack_from("<I", self._data, 56)[0]:
            found = self._chain(entry.start)
        else:
            found = self._short_chain(entry)
        if len(found) < entry.size:
            raise CompoundError(f"the stream {name} ends early")
        return found[: entry.size]

    def _find(self, name: str) -> _Entry | None:
        return next(
            (entry for entry in self._entries if entry.kind == _STREAM and entry.name == name), None
        )

    def _entry(self, directory: bytes, at: int) -> _Entry:
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        return _Entry(name, kind, start, size)

    def _sector(self, number: int) -> bytes:
        if number >= self._count:
            raise CompoundError("a chain leads outside of the file")
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _table(self) -> array[int]:
        """Which sector follows which, from the sectors that the header and its continuation list."""
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        further, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while further < _SECTOR_MAX:
            seen += 1
            if seen > self._count:
                raise CompoundError("its table of tables goes in a circle")
            listed = self._sector(further)
            if len(listed) < self._size:
                raise CompoundError("it is cut off")
            *more, further = struct.unpack(f"<{self._size // 4}I", listed)
            numbers += more
        table = array("I")
        used = [number for number in numbers if number < _SECTOR_MAX]
        if len(used) != len(set(used)):
            raise CompoundError("its table lists a sector twice")
        for number in used:
            part = self._sector(number)
            table.extend(struct.unpack_from(f"<{len(part) // 4}I", part))
        return table

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        number = start
        while number != _END:
            if number >= len(self._next) or len(pieces) >= self._count:
                raise CompoundError("a chain is broken or goes in a circle")
            pieces.append(self._sector(number))
            number = self._next[number]
        return b"".join(pieces)

    def _short_chain(self, entry: _Entry) -> bytes:
        """Short streams share the stream of the root in pieces of 64 bytes, with a table of their own."""
        root = next((one for one in self._entries if one.kind == _ROOT), None)
        if root is None:
            raise CompoundError("no root")
        if not entry.size:
            return b""
        held = self._chain(root.start)
        listed = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        table = struct.unpack_from(f"<{len(listed) // 4}I", listed)
        pieces: list[bytes] = []
        number = entry.start
        while number != _END:
            if number >= len(table) or len(pieces) * 64 > len(held):
                raise CompoundError("a short chain is broken or goes in a circle")
            pieces.append(held[number * 64 : number * 64 + 64])
            number = table[number]
        return b"".join(pieces)
