"""Several bills that came together, a row each: what was found, what is open, and where each report is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.findings.report import Headline, Report
from calculator.reports.answer_words import HEADLINE_SYMBOL, overall
from calculator.reports.language import tr

_WEIGHT: Final = (
    Headline.REQUIRED,
    Headline.NO_ANSWER,
    Headline.UNDETERMINED,
    Headline.NOT_REQUIRED,
)
_TONES: Final = {
    Headline.REQUIRED: "crosses",
    Headline.UNDETERMINED: "undetermined",
    Headline.NOT_REQUIRED: "below",
    Headline.NO_ANSWER: "suspect",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRow:
    """One bill. ``stage`` is what is being done to it, empty when it is done; ``fault`` why there is nothing.

    ``is_no_bill``: it could be opened, but no bill was recognised in it: it may be a file of facts.
    """

    case: str
    name: str
    product: str
    stage: str
    fault: str
    tone: str
    symbol: str
    answer: str
    tested: int
    crosses: int
    undetermined: int
    suspects: int
    questions: int
    is_no_bill: bool

    @property
    def is_done(self) -> bool:
        """True where nothing is under way."""
        return not self.stage


def bill_row(
    *, case: str, name: str, report: Report | None, stage: str, fault: str, questions: int
) -> BillRow:
    """The row of a case; without a report only its state."""
    if report is None:
        return BillRow(case=case, name=name, product="", stage=stage, fault=fault, tone="not-subject", symbol="?", answer="", tested=0, crosses=0, undetermined=0, suspects=0, questions=0, is_no_bill=False)  # fmt: skip
    counts = report.summary
    if any(problem.code == "no-bill" for problem in report.problems):
        return BillRow(case=case, name=name, product="", stage=stage, fault=fault, tone="suspect", symbol="?", answer=tr("No bill was recognised in it"), tested=0, crosses=0, undetermined=0, suspects=0, questions=0, is_no_bill=True)  # fmt: skip
    return BillRow(
        case=case,
        name=name,
        product=", ".join(f"{item.number} {item.description}".strip() for item in report.tops[:2]),
        stage=stage,
        fault=fault,
        tone=_TONES[report.headline],
        symbol=HEADLINE_SYMBOL[report.headline],
        answer=overall(report),
        tested=counts.subject,
        crosses=counts.crosses,
        undetermined=counts.undetermined,
        suspects=counts.suspects,
        questions=questions,
        is_no_bill=False,
    )


def worst_of(reports: Iterable[Report]) -> Headline | None:
    """The answer that holds for all of them together; None where there is none yet."""
    headlines = {report.headline for report in reports}
    return next((headline for headline in _WEIGHT if headline in headlines), None)


def totals_of(rows: Sequence[BillRow]) -> dict[str, int]:
    """The sums below the table."""
    return {
        name: sum(getattr(row, name) for row in rows)
        for name in ("tested", "crosses", "undetermined", "suspects", "questions")
    }
