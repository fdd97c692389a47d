"""By what words the name of a company is told on a document, as data: the strict reader of ``letterheads.toml``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class LetterheadWords(NamedTuple):
    """Words as they are written; what each list is for, the file says."""

    forms: tuple[str, ...]
    forms_as_written: tuple[str, ...]
    last_words: tuple[str, ...]
    small_forms: tuple[str, ...]
    joined: tuple[str, ...]
    addressees: tuple[str, ...]
    addressed: tuple[str, ...]
    laboratories: tuple[str, ...]
    mail_hosts: tuple[str, ...]
    titles: tuple[str, ...]
    title_endings: tuple[str, ...]
    title_neutral: tuple[str, ...]
    titles_unspaced: tuple[str, ...]
    neutral_unspaced: tuple[str, ...]


@cache
def letterhead_words() -> LetterheadWords:
    """The words of ``letterheads.toml``.

    >>> "GmbH" in letterhead_words().forms, "株式会社" in letterhead_words().joined
    (True, True)
    """
    return packaged("letterheads", _read)


def _read(table: StrictTable) -> LetterheadWords:
    return LetterheadWords(
        forms=table.texts("forms"),
        forms_as_written=table.texts("forms_as_written"),
        last_words=table.texts("last_words"),
        small_forms=table.texts("small_forms"),
        joined=table.texts("joined"),
        addressees=table.texts("addressees"),
        addressed=table.texts("addressed"),
        laboratories=table.texts("laboratories"),
        mail_hosts=table.texts("mail_hosts"),
        titles=table.texts("titles"),
        title_endings=table.texts("title_endings"),
        title_neutral=table.texts("title_neutral"),
        titles_unspaced=table.texts("titles_unspaced"),
        neutral_unspaced=table.texts("neutral_unspaced"),
    )
