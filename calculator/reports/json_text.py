"""How every JSON of ours is written: UTF-8, two spaces, a newline at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import Any, Final

Json = dict[str, Any]


def written_json(record: Json, text_of: Callable[[str], str] = str) -> bytes:
    """The record as the bytes of a file, each text in it as ``text_of`` says it.

    A list may be an iterator: then only one of its entries is in memory at a time. The bytes are those of ``json.dumps``,
    which is slow where lines are indented.

    >>> written_json({"a": [1, None], "b": iter(["x"]), "c": {}}) == written_json({"a": [1, None], "b": ["x"], "c": {}})
    True
    """
    writer = _Writer(text_of)
    writer.add(record, "\n")
    return writer.written()


_MANY: Final = 10_000
_WORDS: Final = {None: "null", True: "true", False: "false"}


class _Writer:
    """The bytes written so far, and the pieces that are not bytes yet."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._file = bytearray()
        self._pieces: list[str] = []

    def written(self) -> bytes:
        """The whole file."""
        self._flush()
        return bytes(self._file + b"\n")

    def add(self, value: Any, line: str, lead: str = "") -> None:
        """A value behind its ``lead``; ``line`` is the line break before what stands on its level."""
        if isinstance(value, str):
            self._pieces.append(lead + encode_basestring(self._text_of(value)))
        elif isinstance(value, dict):
            self._add_table(value, line, lead)
        elif isinstance(value, (list, tuple, Iterator)):
            self._add_list(value, line, lead)
        else:
            self._pieces.append(lead + _scalar(value))

    def _add_table(self, table: Json, line: str, lead: str) -> None:
        below, before = f"{line}  ", f"{lead}{{"
        for key, value in table.items():
            self.add(value, below, f"{before}{below}{encode_basestring(key)}: ")
            before = ","
        self._pieces.append(f"{line}}}" if before == "," else f"{lead}{{}}")

    def _add_list(
        self, values: list[Any] | tuple[Any, ...] | Iterator[Any], line: str, lead: str
    ) -> None:
        below, before = f"{line}  ", f"{lead}["
        for value in values:
            self.add(value, below, f"{before}{below}")
            before = ","
            if len(self._pieces) > _MANY:
                self._flush()
        self._pieces.append(f"{line}]" if before == "," else f"{lead}[]")

    def _flush(self) -> None:
        self._file += "".join(self._pieces).encode()
        self._pieces.clear()


def _scalar(value: Any) -> str:
    if value is None or value is True or value is False:
        return _WORDS[value]
    return json.dumps(value)
