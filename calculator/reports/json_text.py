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
    file = bytearray()
    pieces: list[str] = []
    for piece in _pieces(record, "\n", text_of):
        pieces.append(piece)
        if len(pieces) > _MANY:
            file += "".join(pieces).encode()
            pieces.clear()
    return bytes(file + "".join(pieces).encode() + b"\n")


_MANY: Final = 10_000
_WORDS: Final = {None: "null", True: "true", False: "false"}


def _pieces(value: Any, line: str, text_of: Callable[[str], str]) -> Iterator[str]:
    """A value in pieces; ``line`` is the line break before what stands on its level."""
    if isinstance(value, dict):
        yield from _of_table(value, line, text_of)
    elif isinstance(value, (list, tuple, Iterator)):
        yield from _of_list(value, line, text_of)
    else:
        yield _scalar(value, text_of)


def _of_table(table: Json, line: str, text_of: Callable[[str], str]) -> Iterator[str]:
    below, before = f"{line}  ", "{"
    for key, value in table.items():
        lead = f"{before}{below}{encode_basestring(key)}: "
        before = ","
        if isinstance(value, (dict, list, tuple, Iterator)):
            yield lead
            yield from _pieces(value, below, text_of)
        else:
            yield lead + _scalar(value, text_of)
    yield f"{line}}}" if before == "," else "{}"


def _of_list(
    values: list[Any] | tuple[Any, ...] | Iterator[Any], line: str, text_of: Callable[[str], str]
) -> Iterator[str]:
    below, before = f"{line}  ", "["
    for value in values:
        lead, before = f"{before}{below}", ","
        if isinstance(value, (dict, list, tuple, Iterator)):
            yield lead
            yield from _pieces(value, below, text_of)
        else:
            yield lead + _scalar(value, text_of)
    yield f"{line}]" if before == "," else "[]"


def _scalar(value: Any, text_of: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return encode_basestring(text_of(value))
    if value is None or value is True or value is False:
        return _WORDS[value]
    return json.dumps(value)
