"""What columns can mean and by which headings each is known, as data: the strict reader of ``headings.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import RuleError, Table


class MeaningWords(NamedTuple):
    """The headings of one meaning, by how surely each has it; ``spoken`` is empty where its own name is how it is called."""

    words: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    spoken: str = ""
    is_shared: bool = False
    """The words are those of another meaning."""


@cache
def heading_lists() -> Mapping[str, Mapping[str, MeaningWords]]:
    """Of each kind of sheet, the meanings that a column can have.

    >>> heading_lists()["rates"]["to"].words[0], heading_lists()["content"]["number"].is_shared
    ('to', True)
    """
    text = packaged_text(__package__, "headings.toml")
    return read_heading_lists(text)


def read_heading_lists(text: str) -> Mapping[str, Mapping[str, MeaningWords]]:
    """The lists of one TOML text. A key that is not known, or words of a meaning that is not there, are a ``RuleError``."""
    kinds = toml_tables(text)
    return {
        kind: {name: _meaning(kinds, f"{kind}.{name}") for name in meanings}
        for kind, meanings in kinds.items()
    }


def _meaning(kinds: Mapping[str, Mapping[str, dict[str, Any]]], path: str) -> MeaningWords:
    kind, _, name = path.partition(".")
    entry = Table(kinds[kind][name], path, 1)
    source = entry.text("same_as", needed=False)
    if source:
        entry.end()
        of_kind, _, of_name = source.partition(".")
        if of_name not in kinds.get(of_kind, {}):
            raise RuleError(f'"{source}" is not a meaning of this file', path, 1, "same_as")
        shared = _meaning(kinds, source)
        return MeaningWords(
            words=shared.words,
            loose=shared.loose,
            weak=shared.weak,
            never=shared.never,
            inside=shared.inside,
            is_shared=True,
        )
    meaning = MeaningWords(
        words=entry.texts("words", needed=False),
        loose=entry.texts("loose", needed=False),
        weak=entry.texts("weak", needed=False),
        never=entry.texts("never", needed=False),
        inside=entry.texts("inside", needed=False),
        spoken=entry.text("spoken", needed=False),
    )
    entry.end()
    return meaning
