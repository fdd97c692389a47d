"""What stands at the head of a report: whose it is, of what, and by which number it can be named."""

from __future__ import annotations

import hashlib

from calculator.findings.report import Report
from calculator.reports.language import N_, tr
from calculator.reports.safe_text import and_more, safe
from calculator.reports.settings import Looks

_NAMES = 4


def masthead(report: Report, looks: Looks) -> tuple[tuple[str, str], ...]:
    """Each label with what stands beside it; blank ones are left out."""
    bills = [safe(file.path, 120) for file in report.inputs if file.role == "bom"]
    rows = (
        (N_("Company"), safe(looks.company, 120)),
        (N_("For"), safe(looks.addressee or report.circumstances.recipient, 120)),
        (N_("Product"), _some([_product(item.number, item.revision) for item in report.tops])),
        (N_("Bill"), _some(bills)),
        (N_("As of"), report.on.isoformat()),
        (N_("Report"), report_number(report)),
        (N_("Prepared by"), safe(looks.preparer, 120)),
    )
    return tuple((tr(label), text) for label, text in rows if text)


def report_number(report: Report) -> str:
    """Eight signs of the SHA-256 of all that the report rests on: the same inputs, rules, day and options have the same number.

    It is no proof, which the hashes of the inputs are, but short enough to be said on the telephone.
    """
    stated = (
        report.version,
        report.on.isoformat(),
        report.reading.value,
        report.weakest_evidence.value,
        [(file.role, file.sha256) for file in report.inputs],
        [(rule.id, rule.sha256) for rule in report.rules],
        list(report.assumptions),
        list(report.asked),
    )
    digest = hashlib.sha256(repr(stated).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _product(number: str, revision: str) -> str:
    if not revision:
        return safe(number, 120)
    return safe(tr("{item}, revision {revision}", item=number, revision=revision), 120)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMES]) + and_more(len(names) - _NAMES)
