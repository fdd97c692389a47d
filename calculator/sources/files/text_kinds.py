"""Text files that are no table: our own profiles and reports by how they begin, settings and JSON by their grammar."""

from __future__ import annotations

import json
import re
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.reference.documents import document_marks
from calculator.sources.files.limits import RefusedError

_LONGEST: Final = 1 << 20
"""A settings file is short; what is longer is not parsed to find out."""
_HEAD: Final = 1 << 13
_OUR_REPORT: Final = late_pattern(
    r"""\A\s*\{.*"name"\s*:\s*"bom-deminimis"|<title>Threshold report|<testsuites name=["']Licence for the """,
    re.DOTALL,
)
_SETTING: Final = late_pattern(r"^\s*(?:\[[^\]\n]+\]|[\w\"'.\-]+\s*=)", re.MULTILINE)
_OWN: Final = {
    "profile": "a saved profile of this program and no bill; give the bill, and the profile with --profile",
    "report": "a report of this program and no bill; give the bill that it was made from, and its JSON to `deminimis verify`",
}
_TOML_KINDS: Final = (
    ({"columns", "header-row", "hierarchy"}, _OWN["profile"]),
    ({"waiver"}, "a list of waivers and no bill; give it with --waive"),
    (
        {"clause", "listed", "subject", "extends"},
        "a file of rules and no bill; give its folder with --rules-dir",
    ),
    ({"check", "audit", "assume"}, "settings of this program and no bill; give them with --config"),
)


def refuse_other_text(data: bytes) -> None:
    """Raises RefusedError for a text that is known to be no table, with what it is and where it goes."""
    head = data[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    for beginning, of in document_marks().texts.items():
        if head.startswith(beginning):
            raise RefusedError("own-document", f"it is {_OWN[of]}")
    if head[:1] in ("{", "<") and _OUR_REPORT.search(head):
        raise RefusedError("own-document", f"it is {_OWN['report']}")
    if len(data) > _LONGEST:
        return
    if head[:1] in ("{", "[") and _is_json(data):
        raise RefusedError("unknown-format", "the file is JSON; export the bill as .xlsx or .csv")
    if _SETTING.search(head):
        _refuse_settings(data)


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _refuse_settings(data: bytes) -> None:
    """A text that is TOML is no table: no line of a table is an assignment."""
    import tomllib

    try:
        keys = tomllib.loads(data.decode("utf-8-sig")).keys()
    except (ValueError, RecursionError):
        return
    if not keys:
        return
    for marks, what in _TOML_KINDS:
        if marks & keys:
            raise RefusedError("own-document", f"it is {what}")
    raise RefusedError(
        "unknown-format", "the file holds settings (TOML); export the bill as .xlsx or .csv"
    )
