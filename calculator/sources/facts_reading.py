"""The facts of one file: what its sheets, letters and declarations say of items, before anybody knows of which bill."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from calculator.model.problem import Problem, error
from calculator.sources.declarations.amrt import read_amrt
from calculator.sources.declarations.document_head import (
    NO_HEAD,
    DocumentHead,
    document_head,
    head_of_texts,
    letterheads_in,
)
from calculator.sources.declarations.sheet_declaration import read_sheet_declarations
from calculator.sources.facts.answers import read_replies
from calculator.sources.facts.content_rows import read_content
from calculator.sources.facts.letter_rows import read_letter
from calculator.sources.facts.letter_signature import UNSIGNED, Signature, signature_of
from calculator.sources.facts.price_rows import read_prices
from calculator.sources.facts.rate_rows import read_rates
from calculator.sources.facts.words_beside import REMARKS
from calculator.sources.hearing.passage import Place
from calculator.sources.hearing.price_remarks import comments_on
from calculator.sources.import_result import Accumulator, Understood
from calculator.sources.inputs import FactsKey, OpenedFile, open_facts
from calculator.sources.layout.document_kind import own_sheet
from calculator.sources.layout.header_search import kind_of
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.row_fates import fact_row_fates
from calculator.sources.table.table import Table
from calculator.sources.understanding import understanding_of, understanding_of_declaration


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
        elif header.kind == "questions":
            accumulator.replies += read_replies(cells, signature.who, signature.companies())
        elif header.kind == "letter":
            accumulator.replies += read_letter(cells, signature)
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


def _signed(opened: OpenedFile) -> tuple[Signature, list[Problem]]:
    """Who signed the answers of a file, if it holds any."""
    if not any(header.kind in ("questions", "letter") for _, header in opened.choice.facts):
        return UNSIGNED, []
    signature, problems = signature_of(opened.choice.own)
    return signature, list(problems)
