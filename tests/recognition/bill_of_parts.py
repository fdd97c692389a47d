"""A small bill of the parts of a test, and what is said of it."""

from __future__ import annotations

from tests.workbooks import assessed

PRODUCT = {
    "Level": 0,
    "Part Number": "PROD",
    "Description": "Product",
    "Quantity": 1,
    "Unit": "pcs",
    "Unit Price": 900,
    "Currency": "USD",
}
PRICES = [
    {"Substance": one, "Form": "metal", "Price": price, "Currency": "USD", "Per": "kg"}
    for one, price in (("Dy", 400), ("Tb", 1500))
]


def part(number="X-1", description="Ring 10x5", level=1, **more):
    """One row of a bill."""
    row = {
        "Level": level,
        "Part Number": number,
        "Description": description,
        "Quantity": 1,
        "Unit": "pcs",
        "Unit Price": 1,
        "Currency": "USD",
    }
    return row | {name.replace("_", " "): value for name, value in more.items()}


def told(folder, rows, content=()):
    """The exit status and the codes of the problems of a bill of these rows."""
    sheets = {"Content": list(content)} if content else {}
    report = assessed(folder, BOM=[PRODUCT, *rows], Prices=PRICES, **sheets).report
    return report.exit_status(), {problem.code for problem in report.problems}
