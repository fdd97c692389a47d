"""The door for programs: one call for what ``deminimis check`` does, and its findings as tables.

``docs/library.md`` is the page about it. Nothing is printed and nothing is written.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar, Unpack

from calculator import assessment
from calculator.application import jobs
from calculator.application.requests import InvalidRequestError, options_for
from calculator.assessment import Options
from calculator.findings import report as findings
from calculator.numbers.bounds import Bounds
from calculator.reports.numbers import machine

if TYPE_CHECKING:
    import pandas as pd

    from calculator.findings.finding import Contribution, Finding

__all__ = ["Assessment", "Choices", "InvalidRequestError", "Options", "Report", "assess", "check"]

Place = str | os.PathLike[str]
_EXACT: Final = "_exact"
"""What follows the name of a column of floats in the name of the column with the exact texts."""


@dataclass(frozen=True, kw_only=True)
class Report(findings.Report):
    """The record of a run, with its findings as tables of pandas.

    A bound of a table is a float that never lies inside the exact bound (an open one is infinite), for sorting and drawing;
    the exact number, a decimal or ``p/q``, stands beside it in the column named ``..._exact``.
    """

    def findings_frame(self) -> pd.DataFrame:
        """One row a finding: who, what, the verdict, the share and what it is made of, with cells."""
        from calculator.reports.dataframes import findings_frame

        return _with_floats(findings_frame(self))

    def contributions_frame(self) -> pd.DataFrame:
        """One row a counted substance in an item under a rule: mass in kg, value, and its share of what the rule tests."""
        import pandas as pd

        rows = [
            _contribution(finding, contribution)
            for finding in self.findings
            for contribution in finding.contributions
        ]
        return _with_floats(pd.DataFrame(rows, columns=list(CONTRIBUTION_COLUMNS), dtype="object"))


@dataclass(frozen=True, kw_only=True)
class Assessment(assessment.Assessment):
    """A report, and what is needed to explain it and to ask what if."""

    report: Report


class Choices(TypedDict, total=False):
    """The options of ``deminimis check`` beside day, facts and rules, by the words of the command."""

    assume: Sequence[str]
    """Assumptions such as ``technology=no``; each is printed in every report."""
    reading: str
    """Whose answer the verdict is: ``materials`` or ``product``."""
    sheet: str | None
    """The sheet that is the bill, where it is not found by itself."""
    quantity: str | None
    """What the column of quantities counts: in one parent (``per-parent``) or in the whole product (``cumulative``)."""
    currency: str | None
    """Of amounts that name none: an ISO code."""
    min_evidence: str
    """The weakest grade of facts that counts: ``measured``, ``declared``, ``datasheet`` or ``assumed``."""
    profile: Place | None
    """A file that says how the layout is to be read."""
    rules_dir: Place | None
    """A folder of rules of your own."""
    limits: Mapping[str, int]
    """What a file or a run may cost, by the names of ``--limit``, with underscores."""
    samples: int | None
    """How often what is unknown of undetermined items is drawn; None for never."""
    seed: int
    """Of the draws: the same seed draws the same."""


def check(
    *boms: Place,
    on: date | None = None,
    facts: Sequence[Place] = (),
    rules: Iterable[str] = (),
    **choices: Unpack[Choices],
) -> Report:
    """What ``deminimis check`` finds in one bill of one or several files, with the command's defaults.

    ``on`` is the day of the law, the prices and the rates; today where it is not given. ``rules`` are ids, and ``choices`` the other
    options of the command. As under the command, files are read in a worker process with limits.
    Nothing in a file raises: see ``problems`` and ``refused`` of the report. Raises InvalidRequestError for options that do not hold.
    """
    if not boms:
        raise InvalidRequestError("no bill was given")
    limits = dict(choices.get("limits") or {})
    words: dict[str, Any] = {
        **choices,
        "limits": limits,
        "assume": tuple(choices.get("assume", ())),
        "profile": _path(choices.get("profile")),
        "rules_dir": _path(choices.get("rules_dir")),
    }
    options = options_for(on=on or date.today(), rule_ids=tuple(rules), **words)  # noqa: DTZ011  # the user's own day, as on the command line
    paths, sources = _paths(boms), _paths(facts)
    found = jobs.run(partial(jobs.check, paths, sources, options), (*paths, *sources), limits)
    return _as(Report, found)


def assess(boms: Sequence[Place], facts: Sequence[Place], options: Options) -> Assessment:
    """The same in this process, without a worker around it, and with what is needed to explain the outcome.

    For files that you trust: a hostile one can take all memory. Nothing in a file raises.
    """
    made = assessment.assess(_paths(boms), _paths(facts), options)
    return _as(Assessment, replace(made, report=_as(Report, made.report)))


CONTRIBUTION_COLUMNS: Final = (
    *("rule", "item", "substance", "form", "origin", "holder", "path"),
    *("mass_low_kg", "mass_high_kg", "value_low", "value_high", "currency"),
    *("share_low", "share_high", "evidence", "reference", "cells"),
)
"""Stable: the same whether anything was found or not."""


def _contribution(finding: Finding, contribution: Contribution) -> dict[str, str | None]:
    part = contribution.mass if finding.rule.is_by_mass else contribution.value
    share = part.divided_by(finding.tested.denominator).capped(Fraction(1))
    return {
        "rule": finding.rule.id,
        "item": finding.item.number,
        "substance": contribution.substance,
        "form": contribution.form,
        "origin": contribution.origin,
        "holder": contribution.path[-1] if contribution.path else finding.item.number,
        "path": " > ".join(contribution.path),
        **_ends("mass", contribution.mass, "_kg"),
        **_ends("value", contribution.value),
        "currency": finding.value.unit,
        **_ends("share", share),
        "evidence": contribution.evidence.value,
        "reference": contribution.reference,
        "cells": " ".join(map(str, contribution.cells)),
    }


def _ends(name: str, bounds: Bounds, unit: str = "") -> dict[str, str | None]:
    return {
        f"{name}_low{unit}": machine(bounds.low),
        f"{name}_high{unit}": machine(bounds.high),
    }


def _with_floats(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with a column of floats before each column of exact bounds, which gets the longer name."""
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        if "_low" in name or "_high" in name:
            floats = [_outside(text, is_low="_low" in name) for text in frame[name]]
            columns[name] = pd.Series(floats, index=frame.index, dtype="float64")
            columns[name + _EXACT] = frame[name]
        else:
            columns[name] = frame[name]
    return pd.DataFrame(columns)


def _outside(text: str | None, *, is_low: bool) -> float:
    """The nearest float that is not inside the bound.

    >>> _outside("1/3", is_low=True) < Fraction(1, 3) < _outside("1/3", is_low=False)
    True
    >>> _outside("0.5", is_low=True), _outside(None, is_low=False)
    (0.5, inf)
    """
    if text is None:
        return 0.0 if is_low else math.inf
    exact = Fraction(text)
    try:
        near = float(exact)
    except OverflowError:
        return math.nextafter(math.inf, 0) if is_low else math.inf
    if is_low:
        return math.nextafter(near, -math.inf) if near > exact else near
    return math.nextafter(near, math.inf) if near < exact else near


def _path(place: Place | None) -> Path | None:
    return None if place is None else Path(place)


def _paths(places: Iterable[Place]) -> tuple[Path, ...]:
    return tuple(map(Path, places))


T = TypeVar("T")


def _as(kind: type[T], record: Any) -> T:
    """The same record as one of our own kind, field by field."""
    return kind(**{field.name: getattr(record, field.name) for field in fields(record)})
