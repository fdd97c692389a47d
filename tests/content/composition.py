"""What the tests of composition share: a magnet and its parts, a verdict, a proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from calculator.assessment import Assessment
from calculator.content.composition import CompositionProof
from calculator.content.composition_proof import composition_of
from calculator.findings.verdict import Verdict
from tests.workbooks import LAW, RULES, assessed, finding

CLEAR = (Verdict.BELOW, Verdict.NOT_SUBJECT)


def part(number: str, level: int = 1, **more: object) -> dict[str, object]:
    """A part of 1 g and 1 cent, one in its parent."""
    return {
        "Level": level,
        "Part Number": number,
        "Quantity": 1,
        "Unit": "each",
        "Unit Mass": 1,
        "Mass Unit": "g",
        "Unit Price": 0.01,
        "Currency": "USD",
        **more,
    }


def row(substance: object, item: str = "MAG", **more: object) -> dict[str, object]:
    """A Content row of Japanese origin."""
    return {"Part Number": item, "Substance": substance, "Country of Origin": "JP", **more}


def proof(run: Assessment, number: str, rule: str = LAW.id) -> CompositionProof:
    """How the whole of an item is known under a rule."""
    item = run.scenarios.bill.items[number]
    return composition_of(item, run.scenarios.rollup_of(RULES[rule], item))


def is_clear(folder: Path, item: str = "MAG", **more: Any) -> bool:
    """True where the item of such a workbook is below the line, or on no list."""
    return finding(assessed(folder, **more), item).verdict in CLEAR
