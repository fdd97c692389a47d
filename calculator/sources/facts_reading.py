"""The facts of one file: what its sheets, letters and declarations say of items, before anybody knows of which bill."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from calculator.model.problem import Problem, error
from calculator.sources.declarations.document_head import (
    NO_HEAD,
    DocumentHead,
    document_head,
    elements_beside,
    head_of_texts,
)
from calculator.sources.declarations.letterheads import letterheads_in
from calculator.sources.declarations.sheet_declaration import read_sheet_declarations
from calculator.sources.facts.content_rows import read_content
from calculator.sources.facts.price_rows import read_prices
from calculator.sources.facts.rate_rows import read_rates
from calculator.sources.facts.words_beside import REMARKS
from calculator.sources.hearing.passage import Place
from calculator.sources.hearing.price_remarks import comments_on
from calculator.sources.import_result import Accumulator, Understood
from calculator.sources.inputs import FactsKey, OpenedFile, open_facts
from calculator.sources.layout.columns import Header
from calculator.sources.layout.document_kind import own_sheet
from calculator.sources.layout.header_search import kind_of
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.row_fates import fact_row_fates
from calculator.sources.table.table import Table
from calculator.sources.understanding import understanding_of, understanding_of_declaration

if TYPE_CHECKING:
    from calculator.sources.facts.answers import Reply
    from calculator.sources.facts.denied_answers import LetterRemark
    from calculator.sources.facts.letter_signature import Signature

# What reads letters and declarations is loaded where one is read: most bills come without.

_REMARKS_SEARCHED: Final = 300
"""So many rows and columns of a letter are searched for remarks."""


def read_kept_facts(
    opened: OpenedFile, key: FactsKey, accumulator: Accumulator
) -> tuple[list[Understood], list[Problem]]:
    """The same as ``read_facts`` of a file whose tables are all read, and no work where the same bytes were read before."""
    fresh, gathered, understood, problems = _kept_reading(key)
    accumulator.absorb(gathered)
    opened.choice.declared[:] = fresh.choice.declared
    return [*understood], [*problems]


@lru_cache(maxsize=128)
def _kept_reading(
    key: FactsKey,
) -> tuple[OpenedFile, Accumulator, tuple[Understood, ...], tuple[Problem, ...]]:
    opened, _ = open_facts(key)
    assert opened is not None  # noqa: S101  # only what could be opened is read
    gathered = Accumulator()
    understood, problems = read_facts(opened, gathered)
    return opened, gathered, tuple(understood), tuple(problems)


def read_facts(
    opened: OpenedFile, accumulator: Accumulator
) -> tuple[list[Understood], list[Problem]]:
    """The facts of one file, and how they were understood. An amount that names no currency has none yet.

    What a file says of an item is one statement, and the file is known by what is in it: names repeat.
    """
    understood: list[Understood] = []
    signature, problems = _signed(opened)
    if opened.declared is not None:
        accumulator.content += opened.declared.contents
        problems += opened.declared.problems
        understood.append(understanding_of_declaration(opened.name, opened.declared))
    if opened.choice.is_amrt:
        from calculator.sources.declarations.amrt import read_amrt

        template = read_amrt(opened.tables, opened.sha256)
        accumulator.content += template.contents
        problems += template.problems
        for table, header, fates in template.blocks:
            accumulator.row_fates[opened.key(table, header)] = fates
            opened.choice.declared.append((table, header))
            understood.append(understanding_of(table, header, "facts: AMRT"))
    cover, told = _cover_of(opened)
    problems += told
    for table in opened.choice.declarations:
        understood_of, problems_of = _read_declarations(opened, table, cover, accumulator)
        understood += understood_of
        problems += problems_of
    for table, header in opened.choice.facts:
        cells = Cells(table, header)
        cells.studies[REMARKS] = comments_on(opened.parts.passages, table.sheet)
        if header.kind == "content":
            head = document_head(table, [(header.row, header.body, header.end)])
            stated = read_content(cells)
            whole = head.beside(cover).over(stated)
            problems += whole.problems_beside(cover)
            accumulator.content += [
                whole.on_row(row.with_content(part_of=f"{opened.sha256}!{table.sheet}"))
                for row in stated
            ]
        elif header.kind in ("questions", "letter"):
            replies, denied = _answers_in(opened, cells, signature)
            accumulator.replies += replies
            problems += denied
        elif header.kind == "prices":
            accumulator.prices += read_prices(cells)
        else:
            accumulator.rates += read_rates(cells)
        accumulator.row_fates[opened.key(table, header)] = fact_row_fates(cells)
        problems += cells.told()
        understood.append(
            understanding_of(
                table, header, header.kind if opened.role == "bom" else f"facts: {header.kind}"
            )
        )
    return understood, problems


def _answers_in(
    opened: OpenedFile, cells: Cells, signature: Signature | None
) -> tuple[list[Reply], tuple[Problem, ...]]:
    """The answers of one table of a letter, and a problem for each that a remark of the letter denies."""
    from calculator.sources.facts.answers import read_replies
    from calculator.sources.facts.denied_answers import against_remarks
    from calculator.sources.facts.letter_rows import read_letter
    from calculator.sources.facts.letter_signature import UNSIGNED

    signed = signature or UNSIGNED
    answers = (
        read_letter(cells, signed)
        if cells.header.kind == "letter"
        else read_replies(cells, signed.who, signed.companies())
    )
    return against_remarks(answers, _remarks_in(opened, cells.table, cells.header))


def _remarks_in(opened: OpenedFile, answers: Table, header: Header) -> list[LetterRemark]:
    """What stands in a letter beside its answers and names a rare earth: in a comment, below or beside the matrix, on another sheet."""
    places = [
        (table, row, column)
        for table in opened.tables
        for row in range(min(len(table.rows), _REMARKS_SEARCHED))
        for column in range(min(len(table.rows[row]), _REMARKS_SEARCHED))
        if not _is_of_letter(table, row, column, answers, header)
    ]
    texts = [
        *((table.text(row, column), table.source(row, column)) for table, row, column in places),
        *((passage.text, passage.source) for passage in opened.parts.passages),
    ]
    from calculator.sources.facts.denied_answers import LetterRemark

    return [
        LetterRemark(elements, text, source)
        for text, source in texts
        if text and (elements := elements_beside(text))
    ]


def _is_of_letter(table: Table, row: int, column: int, answers: Table, header: Header) -> bool:
    """True for a cell of the matrix and its headings, and for what we explain: a label with its text beside it."""
    if table is not answers:
        return bool(own_sheet(table)) and column <= 1 and all(map(table.text, (row, row), (0, 1)))
    columns = {heading.column for heading in header.headings.values()}
    # A text alone in the column of numbers is a note, and no part.
    is_row = bool(table.text(row, header.headings["number"].column)) and (
        sum(cell not in (None, "") for cell in table.rows[row]) > 1
    )
    # In a list of questions we wrote what stands before the answer: the question itself names its rare earth.
    answer = header.headings.get("answer") if header.kind == "questions" else None
    is_ours = answer is not None and column < answer.column
    return row <= header.row or (is_row and (column in columns or is_ours))


def buyers_of(opened: Iterable[OpenedFile]) -> tuple[str, ...]:
    """The companies with whose names the bills are headed."""
    return tuple(
        name
        for file in opened
        if file.role == "bom"
        for table, header in file.choice.bills
        for name in letterheads_in(table, range(header.row))
    )


def _cover_of(opened: OpenedFile) -> tuple[DocumentHead, list[Problem]]:
    """What the sheets of a document of facts that hold no facts say of all of it; those of a bill speak of the bill."""
    cover = NO_HEAD
    if opened.role == "bom" or not (opened.choice.facts or opened.choice.declarations):
        return cover, []
    used = {table.sheet for table, _ in opened.choice.facts}
    used |= {table.sheet for table in opened.choice.declarations}
    for table in opened.tables:
        # The headings of a table, such as a bill beside its facts, announce nothing.
        if table.sheet not in used and not own_sheet(table) and kind_of(table) is None:
            cover = cover.beside(document_head(table))
    cover = cover.beside(
        head_of_texts(
            (passage.text, passage.source)
            for passage in opened.parts.passages
            if passage.place in (Place.PAGE, Place.DRAWING)
        )
    )
    return cover, list(cover.problems())


def _read_declarations(
    opened: OpenedFile, table: Table, cover: DocumentHead, accumulator: Accumulator
) -> tuple[list[Understood], list[Problem]]:
    """What a sheet declares, table by table; one that says nothing after all is named."""
    found = read_sheet_declarations(table, f"{opened.sha256}!{table.sheet}", cover)
    problems: list[Problem] = []
    for declaration in found:
        accumulator.content += declaration.contents
        accumulator.row_fates[opened.key(table, declaration.header)] = declaration.fates
        opened.choice.declared.append((table, declaration.header))
        problems += declaration.problems
    if not any(declaration.contents for declaration in found):
        accumulator.refused.append(opened.name)
        problems.append(
            error(
                "no-facts",
                "a list of substances of which no row could be read; give it as a Content sheet, see `deminimis template`",
                table.source(0, 0),
            )
        )
    return [
        understanding_of(table, declaration.header, "facts: declaration") for declaration in found
    ], problems


def _signed(opened: OpenedFile) -> tuple[Signature | None, list[Problem]]:
    """Who signed the answers of a file, if it holds any."""
    if not any(header.kind in ("questions", "letter") for _, header in opened.choice.facts):
        return None, []
    from calculator.sources.facts.letter_signature import signature_of

    signature, problems = signature_of(opened.choice.own)
    return signature, list(problems)
