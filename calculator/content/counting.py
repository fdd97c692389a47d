"""What a rule counts: the substances of its list, of the origins that it names."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.model.facts import Assumptions, ContentRow
from calculator.model.item import ANYWHERE, Origin
from calculator.model.substance_list import SubstanceList
from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a rule counts: substances of its list that are from ``origins``; ``unsure`` codes may be."""

    substances: SubstanceList
    origins: frozenset[str]
    unsure: frozenset[str] = frozenset()

    @property
    def is_of_rare_earth(self) -> bool:
        """True where only rare earth is counted, so that a material without any holds nothing that counts."""
        return not self.substances.is_named

    def share_of_row(self, row: ContentRow, origin: Origin, assumptions: Assumptions) -> Bounds:
        """The share of what a row states that the rule counts, by the stages that it tells of."""
        if not row.stages.are_stated or ANYWHERE in self.origins:
            return self.share_of(origin, assumptions)
        return row.stages.counted_share(
            row.substance.form,
            origin,
            lambda stage: self.share_of(stage, assumptions),
            assumptions.origin_stage,
        )

    def share_of(self, origin: Origin, assumptions: Assumptions) -> Bounds:
        """The share of something of that origin that the rule counts."""
        if ANYWHERE in self.origins:
            return Bounds.exactly(1)
        share = origin.share_from(self.origins, self.unsure)
        if assumptions.unknown_origin_is_not_chinese and share.high is not None:
            return Bounds(share.low, share.high - origin.unsaid_share(self.origins | self.unsure))
        return share
