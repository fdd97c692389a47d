"""Texts from files in Markdown: nothing in them is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from calculator.reports.safe_text import safe

# GitHub makes links of bare addresses and mentions of @names; a backslash before the sign stops both.
_LINK: Final = re.compile(
    r"((?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.)|(?=@))([:.@])", re.IGNORECASE
)
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!~$&])")


def table_of(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A table of texts, of which nothing is markup."""
    body = [f"| {' | '.join(plain(cell) for cell in row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *body, ""]


def plain(text: str) -> str:
    """The text in one line of which nothing is markup."""
    return _LINK.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", safe(text, 500)))
