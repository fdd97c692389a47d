"""The open questions as few as they can be: what is asked alike of one supplier is one question about several items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from calculator.comparison.questionnaire_lines import OF_THE_BUYER
from calculator.findings.finding import QuestionKind, SuspectKind
from calculator.findings.report import Report
from calculator.reports.language import N_, tr_many

ASK_OF_A_PART: Final = N_("which magnets and targets are inside, and of what they are made")
ASK_OF_WORDS: Final = N_(
    "whether this is a part of the product, and if so on which line of the bill"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """One question to one supplier; it is yours to find where only the buyer can, or nobody is named, and then there is none.

    ``items`` are the parts that it is asked about, ``settles`` the tested items of which its answer alone could decide
    the verdict or the licence.
    """

    asks: str
    supplier: str
    items: tuple[str, ...]
    settles: tuple[str, ...]
    step: str = ""
    """How the buyer comes nearer to it himself, where he can."""

    @property
    def is_yours(self) -> bool:
        """True for what the buyer finds in his own files or price lists, and where nobody is named to be asked."""
        return not self.supplier


REFERENCE_PRICE: Final = N_("or see what the reference price gives: --assume reference-prices=yes")
YOURS: Final = N_("yours to find")
"""How what the buyer finds himself is called."""


def apart(groups: Sequence[QuestionGroup]) -> tuple[list[QuestionGroup], list[QuestionGroup]]:
    """Those that are asked of suppliers, and those that are the buyer's own, each in their order."""
    return [group for group in groups if not group.is_yours], [
        group for group in groups if group.is_yours
    ]


@dataclass(slots=True)
class _Gathered:
    items: dict[str, None] = field(default_factory=dict)
    settles: dict[str, None] = field(default_factory=dict)
    step: str = ""


def question_groups(report: Report) -> tuple[QuestionGroup, ...]:
    """Every open question once: first, in their order, the few that settle most, then the others as they are met."""
    gathered: dict[tuple[str, str], _Gathered] = {}
    for doubt in report.doubts_of_input:
        gathered.setdefault(("", doubt.question), _Gathered())
    for finding in report.findings:
        for question in finding.questions:
            whose = "" if question.kind in OF_THE_BUYER else question.supplier.strip()
            group = gathered.setdefault((whose, question.asks), _Gathered())
            group.items[question.item] = None
            if question.kind is QuestionKind.SUBSTANCE_VALUE:
                group.step = REFERENCE_PRICE
            if question.settles:
                group.settles[finding.item.number] = None
    for suspect in report.suspects:
        is_part = suspect.kind is SuspectKind.PART
        asks = ASK_OF_A_PART if is_part else ASK_OF_WORDS
        whose = suspect.item.supplier.strip() if is_part else ""
        group = gathered.setdefault((whose, asks), _Gathered())
        name = suspect.item.number if is_part else suspect.item.description
        group.items[name] = None
        group.settles[name] = None
    groups = [
        QuestionGroup(
            asks=asks,
            supplier=supplier,
            items=tuple(group.items),
            settles=tuple(group.settles),
            step=group.step,
        )
        for (supplier, asks), group in gathered.items()
    ]
    first = settling(groups)
    return (*first, *(group for group in groups if group not in first))


def settling(groups: Sequence[QuestionGroup]) -> tuple[QuestionGroup, ...]:
    """The groups that together settle all that any of them settles alone, each time the one that settles most more."""
    chosen: list[QuestionGroup] = []
    settled: set[str] = set()
    waiting = [group for group in groups if group.settles]
    while waiting:
        best = max(waiting, key=lambda group: len(settled.union(group.settles)))
        if settled.issuperset(best.settles):
            break
        chosen.append(best)
        settled.update(best.settles)
        waiting.remove(best)
    return tuple(chosen)


def settling_words(groups: Sequence[QuestionGroup]) -> str:
    """How few questions settle how many items; nothing where no single answer settles any.

    >>> settling_words([QuestionGroup(asks="origin of Dy", supplier="A", items=("M1",), settles=("M1", "M2"))])
    '1 question settles 2 items'
    """
    chosen = settling(groups)
    items = {item for group in chosen for item in group.settles}
    if not chosen:
        return ""
    return tr_many(
        len(chosen),
        "{count} question settles {items}",
        "{count} questions settle {items}",
        items=tr_many(len(items), "{count} item", "{count} items"),
    )
