"""What reading asks for and what it gives: the request, how each table was understood, and all that the files say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calculator.findings.accounting import InputAccount, RowFate
from calculator.findings.mention import Mention
from calculator.findings.obligation import Doubt
from calculator.findings.report import InputFile
from calculator.model.bill import Bill
from calculator.model.claim import ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.exchange_rates import RateRow
from calculator.model.item import Evidence
from calculator.model.problem import Problem
from calculator.model.substance_price import PriceRow
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.files.container import Limits
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.layout.columns import Header
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.rows.shape import Shape
from calculator.sources.sheet_reading import SheetReading, TableKey

if TYPE_CHECKING:
    from calculator.sources.facts.answers import Reply


def _tell_nobody(_: str) -> None:
    """Nobody waits to hear which file is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How the files are to be read; None leaves it to the reader. ``on`` is the day for which lines are in effect."""

    sheet: str | None = None
    quantities: Quantities | None = None
    currency: str | None = None
    profile: Profile = NO_PROFILE
    on: datetime.date | None = None
    weakest: Evidence = Evidence.ASSUMED
    """Answers about items of a weaker grade are unknown."""
    limits: Limits = field(default_factory=Limits)
    names: Mapping[str, str] = field(default_factory=dict)
    """By what name a file is cited, by path; one that has none here by its own."""
    found: frozenset[str] = frozenset()
    """Files of facts that nobody named, by path: they were found in a folder or behind a pattern."""
    refuse: Mapping[str, Problem] = field(default_factory=dict)
    """Files that are not even opened, by path, and why."""
    named_words: tuple[str, ...] = ()
    """Words by which the rules of the run name materials; texts beside the lines are searched for them."""
    listed_names: tuple[str, ...] = ()
    """Names of substances on the rules' own lists; the words of the bill are searched for what says that one is in a part."""
    announce: Callable[[str], None] = _tell_nobody
    """Told the path of each file before it is opened, and nothing when all are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How one table was understood: ``seen`` are all hierarchies that it shows, ``shape`` the one that was used."""

    file: str
    sheet: str
    role: str
    header: Header | None = None
    rows: int = 0
    how: str = ""
    shape: Shape | None = None
    seen: tuple[Shape, ...] = ()
    quantities: str = ""
    below: str = ""
    """The part of another sheet of which this table lists the parts."""
    top: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The first rows of the sheet and those below the headings, by place from 0, as a person sees them."""


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """All that the files say, and how they were understood."""

    bill: Bill
    content: dict[str, tuple[ContentRow, ...]]
    prices: tuple[PriceRow, ...]
    rates: tuple[RateRow, ...]
    currency: str
    quantities: Quantities
    quantities_why: str
    files: tuple[InputFile, ...]
    refused: tuple[str, ...]
    understood: tuple[Understood, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...] = ()
    """What stands in the way of a clearance and no bound can hold."""
    accounting: tuple[InputAccount, ...] = ()
    """What became of every sheet, row and column, by file as given."""
    mentions: tuple[Mention, ...] = ()
    """What was heard beside the lines, with what settles it as far as the files tell."""
    claims: tuple[ItemClaim, ...] = ()
    """What words beside the figures claim of magnets, targets and materials."""
    replies: tuple[Reply, ...] = ()
    """The answers of suppliers, as they were given."""
    notices: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    """What compliance notices state of items: the share of their value."""
    closed_by_lines: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    """What a Content row or the column Components says of items: that the lines below are all that is in them."""


@dataclass
class Accumulator:
    """What gathers while the files are read."""

    placements: list[Placement] = field(default_factory=list)
    content: list[StatedContent] = field(default_factory=list)
    prices: list[PriceRow] = field(default_factory=list)
    rates: list[RateRow] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    accounting: list[InputAccount] = field(default_factory=list)
    row_fates: dict[TableKey, Mapping[int, RowFate]] = field(default_factory=dict)
    """What became of each row of each table that was read."""
    headers: dict[TableKey, Header] = field(default_factory=dict)
    """The headings of each bill that was read, with every column that was."""
    sheets: list[SheetReading] = field(default_factory=list)
    """Every sheet of every file that could be opened, as it was read."""
    addresses: dict[tuple[str, str], Callable[[int, int], tuple[int, int]]] = field(
        default_factory=dict
    )
    """Of sheets, by file and name, that were written anew to be read, the addresses of their cells in the file."""
    silent_prices_are: str = ""
    named: set[str] = field(default_factory=set)
    """The currencies that the prices of the bills name."""

    def absorb(self, other: Accumulator) -> None:
        """All that another has gathered of a file of facts, behind what is here."""
        self.content += other.content
        self.prices += other.prices
        self.rates += other.rates
        self.replies += other.replies
        self.files += other.files
        self.refused += other.refused
        self.understood += other.understood
        self.problems += other.problems
        self.accounting += other.accounting
        self.row_fates |= other.row_fates
        self.addresses |= other.addresses
