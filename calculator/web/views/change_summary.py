"""What a change did: each share and verdict before and after, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from calculator.findings.report import Report
from calculator.findings.verdict import Licence, Verdict
from calculator.reports.answer_words import overall
from calculator.reports.branches import VerdictMark, mark_of
from calculator.reports.language import N_, tr
from calculator.reports.reasons import licence_words

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStanding:
    """How one item stood in a report: its verdict, and what follows from all triggers together."""

    mark: VerdictMark
    licence: str


_CLEARED: Final = ItemStanding(
    mark=VerdictMark(tone="below", symbol="✓", words=N_("settled")), licence=""
)
"""A part whose magnets were unknown, and are not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item that does not stand as it stood; None where it was not tested then, or is not now."""

    item: str
    description: str
    before: ItemStanding | None
    after: ItemStanding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSummary:
    """What is different since the change before; ``answer`` holds the headlines where these differ."""

    answer: tuple[str, str] | None
    moves: tuple[ItemChange, ...]
    others: int

    @property
    def is_nothing(self) -> bool:
        """True where the change changed nothing."""
        return self.answer is None and not self.moves


def change_summary(before: Report, after: Report) -> ChangeSummary:
    """What changed from one report to the next."""
    old, new = _standing(before), _standing(after)
    moves = tuple(
        ItemChange(
            item=key[1],
            description=text,
            before=old.get(key, (None, ""))[0],
            after=new.get(key, (_CLEARED if not key[0] else None, ""))[0],
        )
        for key, (_, text) in {**old, **new}.items()
        if old.get(key, (None,))[0] != new.get(key, (None,))[0]
    )
    answers = overall(before), overall(after)
    return ChangeSummary(
        answer=answers if answers[0] != answers[1] else None,
        moves=moves[:_SHOWN],
        others=max(0, len(moves) - _SHOWN),
    )


def standing_words(verdict: Verdict | None, licence: Licence | None) -> str:
    """How an item stands, in a few words; of one that is not tested, that.

    >>> standing_words(Verdict.BELOW, Licence.NOT_REQUIRED), standing_words(None, None)
    ('below, licence not required', 'not there')
    """
    if verdict is None or licence is None:
        return tr("not there")
    return tr(
        "{verdict}, licence {answer}",
        verdict=tr(verdict.value.replace("-", " ")),
        answer=tr(licence.value.replace("-", " ")),
    )


def _standing(report: Report) -> dict[tuple[str, str], tuple[ItemStanding, str]]:
    suspect = ItemStanding(
        mark=VerdictMark(tone="suspect", symbol="?", words=tr("magnets unknown")), licence=""
    )
    verdicts = {
        ("", suspect_part.item.number or suspect_part.item.description): (
            suspect,
            suspect_part.item.description,
        )
        for suspect_part in report.suspects
    }
    return verdicts | {
        (finding.rule.id, finding.item.number): (
            ItemStanding(mark=mark_of(finding), licence=licence_words(finding)),
            finding.item.description,
        )
        for finding in report.findings
    }
