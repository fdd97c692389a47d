"""The rows of a Content sheet: what is inside an item, how much of it, from where, and what they leave unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import Evidence
from calculator.model.problem import error, note, warning
from calculator.model.stages import STAGE_COLUMNS
from calculator.model.substances import NOTHING, UNDISCLOSED, Substance
from calculator.numbers.bounds import ZERO, Bounds, up_to_stated
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.units import Dimension, Unit
from calculator.sources.facts.alike_rows import AlikeRows
from calculator.sources.facts.column_groups import column_groups
from calculator.sources.facts.content_tables import content_tables
from calculator.sources.facts.fact_rows import SAME_OF_EACH, FactRow
from calculator.sources.facts.numbered_rows import NumberedRow, numbered_rows
from calculator.sources.facts.origin_words import beside_words
from calculator.sources.facts.stated_amounts import AmountReader, StatedAmount, columns_of
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.stated_words import (
    stated_disclosure,
    stated_end,
    stated_evidence,
    stated_form,
    stated_origin,
    stated_recycled,
    stated_stages,
    stated_start,
)
from calculator.sources.facts.statement_limits import (
    Limit,
    limit_of,
    limit_of_table,
    revision_in_words,
)
from calculator.sources.facts.substance_names import NamedSubstances, substances_named
from calculator.sources.facts.sum_rows import SumRows
from calculator.sources.facts.unclear_columns import column_problems, unclear_columns
from calculator.sources.facts.unlisted_substances import with_unlisted
from calculator.sources.facts.words_beside import GROUPED, REMARKS, other_amount
from calculator.sources.layout.columns import Header
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.money import currency_of


def read_content(cells: Cells) -> list[StatedContent]:
    """All rows of a Content sheet. Mass and value are for one unit of the item as the bill writes it; a currency that is not named is empty."""
    stated: list[StatedContent] = []
    for header in content_tables(cells.table, cells.header):
        own = cells
        if header is not cells.header:
            own = Cells(cells.table, header)
            own.problems = cells.problems
            own.studies = {REMARKS: cells.studies.get(REMARKS, ())}
        stated += _read_table(own)
        own.tell_decimals()
    return stated


def _read_table(cells: Cells) -> list[StatedContent]:
    """The rows below one row of headings."""
    # Every column is read here, also where two mean the same.
    cells.problems[:] = [problem for problem in cells.problems if problem.code != "column-twice"]
    table, header = cells.table, cells.header
    groups = column_groups(table, header)
    _tell_headings(cells, groups)
    read = {heading.column for group in groups for heading in group.headings.values()}
    cells.studies[GROUPED] = frozenset(read)
    amounts = AmountReader(
        groups=tuple(columns_of(table, group) for group in groups),
        unclear=unclear_columns(table, header, sorted(read)),
    )
    stated: list[tuple[FactRow, StatedContent]] = []
    repeated: list[FactRow] = []
    alike = AlikeRows(cells)
    sums = SumRows(cells=cells)
    for numbered in numbered_rows(cells, groups):
        if sums.takes(numbered, amounts):
            continue
        key = alike.key(numbered)
        known = alike.of(key, numbered)
        if known is not None:
            stated += [(numbered.row, content) for content in known]
            continue
        told = len(cells.problems), amounts.met_count
        of_row = [*_stated(numbered, amounts)]
        stated += [(numbered.row, content) for content in of_row]
        if _repeats_cells(numbered.row):
            repeated.append(numbered.row)
        elif told == (len(cells.problems), amounts.met_count):
            alike.keep(key, numbered, of_row)
    for problem in column_problems(table, header, amounts.met):
        cells.report(problem)
    if repeated:
        cells.report(
            note(
                "merged-fact",
                f"{counted(len(repeated), 'row')} {agreeing(len(repeated), 'takes', 'take')} what a merged cell or a ditto mark says (substance, form, origin, evidence ...) from the row above",
                *(row.cells.row_source(row.row) for row in repeated),
            )
        )
    return with_unlisted(sums.opened(stated), cells)


def in_base_units(row: ContentRow, unit: Unit) -> ContentRow:
    """The row with mass and value for one base unit of an item that the bill counts in ``unit``."""
    if row.is_per_piece:
        return row if unit.dimension is Dimension.COUNT else replace(row, mass=None)
    if unit.factor == 1:
        return row
    return replace(
        row,
        mass=None if row.mass is None else row.mass.scaled(1 / unit.factor),
        value=None if row.value is None else row.value.scaled(1 / unit.factor),
    )


def _stated(numbered: NumberedRow, amounts: AmountReader) -> Iterator[StatedContent]:
    """What one row states: of each substance that it names, one content."""
    row = numbered.row
    name = _stated_text(row, "substance")
    cas = _stated_text(row, "cas")
    amount = amounts.read(row, numbered.group)
    if not row.is_blank("notice_share"):
        yield from _noticed(numbered)
        if not name and not cas and not amount.cells:
            return
    if not name and not cas:
        yield from _without_substance(numbered, amount)
        return
    named = _named(row, name, cas)
    if named.are_absent:
        amount = _absent(amount)
    elif len(named.substances) > 1:
        amount = _one_of_several(row, amount, named)
    if not named.are_absent:
        amount = _beside_words(row, amount)
    for substance in named.substances:
        yield _limited(row, _content(numbered, substance, amount, is_open=named.is_open))


def _limited(row: FactRow, stated: StatedContent) -> StatedContent:
    """What a row states, closing nothing where words in it limit it; of a layer alone it leaves to the other rows what they say."""
    limit = limit_of(row) or limit_of_table(row.cells)
    if limit is None:
        return stated
    row.cells.report(limit.problem(stated.content.cells[0]))
    return replace(
        stated.with_content(disclosure=Disclosure.PARTIAL),
        is_open=stated.is_open or limit.limit is not Limit.LAYER,
    )


def _beside_words(row: FactRow, amount: StatedAmount) -> StatedAmount:
    """The amount, open where words beside it name another or say that it is in another unit."""
    words = other_amount(row, amount.share)
    if words is None:
        return amount
    text, cell = words
    row.cells.report(
        warning(
            "amount-in-words",
            f'words beside an amount may make it another: "{text[:60]}"; nothing counts as fully disclosed by it. Write one amount, with its unit',
            cell,
            *amount.cells[:1],
        )
    )
    return replace(amount, is_open=True)


def _noticed(numbered: NumberedRow) -> Iterator[StatedContent]:
    """The share that a compliance notice states of the item, as a row that states no content."""
    row = numbered.row
    share = row.share("notice_share", what="notice share")
    if share is None:
        return
    stated = _content(numbered, UNDISCLOSED, StatedAmount(), is_open=False)
    cells = (row.source("notice_share"),)
    yield stated.with_content(
        notice_share=share,
        share=ZERO,
        value=None,
        disclosure=Disclosure.PARTIAL,
        evidence=Evidence.NOTICE if row.is_blank("evidence") else stated.content.evidence,
        cells=cells,
        amount_cells=cells,
    )


def _named(row: FactRow, name: str, cas: str) -> NamedSubstances:
    """What the row names; columns of names that mean different substances may mean any of them."""
    form = stated_form(row)
    named = substances_named(name, cas, form)
    _tell_fault(row, named)
    first = row.source("substance")
    for further in row.each("substance"):
        if further.source("substance") == first:
            continue
        other = substances_named(further.text("substance"), "", form)
        if other.fault is None and not other.are_absent:
            named = named.beside(other)
    return named


def _without_substance(numbered: NumberedRow, amount: StatedAmount) -> Iterator[StatedContent]:
    """``full`` alone closes the lines below the item; anything else that names nothing may be of any substance."""
    row = numbered.row
    says_full = stated_disclosure(row) is not Disclosure.PARTIAL
    if says_full and not amount.cells and row.is_blank("value"):
        content = _content(numbered, NOTHING, StatedAmount(), is_open=False)
        yield _limited(row, replace(content, closes_components=True))
        return
    row.cells.report(
        warning(
            "substance-missing",
            "no substance is named, so it may be any; name it, or write none",
            row.source("substance"),
        )
    )
    yield _content(numbered, UNDISCLOSED, amount, is_open=False)


def _content(
    numbered: NumberedRow, substance: Substance, amount: StatedAmount, *, is_open: bool
) -> StatedContent:
    row = numbered.row
    share, mass = amount.share, amount.mass
    value, currency = _value(row, substance, share, mass)
    if (
        value is not None
        and value.low > 0
        and any(stated is not None and stated.is_zero for stated in (share, mass))
    ):
        row.cells.report(
            error(
                "content-contradicts-itself",
                f"none of {row.text('substance')[:40]} that is worth something cannot be; how much there is counts as unknown",
                row.source("value"),
            )
        )
        share = mass = None
    return StatedContent(
        content=beside_words(
            row,
            ContentRow(
                item=numbered.number,
                substance=substance,
                origin=stated_origin(row),
                share=share,
                mass=mass,
                value=value,
                currency=currency,
                stages=stated_stages(row),
                recycled=stated_recycled(row),
                disclosure=stated_disclosure(row),
                evidence=stated_evidence(row),
                reference=row.text("reference"),
                dated=row.day("date", "date")[0],
                valid_until=stated_end(row),
                valid_from=stated_start(row),
                cells=(
                    row.source(
                        "cas"
                        if row.is_blank("substance") and not row.is_blank("cas")
                        else "substance"
                    ),
                    *(
                        row.source(meaning)
                        for meaning in ("origin", *STAGE_COLUMNS)
                        if not row.is_blank(meaning)
                    ),
                ),
                amount_cells=(
                    *amount.cells,
                    *(row.source(meaning) for meaning in ("value",) if not row.is_blank(meaning)),
                ),
            ),
        ),
        number=numbered.number,
        revision=numbered.revision or revision_in_words(row),
        supplier=numbered.supplier,
        other_numbers=numbered.other_numbers,
        is_of_title=numbered.is_of_title,
        is_open=is_open or amount.is_open,
        is_balance=amount.is_balance,
        atoms=amount.atoms,
        file=row.cells.table.file,
        sheet=row.cells.table.sheet,
    )


# --------------------------------------------------------------------------- substances


def _stated_text(row: FactRow, meaning: str) -> str:
    """The text of a cell that states something; "none" states that there is nothing."""
    text = row.text(meaning)
    return "" if row.is_blank(meaning) and text.casefold() != "none" else text


def _tell_fault(row: FactRow, named: NamedSubstances) -> None:
    if named.fault is None:
        return
    cells = [row.source(meaning) for meaning in ("substance", "cas") if not row.is_blank(meaning)]
    report = error if named.fault.is_grave else warning
    row.cells.report(report(named.fault.code, named.fault.message, *cells))


def _absent(amount: StatedAmount) -> StatedAmount:
    """None of it; where an amount stands beside that, no more than the amount."""
    if amount.share is None and amount.mass is None:
        return replace(amount, share=ZERO, is_balance=False)
    return _up_to(amount)


def _up_to(amount: StatedAmount) -> StatedAmount:
    return replace(
        amount,
        share=up_to_stated(amount.share),
        mass=up_to_stated(amount.mass),
        atoms=up_to_stated(amount.atoms),
        is_balance=False,
    )


def _one_of_several(row: FactRow, amount: StatedAmount, named: NamedSubstances) -> StatedAmount:
    """Of several substances each may be all of the amount, or none of it."""
    row.cells.report(
        note(
            "one-of-several",
            f'"{row.text("substance")[:60]}" names {" and ".join(substance.name for substance in named.substances)}: each was read as between none and all of the amount. Give each a row of its own',
            row.source("substance"),
        )
    )
    return _up_to(amount)


# --------------------------------------------------------------------------- value, and what is told of the table


def _value(
    row: FactRow, substance: Substance, share: Bounds | None, mass: Bounds | None
) -> tuple[Bounds | None, str]:
    """The stated value in one unit of the item, and its currency. Nothing is worth nothing; a substance that is there is not."""
    stated, is_merged = row, row.is_merged_with_others("value")
    heading = row.heading("value")
    if is_merged and heading is not None:
        first, _ = row.cells.table.facts.first_of_merged(row.row, heading.column)
        stated = FactRow(row.cells, first, None, is_after_break=False)
    value = stated.number("value", what="value")
    if value is None:
        return None, ""
    currency = currency_of(stated, "value", "")
    if currency == "?" or not row.measure("value").is_clear:
        return None, currency
    if value.is_zero:
        is_none = any(amount is not None and amount.is_zero for amount in (share, mass))
        if not is_none and substance != NOTHING:
            row.cells.report(
                warning(
                    "zero-price",
                    f"value 0 does not tell what {row.text('substance')[:40]} is worth; it is unknown. Write wt% 0 where there is none",
                    row.source("value"),
                )
            )
        return None, currency
    return (Bounds.up_to(value) if is_merged else value), currency


def _tell_headings(cells: Cells, groups: Iterable[Header]) -> None:
    """Headings of shares are read, and told, by their own reader; those of masses and values by the one of all tables."""
    before = len(cells.problems)
    cells.tell_headings()
    amounts = {
        group.headings[meaning].source
        for group in groups
        for meaning in ("low", "high", "share")
        if meaning in group.headings
    }
    cells.problems[before:] = [
        problem for problem in cells.problems[before:] if not amounts.intersection(problem.cells)
    ]


def _repeats_cells(row: FactRow) -> bool:
    """True where a merged cell, or a ditto mark, says something of the row."""
    return any(
        row.repeats(meaning)
        for meaning in row.cells.header.headings
        if meaning in SAME_OF_EACH and meaning != "number"
    )
