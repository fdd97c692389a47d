"""A workbook with the sheets of the RMI's template as they are publicly described; nothing of the template itself."""

from __future__ import annotations

from pathlib import Path

from tests.sources.layouts import grids

NUMBERS = (
    "Manufacturer's Product Number (*)",
    "Manufacturer's Product Name",
    "Requestor Product Number",
    "Requestor Product Name",
    "Comments",
)


def amrt(
    path: Path,
    *products: tuple[str | None, str | None],
    scope: str | None = "B. Product (or List of Products)",
    answer: str | None = "Yes",
    mineral: str | None = "Rare Earth Elements",
    country: str = "CHINA",
) -> Path:
    """The template, filled in for products by the manufacturer's and the requester's number."""
    return grids(
        path,
        Declaration=[
            ["Additional Minerals Reporting Template (AMRT)"],
            ["Company Name (*):", None, "Hoshi Magnetics"],
            ["Declaration Scope or Class (*):", None, scope],
            ["Effective Date (*):", None, "2026-05-04"],
            ["Select your company's mineral reporting scope", None, mineral],
            [],
            ["1) Is any specified mineral intentionally added or used?", None, "Answer", None, "Comments"],
            [mineral, None, answer],
            ["2) What percentage of suppliers have responded?", None, "Answer"],
            [mineral, None, "1"],
        ],
        **{
            "Minerals Scope": [["Minerals in scope", "Reasons for inclusion on the AMRT"]],
            "Smelter List": [
                ["Metal (*)", "Smelter Name", "Smelter Country (*)"],
                [mineral, "Baotou", country],
            ],
            "Product List": [
                ["Product List"],
                [*NUMBERS],
                *([own, None, requested] for own, requested in products),
            ],
        },
    )  # fmt: skip
