"""The summary of an audit for a terminal, a spreadsheet, a ticket, a browser and a script. Same summary, same bytes."""

from __future__ import annotations

import csv
import dataclasses
import io
from importlib import resources
from typing import TYPE_CHECKING, Final

from calculator.audit.json_summary import as_json
from calculator.audit.new_words import NEW_HEADS, new_headline, new_rows
from calculator.audit.portfolio import MOST_FILES, Portfolio, portfolio_of
from calculator.audit.register import Entry
from calculator.audit.summary import Answer, Summary, answer_of
from calculator.numbers.counted import counted
from calculator.reports.answer_words import NOT_ADVICE, answered_for
from calculator.reports.json_text import written_json
from calculator.reports.rule_words import state_words
from calculator.reports.safe_text import never_formula, safe
from calculator.reports.suspect_words import unknown_magnets_words

if TYPE_CHECKING:
    from rich.console import RenderableType

_PLAIN_WIDTH: Final = 120
_MOST_NEW: Final = 100
_HEADS: Final = ("File", "Answer", "Cross", "Undetermined", "Suspects", "Worst problem")
_COLOUR: Final = {
    Answer.BUG: "bold red",
    Answer.REFUSED: "bold magenta",
    Answer.SKIPPED: "dim",
    Answer.REQUIRED: "bold red",
    Answer.UNDETERMINED: "bold yellow",
    Answer.NOT_REQUIRED: "green",
}
_FILL: Final = {
    Answer.BUG: "F4B084",
    Answer.REFUSED: "D9D2E9",
    Answer.SKIPPED: "EDEDED",
    Answer.REQUIRED: "F8CBAD",
    Answer.UNDETERMINED: "FFE699",
    Answer.NOT_REQUIRED: "C6E0B4",
}
_CSV_COLUMNS: Final = (
    "path",
    "sha256",
    "bytes",
    "answer",
    "status",
    "items",
    "subject",
    "crosses",
    "below",
    "undetermined",
    "suspects",
    "licence_required",
    "worst_code",
    "worst",
    "report",
)


def write(summary: Summary, form: str, portfolio: Portfolio | None = None) -> bytes:
    """The summary as json, csv, md, html or xlsx; as a table in plain text for any other word.

    A page holds the ``portfolio``; without one it is made of the entries alone.
    """
    if form == "json":
        return written_json(as_json(summary))
    if form == "csv":
        return _csv(summary)
    if form == "md":
        return _markdown(summary).encode()
    if form == "html":
        return page(summary, portfolio or portfolio_of(summary, None, "", {})).encode()
    if form == "xlsx":
        return _workbook(summary)
    return plain_text(summary).encode()


def _row(entry: Entry) -> tuple[str, str, int, int, int, str]:
    worst = f"{entry.worst_code}: {entry.worst}" if entry.worst_code else ""
    return (
        safe(entry.path),
        _words(answer_of(entry)),
        entry.crosses,
        entry.undetermined,
        entry.suspects,
        worst,
    )


def _words(answer: Answer) -> str:
    return answer.value.replace("-", " ")


def _counts(summary: Summary) -> list[tuple[str, str, int]]:
    """The totals with their words for many and for one, in the order of weight."""
    counts = summary.totals
    met, unmet = (
        (("require a licence", "requires a licence"), ("require none", "requires none"))
        if any(rule.is_law for rule in summary.options.rules)
        else (("are caught", "is caught"), ("are not caught", "is not caught"))
    )
    skipped = ("skipped, for they are no bills", "skipped, for it is no bill")
    ended = "ended in a bug of the program"
    return [
        ("files", "file", counts.files),
        (*met, counts.required),
        ("undetermined", "undetermined", counts.undetermined),
        (*unmet, counts.not_required),
        ("refused", "refused", counts.refused),
        *([(*skipped, counts.skipped)] if counts.skipped else []),
        *([(ended, ended, counts.bugs)] if counts.bugs else []),
    ]


def _headline(summary: Summary) -> str:
    counts_said = ", ".join(counted(count, one, many) for many, one, count in _counts(summary))
    counts = summary.totals
    crossing = counted(counts.crossing_items, "magnet or target", "magnets and targets")
    cross = "crosses" if counts.crossing_items == 1 else "cross"
    if counts.licence_required_items != counts.crossing_items:
        caught = "is" if counts.licence_required_items == 1 else "are"
        cross += f", {counts.licence_required_items:,} {caught} caught by any trigger"
    return f"{counts_said}; {crossing} {cross}, {counts.undetermined_items:,} undetermined, {unknown_magnets_words(counts.suspects)}."


def _laws(summary: Summary) -> list[str]:
    """Each rule with its status, and what was assumed; then that this is no advice."""
    options = summary.options
    lines = [
        f"{rule.title}; status on {options.on}: {state_words(rule.status_on(options.on).state)}"
        for rule in options.rules
    ]
    lines += [f"assumed: {name}={value}" for name, value in options.assumptions.as_pairs]
    whose = answered_for(options.rules, options.reading)
    return [
        *lines,
        f"Answers are for the {whose} of each file. bom-deminimis {summary.version}. {NOT_ADVICE}",
    ]


# --------------------------------------------------------------------------- terminal


def print_on_terminal(summary: Summary, *, has_colour: bool) -> None:
    """Print the summary as wide as the terminal is."""
    from calculator.reports.text.terminal import show

    show(_table(summary), colour=has_colour)


def plain_text(summary: Summary) -> str:
    """The summary without colour, for files and pipes."""
    from calculator.reports.text.terminal import printed

    return printed(_table(summary), _PLAIN_WIDTH)


def _table(summary: Summary) -> RenderableType:
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in _HEADS:
        is_count = head in _HEADS[2:5]
        table.add_column(
            head,
            justify="right" if is_count else "left",
            overflow="fold",
            min_width={"File": 44, "Answer": 12}.get(head),
        )
    for entry in summary.entries:
        path, answer, crosses, undetermined, suspects, worst = _row(entry)
        table.add_row(
            Text(path),
            Text(answer, _COLOUR[answer_of(entry)]),
            str(crosses),
            str(undetermined),
            str(suspects),
            Text(safe(worst, 160)),
        )
    parts: list[RenderableType] = [table, Text(_headline(summary), "bold")]
    if summary.earlier is not None:
        parts.append(Text(new_headline(summary), "bold"))
        parts += [
            Text(f"  {path}: {item or 'the file'}: {words}{f' ({rule})' if rule else ''}")
            for path, item, words, rule in new_rows(summary)[:_MOST_NEW]
        ]
        if (left := len(new_rows(summary)) - _MOST_NEW) > 0:
            parts.append(Text(f"  and {left:,} more; the other formats hold them all"))
    if summary.refused:
        parts.append(Text("\nRefused", "bold"))
        parts += [
            Text(f"  {safe(entry.path)}: {entry.worst_code}: {entry.worst}")
            for entry in summary.refused
        ]
    if summary.left_out:
        parts.append(Text("\nLeft out", "bold"))
        parts += [Text(f"  {safe(line)}") for line in summary.left_out]
    return Group(*parts, Text("\n" + "\n".join(_laws(summary)), "dim"))


# --------------------------------------------------------------------------- files


def _csv(summary: Summary) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect; no field can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = _CSV_COLUMNS if summary.earlier is None else (*_CSV_COLUMNS, "new", "status_new")
    writer.writerow(columns)
    for entry in summary.entries:
        values = {
            **dataclasses.asdict(entry),
            "answer": answer_of(entry).value,
            "new": sum(not state.is_waived for state in summary.new_of(entry)),
            "status_new": summary.status_of(entry),
        }
        writer.writerow(
            [
                never_formula(value) if isinstance(value := values[name], str) else value
                for name in columns
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def _markdown(summary: Summary) -> str:
    # Its escaping is what keeps a supplier's text from becoming markup; there must be one of it.
    from calculator.reports.markdown_text import plain, table_of

    lines = ["# Supplier audit", "", f"**{_headline(summary)}**", ""]
    lines += table_of(_HEADS, (tuple(map(str, _row(entry))) for entry in summary.entries))
    if summary.earlier is not None:
        lines += ["## New", "", plain(new_headline(summary)), ""]
        lines += table_of(NEW_HEADS, new_rows(summary)) if new_rows(summary) else []
    if summary.refused:
        lines += [
            "## Refused",
            "",
            *table_of(
                ("File", "Code", "Why"),
                ((entry.path, entry.worst_code, entry.worst) for entry in summary.refused),
            ),
        ]
    if summary.left_out:
        lines += ["## Left out", "", *(f"- {plain(line)}" for line in summary.left_out), ""]
    return "\n".join([*lines, *(f"{plain(line)}  " for line in _laws(summary))]) + "\n"


def page(summary: Summary, portfolio: Portfolio) -> str:
    """One page that loads nothing, in the looks of the report."""
    # Jinja costs more to load than most summaries to write.
    from markupsafe import Markup

    from calculator.reports.page.html import asset, environment, policy

    style = asset("style.css") + asset("print.css") + _asset("portfolio.css")
    rows = [(_row(entry), entry, answer_of(entry).value) for entry in summary.entries]
    return (
        environment(safe, "calculator.audit")
        .get_template("portfolio.html.j2")
        .render(
            summary=summary,
            portfolio=portfolio,
            headline=_headline(summary),
            laws=_laws(summary),
            heads=_HEADS,
            new_headline=new_headline(summary),
            new_heads=NEW_HEADS,
            new_rows=new_rows(summary),
            most_new=MOST_FILES,
            rows=rows[:MOST_FILES],
            rows_left=max(0, len(rows) - MOST_FILES),
            style=Markup(style),  # noqa: S704  # our own files
            policy=policy(style, ""),
        )
    )


def _asset(name: str) -> str:
    return resources.files("calculator.audit").joinpath("templates", name).read_text("utf-8")


def _workbook(summary: Summary) -> bytes:
    from openpyxl.styles import PatternFill

    from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet

    book = new_book()
    rows: list[tuple[str, object]] = [(many, count) for many, _, count in _counts(summary)]
    rows += [
        (name.replace("_", " "), value)
        for name, value in dataclasses.asdict(summary.totals).items()
        if name.endswith(("items", "suspects"))
    ]
    rows += [("", line) for line in (new_headline(summary), *_laws(summary)) if line]
    front = new_sheet(book, "Audit", ("Supplier audit", _headline(summary)), rows)
    front.column_dimensions["B"].width = 100
    front.auto_filter.ref = None
    heads = (
        "File",
        "Answer",
        "Items",
        "Subject",
        "Cross",
        "Below",
        "Undetermined",
        "Suspects",
        "Licence required",
        "Worst problem",
        "Problem",
        "SHA-256",
        "Report",
    )
    sheet = new_sheet(
        book,
        "Files",
        heads,
        [
            (
                entry.path,
                _words(answer_of(entry)),
                entry.items,
                entry.subject,
                entry.crosses,
                entry.below,
                entry.undetermined,
                entry.suspects,
                entry.licence_required,
                entry.worst_code,
                entry.worst,
                entry.sha256,
                entry.report,
            )
            for entry in summary.entries
        ],
    )
    if summary.earlier is not None:
        new_sheet(book, "New", NEW_HEADS, new_rows(summary))
    for number, entry in enumerate(summary.entries, 2):
        sheet.cell(row=number, column=2).fill = PatternFill(
            "solid", fgColor=_FILL[answer_of(entry)]
        )
    new_sheet(
        book,
        "Refused",
        ("File", "Code", "Why"),
        [(entry.path, entry.worst_code, entry.worst) for entry in summary.refused],
    )
    new_sheet(book, "Left out", ("What",), [(line,) for line in summary.left_out])
    return book_bytes(book)
