"""The files given: each opened within limits, its tables chosen, none of them read twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from calculator.findings.accounting import FileFate, InputAccount, SheetFate
from calculator.findings.report import InputFile
from calculator.model.problem import Problem, Severity, error, note
from calculator.model.source import Source
from calculator.sources.account import account_of
from calculator.sources.declarations.sheet_declaration import (
    is_better_as_declaration,
    names_its_parts,
)
from calculator.sources.embedded_sheets import counted_objects, embedded_tables, of_objects
from calculator.sources.facts.element_columns import rewritten
from calculator.sources.files.container import Container, open_container
from calculator.sources.files.embedded import embedded_in
from calculator.sources.files.limits import Limits, RefusedError
from calculator.sources.hearing.part_texts import all_part_texts, has_comments
from calculator.sources.hearing.passage import NO_PARTS, PartTexts
from calculator.sources.import_result import Accumulator, Request
from calculator.sources.layout.columns import Header
from calculator.sources.layout.ditto_marks import with_dittos_read
from calculator.sources.layout.document_kind import own_document, own_sheet
from calculator.sources.layout.header_search import kind_of
from calculator.sources.layout.letter_headings import letter_header
from calculator.sources.layout.profile import NO_PROFILE
from calculator.sources.layout.sheet_choice import Choice, choose_tables, no_bill
from calculator.sources.layout.turned_tables import SheetName, upright
from calculator.sources.sheet_reading import TableKey, read_sheet
from calculator.sources.table.readers import read_tables
from calculator.sources.table.sheet_entries import guarded
from calculator.sources.table.table import Table
from calculator.sources.turned_addresses import swapped, turned_parts
from calculator.sources.understanding import understanding_of

if TYPE_CHECKING:
    from calculator.sources.declarations.xml_declaration import Declared


class OpenedFile(NamedTuple):
    """A file, what it is for, the tables of it that are read, and its SHA-256.

    ``tables`` are all of its sheets; ``refused`` names those that could not be read.
    """

    path: Path
    role: str
    choice: Choice
    sha256: str
    tables: tuple[Table, ...] = ()
    refused: tuple[str, ...] = ()
    parts: PartTexts = NO_PARTS
    """What the file says beside its cells; of facts that are no contents nothing but comments."""
    objects: Mapping[str, int] = {}
    """Embedded things by kind."""
    name: str = ""
    """By what name it is cited."""
    declared: Declared | None = None
    """Of a declaration that is no table, what it says."""
    kept_as: FactsKey | None = None
    """Of a small file of facts, by what it is known again."""

    def key(self, table: Table, header: Header) -> TableKey:
        """The table of the file under these headings."""
        return self.sha256, table.sheet, header.row, header.span


def each_once(opened: list[OpenedFile], accumulator: Accumulator) -> list[OpenedFile]:
    """The files without the tables that were in an earlier one: a file that is given twice says nothing twice."""
    read: set[TableKey] = set()
    declared: set[str] = set()
    for place, file in enumerate(opened):
        choice = file.choice
        before = read.copy()
        for tables in (choice.bills, choice.lists, choice.facts):
            read |= {file.key(table, header) for table, header in tables}
            choice.read_before += [
                (table, header) for table, header in tables if file.key(table, header) in before
            ]
            tables[:] = [
                (table, header) for table, header in tables if file.key(table, header) not in before
            ]
        if file.sha256 in declared:
            choice.declarations.clear()
            choice.is_amrt = False
        is_declared_again = file.declared is not None and file.sha256 in declared
        if is_declared_again:
            opened[place] = file._replace(declared=None)
        elif file.declared is not None or choice.declarations or choice.is_amrt:
            declared.add(file.sha256)
        if is_declared_again or any(sha256 == file.sha256 for sha256, *_ in before):
            accumulator.problems.append(
                note(
                    "file-twice",
                    "the same file was given before; each table of it was read once",
                    Source(file.name, ""),
                )
            )
    return opened


def open_file(
    path: Path, role: str, request: Request, accumulator: Accumulator
) -> OpenedFile | None:
    """The tables of a file that are read; None where it cannot be, which is said."""
    name = request.names.get(str(path), path.name)
    if str(path) in request.refuse:
        accumulator.refused.append(name)
        accumulator.problems.append(request.refuse[str(path)])
        accumulator.accounting.append(account_of(name, (), refused=("",)))
        return None
    request.announce(str(path))
    container, problems = open_container(path, request.limits, name)
    accumulator.problems += problems
    if container is None:
        accumulator.refused.append(name)
        accumulator.accounting.append(account_of(name, (), refused=("",)))
        return None
    if role == "facts" and len(container.data) <= _KEPT_BYTES:
        key = FactsKey(container, request.limits, is_found=str(path) in request.found)
        opened, gathered = open_facts(key)
        accumulator.absorb(gathered)
        return None if opened is None else opened._replace(path=path)
    if container.kind.is_declaration:
        return _open_declaration(path, role, container, request, accumulator)
    return _open_workbook(path, role, container, request, accumulator)


_KEPT_BYTES: Final = 1 << 18
"""Facts of that size are kept once opened: a run over many bills meets the same declarations and answers at each."""


class FactsKey(NamedTuple):
    """What tells what a file of facts says: its bytes and name, the limits, and whether it was found or named."""

    container: Container
    limits: Limits
    is_found: bool


def open_facts(key: FactsKey) -> tuple[OpenedFile | None, Accumulator]:
    """A file of facts with lists of its own, and what was gathered on the way."""
    opened, gathered = _kept_facts(key)
    return None if opened is None else opened._replace(choice=opened.choice.copied()), gathered


@lru_cache(maxsize=128)
def _kept_facts(key: FactsKey) -> tuple[OpenedFile | None, Accumulator]:
    gathered = Accumulator()
    path = Path(key.container.name)
    request = Request(
        limits=key.limits, found=frozenset({str(path)}) if key.is_found else frozenset()
    )
    opening = _open_declaration if key.container.kind.is_declaration else _open_workbook
    opened = opening(path, "facts", key.container, request, gathered)
    return None if opened is None else opened._replace(kept_as=key), gathered


def _open_workbook(
    path: Path, role: str, container: Container, request: Request, accumulator: Accumulator
) -> OpenedFile | None:
    """The sheets of a file, as far as they can be read."""
    name = container.name
    tables, problems = read_tables(container, request.limits)
    embedded = embedded_in(container, request.limits)
    inner_tables, inner_problems = embedded_tables(name, embedded, request.limits)
    tables, problems = (*tables, *inner_tables), (*problems, *inner_problems)
    accumulator.problems += _without_ours(problems, tables)
    refused = _refused_sheets(tables, problems)
    accumulator.files.append(
        InputFile(path=name, sha256=container.sha256, size=len(container.data), role=role)
    )
    if not tables:
        accumulator.refused.append(name)
        accumulator.accounting.append(account_of(name, (), refused=refused or ("",)))
        return None
    objects = embedded.objects
    if objects.get("picture") and not any(map(_holds_cells, tables)):
        _refuse_pictures(name, objects, tables, accumulator)
        return None
    accumulator.problems += of_objects(name, objects)
    if role == "facts" and _is_amrt(tables):
        choice = Choice(is_amrt=True)
        return OpenedFile(path, role, choice, container.sha256, tables, refused, name=name)
    as_written = tables
    declarations = (
        _declarations_among(tables)
        if role == "facts"
        else _declarations_beside(tables, request.sheet or request.profile.sheet)
    )
    taken = set(map(id, declarations))
    tables, turned = upright([table for table in tables if id(table) not in taken])
    accumulator.addresses |= dict.fromkeys(turned, swapped)
    accumulator.problems += _of_turned(tables, turned)
    tables = _with_elements_down(tables, accumulator)
    choice = choose_tables(
        tables,
        request.sheet if role == "bom" else None,
        request.profile if role == "bom" else NO_PROFILE,
    )
    if role == "facts" and str(path) in request.found and own_document(tables) == "report":
        accumulator.accounting.append(
            InputAccount(path=name, fate=FileFate.OURS, why="a report of this program")
        )
        accumulator.files.pop()
        return None
    choice.declarations += declarations
    tables = (*tables, *declarations)
    if role == "facts" and not choice.facts and not choice.declarations:
        accumulator.refused.append(name)
        accumulator.problems.append(
            error(
                "no-facts",
                "no sheet with the headings of Content, Prices, Rates or Questions, and no list of substances; see `deminimis template`",
                Source(name, ""),
            )
        )
    if role == "bom":
        choice, tables, told = with_dittos_read(choice, tables)
        accumulator.problems += [*choice.problems, *told]
        if not choice.bills:
            accumulator.refused.append(name)
            accumulator.problems.append(
                no_bill(name, request.sheet or request.profile.sheet, tables, choice)
            )
    for table, header, why in choice.left_out:
        accumulator.understood.append(understanding_of(table, header, f"not read: {why}"))
    parts = (
        turned_parts(all_part_texts(container, as_written, embedded.workbooks), turned)
        if role == "bom" or _is_headed(choice) or has_comments(container)
        else NO_PARTS
    )
    return OpenedFile(path, role, choice, container.sha256, tables, refused, parts, objects, name)


def _is_amrt(tables: Sequence[Table]) -> bool:
    from calculator.sources.declarations.amrt import is_amrt

    return is_amrt(tables)


def _is_headed(choice: Choice) -> bool:
    """True for a document of contents: what its pages and text boxes say of it, who wrote it and that it is a draft, holds for all of it."""
    return bool(choice.declarations) or any(header.kind == "content" for _, header in choice.facts)


def _without_ours(problems: Iterable[Problem], tables: Iterable[Table]) -> list[Problem]:
    """The problems but those of what we made so: the hidden lists of a letter, and its column that says what is missing."""
    own = {table.sheet for table in tables if own_sheet(table)}
    reckoned = {
        (table.sheet, header.headings["missing"].column + 1)
        for table in tables
        if (header := letter_header(table)) is not None and "missing" in header.headings
    }
    return [
        problem
        for problem in problems
        if not (
            (problem.code == "hidden-sheet" and {cell.sheet for cell in problem.cells} <= own)
            or (
                problem.code == "formula-without-value"
                and {(cell.sheet, cell.column) for cell in problem.cells} <= reckoned
            )
        )
    ]


def _open_declaration(
    path: Path, role: str, container: Container, request: Request, accumulator: Accumulator
) -> OpenedFile | None:
    """A declaration in XML, which is evidence and never a bill."""
    name = container.name
    outcome = (
        RefusedError(
            "unknown-format",
            "the file is a material declaration and no bill; give it with --facts beside the bill",
        )
        if role == "bom"
        else guarded(lambda: _declared_in(container, request))
    )
    if isinstance(outcome, str):
        outcome = RefusedError(
            "unreadable-workbook", f"the declaration cannot be read ({outcome}); export it again"
        )
    if isinstance(outcome, RefusedError):
        accumulator.problems.append(error(outcome.code, str(outcome), Source(name, "")))
        accumulator.refused.append(name)
        accumulator.accounting.append(account_of(name, (), refused=("",)))
        return None
    accumulator.files.append(
        InputFile(path=name, sha256=container.sha256, size=len(container.data), role=role)
    )
    return OpenedFile(path, role, Choice(), container.sha256, name=name, declared=outcome)


def _declarations_among(tables: Iterable[Table]) -> list[Table]:
    """Sheets that are better read as declarations than as Content sheets, or are nothing else; one with origins across is not."""
    return [
        table
        for table in tables
        if not own_sheet(table)
        and letter_header(table) is None
        and is_better_as_declaration(table, kind_of(table))
        and not _tells_origins_across(table)
    ]


def _declarations_beside(tables: Sequence[Table], chosen: str | None) -> list[Table]:
    """Sheets of a bill's own workbook that declare what is in parts, each part by its number; the bill itself is none."""
    may_declare = [
        table
        for table in tables
        if table.sheet != chosen
        and ((header := kind_of(table)) is None or header.kind == "content")
    ]
    return [table for table in _declarations_among(may_declare) if names_its_parts(table)]


def _tells_origins_across(table: Table) -> bool:
    """True for a column an element beside one of where it is from, which the reader of elements across knows."""
    down = rewritten(table)
    return down is not None and down.has_facets


def _declared_in(container: Container, request: Request) -> Declared | RefusedError:
    try:
        declared: Declared = container.kind.read(container, request.limits)
    except RefusedError as refused:
        return refused
    return declared


def _holds_cells(table: Table) -> bool:
    return any(cell is not None and cell != "" for cells in table.rows for cell in cells)


def _with_elements_down(tables: Iterable[Table], accumulator: Accumulator) -> tuple[Table, ...]:
    """The tables, those of contents with a column an element as they are read: a row a substance."""
    read = []
    for table in tables:
        is_as_it_is = (
            (table.file, table.sheet) in accumulator.addresses
            or own_sheet(table)
            or letter_header(table) is not None
        )
        down = None if is_as_it_is else rewritten(table)
        if down is not None:
            accumulator.addresses[table.file, table.sheet] = down.address
            accumulator.problems.append(
                note(
                    "elements-across",
                    "the sheet has a column an element; each was read as a row of its own. An origin counts where its heading names the element",
                    Source(table.file, table.sheet, *down.address(1, 1)),
                )
            )
        read.append(table if down is None else down.table)
    return tuple(read)


def _of_turned(tables: Iterable[Table], turned: AbstractSet[SheetName]) -> list[Problem]:
    return [
        note(
            "table-turned",
            "the sheet lists its fields downwards and its parts across; it was read column by column",
            Source(table.file, table.sheet, 1, 1),
        )
        for table in tables
        if (table.file, table.sheet) in turned
    ]


def _refuse_pictures(
    name: str, objects: Mapping[str, int], tables: Iterable[Table], accumulator: Accumulator
) -> None:
    """A file without a single cell, whose content is pictures, was not read."""
    accumulator.refused.append(name)
    accumulator.problems.append(
        error(
            "pictures-only",
            f"the file holds {counted_objects(objects)} and not one cell; a picture cannot be read. Ask for the bill as cells",
            Source(name, ""),
        )
    )
    sheets = [read_sheet(table, SheetFate.PICTURES_ONLY) for table in tables]
    accumulator.accounting.append(account_of(name, sheets, objects=objects))


def _refused_sheets(tables: Iterable[Table], problems: Iterable[Problem]) -> tuple[str, ...]:
    """The sheets that could not be read: an error names each, and no table has its name."""
    read = {table.sheet for table in tables}
    return tuple(
        dict.fromkeys(
            cell.sheet
            for problem in problems
            if problem.severity is Severity.ERROR
            for cell in problem.cells[:1]
            if cell.sheet and cell.sheet not in read
        )
    )
