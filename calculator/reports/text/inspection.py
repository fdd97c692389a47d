"""How the files were understood, as text; no verdict."""

from __future__ import annotations

from collections import Counter

from calculator.model.source import column_letters
from calculator.numbers.counted import counted
from calculator.reports.clearance_words import account_lines
from calculator.reports.safe_text import safe
from calculator.sources.layout.headings import Match, spoken
from calculator.sources.layout.profile import profile_text
from calculator.sources.reader import ImportResult, Quantities, Understood

_ROWS = 30
_MATCHES = {
    Match.PROFILE: " (by the profile)",
    Match.EXACT: "",
    Match.WEAK: " (the word has other uses)",
    Match.LOOSE: " (may mean something else)",
    Match.PART: " (by a part of the words)",
    Match.SIMILAR: " (by its likeness)",
    Match.CONTENT: " (by what stands below)",
}


def inspection_text(read: ImportResult) -> str:
    """Files, sheets, header rows, columns, hierarchy, units, classes, problems."""
    lines: list[str] = []
    for file in read.files:
        lines.append(
            f"{safe(file.path)}: {file.size:,} bytes, SHA-256 {file.sha256}, read as {file.role}"
        )
        for sheet in read.understood:
            if sheet.file == file.path:
                lines += _sheet(sheet)
    lines += [
        "",
        f"Quantities: {read.quantities.value} ({read.quantities_why})",
        f"Currency of the report: {read.currency}",
    ]
    lines += _hierarchy(read)
    lines += _classes(read)
    lines += _account(read)
    questions = tuple(dict.fromkeys(doubt.question for doubt in read.doubts))
    if questions:
        lines += ["", "Yours to find, for no supplier can tell how your file is meant"]
        lines += [f"  {safe(question, 300)}" for question in questions]
    lines += ["", f"Problems: {len(read.problems)}"]
    lines += [
        f"  {problem.severity.value} {problem.code}: {safe(str(problem), 400)}"
        for problem in read.problems
    ]
    return "\n".join(lines) + "\n"


def _sheet(sheet: Understood) -> list[str]:
    name = f'sheet "{safe(sheet.sheet)}"' if sheet.sheet else "the table"
    how = f" ({safe(sheet.how, 60)})" if sheet.how else ""
    if sheet.header is None:
        return [f"  {name}{how}: {sheet.role}; {sheet.rows} rows"]
    header = sheet.header
    rows = (
        f"row {header.row + 1}"
        if header.body == header.row + 1
        else f"rows {header.row + 1} and {header.body}"
    )
    lines = [f"  {name}{how}: {sheet.role}; headings in {rows}, {sheet.rows} rows below"]
    if header.title:
        lines.append(f'    title above: "{safe(header.title, 80)}"')
    further = [heading for headings in header.more.values() for heading in headings]
    for heading in sorted(
        (*header.headings.values(), *further), key=lambda heading: heading.column
    ):
        unit = f', in "{safe(heading.bracket, 30)}"' if heading.bracket else ""
        also = (
            ", where the other is blank"
            if heading in further and heading.meaning in ("price", "mass")
            else ""
        )
        lines.append(
            f'    {column_letters(heading.column + 1):>3}  "{safe(heading.text, 60)}" is {spoken(heading.meaning)}{unit}{also}{_MATCHES[heading.match]}'
        )
    if header.steps:
        lines.append(
            f"         one column a level: {column_letters(header.steps[0] + 1)} to {column_letters(header.steps[-1] + 1)}"
        )
    if sheet.role == "bom":
        flat = (
            f'the parts of "{safe(sheet.below, 60)}", after which the sheet is named'
            if sheet.below
            else "none; a flat list of the parts of one product"
        )
        lines.append(f"    hierarchy: {safe(sheet.shape.why, 120) if sheet.shape else flat}")
        lines += [
            f"      also seen: {safe(hierarchy.why, 120)}"
            for hierarchy in sheet.seen
            if hierarchy is not sheet.shape
        ]
        lines.append(f"    quantities: {safe(sheet.quantities, 200)}")
    if header.unread:
        lines.append(
            "    not read: " + ", ".join(f'"{safe(text, 40)}"' for text in header.unread[:20])
        )
    return lines


def _hierarchy(read: ImportResult) -> list[str]:
    bill = read.bill
    codes = bill.low_level_codes()
    depth = Counter(codes.values())
    products = ", ".join(safe(number, 40) for number in bill.products[:8]) + (
        " ..." if len(bill.products) > 8 else ""
    )
    lines = [
        "",
        f"Hierarchy: {counted(len(bill.items), 'item')}, {counted(sum(len(bill.lines_of(number)) for number in bill.structures), 'line')}, {counted(len(bill.products), 'product')}: {products}",
    ]
    lines.append(
        "  items by deepest level: "
        + ", ".join(f"{level}: {depth[level]}" for level in sorted(depth))
    )
    units = Counter(item.dimension.value for item in bill.items.values())
    lines.append("  units: " + ", ".join(f"{unit} {count}" for unit, count in units.most_common()))
    return lines


def _classes(read: ImportResult) -> list[str]:
    items = read.bill.items.values()
    lines = ["", "Classes:"]
    for (name, stated), count in sorted(
        Counter((item.item_class.value, item.class_stated) for item in items).items()
    ):
        lines.append(f"  {name}: {count} {'stated' if stated else 'inferred'}")
    notable = [
        item
        for item in items
        if item.reason or (item.suspect and not read.bill.lines_of(item.number))
    ]
    for item in notable[:_ROWS]:
        why = item.reason or f"suspect: {item.suspect}"
        named = f"{safe(item.number, 40)} {safe(item.description, 60)}".rstrip()
        lines.append(
            f"  {named}: {item.item_class.value}, {safe(why, 120)}  {item.cells[0] if item.cells else ''}"
        )
    if len(notable) > _ROWS:
        lines.append(f"  and {len(notable) - _ROWS} more")
    return lines


def _account(read: ImportResult) -> list[str]:
    """The fate of every row, which adds up; columns stand above."""
    lines = ["", "What became of it:"]
    for account in read.accounting:
        lines.append(f"  {safe(account.path)}")
        lines += [f"    {line}" for line in account_lines(account)]
    return lines if len(lines) > 2 else []


def profile_of(read: ImportResult) -> str:
    """What was understood of the first bill as a profile, empty where there is none."""
    sheet = next(
        (sheet for sheet in read.understood if sheet.role == "bom" and sheet.header is not None),
        None,
    )
    if sheet is None or sheet.header is None:
        return ""
    header = sheet.header
    shown = sorted(
        (
            *header.headings.values(),
            *(heading for headings in header.more.values() for heading in headings),
        ),
        key=lambda heading: heading.column,
    )
    # One column a level is found by the headings side by side; a profile that named one of them would part it from the others.
    columns = [
        (heading.text or f"column {column_letters(heading.column + 1)}", heading.meaning)
        for heading in shown
        if heading.column not in header.steps
    ]
    return profile_text(
        sheet=sheet.sheet,
        header_row=header.row,
        hierarchy=sheet.shape.name if sheet.shape else "flat",
        quantity=""
        if sheet.quantities.startswith(Quantities.UNCLEAR.value)
        else sheet.quantities.split(" ")[0],
        currency=read.currency,
        columns=list(
            dict(reversed([*columns, *((text, "ignored") for text in header.unread)])).items()
        )[::-1],
    )
