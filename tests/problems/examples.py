"""The registry of examples: for each problem code small inputs that raise it, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from calculator.assessment import Options, assess
from calculator.model.problem import Problem
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.reader import Quantities
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON, assessed

Make = Callable[[Path], Iterable[Problem]]
EXAMPLES: dict[str, list[Make]] = {}


def example(*codes: str) -> Callable[[Make], Make]:
    """Register a function as an example of some codes: its problems hold each of them."""

    def register(make: Make) -> Make:
        for code in codes:
            EXAMPLES.setdefault(code, []).append(make)
        return make

    return register


def of_file(
    path: Path,
    *facts: Path,
    profile: Profile = NO_PROFILE,
    quantities: Quantities | None = None,
    **options: object,
) -> tuple[Problem, ...]:
    """The problems of a run on one bill with facts beside it."""
    chosen = Options(on=ON, rules=(LAW,), profile=profile, quantities=quantities, **options)
    return assess((path,), facts, chosen).report.problems


def of_text(folder: Path, text: str | bytes, name: str = "bom.csv") -> tuple[Problem, ...]:
    """The problems of a csv file."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return of_file(path)


def of_cells(
    folder: Path, *rows: Sequence[object], **sheets: Sequence[Sequence[object]]
) -> tuple[Problem, ...]:
    """The problems of a workbook of such rows, and of more sheets by name."""
    return of_file(grids(folder / "bom.xlsx", **({"Sheet1": rows} if rows else {}), **sheets))


def of_bill(
    folder: Path, *rows: Mapping[str, object], **sheets: Sequence[Mapping[str, object]]
) -> tuple[Problem, ...]:
    """The problems of a standard workbook: lines of the bill, and sheets of facts by name."""
    return assessed(folder, BOM=rows, **sheets).report.problems


def line(number: str = "SCREW", **more: object) -> dict[str, object]:
    """A line of a standard bill that is wrong in nothing."""
    return {
        "Level": 0,
        "Part Number": number,
        "Description": "Screw M3",
        "Quantity": 1,
        "Unit": "each",
        "Material": "steel",
        **more,
    }
