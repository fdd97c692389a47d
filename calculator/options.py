"""What the user chose for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calculator.findings.circumstances import NO_CIRCUMSTANCES, Circumstances
from calculator.findings.excuse import NO_EXCUSES, Excuses
from calculator.findings.finding import Sampling
from calculator.findings.report import InputFile, Reading
from calculator.model.assumptions import Assumptions
from calculator.model.item import Evidence
from calculator.rules import Rule
from calculator.sources.files.limits import Limits
from calculator.sources.items.placement import Quantities
from calculator.sources.layout.profile import NO_PROFILE, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The choices of one run. ``on`` is the date of the law, the prices and the rates."""

    on: date
    rules: tuple[Rule, ...]
    assumptions: Assumptions = field(default_factory=Assumptions)
    reading: Reading = Reading.MATERIALS
    sheet: str | None = None
    weakest: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade count as unknown."""
    lists: tuple[Rule, ...] = ()
    """Control lists whose codes are looked up for every finding."""
    declarations: tuple[Rule, ...] = ()
    """Rules that ask for a declaration: what their fields lack is asked beside what the others leave open."""
    quantities: Quantities | None = None
    currency: str | None = None
    profile: Profile = NO_PROFILE
    asked: tuple[tuple[str, str], ...] = ()
    """The options that were given, by name, for the record."""
    sampling: Sampling | None = None
    """How often to draw what is unknown of undetermined items; None for never."""
    limits: Limits = field(default_factory=Limits)
    excuses: Excuses = NO_EXCUSES
    """Waivers and an earlier report: they decide the exit status and nothing else."""
    circumstances: Circumstances = NO_CIRCUMSTANCES
    """What is said of the shipment: recorded, and no part of the arithmetic."""
    chosen_by: tuple[InputFile, ...] = ()
    """Files beside bills and facts that chose something for the run; they stand among the inputs of its report."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By what name a file of facts is cited, by path, where it is not its own: that of a report that is made again."""
