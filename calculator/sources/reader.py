"""Files into one bill with its facts: which sheet is what, and how it was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain
from pathlib import Path

from calculator.findings.accounting import RowFate
from calculator.findings.mention import Mention
from calculator.model.bill import Bill
from calculator.model.claim import Claim, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.problem import error, note
from calculator.numbers.counted import counted
from calculator.runtime.gc import without_collection
from calculator.sources.account import (
    account_of,
    account_of_declaration,
    empty_folders,
    not_opened,
)
from calculator.sources.claimed_origins import with_claimed_origins
from calculator.sources.colour_legends import claims_by_colour
from calculator.sources.content_placement import (
    content_by_item,
    notices_by_item,
    with_complete_lines,
)
from calculator.sources.currency_choice import default_currency, settle_currency, stated_currencies
from calculator.sources.facts.bank_rates import beside_bank
from calculator.sources.facts.letterheads import with_letterheads
from calculator.sources.facts_reading import buyers_of, read_facts, read_kept_facts
from calculator.sources.files.facts_files import facts_files
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.declared_numbers import declared_mentions
from calculator.sources.hearing.listed_names import listed_names_said
from calculator.sources.hearing.listening import FileToHear, mentions_in
from calculator.sources.hearing.named_materials import named_mentions
from calculator.sources.hearing.price_remarks import price_remarks
from calculator.sources.hearing.said_of_items import with_said_elements
from calculator.sources.import_result import Accumulator, ImportResult, Request, Understood
from calculator.sources.inputs import OpenedFile, each_once, open_file
from calculator.sources.items.bills import TableRead, assemble, read_table, without_lone_texts
from calculator.sources.items.merge import merge
from calculator.sources.items.named_alternates import alternate_doubts
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.items.unit_doubts import unit_doubts
from calculator.sources.line_claims import claims_about
from calculator.sources.note_claims import claims_in_notes
from calculator.sources.rows.occurrence import Reading
from calculator.sources.rows.shape import Placed
from calculator.sources.sheet_fates import sheets_of
from calculator.sources.sheet_reading import SheetReading
from calculator.sources.turned_addresses import with_own_addresses
from calculator.sources.understanding import (
    understanding_of,
    understanding_of_bill,
)

__all__ = ["ImportResult", "Quantities", "Request", "Understood", "read_files"]


@without_collection()
def read_files(
    boms: Sequence[Path], facts: Sequence[Path] = (), request: Request | None = None
) -> ImportResult:
    """One bill of all ``boms``, with the facts in them and in ``facts``.

    The same part number in two files is the same item. The reporting currency is the one asked for, else the one that
    most prices of the bills are in, else USD. Nothing is raised for what a file holds: a file that cannot be read is
    named in ``refused`` with an error among the problems.
    """
    request = request or Request()
    accumulator = Accumulator()
    found = facts_files(facts, boms)
    request = replace(
        request,
        names={**{str(path): name for path, name in found.names.items()}, **request.names},
        found=frozenset(map(str, found.names.keys() - found.named)),
    )
    accumulator.problems += empty_folders(found)
    facts = tuple(found.names)
    opened, default = _read_all(boms, facts, request, accumulator)
    request.announce("")
    bill, problems = merge(accumulator.placements)
    accumulator.problems += problems
    accumulator.doubts += (*unit_doubts(bill), *alternate_doubts(bill, accumulator.placements))
    convention, why = _convention(accumulator.placements)
    if request.on is not None:
        accumulator.rates, problems = beside_bank(accumulator.rates, request.on)
        accumulator.problems += problems
    accumulator.content = with_letterheads(accumulator.content, lambda: buyers_of(opened))
    placed = content_by_item(bill, accumulator)
    content = placed.content
    if accumulator.replies:
        from calculator.sources.facts.answered_facts import complete

        bill, content, problems = complete(
            bill, content, accumulator.replies, request.on, request.weakest
        )
        accumulator.problems += problems
    notices = notices_by_item(bill, accumulator)
    closed = with_complete_lines(placed.closed_by_lines, bill, accumulator)
    to_hear = _to_hear(opened, _account(opened, placed.other_bill, accumulator))
    bill = with_said_elements(
        bill, to_hear, _words_of(bill, accumulator), hears_unread=_hears_unread(request)
    )
    claims = _claims(bill, content, opened, accumulator.sheets)
    bill, content, problems = with_claimed_origins(bill, content, claims)
    accumulator.problems += problems
    result = ImportResult(
        bill=bill,
        content=content,
        prices=tuple(accumulator.prices),
        rates=tuple(accumulator.rates),
        currency=request.currency or request.profile.currency or default,
        quantities=convention,
        quantities_why=why,
        files=tuple(accumulator.files),
        refused=tuple(dict.fromkeys(accumulator.refused)),
        understood=tuple(accumulator.understood),
        problems=tuple(accumulator.problems),
        doubts=tuple(accumulator.doubts),
        accounting=(*accumulator.accounting, *not_opened(found)),
        mentions=(
            *_mentions(to_hear, _words_of(bill, accumulator), request),
            *declared_mentions(
                to_hear, placed.declared_elsewhere, hears_unread=_hears_unread(request)
            ),
        ),
        claims=(
            *claims,
            *listed_names_said(
                bill,
                to_hear,
                _words_of(bill, accumulator),
                request.listed_names,
                hears_unread=_hears_unread(request),
            ),
        ),
        replies=tuple(accumulator.replies),
        closed_by_lines=closed,
        notices=notices,
    )
    return with_own_addresses(result, accumulator.addresses)


# --------------------------------------------------------------------------- files and sheets


def _read_all(
    boms: Sequence[Path], facts: Sequence[Path], request: Request, accumulator: Accumulator
) -> tuple[list[OpenedFile], str]:
    """What the files say, on the accumulator; the files, and the currency of a price that names none."""
    asked = [*((path, "bom") for path in boms), *((path, "facts") for path in facts)]
    chosen = each_once(
        [
            file
            for path, role in asked
            if (file := open_file(path, role, request, accumulator)) is not None
        ],
        accumulator,
    )
    times = Counter(file.sha256 for file in chosen)
    facts_read = [
        read_facts(file, accumulator)
        if file.kept_as is None or times[file.sha256] > 1
        else read_kept_facts(file, file.kept_as, accumulator)
        for file in chosen
    ]
    stated = stated_currencies(accumulator)
    default = default_currency(
        [
            table
            for file in chosen
            if file.role == "bom"
            for table in (*file.choice.bills, *file.choice.lists)
        ],
        stated,
        accumulator,
    )
    settle_currency(request.profile.currency, default, stated, accumulator)
    reading = Reading(
        currency=accumulator.silent_prices_are or request.profile.currency or default, on=request.on
    )
    taken: set[str] = set()
    for file, (understood, problems) in zip(chosen, facts_read, strict=True):
        accumulator.understood += understood
        accumulator.problems += problems
        if file.role == "bom":
            _read_bills(file, reading, request, taken, accumulator)
    return chosen, default


def _account(
    opened: Sequence[OpenedFile],
    of_other_bills: AbstractSet[tuple[str, str, int]],
    accumulator: Accumulator,
) -> list[list[SheetReading]]:
    """What became of every sheet, row and column of the files."""
    of_files: list[list[SheetReading]] = []
    for file in opened:
        if file.declared is not None:
            of_files.append([])
            accumulator.accounting.append(
                account_of_declaration(file.name, file.declared, of_other_bills)
            )
            continue
        sheets = sheets_of(file, accumulator.row_fates, accumulator.headers, of_other_bills)
        of_files.append(sheets)
        accumulator.sheets += sheets
        accumulator.accounting.append(account_of(file.name, sheets, file.refused, file.objects))
    return of_files


def _mentions(
    files: Sequence[FileToHear], words: BillWords, request: Request
) -> tuple[Mention, ...]:
    """What the files of the bill name beside its lines. Facts are about items and list none: they are not listened to."""
    hears_unread = _hears_unread(request)
    return (
        *mentions_in(files, words, hears_unread=hears_unread),
        *named_mentions(files, request.named_words, words, hears_unread=hears_unread),
    )


def _claims(
    bill: Bill,
    content: Mapping[str, Sequence[ContentRow]],
    opened: Sequence[OpenedFile],
    sheets: Sequence[SheetReading],
) -> tuple[ItemClaim, ...]:
    """What the words of all files claim of magnets, targets and materials, each claim once an item."""
    passages = [passage for file in opened for passage in file.parts.passages]
    of_bills = {file.name for file in opened if file.role == "bom"}
    colours_in = {
        file.name: file.parts.colours for file in opened if file.parts.colours is not None
    }
    first: dict[tuple[str, Claim], ItemClaim] = {}
    for claimed in chain(
        claims_about(bill, content, sheets),
        claims_in_notes(bill, content, sheets, passages, of_bills),
        claims_by_colour(bill, sheets, colours_in),
    ):
        first.setdefault((claimed.item, claimed.claim), claimed)
    return tuple(first.values())


def _hears_unread(request: Request) -> bool:
    """False where the user named the sheet that counts."""
    return request.sheet is None and request.profile.sheet is None


def _to_hear(
    opened: Sequence[OpenedFile], sheets: Sequence[Sequence[SheetReading]]
) -> list[FileToHear]:
    return [
        FileToHear(name=file.name, stem=file.path.stem, sheets=of_file, parts=file.parts)
        for file, of_file in zip(opened, sheets, strict=True)
        if file.role == "bom"
    ]


def _words_of(bill: Bill, accumulator: Accumulator) -> BillWords:
    lines = (
        (row.source, row.number)
        for placement in accumulator.placements
        for row in placement.rows
        if not row.is_implied
    )
    return BillWords(bill=bill, lines=lines)


def _read_bills(
    file: OpenedFile,
    reading: Reading,
    request: Request,
    taken: set[str],
    accumulator: Accumulator,
) -> None:
    """The bills of one file, then what its lists say of their items, then what nobody looked at."""
    choice = file.choice
    reading = replace(
        reading, remarks=price_remarks(file.parts.passages, choice.unread(file.tables))
    )
    tables_read = [
        without_lone_texts(read_table(table, header, reading, request.profile))
        for table, header in choice.bills
    ]
    taken |= {row.number for table_read in tables_read for row in table_read.placement.rows}
    asked = request.quantities or (
        Quantities(request.profile.quantity) if request.profile.quantity else None
    )
    placements, problems = assemble(file.name, tables_read, asked, taken)
    accumulator.placements += placements
    for table_read in tables_read:
        accumulator.problems += table_read.problems
        key = file.key(table_read.table, table_read.header)
        accumulator.row_fates[key] = table_read.row_fates
        if table_read.all_columns is not None:
            accumulator.headers[key] = table_read.all_columns
        accumulator.understood.append(understanding_of_bill(table_read))
    accumulator.problems += problems
    on_bill = {row.number for placement in placements for row in placement.rows}
    if choice.bills and not on_bill:
        table, header = choice.bills[0]
        accumulator.refused.append(file.name)
        accumulator.problems.append(
            error(
                "empty-bill",
                "the table has headings and no part below them; was it filtered before it was saved?",
                table.source(header.row, 0),
            )
        )
    for table, header in choice.lists:
        listed = read_table(table, header, reading, request.profile)
        rows = [row for row in listed.placement.rows if row.number in on_bill]
        key = file.key(table, header)
        accumulator.row_fates[key] = _list_row_fates(listed, on_bill)
        if listed.all_columns is not None:
            accumulator.headers[key] = listed.all_columns
        accumulator.placements.append(
            Placement(
                rows=rows, placed=[Placed(None)] * len(rows), sheet=table.sheet, is_stated=True
            )
        )
        accumulator.problems += [
            problem
            for problem in listed.problems
            if problem.cells and problem.severity.value != "note"
        ]
        accumulator.problems.append(
            note(
                "list-without-quantities",
                f'"{table.sheet}" has no quantities: what it says of {counted(len(rows), "item")} of the bill was read, the other {len(listed.placement.rows) - len(rows)} rows are not in it',
                table.source(header.row, 0),
            )
        )
        accumulator.understood.append(understanding_of(table, header, "list of items"))
        choice.left_out.append(
            (table, header, "it has no quantities and the part is not in the bill")
        )


def _list_row_fates(listed: TableRead, on_bill: Collection[str]) -> Mapping[int, RowFate]:
    """Rows of a list that are about items of the bill were read; the others are nobody's."""
    of_items = {
        row.source.row - 1: RowFate.LIST if row.number in on_bill else RowFate.UNREAD
        for row in listed.placement.rows
    }
    return {**listed.row_fates, **of_items}


# --------------------------------------------------------------------------- conventions of the whole


def _convention(placements: Sequence[Placement]) -> tuple[Quantities, str]:
    """What the quantities of the whole bill count; where tables differ, each is named."""
    stated = {
        (placement.quantities, placement.why): placement
        for placement in placements
        if placement.why
    }
    if not stated:
        return Quantities.PER_PARENT, "the rule of an indented bill"
    if len({convention for convention, _ in stated}) == 1:
        convention = next(iter(stated))[0]
        return convention, "; ".join(dict.fromkeys(why for _, why in stated))
    each = "; ".join(
        f'{convention.value} on "{placement.sheet}" ({why})'
        for (convention, why), placement in stated.items()
    )
    return Quantities.UNCLEAR, f"not the same on every sheet: {each}"
