"""How the files were understood, as text; no verdict."""

from __future__ import annotations

from collections import Counter

from calculator.reports.words import safe
from calculator.source import column_letters
from calculator.workbook.reader import Intake, Understood

_ROWS = 30


def inspection_text(read: Intake) -> str:
    """Files, sheets, header rows, columns, hierarchy, units, classes, problems."""
    lines: list[str] = []
    for file in read.files:
        lines.append(f"{safe(file.path)}: {file.size:,} bytes, SHA-256 {file.sha256}, read as {file.role}")
        for sheet in read.understood:
            if sheet.file == file.path:
                lines += _sheet(sheet)
    lines += ["", f"Quantities: {read.quantities.value} ({read.quantities_why})", f"Currency of the report: {read.currency}"]
    lines += _hierarchy(read)
    lines += _classes(read)
    lines += ["", f"Problems: {len(read.problems)}"]
    lines += [f"  {problem.severity.value} {problem.code}: {safe(str(problem), 400)}" for problem in read.problems]
    return "\n".join(lines) + "\n"


def _sheet(sheet: Understood) -> list[str]:
    name = f'sheet "{safe(sheet.sheet)}"' if sheet.sheet else "the table"
    if sheet.header is None:
        return [f"  {name}: not read ({sheet.rows} rows; no heading that is known)"]
    header = sheet.header
    lines = [f"  {name}: {sheet.role}; headings in row {header.row + 1}, {sheet.rows} rows below"]
    for heading in sorted(header.headings.values(), key=lambda one: one.column):
        unit = f', in "{safe(heading.bracket, 30)}"' if heading.bracket else ""
        doubt = " (may mean something else)" if heading.loose else ""
        lines.append(f'    {column_letters(heading.column + 1):>3}  "{safe(heading.text, 60)}" is {heading.meaning.replace("_", " ")}{unit}{doubt}')
    if header.unread:
        lines.append("    not read: " + ", ".join(f'"{safe(text, 40)}"' for text in header.unread[:20]))
    return lines


def _hierarchy(read: Intake) -> list[str]:
    bill = read.bill
    codes = bill.low_level_codes()
    depth = Counter(codes.values())
    products = ", ".join(safe(number, 40) for number in bill.products[:8]) + (" ..." if len(bill.products) > 8 else "")
    lines = ["", f"Hierarchy: {len(bill.items)} items, {sum(len(bill.lines_of(one)) for one in bill.structures)} lines, {len(bill.products)} products: {products}"]
    lines.append("  items by deepest level: " + ", ".join(f"{level}: {depth[level]}" for level in sorted(depth)))
    units = Counter(item.dimension.value for item in bill.items.values())
    lines.append("  units: " + ", ".join(f"{unit} {count}" for unit, count in units.most_common()))
    return lines


def _classes(read: Intake) -> list[str]:
    items = read.bill.items.values()
    lines = ["", "Classes:"]
    for (name, stated), count in sorted(Counter((item.item_class.value, item.class_stated) for item in items).items()):
        lines.append(f"  {name}: {count} {'stated' if stated else 'inferred'}")
    told = [item for item in items if item.reason or item.suspect]
    for item in told[:_ROWS]:
        why = item.reason or f"suspect: {item.suspect}"
        lines.append(f"  {safe(item.number, 40)} {safe(item.description, 60)}: {item.item_class.value}, {safe(why, 120)}  {item.cells[0] if item.cells else ''}")
    if len(told) > _ROWS:
        lines.append(f"  and {len(told) - _ROWS} more")
    return lines
