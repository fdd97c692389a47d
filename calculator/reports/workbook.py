"""The report as a workbook: what a buyer filters, sorts and forwards."""

from __future__ import annotations

from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from calculator.finding import Report, Verdict
from calculator.item import Evidence
from calculator.reports import numbers
from calculator.reports.sheets import FONT, book_bytes, new_book, new_sheet, put
from calculator.reports.words import (
    NOT_ADVICE,
    assumed_words,
    codes_words,
    conventions_words,
    effect,
    headline,
    headroom_words,
    licence_words,
    overall,
    state_words,
    subject_words,
    trigger_words,
    verdict_words,
)
from calculator.source import Source

_FILLS = {
    Verdict.CROSSES: PatternFill("solid", fgColor="F8CBAD"),
    Verdict.BELOW: PatternFill("solid", fgColor="C6E0B4"),
    Verdict.UNDETERMINED: PatternFill("solid", fgColor="FFE699"),
    Verdict.NOT_SUBJECT: PatternFill("solid", fgColor="EDEDED"),
}
_SHARE = "0.0000%"


def workbook_bytes(report: Report) -> bytes:
    """Sheets Summary, Findings, Contributions, Where used, Questions, Assemblies, Suspects, Problems, Inputs."""
    book = new_book()
    _summary(book, report)
    _findings(book, report)
    _details(book, report)
    return book_bytes(book)


def _summary(book: Workbook, report: Report) -> None:
    counts = report.summary
    rows: list[tuple[str, object]] = [
        ("Answer", overall(report)),
        ("In words", headline(report)),
        ("As of", report.on.isoformat()),
        ("Items", counts.items),
        ("Magnets and targets on the list, or perhaps", counts.subject),
        ("Cross", counts.crosses),
        ("Undetermined", counts.undetermined),
        ("Below", counts.below),
        ("Suspects", counts.suspects),
        ("Licence required", counts.licence_required),
        ("Quantities", report.quantity_convention),
        ("Currency", report.currency),
    ]
    rows += [("Assumed", assumed_words(name, value)) for name, value in report.assumptions]
    if report.weakest_evidence is not Evidence.ASSUMED:
        rows.append(("Evidence", f"at least {report.weakest_evidence.value}; weaker facts count as unknown"))
    for rule in report.rules:
        status = rule.status_on(report.on)
        rows += [("Rule", rule.title), (f"Status on {report.on}", f"{state_words(status.state)}. {status.note}"), ("Binding", effect(rule, report))]
        rows += [(f"To be answered, {one.clause}", " ".join(filter(None, (one.en, one.zh)))) for one in rule.inquiries]
        rows.append(("Note", rule.disclaimer))
    rows.append(("", f"bom-deminimis {report.version}. {NOT_ADVICE}"))
    sheet = new_sheet(book, "Summary", ("", ""), rows)
    sheet.auto_filter.ref = None
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].font = Font(name=FONT, bold=True)
    sheet.column_dimensions["B"].width = 100
    put(sheet["A1"], "Threshold report")


def _findings(book: Workbook, report: Report) -> None:
    heads = (
        "Rule", "Item", "Description", "Supplier", "Class", "On the list", "Verdict", "Share", "Share low", "Share high", "Licence",
        "Triggers", "Counted low", "Counted high", "Item low", "Item high", "Unit", "Evidence", "Headroom", "Conventions", "Control lists", "Cells",
    )  # fmt: skip
    rows = [
        (
            one.rule.id, one.item.number, one.item.description, one.item.supplier,
            f"{one.item.item_class.value} ({'stated' if one.item.class_stated else one.item.reason or 'inferred'})",
            subject_words(one), verdict_words(one), numbers.share(one.tested.share, one.rule.threshold), _number(one.tested.share.low), _number(one.tested.share.high),
            licence_words(one), trigger_words(one), _number(one.tested.numerator.low), _number(one.tested.numerator.high),
            _number(one.tested.denominator.low), _number(one.tested.denominator.high), one.tested.unit,
            one.evidence.value if one.evidence else "", headroom_words(one), conventions_words(one), codes_words(one), _cells(one.item.cells),
        )
        for one in report.findings
    ]  # fmt: skip
    sheet = new_sheet(book, "Findings", heads, rows)
    for number, one in enumerate(report.findings, 2):
        sheet.cell(row=number, column=7).fill = _FILLS[one.verdict]
        for column in (9, 10):
            sheet.cell(row=number, column=column).number_format = _SHARE


def _details(book: Workbook, report: Report) -> None:
    new_sheet(
        book, "Contributions", ("Rule", "Item", "Substance", "Form", "Origin", "Value", "Currency", "Mass", "Path", "Workings", "Evidence", "Reference", "Cells"),
        [
            (one.rule.id, one.item.number, part.substance, part.form, part.origin, numbers.amount(part.value), one.value.unit,
             numbers.mass(part.mass), " > ".join(part.path), "; ".join(part.workings), part.evidence.value, part.reference, _cells(part.cells))
            for one in report.findings
            for part in one.contributions
        ],
    )  # fmt: skip
    new_sheet(
        book, "Where used", ("Item", "Product", "Quantity in one product", "Paths", "First path"),
        [
            (one.item.number, use.product, numbers.amount(use.quantity), str(use.paths),
             next((" > ".join(path.path) for path in one.where_used if path.path[0] == use.product), ""))
            for one in report.findings
            if one.rule is report.rules[0]
            for use in one.used_in
        ],
    )  # fmt: skip
    new_sheet(
        book, "Questions", ("Supplier", "Item", "Question", "Settles it", "For the finding on", "Rule"),
        [
            (question.supplier, question.item, question.asks, "yes" if question.settles else "", one.item.number, one.rule.id)
            for one in report.findings
            for question in one.questions
        ],
    )  # fmt: skip
    sheet = new_sheet(
        book, "Assemblies", ("Rule", "Item", "Description", "Product", "Verdict", "Share", "Share low", "Share high", "Conventions", "Holds"),
        [
            (node.rule.id, node.item.number, node.item.description, "yes" if node.top else "", verdict_words(node), numbers.share(node.tested.share, node.rule.threshold),
             _number(node.tested.share.low), _number(node.tested.share.high), conventions_words(node), ", ".join(node.holds))
            for node in report.nodes
            if node.holds
        ],
    )  # fmt: skip
    _shares(sheet, (7, 8))
    new_sheet(book, "Suspects", ("Item", "Description", "Supplier", "Why", "Cells"), [(one.item.number, one.item.description, one.item.supplier, one.why, _cells(one.item.cells)) for one in report.suspects])
    new_sheet(book, "Problems", ("Severity", "Code", "Message", "Cells"), [(one.severity.value, one.code, one.message, _cells(one.cells)) for one in report.problems])
    new_sheet(book, "Inputs", ("File", "Role", "Bytes", "SHA-256"), [(file.path, file.role, file.size, file.sha256) for file in report.inputs])


def _shares(sheet: Worksheet, columns: tuple[int, ...]) -> None:
    for row in sheet.iter_rows(min_row=2):
        for column in columns:
            row[column - 1].number_format = _SHARE


def _number(number: Fraction | None) -> float | str:
    """A number that Excel can sort by; the exact one is in the JSON report. Open bounds say so."""
    if number is None:
        return "open"
    try:
        return float(number)
    except OverflowError:
        return numbers.decimal(numbers.rounded(number, numbers.AMOUNT_DIGITS, numbers.Toward.NEAREST))


def _cells(cells: tuple[Source, ...]) -> str:
    return ", ".join(str(cell) for cell in dict.fromkeys(cells))
