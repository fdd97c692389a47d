"""The report as SARIF 2.1.0 (OASIS), for code scanning of a repository that keeps its bills of materials."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.findings.obligation import Doubt
from calculator.findings.report import Report
from calculator.findings.verdict import Licence
from calculator.model.problem import Problem, Severity
from calculator.model.source import Source, column_letters
from calculator.reports import numbers
from calculator.reports.answer_words import NOT_ADVICE
from calculator.reports.clearance_words import run_lines
from calculator.reports.excuse_words import why_excused, why_excused_suspect
from calculator.reports.finding_words import subject_words, trigger_words, verdict_words
from calculator.reports.json_text import Json, written_json
from calculator.reports.reasons import licence_words
from calculator.reports.rule_words import line_of, state_words
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings
from calculator.reports.suspect_words import kind_of_suspect, name_of_suspect
from calculator.rules import Rule

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
SUSPECT: Final = "suspect"
DOUBT: Final = "open-question"
_LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_CELLS = 10
_TEXT = 1000


def write(report: Report, _: Settings) -> bytes:
    """The format of the registry."""
    return sarif_bytes(report)


def sarif_bytes(report: Report) -> bytes:
    """One run. What crosses or needs a licence is an error, what is open a warning; what passes is no result, as in any scanner."""
    return written_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> Json:
    results = [
        result
        for rule in report.rules
        for finding in report.deciding(rule)
        for result in _tested_result(finding, report)
    ]
    results += [_suspect(suspect, report) for suspect in report.suspects]
    results += [_doubt(doubt, report) for doubt in report.doubts_of_input]
    results += [_problem(problem, report) for problem in report.problems]
    used = {result["ruleId"] for result in results}
    codes = dict.fromkeys(problem.code for problem in report.problems)
    rules = [_rule(rule, report) for rule in report.rules]
    if SUSPECT in used:
        rules.append(
            {
                "id": SUSPECT,
                "shortDescription": {
                    "text": "Bought-in part whose magnets are unknown, or words of a magnet beside the lines"
                },
            }
        )
    if DOUBT in used:
        rules.append(
            {"id": DOUBT, "shortDescription": {"text": "Open question about the input itself"}}
        )
    rules += [
        {
            "id": code,
            "shortDescription": {"text": f"Problem in the input: {code.replace('-', ' ')}"},
        }
        for code in codes
    ]
    index = {rule["id"]: place for place, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    return {
        "tool": {
            "driver": {
                "name": "bom-deminimis",
                "semanticVersion": report.version,
                "rules": rules,
            }
        },
        "automationDetails": {"id": f"bom-deminimis/{report.on.isoformat()}"},
        "invocations": [{"executionSuccessful": not report.refused}],
        "artifacts": [
            {
                "location": {"uri": _uri(file.path)},
                "length": file.size,
                "hashes": {"sha-256": file.sha256},
                "roles": ["analysisTarget"],
            }
            for file in report.inputs
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {
            "on": report.on.isoformat(),
            "reading": report.reading.value,
            "headline": report.headline.value,
            "clearance": list(run_lines(report)),
            "assumptions": [f"{name}={value}" for name, value in report.assumptions],
        },
    }


def _tested_result(finding: Finding | NodeFinding, report: Report) -> list[Json]:
    if finding.answer is Licence.NOT_REQUIRED:
        return []
    level = "error" if finding.answer is Licence.REQUIRED else "warning"
    share = numbers.share(finding.tested.share, finding.rule.threshold)
    text = f"{finding.item.number} {finding.item.description}: {verdict_words(finding)}, {share} against the {line_of(finding.rule)} line. {trigger_words(finding)}."
    evidence: list[Source] = []
    properties: Json = {
        "item": safe(finding.item.number),
        "verdict": finding.verdict.value,
        "licence": finding.licence.value,
        "share": numbers.machine_bounds(finding.tested.share),
    }
    if isinstance(finding, Finding):
        status = finding.rule.status_on(report.on)
        text += f" {subject_words(finding)}. {finding.rule.consequence.name + ' ' if finding.rule.is_law else 'Screening: '}{licence_words(finding)}; status of the rule on {report.on}: {state_words(status.state)}."
        evidence = [cell for part in finding.contributions for cell in part.cells]
        properties["questions"] = [
            f"{safe(question.supplier) or 'supplier'}: {safe(question.item)}: {safe(question.asks)}"
            for question in finding.questions
        ]
    return [
        _result(
            finding.rule.id,
            level,
            text,
            finding.item.cells,
            report,
            key=finding.item.number,
            evidence=evidence,
        )
        | {"properties": properties}
        | _suppressed(why_excused(report, finding))
    ]


def _suspect(suspect: UnresolvedPart, report: Report) -> Json:
    item = suspect.item
    text = f"{name_of_suspect(suspect)}: {kind_of_suspect(suspect)}: {suspect.why}."
    return _result(
        SUSPECT, "warning", text, item.cells, report, key=item.number or item.description
    ) | _suppressed(why_excused_suspect(report, suspect))


def _suppressed(why: str) -> Json:
    """What somebody has answered for is an alert that is closed outside of the file."""
    return {"suppressions": [{"kind": "external", "justification": why}]} if why else {}


def _doubt(doubt: Doubt, report: Report) -> Json:
    text = f"{doubt.why}: {doubt.question}"
    return _result(DOUBT, "warning", text, doubt.cells, report, key=text)


def _problem(problem: Problem, report: Report) -> Json:
    return _result(
        problem.code,
        _LEVEL[problem.severity],
        problem.message,
        problem.cells,
        report,
        key=problem.message,
    )


def _rule(rule: Rule, report: Report) -> Json:
    status = rule.status_on(report.on)
    record: Json = {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(rule.summary.split())},
        "help": {
            "text": f"Status on {report.on}: {state_words(status.state)}. {status.note} {rule.disclaimer} {NOT_ADVICE}"
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["export-control", "rare-earth"],
            "line": line_of(rule),
            "lastChecked": rule.last_checked.isoformat(),
        },
    }
    links = [
        rule.citation(citation).url for citation in status.citations if rule.citation(citation).url
    ]
    return record | ({"helpUri": links[0]} if links else {})


def _result(
    rule_id: str,
    level: str,
    text: str,
    cells: Iterable[Source],
    report: Report,
    *,
    key: str,
    evidence: Iterable[Source] = (),
) -> Json:
    places = list(dict.fromkeys(cells)) or [Source(file.path, "") for file in report.inputs[:1]]
    related = list(dict.fromkeys((*places[1:], *evidence)))[:_CELLS]
    # Code scanning tells one alert from another by this; a moved row or a new price must not make a new alert.
    mark = hashlib.sha256(
        "\0".join((rule_id, safe(key), safe(places[0].file) if places else "")).encode()
    ).hexdigest()
    return {
        "ruleId": rule_id,
        "level": level,
        "message": {"text": safe(text, _TEXT)},
        # The first is the place of the alert; the others of one alert are read, not jumped to.
        "locations": [_location(cell, report) for cell in places[:1]],
        **({"relatedLocations": [_location(cell, report) for cell in related]} if related else {}),
        "partialFingerprints": {"primaryLocationLineHash": f"{mark[:16]}:1"},
    }


def _location(cell: Source, report: Report) -> Json:
    """The cell as a region (row as line, column as column) and in words, for SARIF has no sheets."""
    location: Json = {
        "logicalLocations": [
            {
                "name": _name(cell),
                "fullyQualifiedName": safe(str(cell)),
                "kind": "cell" if cell.row else "entry",
            }
        ],
        "message": {"text": safe(str(cell))},
    }
    files = [file.path for file in report.inputs]
    if cell.file in files or cell.row:
        artifact: Json = {"uri": _uri(cell.file)}
        if cell.file in files:
            artifact["index"] = files.index(cell.file)
        location["physicalLocation"] = {"artifactLocation": artifact, "region": _region(cell)}
    return location


def _name(cell: Source) -> str:
    if not cell.row:
        return safe(cell.sheet or cell.file)
    return f"{column_letters(cell.column)}{cell.row}" if cell.column else f"row {cell.row}"


def _region(cell: Source) -> Json:
    """A fault of a whole file is shown at its first line: code scanning refuses a result without one."""
    if not cell.row:
        return {"startLine": 1}
    return {"startLine": cell.row} | (
        {"startColumn": cell.column, "endColumn": cell.column + 1} if cell.column else {}
    )


def _uri(path: str) -> str:
    return quote(safe(path), safe="/")
