"""What one row of a facts table states of one substance, before it is placed on an item of the bill."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from calculator.model.content_row import ContentRow
from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedContent:
    """A row of content with the part number as it is written (``content.item``), and what else decides where it belongs.

    ``other_numbers`` stand in further columns of part numbers. ``number`` is empty where nobody can say which part is meant; one that ``is_of_title`` stood alone above the rows, and
    may be a title. A row that ``is_open`` says something that nobody understands, so that its item is not fully disclosed.
    Of an ``is_balance`` row the share is what the others leave; ``atoms`` is a share of atoms, not yet one of mass.
    A row that ``closes_components`` names no substance: the lines below the item are all that is in it.
    """

    content: ContentRow
    number: str
    revision: str = ""
    supplier: str = ""
    letterhead: str = ""
    """Where no supplier is stated, the companies that the document names without a label."""
    bare_name: str = ""
    """Where neither is there, the line that heads the document and may be a company's name."""
    mail_domains: tuple[str, ...] = ()
    """The names of the domains of the e-mail addresses in the document."""
    of_materials: tuple[str, ...] = ()
    """The homogeneous materials whose list it is of, where nobody says how much of the part they are."""
    other_numbers: tuple[str, ...] = ()
    is_of_title: bool = False
    is_open: bool = False
    is_balance: bool = False
    atoms: Bounds | None = None
    closes_components: bool = False
    is_hint: bool = False
    """True where it says no more than that there is some rare earth: nothing beside a full list that names one."""
    file: str = ""
    sheet: str = ""

    def with_content(self, **changes: Any) -> StatedContent:
        """The same row with something of its content changed."""
        return replace(self, content=replace(self.content, **changes))

    @property
    def table(self) -> tuple[str, str]:
        """The table that the row stands in: file by its content where that is known, and sheet."""
        return self.content.part_of or self.file, self.sheet
