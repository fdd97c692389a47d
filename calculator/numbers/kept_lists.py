"""Lists of other packages as they were when this version was made: names of countries and currencies, atoms and their weights.

Babel and molmass take a tenth of a second to load for what are a few lists, and a later version of theirs would change what
a bill says. ``docs/make_reference.py`` writes the lists from them, and a test holds the lists to them.
"""

from __future__ import annotations

import json
from typing import Any, Final

from calculator.numbers.packaged_files import packaged_text

LISTS: Final = "lists.jsonl"
"""A line a list: its name, a blank, the list as JSON."""


def kept_list(name: str) -> Any:
    """The list of this name, made anew for each caller. Raises KeyError where there is none.

    >>> kept_list("atoms")[0]
    ['H', 'Hydrogen', '1.007941']
    """
    for line in packaged_text("calculator.reference", LISTS).splitlines():
        stated, _, text = line.partition(" ")
        if stated == name:
            return json.loads(text)
    raise KeyError(name)
