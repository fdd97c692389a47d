"""A declaration as a workbook: what is owed, every field, the magnets by kind, what a person fills in, the law."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from calculator.declarations.record import Declaration
from calculator.reports import numbers
from calculator.reports.answer_words import NOT_ADVICE
from calculator.reports.forms.declaration import (
    KIND_WORDS,
    by_kind,
    headline_of,
    owed_words,
    rows_of,
)
from calculator.reports.rule_words import state_words
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings
from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet


def write(declarations: Sequence[Declaration], _: Settings) -> bytes:
    """The whole workbook; every text stays a text."""
    book = new_book()
    _summary(book, declarations)
    new_sheet(
        book,
        "Fields",
        (
            "Rule",
            "Product",
            "Item",
            "Description",
            "Clause",
            "Asked",
            "State",
            "Declared",
            "To ask",
            "Cells",
        ),
        [
            (
                declaration.rule.id,
                row.product,
                row.item,
                row.description,
                row.clause,
                row.asks,
                row.state.value,
                row.says,
                row.question,
                row.cells,
            )
            for declaration in declarations
            for row in rows_of(declaration)
        ],
    )
    new_sheet(
        book,
        "Magnets by kind",
        ("Rule", "Product", "Kind", "Pieces in one product", "Mass in one product"),
        [
            (
                declaration.rule.id,
                safe(product.item.number, 80),
                KIND_WORDS.get(kind, kind),
                numbers.amount(count),
                numbers.mass(mass),
            )
            for declaration in declarations
            for product in declaration.products
            for kind, count, mass in by_kind(product)
        ],
    )
    new_sheet(
        book,
        "Magnets unknown",
        ("Rule", "Product", "Item", "Description", "Why"),
        [
            (
                declaration.rule.id,
                safe(product.item.number, 80),
                safe(part.item.number, 80),
                safe(part.item.description, 160),
                safe(part.why, 400),
            )
            for declaration in declarations
            for product in declaration.products
            for part in product.open_parts
        ],
    )
    new_sheet(
        book,
        "To fill in",
        ("Rule", "Clause", "Asked", "Answer"),
        [
            (declaration.rule.id, inquiry.clause, inquiry.en, "")
            for declaration in declarations
            for inquiry in declaration.rule.inquiries
        ],
    )
    _law(book, declarations)
    return book_bytes(book)


def _summary(book: Workbook, declarations: Sequence[Declaration]) -> None:
    rows: list[tuple[str, str]] = []
    for declaration in declarations:
        rule = declaration.rule
        status = rule.status_on(declaration.on)
        rows += [
            ("Rule", f"{rule.title} ({rule.id})"),
            ("Answer", headline_of(declaration)),
            (f"Status on {declaration.on}", f"{state_words(status.state)}. {status.note}"),
            *(
                (safe(product.item.number, 80), owed_words(product))
                for product in declaration.products
            ),
            ("Note", rule.disclaimer),
            ("", ""),
        ]
    first = declarations[0]
    rows += [("Input", f"{safe(file.path, 200)}, SHA-256 {file.sha256}") for file in first.inputs]
    rows.append(("Made by", f"bom-deminimis {first.version}, as of {first.on}. {NOT_ADVICE}"))
    new_sheet(book, "Declaration", ("", ""), rows)


def _law(book: Workbook, declarations: Sequence[Declaration]) -> None:
    rows: list[tuple[str, str, str, str, str]] = []
    for declaration in declarations:
        rule = declaration.rule
        rows += [
            (rule.id, clause.id, clause.text, clause.confidence, ", ".join(clause.citations))
            for clause in rule.clauses
        ]
        rows += [
            (
                rule.id,
                f"from {status.start}",
                f"{state_words(status.state)}. {status.note}",
                "",
                ", ".join(status.citations),
            )
            for status in rule.statuses
        ]
        rows += [
            (
                rule.id,
                f"source {cited.id}",
                f"{cited.title}. {cited.url} {cited.note}".strip(),
                cited.seen,
                "",
            )
            for cited in rule.citations
        ]
    new_sheet(book, "Rule", ("Rule", "Clause", "Text", "How well known", "Sources"), rows)
