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
from calculator.numbers.counted import counted
from calculator.reports.safe_text import safe

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
        return "why it is not on the list"
    return "why it is below" if finding.rule.has_line else "why it is not caught"


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
    parts += [f"ASSUMED {record_words(record)}" for record in assumed]
    parts.append(f"{proved} of {len(finding.clearance)} proved")
    return f"{why_clear_title(finding)}: {'; '.join(parts)}"


def record_words(record: ClearanceRecord) -> str:
    """One obligation and by what it stands.

    >>> record_words(ClearanceRecord(obligation=Obligation.ITEM_ORIGIN, standing=Standing.PROVED, by="made in JP"))
    'item origin (made in JP)'
    """
    return f"{name_of(record.obligation)} ({safe(record.by, _TEXT)})"


def name_of(member: Enum) -> str:
    """A member of a closed list as people read it."""
    return str(member.value).replace("-", " ")


def run_lines(report: Report) -> tuple[str, ...]:
    """How the run as a whole stands: which obligations are proved, assumed and open; what to ask is among the questions."""
    clearance = report.clearance
    still_open = dict.fromkeys(record.obligation for record in clearance.still_open)
    standings = (
        ("proved", clearance.proved),
        ("assumed", clearance.assumed),
        ("open", tuple(still_open)),
    )
    return tuple(
        f"{name}: {', '.join(map(name_of, obligations))}"
        for name, obligations in standings
        if obligations
    )


# --------------------------------------------------------------------------- the account


def account_lines(account: InputAccount) -> tuple[str, ...]:
    """What became of one file: a line a sheet, then what was heard beside the lines and what is embedded."""
    lines = [f"{sheet_title(sheet)}: {sheet_words(sheet)}" for sheet in account.sheets]
    if account.heard:
        lines.append(f"heard beside the lines: {counts_words(account.heard)}")
    if account.objects:
        lines.append(f"embedded: {objects_words(account.objects)}")
    return tuple(lines)


def sheet_title(sheet: SheetAccount) -> str:
    """A sheet by its name; a file without sheets is one table."""
    return f'sheet "{safe(sheet.name, 80)}"' if sheet.name else "the table"


def sheet_words(sheet: SheetAccount) -> str:
    """The fate of a sheet, of its rows, and the headings of its columns that were not read."""
    text = name_of(sheet.fate)
    if sheet.row_count:
        text += f", {counted(sheet.row_count, 'row')}: {counts_words(sheet.rows)}"
    unread = unread_columns(sheet)
    if unread and sheet.fate is not SheetFate.UNREAD:
        more = f" and {len(unread) - _COLUMNS} more" if len(unread) > _COLUMNS else ""
        text += f"; columns not read, but heard: {', '.join(unread[:_COLUMNS])}{more}"
    return text


def unread_columns(sheet: SheetAccount) -> tuple[str, ...]:
    """The headings of the columns that nothing was read from."""
    return tuple(
        f'"{safe(column.heading, 40)}"' for column in sheet.columns if column.read_as == "unread"
    )


def counts_words(counts: Mapping[Fate, int]) -> str:
    """How many of each fate, in the order of the closed list.

    >>> counts_words({RowFate.NOTE: 2, RowFate.LINE: 118, RowFate.REPEATED_HEADING: 1})
    '118 lines, 1 repeated heading, 2 notes'
    """
    if not counts:
        return "none"
    order = list(type(next(iter(counts))))
    return ", ".join(
        f"{counts[fate]:,} {_NAMES[fate][counts[fate] != 1]}"
        for fate in sorted(counts, key=order.index)
        if counts[fate]
    )


def objects_words(objects: Mapping[str, int]) -> str:
    """What is embedded, by kind."""
    return ", ".join(f"{count:,} {safe(kind, 40)}" for kind, count in sorted(objects.items()))


_NAMES: Final[Mapping[Enum, tuple[str, str]]] = {
    RowFate.LINE: ("line", "lines"),
    RowFate.CONTINUATION: ("continuation", "continuations"),
    RowFate.HEADING: ("heading", "headings"),
    RowFate.REPEATED_HEADING: ("repeated heading", "repeated headings"),
    RowFate.UNITS: ("row of units", "rows of units"),
    RowFate.TITLE: ("title", "titles"),
    RowFate.SUBTOTAL: ("subtotal", "subtotals"),
    RowFate.NOTE: ("note", "notes"),
    RowFate.NOT_FITTED: ("line not fitted", "lines not fitted"),
    RowFate.NOT_IN_EFFECT: ("line not in effect", "lines not in effect"),
    RowFate.ALTERNATE: ("alternate", "alternates"),
    RowFate.FACTS: ("row of facts", "rows of facts"),
    RowFate.PRICES: ("row of prices", "rows of prices"),
    RowFate.RATES: ("row of rates", "rows of rates"),
    RowFate.OTHER_BILL: ("row on another bill", "rows on other bills"),
    RowFate.LIST: ("row of a list", "rows of a list"),
    RowFate.BLANK: ("blank row", "blank rows"),
    RowFate.UNREAD: ("unread row", "unread rows"),
    RowFate.LOOSE: ("row outside the tables", "rows outside the tables"),
    HeardFate.PART: ("suspect", "suspects"),
    HeardFate.JUDGED: ("mention of a line", "mentions of a line"),
    HeardFate.NAMES_THE_BILL: ("name of the bill", "names of the bill"),
    HeardFate.DEFINITION: ("definition", "definitions"),
    HeardFate.CHOICE_LIST: ("entry of a list of choices", "entries of lists of choices"),
    HeardFate.OURS: ("text of our own", "texts of our own"),
    HeardFate.PERSON_OR_COMPANY: ("person or company", "persons or companies"),
    HeardFate.NEGATION: ("denial or warning", "denials or warnings"),
    HeardFate.RELATION: ("use or position", "uses or positions"),
    HeardFate.GROUP: ("heading of a group", "headings of groups"),
}
"""Each fate as one and as many are called."""
