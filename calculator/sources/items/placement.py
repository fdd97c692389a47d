"""The rows of a bill and where each hangs, table by table, before items are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from calculator.sources.rows.occurrence import Occurrence
from calculator.sources.rows.shape import Placed


class Quantities(Enum):
    """What a quantity column counts: in one parent, or in the whole product; or nobody can tell."""

    PER_PARENT = "per-parent"
    CUMULATIVE = "cumulative"
    UNCLEAR = "unclear"


@dataclass(kw_only=True)
class Placement:
    """``placed`` has an entry for each of ``rows``; ``doubtful`` are rows of which nobody can tell what is in them."""

    rows: list[Occurrence]
    placed: list[Placed]
    doubtful: set[int] = field(default_factory=set)
    named_only: set[int] = field(default_factory=set)
    """Rows of parents that other rows name and the table does not have."""
    quantities: Quantities = Quantities.PER_PARENT
    why: str = ""
    is_stated: bool = False
    """True where a heading or the user says what the quantities count."""
    sheet: str = ""
    title: str = ""
    is_flat: bool = False
    below: str = ""
    """The part of another sheet of which this table lists the parts."""

    def hang_below(self, root: Occurrence) -> None:
        """Hang every row at the top below a row that the table does not have."""
        self.rows.insert(0, root)
        self.placed = [
            Placed(None),
            *(
                Placed(
                    0 if one.parent is None else one.parent + 1,
                    one.jumped,
                    one.lost,
                    tuple(row + 1 for row in one.open_above) or ((0,) if one.lost else ()),
                )
                for one in self.placed
            ),
        ]
        self.doubtful = {row + 1 for row in self.doubtful}
        self.named_only = {row + 1 for row in self.named_only}

    def append(self, other: Placement, below: int) -> None:
        """Hang all rows of another table below one row of this."""
        shift = len(self.rows)
        self.rows += other.rows
        self.placed += [
            Placed(
                below if one.parent is None else one.parent + shift,
                one.jumped,
                one.lost,
                tuple(row + shift for row in one.open_above),
            )
            for one in other.placed
        ]
        self.doubtful |= {row + shift for row in other.doubtful}
        self.named_only |= {row + shift for row in other.named_only}
