"""What became of every sheet, row and column of the input, and of what was heard beside the lines: closed lists of fates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class FileFate(Enum):
    """What became of a file."""

    READ = "read"
    REFUSED = "refused"
    OURS = "ours"
    """A report of our own in a folder of facts, passed over by its mark."""
    LEFT_OUT = "left-out"
    """A file in a folder of facts that was not opened: hidden, a lock file, of a suffix that is not read, or the bill itself."""


class SheetFate(Enum):
    """What became of a sheet."""

    BILL = "bill"
    FACTS = "facts"
    PRICES = "prices"
    RATES = "rates"
    LIST = "list"
    OURS = "ours"
    """A page of our own template, questionnaire or report."""
    EMPTY = "empty"
    PICTURES_ONLY = "pictures-only"
    UNREAD = "unread"
    REFUSED = "refused"


class RowFate(Enum):
    """What became of a row of a table; a cell outside all tables is in a ``loose`` row."""

    # Each is the only one of its kind, and is looked up for every row.
    __hash__ = object.__hash__

    LINE = "line"
    CONTINUATION = "continuation"
    HEADING = "heading"
    REPEATED_HEADING = "repeated-heading"
    UNITS = "units"
    TITLE = "title"
    SUBTOTAL = "subtotal"
    NOTE = "note"
    NOT_FITTED = "not-fitted"
    NOT_IN_EFFECT = "not-in-effect"
    ALTERNATE = "alternate"
    FACTS = "facts"
    PRICES = "prices"
    RATES = "rates"
    OTHER_BILL = "other-bill"
    LIST = "list"
    BLANK = "blank"
    UNREAD = "unread"
    LOOSE = "loose"


class HeardFate(Enum):
    """What settles a phrase that was heard beside the lines; PART is a suspect."""

    PART = "part"
    JUDGED = "judged"
    NAMES_THE_BILL = "names-the-bill"
    DEFINITION = "definition"
    CHOICE_LIST = "choice-list"
    OURS = "ours"
    PERSON_OR_COMPANY = "person-or-company"
    NEGATION = "negation"
    RELATION = "relation"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAccount:
    """A column and what it was read as: a meaning of the profile, ``blank`` or ``unread``."""

    heading: str
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAccount:
    """One sheet: its fate, its rows by fate (they add up to ``row_count``), and its columns."""

    name: str
    fate: SheetFate
    row_count: int
    rows: Mapping[RowFate, int] = field(default_factory=Counter)
    columns: tuple[ColumnAccount, ...] = ()

    @property
    def adds_up(self) -> bool:
        """True where every row of the sheet has one fate."""
        return sum(self.rows.values()) == self.row_count


@dataclass(frozen=True, slots=True, kw_only=True)
class InputAccount:
    """One file: its sheets, what was heard beside the lines by its fate, and embedded things counted by kind."""

    path: str
    fate: FileFate = FileFate.READ
    why: str = ""
    """Of a file that was not read, for what reason."""
    sheets: tuple[SheetAccount, ...] = ()
    heard: Mapping[HeardFate, int] = field(default_factory=Counter)
    objects: Mapping[str, int] = field(default_factory=Counter)
