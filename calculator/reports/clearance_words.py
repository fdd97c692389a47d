"""Why something is clear, and what became of the input, in words: shared by all formats that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final, TypeVar

from calculator.findings.accounting import InputAccount, SheetAccount, SheetFate
from calculator.findings.finding import Finding
from calculator.findings.obligation import ClearanceRecord, Obligation, Standing
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.reports.words import safe

Fate = TypeVar("Fate", bound=Enum)
_OF_THE_ITEM: Final = (
    Obligation.CLASS,
    Obligation.COMPOSITION,
    Obligation.UNDISCLOSED,
    Obligation.MASS,
    Obligation.PRICE,
    Obligation.SUBSTANCE_PRICE,
    Obligation.ORIGIN,
    Obligation.TECHNOLOGY,
    Obligation.ITEM_ORIGIN,
)
"""What a reader asks of one item; the other records say the same of every item of a file."""
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
    shown = [
        record
        for record in finding.clearance
        if record.standing is Standing.PROVED and record.obligation in _OF_THE_ITEM
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
    """How the run as a whole stands: what is proved, what assumed, and what is open with its question."""
    clearance = report.clearance
    lines = []
    if clearance.proved:
        lines.append(f"proved: {', '.join(map(name_of, clearance.proved))}")
    if clearance.assumed:
        lines.append(f"assumed: {', '.join(map(name_of, clearance.assumed))}")
    lines += [
        f"open: {name_of(record.obligation)}: {safe(record.question, 300)}"
        for record in clearance.still_open
    ]
    return tuple(lines)


# --------------------------------------------------------------------------- the account


def account_lines(account: InputAccount) -> tuple[str, ...]:
    """What became of one file: a line a sheet, then what was heard beside the lines and what is embedded."""
    lines = [f"{sheet_title(sheet)}: {sheet_words(sheet)}" for sheet in account.sheets]
    if account.heard:
        lines.append(f"heard beside the lines: {counts_words(account.heard)}")
    if account.objects:
        lines.append(f"embedded: {counted(account.objects.items())}")
    return tuple(lines)


def sheet_title(sheet: SheetAccount) -> str:
    """A sheet by its name; a file without sheets is one table."""
    return f'sheet "{safe(sheet.name, 80)}"' if sheet.name else "the table"


def sheet_words(sheet: SheetAccount) -> str:
    """The fate of a sheet, of its rows, and the headings of its columns that were not read."""
    text = name_of(sheet.fate)
    if sheet.row_count:
        text += f", {sheet.row_count:,} {'row' if sheet.row_count == 1 else 'rows'}: {counts_words(sheet.rows)}"
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
    '118 line, 1 repeated heading, 2 note'
    """
    if not counts:
        return "none"
    order = list(type(next(iter(counts))))
    return counted(
        (name_of(fate), counts[fate]) for fate in sorted(counts, key=order.index) if counts[fate]
    )


def counted(pairs: Iterable[tuple[str, int]]) -> str:
    """Numbers with what they count."""
    return ", ".join(f"{count:,} {name}" for name, count in pairs)
