"""Words in a row of facts that limit what it declares: it is not final, of another part, of another rule's list, of a layer alone.

Such a row bounds what is there and closes nothing. The words are data (``statement_limits.toml``, and those of ``reservations.toml`` that mean the same).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from calculator.model.item import Answer
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.recognition.plain_text import plain_text
from calculator.recognition.reservations import reserving_words
from calculator.recognition.whole_words import WordLists, any_word
from calculator.reference.cell_words import cell_words
from calculator.reference.identity_words import identity_words
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.number_spelling import spelled
from calculator.sources.facts.words_beside import (
    columns_with_meaning,
    comments_on_row,
    remarks_alone,
)
from calculator.sources.rows.access import TableCells

_LONGEST: Final = 200
_LISTS: Final = WordLists(
    "statement_limits",
    *("not_final", "other_scope", "thresholds", "regulations", "regulations_kept", "only", "valid"),
    *("layers", "layers_spoken_of", "approvals", "applies_to", "to_all"),
    *("closings", "withheld", "scopes"),
)
_RESERVING: Final = {"not_final": ("not_final", "withdrawn"), "other_scope": ("of_another",)}
"""Of a list the words beside lines and notes that mean the same in a row of facts."""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    further = reserving_words(*_RESERVING[key]) if key in _RESERVING else ()
    words = (*_LISTS.words(key), *further)
    return late_pattern(any_word(words), needs=pieces_of(words))


_WORDS_OF_LAYER: Final = 3
"""A cell of more words than these says something about a layer and is not its name."""


class Limit(Enum):
    """In what way a row says less than it seems to."""

    NOT_FINAL = "is no final word"
    OTHER_SCOPE = "is of something else, or not of all that is in it"
    LAYER = "is of a layer or a thing beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLimit:
    """What limits a row, in which words, and where they stand."""

    limit: Limit
    text: str
    cell: Source

    def problem(self, stated: Source) -> Problem:
        """What takes effect and a person would not expect."""
        return warning(
            "statement-limited",
            f'by "{self.text[:60]}" the row {self.limit.value}: it bounds what is there and closes nothing. Ask for a final declaration of the whole part as it is delivered, or take the words out',
            self.cell,
            stated,
        )


def limit_of(row: FactRow) -> StatementLimit | None:
    """What limits a row the most, by its cells without a meaning and the comments on it."""
    limits = [
        StatementLimit(limit=limit, text=text, cell=cell)
        for heading, text, cell in _texts(row)
        if (limit := limit_in(text, heading=heading, number=row.text("number"))) is not None
    ]
    limits += [
        StatementLimit(limit=Limit.LAYER, text=text, cell=cell)
        for text, cell in _names(row)
        if limit_in(text) is Limit.LAYER
    ]
    if row.cells.has_withdrawn and row.is_struck:
        cell = row.cells.row_source(row.row)
        limits.append(StatementLimit(limit=Limit.NOT_FINAL, text="struck through", cell=cell))
    of_paper = _reference_limit(row)
    if of_paper is not None:
        limits.append(of_paper)
    order = [*Limit]
    return min(limits, key=lambda limit: order.index(limit.limit), default=None)


def limit_of_words(text: str, cell: Source) -> StatementLimit | None:
    """What limits a statement by the words of one cell."""
    limit = limit_in(text)
    return None if limit is None else StatementLimit(limit=limit, text=text, cell=cell)


def limit_of_table(cells: TableCells) -> StatementLimit | None:
    """What limits every row of a table: a text that stands alone on its sheet, or in a comment above the rows."""
    if _ALONE not in cells.studies:
        limits = (
            StatementLimit(limit=limit, text=remark.text, cell=remark.cell)
            for remark in remarks_alone(cells)
            if (limit := limit_in(remark.text)) in (Limit.NOT_FINAL, Limit.OTHER_SCOPE)
        )
        cells.studies[_ALONE] = next(limits, None)
    of_all: StatementLimit | None = cells.studies[_ALONE]
    return of_all


_ALONE: Final = "limits of all rows"


def limit_in(text: str, *, heading: str = "", number: str = "") -> Limit | None:
    """In what way a text limits the row that it stands in; one that names the row's own ``number`` is of that part.

    >>> [limit_in(text) for text in ("superseded by new list", "RoHS compliant", "certificate 4711", "with NiCuNi coating")]
    [<Limit.NOT_FINAL: 'is no final word'>, None, None, None]
    >>> limit_in("REACH SVHC only").name, limit_in("Ni coating").name, limit_in("no", heading="Approved").name
    ('OTHER_SCOPE', 'LAYER', 'NOT_FINAL')
    """
    plain = plain_text(text).casefold()
    is_refused = cell_words().answers.get(plain.strip()) is Answer.NO
    if _pattern("not_final").search(plain) or (
        is_refused and _pattern("approvals").fullmatch(heading.casefold().strip(" ?:"))
    ):
        return Limit.NOT_FINAL
    if _pattern("other_scope").search(plain) or _pattern("thresholds").search(plain):
        return Limit.OTHER_SCOPE
    if _pattern("regulations").search(plain) and not _pattern("regulations_kept").search(plain):
        return Limit.OTHER_SCOPE
    is_own = _is_of(number, plain)
    whose = f"{heading.casefold()} {plain}"
    if _pattern("only").search(whose) and _pattern("valid").search(whose) and not is_own:
        return Limit.OTHER_SCOPE
    if _applies_to_another(heading.casefold().strip(" ?:"), plain.strip()) and not is_own:
        return Limit.OTHER_SCOPE
    is_name = len(re.findall(r"\S+", plain)) <= _WORDS_OF_LAYER
    if (
        is_name
        and _pattern("layers").search(plain)
        and not _pattern("layers_spoken_of").search(plain)
    ):
        return Limit.LAYER
    return None


def limits_of_label(label: str, value: str) -> bool:
    """True where a label and its value in the head of a document say that it is not complete, not signed, or not of all of the part.

    >>> [limits_of_label(*pair) for pair in (("Signed", "no"), ("Completeness", "partial"), ("Reporting threshold", "1 %"), ("Applies to", "lot 7"))]
    [True, True, True, True]
    >>> [limits_of_label(*pair) for pair in (("Signed", "yes"), ("Confidential substances", "none"), ("Standard", "RoHS"), ("Lot", "7"))]
    [False, False, False, False]
    """
    heading, plain = (plain_text(text).casefold().strip(" ?:：.") for text in (label, value))
    words = cell_words()
    is_denied = words.answers.get(plain) is Answer.NO
    is_about = any(_pattern(key).fullmatch(heading) for key in ("approvals", "closings"))
    if is_about and (is_denied or words.completeness.get(plain) is Answer.NO):
        return True
    if _pattern("withheld").fullmatch(heading):
        is_nothing = is_denied or not plain.strip("0.,% -") or plain in _no_other_words()
        return not is_nothing
    both = f"{heading}: {plain}"
    is_of_lot = _pattern("only").search(both) and _pattern("valid").search(both)
    return bool(
        _pattern("thresholds").search(both)
        or is_of_lot
        or _applies_to_another(heading, plain)
        or (_pattern("scopes").fullmatch(heading) and _pattern("layers").search(plain))
    )


@cache
def _no_other_words() -> frozenset[str]:
    return frozenset(reserving_words("no_other"))


def _is_of(number: str, text: str) -> bool:
    """True where a text names a part number: MAG-1 is not in MAG-12."""
    own = re.escape(spelled(number))
    return bool(own) and re.search(rf"{own}(?!\d)", spelled(text)) is not None


def _applies_to_another(heading: str, text: str) -> bool:
    """True below "Valid for" of what is neither all, nor a day or a year."""
    return (
        bool(text)
        and _pattern("applies_to").fullmatch(heading) is not None
        and _pattern("to_all").search(text) is None
        and any(map(str.isalpha, text))
    )


def revision_in_words(row: FactRow) -> str:
    """The revision of the part that a text without a column of its own names: "for revision B"; empty where none does."""
    for _, text, _ in _texts(row):
        match = _revision().search(plain_text(text))
        if match is not None:
            return match["revision"]
    return ""


@cache
def _revision() -> re.Pattern[str]:
    words = "|".join(map(re.escape, identity_words().revisions))
    before = r"for|of|valid for|until|up to|für|bis|von|pour|de|jusqu'à|para|hasta|per|fino a|dla|do|适用|至"
    return re.compile(
        rf"(?<!\w)(?:{before})\s*(?:{words})\.?\s*[:#]?\s*(?P<revision>[A-Z]{{1,2}}|\d{{1,2}})(?!\w)",
        re.IGNORECASE,
    )


def _texts(row: FactRow) -> Iterator[tuple[str, str, Source]]:
    """The heading, text and cell of each column without a meaning, and the comments on the row."""
    cells = row.cells
    table, header, read = cells.table, cells.header, columns_with_meaning(cells)
    for column, value in enumerate(table.rows[row.row]):
        if column not in read and isinstance(value, str) and 0 < len(value) <= _LONGEST:
            yield table.text(header.row, column), value, table.source(row.row, column)
    for remark in comments_on_row(row):
        yield "", remark.text, remark.cell


def _reference_limit(row: FactRow) -> StatementLimit | None:
    """What the name of the paper itself says of it: a draft, an estimate, a message still to be confirmed."""
    if row.is_blank("reference") or limit_in(row.text("reference")) is not Limit.NOT_FINAL:
        return None
    return StatementLimit(
        limit=Limit.NOT_FINAL, text=row.text("reference"), cell=row.source("reference")
    )


def _names(row: FactRow) -> Iterator[tuple[str, Source]]:
    """What the row calls the thing beside its number: "Component: keeper"."""
    header = row.cells.header
    headings = [
        *header.more.get("number", ()),
        *(header.headings[name] for name in _NAMES if name in header.headings),
    ]
    for heading in headings:
        yield (
            row.cells.table.text(row.row, heading.column),
            row.cells.table.source(row.row, heading.column),
        )


_NAMES: Final = ("name", "description", "specification")
