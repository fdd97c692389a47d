"""Why something is clear, and what became of the input, in words: shared by all formats that people read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from calculator.findings.accounting import HeardFate, InputAccount, RowFate, SheetAccount, SheetFate
from calculator.findings.finding import Finding
from calculator.findings.obligation import ClearanceRecord, Obligation, Standing
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.reports.language import N_, name_of, tr, tr_many
from calculator.reports.retelling import retold
from calculator.reports.safe_text import and_more, safe

Fate = TypeVar("Fate", bound=Enum)
_OF_THE_LIST: Final = (Obligation.CLASS, Obligation.COMPOSITION)
_OF_THE_LINE: Final = (
    Obligation.COMPOSITION,
    Obligation.PRICE,
    Obligation.ORIGIN,
    Obligation.TECHNOLOGY,
    Obligation.ITEM_ORIGIN,
)
"""What a reader asks first of one item; the JSON report and the workbook have every record."""
_TEXT: Final = 160
_COLUMNS: Final = 12


def why_clear_title(finding: Finding) -> str:
    """What the records of a clearance answer, as a heading; nothing where there is none."""
    if not finding.clearance:
        return ""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return tr("why it is not on the list")
    return tr("why it is below") if finding.rule.has_line else tr("why it is not caught")


def why_clear(finding: Finding) -> str:
    """The short form, for one line: what the item's own clearance rests on, what of it is assumed, how many are proved."""
    if not finding.clearance:
        return ""
    first = _OF_THE_LIST if finding.verdict is Verdict.NOT_SUBJECT else _OF_THE_LINE
    shown = [
        record
        for record in finding.clearance
        if record.standing is Standing.PROVED and record.obligation in first
    ]
    assumed = [record for record in finding.clearance if record.standing is Standing.ASSUMED]
    proved = sum(record.standing is Standing.PROVED for record in finding.clearance)
    parts = [record_words(record) for record in shown]
    parts += [tr("ASSUMED {obligation}", obligation=record_words(record)) for record in assumed]
    parts.append(tr("{count} of {all} proved", count=proved, all=len(finding.clearance)))
    return tr("{answer}: {why}", answer=why_clear_title(finding), why="; ".join(parts))


def record_words(record: ClearanceRecord) -> str:
    """One obligation and by what it stands.

    >>> record_words(ClearanceRecord(obligation=Obligation.ITEM_ORIGIN, standing=Standing.PROVED, by="made in JP"))
    'item origin (made in JP)'
    """
    return f"{name_of(record.obligation)} ({safe(retold(record.by), _TEXT)})"


def run_lines(report: Report) -> tuple[str, ...]:
    """How the run as a whole stands: which obligations are proved, assumed and open; what to ask is among the questions."""
    clearance = report.clearance
    still_open = dict.fromkeys(record.obligation for record in clearance.still_open)
    standings = (
        (N_("proved"), clearance.proved),
        (N_("assumed"), clearance.assumed),
        (N_("open"), tuple(still_open)),
    )
    return tuple(
        f"{tr(name)}: {', '.join(map(name_of, obligations))}"
        for name, obligations in standings
        if obligations
    )


# --------------------------------------------------------------------------- the account


def account_lines(account: InputAccount) -> tuple[str, ...]:
    """What became of one file: a line a sheet, then what was heard beside the lines and what is embedded."""
    lines = [f"{sheet_title(sheet)}: {sheet_words(sheet)}" for sheet in account.sheets]
    if account.heard:
        lines.append(tr("heard beside the lines: {counts}", counts=counts_words(account.heard)))
    if account.objects:
        lines.append(tr("embedded: {objects}", objects=objects_words(account.objects)))
    return tuple(lines)


def sheet_title(sheet: SheetAccount) -> str:
    """A sheet by its name; a file without sheets is one table."""
    return tr('sheet "{name}"', name=safe(sheet.name, 80)) if sheet.name else tr("the table")


def sheet_words(sheet: SheetAccount) -> str:
    """The fate of a sheet, of its rows, and the headings of its columns that were not read."""
    text = name_of(sheet.fate)
    if sheet.row_count:
        rows = tr_many(sheet.row_count, "{count} row", "{count} rows")
        text += f", {rows}: {counts_words(sheet.rows)}"
    unread = unread_columns(sheet)
    if unread and sheet.fate is not SheetFate.UNREAD:
        columns = ", ".join(unread[:_COLUMNS]) + and_more(len(unread) - _COLUMNS)
        text += tr("; columns not read, but heard: {columns}", columns=columns)
    return text


def unread_columns(sheet: SheetAccount) -> tuple[str, ...]:
    """The headings of the columns that nothing was read from, and how many of them have none."""
    headings = [safe(column.heading, 40) for column in sheet.columns if column.read_as == "unread"]
    named = tuple(f'"{heading}"' for heading in headings if heading.strip())
    blank = len(headings) - len(named)
    if not blank:
        return named
    return (*named, tr_many(blank, "{count} without a heading", "{count} without a heading"))


def counts_words(counts: Mapping[Fate, int]) -> str:
    """How many of each fate, in the order of the closed list.

    >>> counts_words({RowFate.NOTE: 2, RowFate.LINE: 118, RowFate.REPEATED_HEADING: 1})
    '118 lines, 1 repeated heading, 2 notes'
    """
    if not counts:
        return tr("none")
    order = list(type(next(iter(counts))))
    return ", ".join(
        tr_many(counts[fate], *_NAMES[fate])
        for fate in sorted(counts, key=order.index)
        if counts[fate]
    )


def objects_words(objects: Mapping[str, int]) -> str:
    """What is embedded, by kind."""
    return ", ".join(f"{count:,} {safe(kind, 40)}" for kind, count in sorted(objects.items()))


_NAMES: Final[Mapping[Enum, tuple[str, str]]] = {
    RowFate.LINE: ("{count} line", "{count} lines"),
    RowFate.CONTINUATION: ("{count} continuation", "{count} continuations"),
    RowFate.HEADING: ("{count} heading", "{count} headings"),
    RowFate.REPEATED_HEADING: ("{count} repeated heading", "{count} repeated headings"),
    RowFate.UNITS: ("{count} row of units", "{count} rows of units"),
    RowFate.TITLE: ("{count} title", "{count} titles"),
    RowFate.SUBTOTAL: ("{count} subtotal", "{count} subtotals"),
    RowFate.NOTE: ("{count} note", "{count} notes"),
    RowFate.NOT_FITTED: ("{count} line not fitted", "{count} lines not fitted"),
    RowFate.NOT_IN_EFFECT: ("{count} line not in effect", "{count} lines not in effect"),
    RowFate.ALTERNATE: ("{count} alternate", "{count} alternates"),
    RowFate.FACTS: ("{count} row of facts", "{count} rows of facts"),
    RowFate.PRICES: ("{count} row of prices", "{count} rows of prices"),
    RowFate.RATES: ("{count} row of rates", "{count} rows of rates"),
    RowFate.OTHER_BILL: ("{count} row on another bill", "{count} rows on other bills"),
    RowFate.LIST: ("{count} row of a list", "{count} rows of a list"),
    RowFate.BLANK: ("{count} blank row", "{count} blank rows"),
    RowFate.UNREAD: ("{count} unread row", "{count} unread rows"),
    RowFate.LOOSE: ("{count} row outside the tables", "{count} rows outside the tables"),
    HeardFate.PART: ("{count} suspect", "{count} suspects"),
    HeardFate.JUDGED: ("{count} mention of a line", "{count} mentions of a line"),
    HeardFate.NAMES_THE_BILL: ("{count} name of the bill", "{count} names of the bill"),
    HeardFate.DEFINITION: ("{count} definition", "{count} definitions"),
    HeardFate.CHOICE_LIST: (
        "{count} entry of a list of choices",
        "{count} entries of lists of choices",
    ),
    HeardFate.OURS: ("{count} text of our own", "{count} texts of our own"),
    HeardFate.PERSON_OR_COMPANY: ("{count} person or company", "{count} persons or companies"),
    HeardFate.NEGATION: ("{count} denial or warning", "{count} denials or warnings"),
    HeardFate.RELATION: ("{count} use or position", "{count} uses or positions"),
    HeardFate.GROUP: ("{count} heading of a group", "{count} headings of groups"),
}
"""Each fate as one and as many are called."""
