"""The report as JUnit XML, so that a build server shows each magnet and target as a test that passed or not."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nothing is parsed here; the writer escapes
from collections.abc import Iterable

from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.findings.obligation import Doubt
from calculator.findings.report import Report
from calculator.findings.verdict import Licence
from calculator.model.problem import Severity
from calculator.reports import numbers
from calculator.reports.answer_words import NOT_ADVICE, headline, overall
from calculator.reports.clearance_words import why_clear
from calculator.reports.excuse_words import why_excused, why_excused_suspect
from calculator.reports.finding_words import subject_words, trigger_words, verdict_words
from calculator.reports.reasons import licence_words
from calculator.reports.rule_words import line_of, state_words
from calculator.reports.safe_text import safe, sentence
from calculator.reports.settings import Settings
from calculator.reports.suspect_words import kind_of_suspect, name_of_suspect
from calculator.rules import Rule

_TEXT = 500


def write(report: Report, _: Settings) -> bytes:
    """The format of the registry."""
    return junit_bytes(report)


def junit_bytes(report: Report) -> bytes:
    """One suite a rule, one case an item that is tested; the cases fail as the run's exit status does.

    failure: it crosses the line or needs a licence. error: undetermined, a suspect, or a file that could not be read.
    Under the product reading the cases are the products, except for a rule that knows none.
    """
    root = ET.Element("testsuites", name=f"{safe(overall(report))}. {safe(headline(report))}")
    for rule in report.rules:
        root.append(_suite(rule, report))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _suite(rule: Rule, report: Report) -> ET.Element:
    suite = ET.Element("testsuite", name=rule.id, package=rule.id)
    suite.append(_properties(rule, report))
    suite.extend(_cases(rule, report))
    suite.extend(
        _excused(_suspect(rule, suspect), why_excused_suspect(report, suspect))
        for suspect in report.suspects
    )
    suite.extend(_doubt(rule, doubt) for doubt in report.doubts_of_input)
    suite.extend(_refused(rule, name) for name in report.refused)
    for count, tag in (
        ("tests", "testcase"),
        ("failures", "testcase/failure"),
        ("errors", "testcase/error"),
    ):
        suite.set(count, str(len(suite.findall(tag))))
    errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    if errors:
        ET.SubElement(suite, "system-err").text = "\n".join(
            f"{problem.code}: {safe(str(problem), _TEXT)}" for problem in errors
        )
    return suite


def _properties(rule: Rule, report: Report) -> ET.Element:
    status = rule.status_on(report.on)
    pairs = [
        ("rule", rule.title),
        ("line", line_of(rule)),
        ("on", report.on.isoformat()),
        ("status", state_words(status.state)),
        ("status-note", status.note),
        ("disclaimer", rule.disclaimer),
        ("tool", f"bom-deminimis {report.version}. {NOT_ADVICE}"),
        ("quantities", report.quantity_convention),
        *((f"assume-{name}", value) for name, value in report.assumptions),
        *((f"sha256 {file.path}", file.sha256) for file in report.inputs),
    ]
    properties = ET.Element("properties")
    for name, value in pairs:
        ET.SubElement(properties, "property", name=safe(name), value=safe(value))
    return properties


def _cases(rule: Rule, report: Report) -> Iterable[ET.Element]:
    return [
        _excused(
            _finding(finding) if isinstance(finding, Finding) else _node(finding),
            why_excused(report, finding),
        )
        for finding in report.deciding(rule)
    ]


def _excused(case: ET.Element, why: str) -> ET.Element:
    """A case that somebody has answered for is skipped, with what it would have been as its text."""
    outcomes = [child for child in case if child.tag in ("failure", "error")]
    if not why or not outcomes:
        return case
    for outcome in outcomes:
        case.remove(outcome)
        ET.SubElement(case, "skipped", message=why).text = outcome.text
    return case


def _finding(finding: Finding) -> ET.Element:
    case = _case(finding, finding.item.item_class.value)
    lines = [
        f"{subject_words(finding)}.",
        f"Share {numbers.share(finding.tested.share, finding.rule.threshold)}, line {line_of(finding.rule)}: {verdict_words(finding)}; {finding.rule.consequence.name.casefold() + ' ' if finding.rule.is_law else ''}{licence_words(finding)}.",
        f"{trigger_words(finding)}.",
        *(
            f"{safe(part.substance)}, origin {safe(part.origin_by_stage)}: {numbers.amount(part.value, finding.value.unit)}, {numbers.mass(part.mass)}, {_cells(part.cells)}"
            for part in finding.contributions
        ),
        *([f"{sentence(why_clear(finding))}"] if finding.clearance else []),
        *(
            f"Ask {safe(question.supplier) or 'the supplier'} for {safe(question.item)}: {safe(question.asks)}{' (settles it)' if question.settles else ''}"
            for question in finding.questions
        ),
        f"{_cells(finding.item.cells)}",
    ]
    return _judged(case, finding, lines)


def _node(finding: NodeFinding) -> ET.Element:
    lines = [
        f"Share of its own value {numbers.share(finding.tested.share, finding.rule.threshold)}, line {line_of(finding.rule)}: {verdict_words(finding)}.",
        f"{trigger_words(finding)}.",
        f"It holds {safe(', '.join(finding.holds), _TEXT)}.",
    ]
    return _judged(_case(finding, "product"), finding, lines)


def _case(finding: Finding | NodeFinding, kind: str) -> ET.Element:
    return ET.Element(
        "testcase",
        classname=f"{finding.rule.id}.{kind}",
        name=safe(f"{finding.item.number} {finding.item.description}", _TEXT),
    )


def _judged(case: ET.Element, finding: Finding | NodeFinding, lines: list[str]) -> ET.Element:
    """The order of the headline: what crosses or needs a licence outweighs what is open."""
    message = f"{verdict_words(finding)}; {trigger_words(finding)}"
    if finding.answer is Licence.REQUIRED:
        ET.SubElement(
            case,
            "failure",
            type="licence-required" if finding.rule.is_law else "caught",
            message=message,
        ).text = "\n".join(lines)
    elif finding.answer is Licence.UNDETERMINED:
        ET.SubElement(case, "error", type="undetermined", message=message).text = "\n".join(lines)
    else:
        ET.SubElement(case, "system-out").text = "\n".join(lines)
    return case


def _suspect(rule: Rule, suspect: UnresolvedPart) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=f"{rule.id}.suspect",
        name=name_of_suspect(suspect),
    )
    why = f"{kind_of_suspect(suspect)}: {safe(suspect.why, _TEXT)}"
    ET.SubElement(
        case, "error", type="suspect", message=why
    ).text = f"It probably holds a magnet or a target. {_cells(suspect.item.cells)}"
    return case


def _doubt(rule: Rule, doubt: Doubt) -> ET.Element:
    """What is open of the input as a whole fails the suite as it fails the run."""
    case = ET.Element(
        "testcase", classname=f"{rule.id}.input", name=doubt.obligation.value.replace("-", " ")
    )
    ET.SubElement(
        case, "error", type="undetermined", message=safe(doubt.why, _TEXT)
    ).text = f"{sentence(safe(doubt.question, _TEXT))} {_cells(doubt.cells)}"
    return case


def _refused(rule: Rule, name: str) -> ET.Element:
    case = ET.Element("testcase", classname=f"{rule.id}.input", name=safe(name, _TEXT))
    ET.SubElement(
        case, "error", type="not-read", message="this file could not be read"
    ).text = "See system-err for the reason."
    return case


def _cells(cells: Iterable[object]) -> str:
    return ", ".join(safe(str(cell), 200) for cell in dict.fromkeys(cells))
