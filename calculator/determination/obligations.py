"""What the reading left in doubt, and what that does to a finding: nothing in doubt is called clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from calculator.determination.triggers import with_share_open
from calculator.findings.finding import (
    Finding,
    NodeFinding,
    Question,
    QuestionKind,
    UnresolvedPart,
)
from calculator.findings.obligation import FOR_THE_ANSWERS, FOR_THE_LIST, Doubt
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.model.bill import Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """The doubts of one run. ``by_item`` holds for each item those about it and about anything below it."""

    every: tuple[Doubt, ...] = ()
    by_item: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)

    @classmethod
    def in_bill(cls, doubts: Iterable[Doubt], bill: Bill) -> Doubts:
        """Each doubt with the items that it bears on: its own, and whatever that one is in."""
        every = tuple(dict.fromkeys(doubts))
        by_item: dict[str, list[Doubt]] = {}
        for doubt in every:
            if doubt.item in bill.items:
                for number in (doubt.item, *sorted(bill.ancestors_of({doubt.item}))):
                    by_item.setdefault(number, []).append(doubt)
        return cls(every=every, by_item={number: tuple(of) for number, of in by_item.items()})

    def on(self, number: str, rule: str) -> tuple[Doubt, ...]:
        """Those that bear on what a rule says of an item."""
        return tuple(doubt for doubt in self.by_item.get(number, ()) if doubt.bears_under(rule))


def opened(finding: Finding, doubts: Doubts) -> Finding:
    """The finding as far as it may be said: what clears the item is open while a doubt bears on it.

    What crosses, or needs a licence for certain, stays so: a doubt clears nothing.
    """
    bearing = doubts.on(finding.item.number, finding.rule.id)
    is_goods = finding.verdict is Verdict.NOT_SUBJECT and finding.subject is not Subject.NO
    if is_goods:
        # Goods on the list have no share: of them only what they are, and what is answered of them, decides.
        bearing = tuple(doubt for doubt in bearing if doubt.obligation in _FOR_GOODS)
    if not bearing:
        return finding
    subject = finding.subject
    verdict = finding.verdict
    on_share = [doubt for doubt in bearing if doubt.obligation not in FOR_THE_ANSWERS]
    if subject is Subject.NO and any(doubt.obligation in FOR_THE_LIST for doubt in bearing):
        subject, verdict = Subject.MAYBE, Verdict.UNDETERMINED
    elif verdict is Verdict.BELOW and on_share:
        verdict = Verdict.UNDETERMINED
    reasons = (
        with_share_open(finding.reasons) if verdict is Verdict.UNDETERMINED else finding.reasons
    )
    licence = finding.licence if subject is Subject.NO else _not_clear(finding.licence)
    if (subject, verdict, licence) == (finding.subject, finding.verdict, finding.licence):
        return finding
    asked = tuple(
        Question(
            kind=QuestionKind.CHECK,
            item=doubt.item,
            asks=doubt.question,
            supplier="",
            settles=len(bearing) == 1,
        )
        for doubt in bearing
    )
    return replace(
        finding,
        subject=subject,
        verdict=verdict,
        reasons=reasons,
        licence=licence,
        questions=(*asked, *finding.questions),
        withheld_reason=finding.withheld_reason
        or "; ".join(dict.fromkeys(doubt.why for doubt in bearing)),
    )


_FOR_GOODS: Final = FOR_THE_LIST | FOR_THE_ANSWERS


def node_opened(node: NodeFinding, doubts: Doubts) -> NodeFinding:
    """The same for an assembly or a product."""
    bearing = doubts.on(node.item.number, node.rule.id)
    if not bearing or node.verdict not in (Verdict.BELOW, Verdict.NOT_SUBJECT):
        return node
    if node.verdict is Verdict.NOT_SUBJECT and not any(
        doubt.obligation in FOR_THE_LIST for doubt in bearing
    ):
        return node
    return replace(
        node,
        verdict=Verdict.UNDETERMINED,
        reasons=with_share_open(node.reasons),
        licence=_not_clear(node.licence),
    )


def parts_in_doubt(
    doubts: Doubts, findings: Iterable[Finding], suspects: Iterable[UnresolvedPart], bill: Bill
) -> tuple[UnresolvedPart, ...]:
    """Items that no rule tested and of which it is in doubt what they are: they may be what the rules are about."""
    settled = {finding.item.number for finding in findings} | {
        suspect.item.number for suspect in suspects
    }
    why: dict[str, str] = {}
    for doubt in doubts.every:
        if (
            doubt.item in bill.items
            and doubt.item not in settled
            and doubt.obligation in FOR_THE_LIST
        ):
            why.setdefault(doubt.item, doubt.why)
    return tuple(UnresolvedPart(item=bill.items[number], why=text) for number, text in why.items())


def withdrawn(finding: Finding, why: str) -> Finding:
    """The finding without its clearance, which the second checker could not follow."""
    is_on_no_list = finding.verdict is Verdict.NOT_SUBJECT
    return replace(
        finding,
        subject=Subject.MAYBE if is_on_no_list else finding.subject,
        verdict=Verdict.UNDETERMINED,
        reasons=with_share_open(finding.reasons),
        licence=_not_clear(finding.licence),
        withheld_reason=f"its clearance could not be followed: {why}",
        clearance=(),
    )


def _not_clear(licence: Licence) -> Licence:
    return Licence.UNDETERMINED if licence is Licence.NOT_REQUIRED else licence
