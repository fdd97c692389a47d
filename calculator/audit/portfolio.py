"""All bills of an audit as one picture: who supplies what into which product, what is open, what is at stake, what changed.

Each report is read once, one after the other, and only what the picture shows of it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, Final

from calculator.audit.register import Entry
from calculator.audit.run import page_name
from calculator.audit.summary import Answer, Summary, answer_of
from calculator.findings.excuse import WEIGHT
from calculator.findings.verdict import Licence, Verdict, answer_for
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import counted
from calculator.reports import numbers
from calculator.reports.rule_words import state_words

MOST_BILLS, MOST_SUPPLIERS, MOST_QUESTIONS, MOST_FILES = 60, 60, 200, 2000
_REPORT_BYTES: Final = 200_000_000
_MILDEST_FIRST: Final = tuple(answer.value for answer in WEIGHT)
_HEAVY: Final = (
    Answer.BUG,
    Answer.REFUSED,
    Answer.REQUIRED,
    Answer.UNDETERMINED,
    Answer.NOT_REQUIRED,
    Answer.SKIPPED,
)
_PRODUCTS: Final = 3
NOTHING: Final = Bounds.exactly(Fraction(0))
UNNAMED: Final = "supplier not stated"


@dataclass(slots=True)
class Cell:
    """One supplier's magnets, targets and suspects in one bill."""

    worst: str = "not-required"
    caught: int = 0
    still_open: int = 0
    clear: int = 0
    asked: int = 0
    """Open questions to the supplier."""
    stake: Bounds = NOTHING
    """Value of the pieces that are caught or open, in one of each product."""
    stake_words: str = ""
    said: str = ""
    """All of it in words."""

    def add(self, answer: str) -> None:
        """One more of them."""
        self.caught += answer == "required"
        self.still_open += answer == "undetermined"
        self.clear += answer == "not-required"
        self.worst = max(self.worst, answer, key=_MILDEST_FIRST.index)


@dataclass(slots=True, kw_only=True)
class Bill:
    """One file: its products, its answer, its cells by supplier, and the value of what is caught or open in one of its products."""

    name: str
    path: str
    answer: Answer
    link: str
    cells: dict[str, Cell] = field(default_factory=dict)
    stake: str = ""
    products: str = ""


@dataclass(slots=True, kw_only=True)
class PortfolioQuestion:
    """One question to one supplier over all bills."""

    supplier: str
    asks: str
    items: dict[str, None] = field(default_factory=dict)
    bills: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Something that holds until a day."""

    until: str
    what: str
    bills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A file whose answer is another than at the audit before."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What the page shows; ``bills`` and ``suppliers`` are those that weigh most, the rest is counted.

    ``questions`` are those that most bills wait for, a supplier's one after the other; ``by_path`` has every file, also
    those of which the map has nothing to show.
    """

    bills: tuple[Bill, ...]
    by_path: Mapping[str, Bill]
    suppliers: tuple[str, ...]
    questions: tuple[PortfolioQuestion, ...]
    endings: tuple[Ending, ...]
    turns: tuple[Turn, ...]
    bills_left: int
    suppliers_left: int
    questions_left: int

    @property
    def by_supplier(self) -> tuple[tuple[str, tuple[PortfolioQuestion, ...]], ...]:
        """The questions of each supplier."""
        asked = groupby(self.questions, key=attrgetter("supplier"))
        return tuple((supplier, tuple(questions)) for supplier, questions in asked)


def portfolio_of(
    summary: Summary,
    reports: Path | None,
    link: str,
    before: Mapping[str, str],
    name_of: Callable[[str], str] = str,
) -> Portfolio:
    """The picture of an audit, from its folder ``reports``. ``link`` leads from the page to the folder of the reports' pages; blank for no links.

    ``before`` is the answer of each file at the audit before, empty where there was none. ``name_of`` brings the spellings of
    one supplier to one name.
    """
    bills: list[Bill] = []
    questions: dict[tuple[str, str], PortfolioQuestion] = {}
    endings: dict[tuple[str, str], dict[str, None]] = {}
    for entry, name in zip(summary.entries, _short_names(summary.entries), strict=True):
        bill = Bill(
            name=name,
            path=entry.path,
            answer=answer_of(entry),
            link=f"{link}{page_name(entry.path)}" if link and entry.report else "",
        )
        bills.append(bill)
        report = _report(reports, entry)
        if report is not None:
            _add(bill, report, questions, endings, name_of)
    for ending in _law_endings(summary):
        _add_ending(endings, *ending)
    by_path = {bill.path: bill for bill in bills}
    bills = [bill for bill in bills if _has_place(bill)]
    bills.sort(key=lambda bill: (_HEAVY.index(bill.answer), -_open_in(bill), bill.path))
    weights = _supplier_weights(bills)
    suppliers = sorted(
        weights, key=lambda supplier: (*(-weight for weight in weights[supplier]), supplier)
    )
    asked = sorted(
        questions.values(),
        key=lambda question: (-len(question.bills), -len(question.items), question.supplier),
    )
    first: dict[str, int] = {}
    for question in asked:
        first.setdefault(question.supplier, len(first))
    return Portfolio(
        bills=tuple(bills[:MOST_BILLS]),
        by_path=by_path,
        suppliers=tuple(suppliers[:MOST_SUPPLIERS]),
        questions=tuple(
            sorted(asked[:MOST_QUESTIONS], key=lambda question: first[question.supplier])
        ),
        endings=tuple(
            Ending(until=until, what=what, bills=tuple(endings[until, what]))
            for until, what in sorted(endings)[:MOST_QUESTIONS]
        ),
        turns=tuple(_turns(summary.entries, before)),
        bills_left=max(0, len(bills) - MOST_BILLS),
        suppliers_left=max(0, len(suppliers) - MOST_SUPPLIERS),
        questions_left=max(0, len(asked) - MOST_QUESTIONS),
    )


def _has_place(bill: Bill) -> bool:
    """True for what has a column in the map: a file of facts that was refused as a bill has none, whatever it names."""
    is_read = bill.answer not in {Answer.BUG, Answer.REFUSED, Answer.SKIPPED}
    return bool(bill.cells) and (is_read or bool(bill.products))


def answers_of(summary: Summary) -> dict[str, str]:
    """The answer of each file by its path, to be held against at the next audit."""
    return {entry.path: answer_of(entry).value for entry in summary.entries}


def _report(reports: Path | None, entry: Entry) -> dict[str, Any] | None:
    if reports is None or not entry.report:
        return None
    try:
        path = reports / entry.report
        if path.stat().st_size > _REPORT_BYTES:
            return None
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _add(
    bill: Bill,
    report: dict[str, Any],
    questions: dict[tuple[str, str], PortfolioQuestion],
    endings: dict[tuple[str, str], dict[str, None]],
    name_of: Callable[[str], str],
) -> None:
    bill.products = ", ".join(product["item"] for product in report["products"][:_PRODUCTS])
    stake = NOTHING
    for finding in report["findings"]:
        if finding["subject"] == "no":
            continue
        answer = _answer(finding)
        cell = bill.cells.setdefault(name_of(finding["supplier"]) or UNNAMED, Cell())
        cell.add(answer)
        if answer != "not-required" and finding["rule"] == report["rules"][0]["id"]:
            stake += _stake(finding)
            cell.stake += _stake(finding)
        _add_waiver(finding, bill, endings)
    for suspect in report["suspects"]:
        bill.cells.setdefault(name_of(suspect["supplier"]) or UNNAMED, Cell()).add("undetermined")
        _add_waiver(suspect, bill, endings)
    if _open_in(bill):
        bill.stake = numbers.amount(stake, report["currency"])
    for until, what in _evidence_endings(report):
        _add_ending(endings, until, what, bill.name)
    for group in report["question_groups"]:
        supplier = name_of(group["supplier"]) or UNNAMED
        if supplier in bill.cells:
            bill.cells[supplier].asked += 1
        question = questions.setdefault(
            (supplier, group["asks"]), PortfolioQuestion(supplier=supplier, asks=group["asks"])
        )
        question.items.update(dict.fromkeys(group["items"]))
        question.bills[bill.name] = None
    for supplier, cell in bill.cells.items():
        cell.stake_words = _stake_words(cell, report["currency"])
        cell.said = _said(supplier, bill, cell)


def _stake_words(cell: Cell, currency: str) -> str:
    if not (cell.caught or cell.still_open) or cell.stake.is_zero:
        return ""
    return numbers.quantity_text(cell.stake, currency, digits=3)


def _said(supplier: str, bill: Bill, cell: Cell) -> str:
    parts = [
        f"{count} {words}"
        for count, words in (
            (cell.caught, "caught"),
            (cell.still_open, "open"),
            (cell.clear, "clear"),
        )
        if count
    ]
    if cell.asked:
        parts.append(counted(cell.asked, "open question"))
    if cell.stake_words:
        parts.append(f"at stake {cell.stake_words}")
    return f"{supplier} in {bill.name}: {', '.join(parts)}"


def _add_ending(
    endings: dict[tuple[str, str], dict[str, None]], until: str, what: str, bill: str
) -> None:
    """The same evidence in many bills ends once."""
    endings.setdefault((until, what), {})[bill] = None


def _evidence_endings(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for ending in report.get("endings", ()):
        reference = f": {ending['reference']}" if ending["reference"] else ""
        yield ending["until"], f"evidence on {ending['item']}{reference}"


def _law_endings(summary: Summary) -> Iterator[tuple[str, str, str]]:
    """When the state of a rule changes, as far as anybody knows."""
    for rule in summary.options.rules:
        later = rule.next_status(summary.options.on)
        if later is not None:
            last = (later.start - timedelta(days=1)).isoformat()
            yield last, f"state of {rule.id}; then {state_words(later.state)}", "all"


def _answer(finding: Mapping[str, Any]) -> str:
    return answer_for(Verdict(finding["verdict"]), Licence(finding["licence"])).value


def _stake(finding: Mapping[str, Any]) -> Bounds:
    """The value of all pieces of an item in the products that it is in."""
    whole = _bounds(finding["value"]["denominator"])
    used = NOTHING
    for use in finding["where_used_total"]:
        used += _quantity(use["quantity"])
    return whole * used if finding["where_used_total"] else whole


def _quantity(stated: Any) -> Bounds:
    return _bounds(stated) if isinstance(stated, dict) else Bounds.exactly(Fraction(str(stated)))


def _bounds(stated: Mapping[str, str | None]) -> Bounds:
    low, high = stated["low"], stated["high"]
    return Bounds(Fraction(low or 0), None if high is None else Fraction(high))


def _add_waiver(
    entry: Mapping[str, Any], bill: Bill, endings: dict[tuple[str, str], dict[str, None]]
) -> None:
    waived = entry.get("waived")
    if waived:
        what = (
            f"waiver of {entry['item']} ({waived['state']}) by {waived['by']}: {waived['reason']}"
        )
        _add_ending(endings, waived["until"], what, bill.name)


def _open_in(bill: Bill) -> int:
    return sum(cell.caught + cell.still_open for cell in bill.cells.values())


def _supplier_weights(bills: Iterable[Bill]) -> dict[str, tuple[int, int, int]]:
    weights: dict[str, tuple[int, int, int]] = {}
    for bill in bills:
        for supplier, cell in bill.cells.items():
            caught, still_open, clear = weights.get(supplier, (0, 0, 0))
            weights[supplier] = (
                caught + cell.caught,
                still_open + cell.still_open,
                clear + cell.clear,
            )
    return weights


def _turns(entries: Iterable[Entry], before: Mapping[str, str]) -> Iterator[Turn]:
    if not before:
        return
    for entry in entries:
        now, then = answer_of(entry).value, before.get(entry.path)
        if now != then:
            yield Turn(path=entry.path, before=then or "not there", after=now)


def _short_names(entries: Sequence[Entry]) -> Iterator[str]:
    """Each file by its name, with as many folders before it as make it the only one of that name."""
    paths = [PurePosixPath(entry.path.replace("\\", "/")) for entry in entries]
    counts: dict[str, int] = {}
    for path in paths:
        counts[path.name] = counts.get(path.name, 0) + 1
    for path in paths:
        yield path.name if counts[path.name] == 1 else str(path)
