"""The status of a campaign for a terminal, a spreadsheet, a browser and a script. Same status, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from calculator.campaign.status import CampaignStatus, PartState, StatusRow
from calculator.reports.answer_words import NOT_ADVICE
from calculator.reports.json_text import written_json
from calculator.reports.safe_text import never_formula, safe
from calculator.version import VERSION

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA_VERSION: Final = "1"
FORMATS: Final = ("table", "csv", "json", "html", "xlsx")
YOURS: Final = "(yours to find)"
_WIDTH: Final = 140
_SHOWN: Final = 4
_HEADS: Final = (
    "Supplier",
    "Part",
    "State",
    "Open",
    "Asked on",
    "Due",
    "Answered by",
    "Reference",
    "Answered on",
    "Valid until",
    "Products",
    "Needs a licence",
    "Remarks",
    "Letter",
)
_ON_TERMINAL: Final = (0, 1, 2, 3, 5, 9, 10, 12)
"""The columns that a terminal has room for."""
_COLOUR: Final = {
    PartState.CONTRADICTED: "bold red",
    PartState.OVERDUE: "bold red",
    PartState.OPEN: "bold yellow",
    PartState.PARTLY: "bold yellow",
    PartState.NOT_ASKED: "bold yellow",
    PartState.YOURS: "bold cyan",
    PartState.EXPIRING: "yellow",
    PartState.ANSWERED: "green",
    PartState.NOT_NEEDED: "dim",
}
_FILL: Final = {
    PartState.CONTRADICTED: "F4B084",
    PartState.OVERDUE: "F8CBAD",
    PartState.OPEN: "FFE699",
    PartState.PARTLY: "FFF2CC",
    PartState.NOT_ASKED: "FFE699",
    PartState.YOURS: "DDEBF7",
    PartState.EXPIRING: "FCE4D6",
    PartState.ANSWERED: "C6E0B4",
    PartState.NOT_NEEDED: "EDEDED",
}


def write(status: CampaignStatus, form: str) -> bytes:
    """The status as csv, json, html or xlsx; as a table in plain text for any other word."""
    if form == "json":
        return written_json(as_json(status))
    if form == "csv":
        return _csv(status)
    if form == "html":
        return _html(status).encode()
    if form == "xlsx":
        return _workbook(status)
    from calculator.reports.text.terminal import printed

    return printed(_table(status), _WIDTH).encode()


def print_on_terminal(status: CampaignStatus, *, has_colour: bool) -> None:
    """Print the status as wide as the terminal is."""
    from calculator.reports.text.terminal import show

    show(_table(status), colour=has_colour)


def as_json(status: CampaignStatus) -> dict[str, Any]:
    """The status as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bom-deminimis", "version": VERSION},
        "on": status.on.isoformat(),
        "within_days": status.within.days,
        "counts": {state.value: count for state, count in status.counts.items()},
        "bills": [{"path": safe(path), "answer": answer} for path, answer in status.bills.items()],
        "missing_bills": [safe(path) for path in status.missing_bills],
        "changed_bills": [safe(path) for path in status.changed_bills],
        "changed_letters": [safe(path) for path in status.changed_letters],
        "refused": [safe(text) for text in status.refused],
        "parts": [_record(row) for row in status.rows],
    }


def _record(row: StatusRow) -> dict[str, Any]:
    return {
        "supplier": safe(row.supplier),
        "part": safe(row.part),
        "description": safe(row.description),
        "state": row.state.value,
        "asked": row.asked_count,
        "open": list(row.open_codes),
        "asked_on": _day(row.asked_on) or None,
        "due": _day(row.due) or None,
        "requester": safe(row.requester),
        "letter": row.letter,
        "answered_by": [safe(name) for name in row.answered_by],
        "references": [safe(text) for text in row.references],
        "answered_on": _day(row.answered_on) or None,
        "valid_until": _day(row.valid_until) or None,
        "products": [safe(name) for name in row.products],
        "needs_licence": [safe(name) for name in row.caught],
        "remarks": [safe(text) for text in row.remarks],
    }


def _cells(row: StatusRow) -> tuple[str, ...]:
    return (
        safe(row.supplier) or YOURS,
        safe(row.part),
        row.state.value,
        _few(spoken_codes(row.open_codes)),
        _day(row.asked_on),
        _day(row.due),
        _few(row.answered_by),
        _few(row.references),
        _day(row.answered_on),
        _day(row.valid_until),
        _few(row.products),
        _few(row.caught),
        "; ".join(map(safe, row.remarks)) or (safe(row.description) if not row.part else ""),
        row.letter,
    )


def spoken_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """What is open in few words, each once.

    >>> spoken_codes(["free", "share Dy", "form", "form Dy", "mined", "origin Dy", "technology"])
    ('composition', 'form', 'origin by stage', 'technology')
    """
    return tuple(dict.fromkeys(_SPOKEN.get(code.split()[0], code.split()[0]) for code in codes))


_SPOKEN: Final = {
    "free": "composition",
    "rest": "composition",
    "share": "composition",
    "mined": "origin by stage",
    "separated": "origin by stage",
    "metal": "origin by stage",
    "origin": "origin by stage",
    "made": "country where it was made",
    "melted": "country of melting",
    "inside": "magnets inside",
    "any magnet": "magnets of any kind inside",
    "value": "price of the substance",
    "substances": "listed substances",
    "parts": "parts list",
}


def _few(texts: Sequence[str]) -> str:
    """``share Dy, share Tb and 5 more``."""
    shown = ", ".join(safe(text, 60) for text in texts[:_SHOWN])
    return shown if len(texts) <= _SHOWN else f"{shown} and {len(texts) - _SHOWN} more"


def _day(day: object) -> str:
    return "" if day is None else str(day)


def headline(status: CampaignStatus) -> str:
    """How many parts stand how, in one line.

    >>> import datetime
    >>> headline(CampaignStatus(on=datetime.date(2026, 12, 1), within=datetime.timedelta(30), rows=()))
    'nothing is asked'
    """
    counts = status.counts
    return ", ".join(f"{count} {state.value}" for state, count in counts.items()) or "nothing is asked"  # fmt: skip


def _notes(status: CampaignStatus) -> list[str]:
    """What stands beside the table."""
    caught = dict.fromkeys(item for row in status.rows for item in row.caught)
    return [
        *(f"error: {path}: the bill is gone; ask again without it, or put it back" for path in status.missing_bills),
        *(f"error: {text}" for text in status.refused),
        *(f"{path}: changed since it was asked about; it was read as it is now" for path in status.changed_bills),
        *(f"{path}: no longer as it was written; if it holds answers, move it to answers/" for path in status.changed_letters),
        *([f"by the answers, these need a licence: {', '.join(caught)}"] if caught else []),
    ]  # fmt: skip


def _table(status: CampaignStatus) -> RenderableType:
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place in _ON_TERMINAL:
        table.add_column(_HEADS[place], overflow="fold")
    for row in status.rows:
        cells = _cells(row)
        table.add_row(
            *(
                Text(cells[place], _COLOUR[row.state] if place == 2 else "")
                for place in _ON_TERMINAL
            )
        )
    parts: list[RenderableType] = [table] if status.rows else []
    parts.append(Text(f"{headline(status)} (on {status.on}).", "bold"))
    parts += [Text(safe(line, 400)) for line in _notes(status)]
    return Group(*parts)


def _csv(status: CampaignStatus) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect; no field can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADS)
    writer.writerows([never_formula(cell) for cell in _cells(row)] for row in status.rows)
    return text.getvalue().encode("utf-8-sig")


def _html(status: CampaignStatus) -> str:
    """One page without script, picture or link."""
    fills = "".join(f".{state.name}{{background:#{fill}}}" for state, fill in _FILL.items())
    rows = [
        "<tr>"
        + "".join(
            f'<td class="{row.state.name}">{escape(cell)}</td>'
            if place == 2
            else f"<td>{escape(safe(cell, 500))}</td>"
            for place, cell in enumerate(_cells(row))
        )
        + "</tr>"
        for row in status.rows
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Suppliers asked</title>',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<style>body{{font-family:sans-serif;margin:2em}}table{{border-collapse:collapse}}td,th{{border:1px solid #bbb;padding:.2em .5em;text-align:left;vertical-align:top}}{fills}</style>",
            f"</head><body><h1>Suppliers asked</h1><p><strong>{escape(headline(status))} (on {status.on}).</strong></p>",
            f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in _HEADS)}</tr></thead><tbody>",
            *rows,
            "</tbody></table>",
            *(f"<p>{escape(safe(line, 500))}</p>" for line in _notes(status)),
            f"<p>{escape(NOT_ADVICE)}</p>",
            "</body></html>\n",
        ]
    )


def _workbook(status: CampaignStatus) -> bytes:
    from openpyxl.styles import PatternFill

    from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet

    book = new_book()
    sheet = new_sheet(book, "Campaign", _HEADS, [_cells(row) for row in status.rows])
    for number, row in enumerate(status.rows, 2):
        sheet.cell(row=number, column=3).fill = PatternFill("solid", fgColor=_FILL[row.state])
    facts = [
        ("On", str(status.on)),
        *((state.value, count) for state, count in status.counts.items()),
        *((path, answer) for path, answer in status.bills.items()),
        *(("Note", line) for line in _notes(status)),
    ]
    new_sheet(book, "About", ("What", "Says"), facts)
    return book_bytes(book)
