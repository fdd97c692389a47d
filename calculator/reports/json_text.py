"""How every JSON of ours is written: UTF-8, two spaces, a newline at the end."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def written_json(record: Json) -> bytes:
    """The record as the bytes of a file."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
