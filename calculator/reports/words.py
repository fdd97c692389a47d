"""What is said in plain English, in one place: verdicts, licences, triggers, headlines; and text made safe to print."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from calculator.determination import SHARE_TRIGGERS
from calculator.finding import Finding, Licence, NodeFinding, Reading, Report, Subject, Verdict
from calculator.reports.numbers import decimal, share
from calculator.rules import Rule

NOT_ADVICE: Final = "Not legal advice."

SYMBOL: Final = {Verdict.CROSSES: "!", Verdict.BELOW: "<", Verdict.UNDETERMINED: "?", Verdict.NOT_SUBJECT: "-"}
"""One sign per verdict, so that no colour is needed to tell them apart."""

ASK_OF_A_SUSPECT: Final = "Ask the supplier for the magnets inside, or state Item Class or a Content row with Disclosure full."

_LICENCE: Final = {
    Licence.REQUIRED: "required",
    Licence.UNDETERMINED: "undetermined",
    Licence.NOT_REQUIRED: "not required",
}

_SUBJECT: Final = {
    Subject.YES: "on the rule's list",
    Subject.MAYBE: "possibly on the rule's list",
    Subject.NO: "not on the rule's list",
}

# Control characters, surrogates, directions of writing, invisible and non-characters: nothing from a file may steer a terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def safe(text: str, limit: int = 0) -> str:
    r"""One line of text that is safe anywhere: each unprintable character shows as U+FFFD, each run of spaces as one.

    Longer than ``limit`` it ends in an ellipsis; 0 is no limit.

    >>> safe("MAG\x1b[31m-01\n\u202egnp."), safe("a long name", 6)
    ('MAG�[31m-01 �gnp.', 'a lon…')
    """
    if not (text.isascii() and text.isprintable()):
        text = " ".join(_UNPRINTABLE.sub("\ufffd", text).split())
    return f"{text[: limit - 1]}…" if limit and len(text) > limit else text


def verdict_words(finding: Finding | NodeFinding) -> str:
    """The verdict; ``below`` says which trigger it is about where the rule has others."""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return "not subject"
    verdict: str = finding.verdict.value
    if finding.verdict is Verdict.BELOW and len(finding.rule.triggers) > 1:
        clause = next((trigger.clause for trigger in finding.rule.triggers if trigger.id in SHARE_TRIGGERS), "")
        return f"{verdict} (trigger {clause} only)" if clause else verdict
    return verdict


def licence_words(finding: Finding | NodeFinding) -> str:
    """All triggers put together; a screening that is not law asks for no licence, and only its own test is named."""
    if not finding.rule.is_law:
        return {Licence.REQUIRED: "caught", Licence.UNDETERMINED: "undetermined", Licence.NOT_REQUIRED: "not caught"}[
            finding.licence
        ]
    return _LICENCE[finding.licence]


def subject_words(finding: Finding) -> str:
    """Whether the rule's list names the item, and why."""
    return f"{_SUBJECT[finding.subject]}: {safe(finding.subject_why)}"


def trigger_words(finding: Finding | NodeFinding) -> str:
    """Every trigger with its clause and what it says."""
    return "; ".join(f"{reason.clause} {reason.trigger.replace('-', ' ').replace('chinese', 'Chinese')}: {reason.state}" for reason in finding.reasons)


def line_of(rule: Rule) -> str:
    """The line of a rule in percent.

    >>> from calculator.rules import load_rules
    >>> line_of(load_rules()[0]["cn-mofcom-2025-61"])
    '0.1 %'
    """
    return f"{decimal(rule.threshold * 100)} %"


def state_words(rule: Rule, on: date) -> str:
    """The state of a rule on a day.

    >>> from calculator.rules import load_rules
    >>> state_words(load_rules()[0]["cn-mofcom-2025-61"], date(2025, 12, 1))
    'suspended'
    """
    return rule.status_on(on).state.replace("-", " ")


def product_words(node: NodeFinding) -> str:
    """A product (or an assembly) tested as such, against its own value or mass, in one sentence."""
    name = f"{safe(node.item.number, 60)} {safe(node.item.description, 120)}".strip()
    if not node.holds:
        return f"{name}: no magnet or target on the list of {node.rule.id} was found in it."
    kind = f"{'product' if node.top else 'assembly'} against its own {node.rule.measure.value}"
    asks = f"licence {licence_words(node)}" if node.rule.is_law else licence_words(node)
    return f"{name} as a {kind}: {verdict_words(node)}, {share(node.tested.share, node.rule.threshold)} counted, line {line_of(node.rule)}; {asks}."


def overall(report: Report) -> str:
    """The one answer of the run, under its reading; a file that could not be read is part of it."""
    whose = "magnets and targets" if report.reading is Reading.MATERIALS else "products"
    what = "Licence" if any(rule.is_law for rule in report.rules) else "Caught by the screening"
    answer = f"{what} for the {whose}: {_LICENCE[report.headline]}"
    if report.refused:
        return f"{answer}, without {_count(len(report.refused), 'file')} that could not be read"
    return answer


def headline(report: Report) -> str:
    """What was found, one sentence per rule, under the reading that was asked for."""
    sentences = [_found(rule, report) for rule in report.rules]
    if report.suspects:
        sentences.append(f"{_count(len(report.suspects), 'part')} to be broken down")
    return "; ".join(sentences) + "."


def _found(rule: Rule, report: Report) -> str:
    if report.reading is Reading.PRODUCT:
        verdicts = [node.verdict for node in report.products if node.rule is rule and node.holds]
        one, many = "product", "products"
    else:
        verdicts = [
            finding.verdict for finding in report.findings if finding.rule is rule and finding.subject is not Subject.NO
        ]
        one, many = "magnet or target", "magnets and targets"
    if not verdicts:
        return f"no {one} on the list of {rule.id}"
    crosses, undetermined = verdicts.count(Verdict.CROSSES), verdicts.count(Verdict.UNDETERMINED)
    verb = "crosses" if crosses == 1 else "cross"
    text = f"{crosses} of {_count(len(verdicts), one, many)} {verb} the {line_of(rule)} line of {rule.id}"
    return f"{text}; {undetermined} undetermined" if undetermined else text


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
