"""Where the parts of a picture of the questions stand: how many items are settled when each is answered, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from calculator.reports.language import tr_many
from calculator.reports.question_groups import QuestionGroup, settling
from calculator.reports.retelling import retold
from calculator.reports.safe_text import safe

STEP: Final = 30
_TOP: Final = 4
_MOST: Final = 8
_LEFT, _RIGHT = 0.0, 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBar:
    """One question: ``before`` items are settled by those above it, ``more`` by its answer, in percent of all."""

    y: int
    question: str
    before: float
    more: float
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The picture; ``left`` is what no single answer settles, in percent of all."""

    bars: tuple[AnswerBar, ...]
    height: int
    told: str


def answers_of(groups: Sequence[QuestionGroup], still_open: int) -> Answers | None:
    """The few questions that settle most, in their order; None where no answer settles anything by itself.

    ``still_open`` is how many items are caught by nothing yet and clear of nothing: the whole that the bars are parts of.
    """
    chosen = settling(groups)[:_MOST]
    if not chosen:
        return None
    settled: set[str] = set()
    whole = max(still_open, len({item for group in settling(groups) for item in group.settles}))
    bars = []
    for place, group in enumerate(chosen):
        new = set(group.settles) - settled
        whom = f"{safe(group.supplier, 30)}: " if group.supplier else ""
        bars.append(
            AnswerBar(
                y=_TOP + STEP * place,
                question=f"{place + 1}. {whom}{safe(retold(group.asks), 90)}",
                before=_percent(len(settled), whole),
                more=_percent(len(new), whole),
                count=tr_many(len(new), "settles {count} item more", "settles {count} items more")
                if settled
                else tr_many(len(new), "settles {count} item", "settles {count} items"),
            )
        )
        settled |= new
    return Answers(
        bars=tuple(bars),
        height=_TOP + STEP * len(bars) + 4,
        told="; ".join(f"{bar.question}: {bar.count}" for bar in bars)
        + tr_many(
            whole,
            "; together {settled} of {count} open item",
            "; together {settled} of {count} open items",
            settled=len(settled),
        ),
    )


def _percent(count: int, whole: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * count / whole, 2)
