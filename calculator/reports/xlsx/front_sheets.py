"""The sheets Summary and Rule of the workbook: the answer in words, the counts, how to read the rest, and the law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calculator.findings.report import Headline, Report
from calculator.findings.verdict import Licence, Verdict
from calculator.model.item import Evidence
from calculator.reports.answer_words import (
    NOT_ADVICE,
    answered_for,
    effect,
    headline,
    overall,
    settings_words,
)
from calculator.reports.assembly_words import assembly_lines
from calculator.reports.circumstance_words import circumstance_lines
from calculator.reports.clearance_words import run_lines
from calculator.reports.finding_words import product_words
from calculator.reports.ground import ground_of
from calculator.reports.question_groups import question_groups, settling_words
from calculator.reports.reasons import licence_answer
from calculator.reports.rule_words import line_of, state_words, threshold_words
from calculator.reports.suspect_words import UNKNOWN_MAGNETS
from calculator.reports.xlsx.cells import (
    LINKS,
    PLAIN,
    Cell,
    Column,
    Formula,
    Kind,
    RowStyle,
    StyledValue,
)
from calculator.reports.xlsx.formula_workbook import FormulaSheet, FormulaWorkbook
from calculator.reports.xlsx.formulas import NEAR_NAME, NEARNESS, line_name
from calculator.reports.xlsx.layout import CHECKS, DIFFERS, LICENCES, LIVE_VERDICTS
from calculator.reports.xlsx.style import FILLS
from calculator.rules import Rule

SUMMARY: Final = "Summary"
SUMMARY_COLUMNS: Final = (Column("", Kind.LABEL, 50), Column("", widest=105), Column("", widest=22))
_RULE_COLUMNS: Final = (
    Column("Rule", widest=24),
    Column("Part", widest=24),
    Column("Id", widest=22),
    Column("What it says", widest=90),
    Column("Known from", widest=34),
    Column("Sources", widest=30),
)
_TITLE: Final = RowStyle(bold=True, size=16, align="left")
_SECTION: Final = RowStyle(bold=True, size=12, align="left", fill="D9E2EF")
_ANSWER: Final = {
    Headline.REQUIRED: FILLS[Verdict.CROSSES],
    Headline.UNDETERMINED: FILLS[Verdict.UNDETERMINED],
    Headline.NOT_REQUIRED: FILLS[Verdict.BELOW],
    Headline.NO_ANSWER: FILLS[Verdict.UNDETERMINED],
}
_LEFT: Final = RowStyle(align="left")
_PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z ]*\Z")
_PRODUCTS_SHOWN: Final = 20


def write_summary(
    book: FormulaWorkbook, sheet: FormulaSheet, report: Report, *, is_large: bool
) -> None:
    """The first sheet; written last, for it says what the others had no room for."""
    sheet.add(("Threshold report",), _TITLE)
    sheet.add(
        ("Answer", overall(report)),
        RowStyle(bold=True, fill=_ANSWER[report.headline], align="left"),
    )
    sheet.add(("In words", headline(report)))
    sheet.add(("As of", report.on.isoformat()))
    sheet.add(("The answer is about", answered_for(report.rules, report.reading, report.findings)))
    for node in report.products[:_PRODUCTS_SHOWN]:
        sheet.add(("Product", product_words(node)))
    _counts(sheet, report)
    _clearance(sheet, report)
    _reading(book, sheet, is_large=is_large)
    _ground(sheet, report)
    for place, rule in enumerate(report.rules):
        _rule(book, sheet, report, rule, place)
    for note in _not_held(book):
        sheet.add(("Left out", note))
    sheet.add(("", f"bom-deminimis {report.version}. {NOT_ADVICE}"))


def _clearance(sheet: FormulaSheet, report: Report) -> None:
    sheet.add(("Clearance of the whole run",), _SECTION)
    for line in run_lines(report):
        standing, _, obligations = line.partition(": ")
        sheet.add((standing.capitalize(), obligations))
    for line in circumstance_lines(report):
        sheet.add(("Shipment", line))
    for line in assembly_lines(report):
        sheet.add(("Assemblies", line))
    few = settling_words(question_groups(report))
    if few:
        sheet.add(("Questions", few))


def _counts(sheet: FormulaSheet, report: Report) -> None:
    counts = report.summary
    sheet.add(("Counts", "now, in this workbook", "as recorded"), _SECTION)
    rows: list[tuple[str, Cell, int]] = [
        ("Items in the bill", counts.items, counts.items),
        ("Magnets and targets on the list, or perhaps", counts.subject, counts.subject),
        (
            "Cross the line",
            Formula(_count(LIVE_VERDICTS, "crosses", "caught"), counts.crosses),
            counts.crosses,
        ),
        (
            "Undetermined",
            Formula(_count(LIVE_VERDICTS, "undetermined"), counts.undetermined),
            counts.undetermined,
        ),
        (
            "Below the line",
            Formula(_count(LIVE_VERDICTS, "below*", "not caught"), counts.below),
            counts.below,
        ),
        ("Licence required", _licences(report), counts.licence_required),
        (UNKNOWN_MAGNETS, counts.suspects, counts.suspects),
        ("Live verdicts that differ from the record", Formula(_count(CHECKS, DIFFERS), 0), 0),
    ]
    for label, now, recorded in rows:
        sheet.add((label, now, recorded), _LEFT)


def _licences(report: Report) -> Cell:
    """A count by the words of the column; the number itself where a rule's own words could be taken for something else."""
    caught = {
        licence_answer(finding)
        for finding in report.findings
        if finding.licence is Licence.REQUIRED
    }
    others = {
        licence_answer(finding)
        for finding in report.findings
        if finding.licence is not Licence.REQUIRED
    }
    number = report.summary.licence_required
    if not caught or caught & others or not all(map(_PLAIN_WORDS.match, caught)):
        return number
    return Formula(_count(LICENCES, *sorted(caught)), number)


def _count(cells: str, *words: str) -> str:
    return "+".join(f'COUNTIF({cells},"{word}")' for word in words)


def _reading(book: FormulaWorkbook, sheet: FormulaSheet, *, is_large: bool) -> None:
    sheet.add(("How to read this workbook",), _SECTION)
    sheet.add(
        (
            "Blue numbers",
            "may be changed: the shares, the live verdicts, the counts above and the colours follow. Empty cells and the word open are bounds that nobody knows.",
        )
    )
    sheet.add(
        (
            "Verdict",
            "was found by the program in exact fractions and does not change. It is what counts.",
        )
    )
    sheet.add(
        (
            "Live verdict",
            "is calculated by this workbook: the item crosses where Counted low reaches the line times Item high, is below where Counted high stays under the line times Item low, and is undetermined otherwise.",
        )
    )
    row = sheet.add(("Nearness", StyledValue(NEARNESS, "0E+00"), "share of the line"), _LEFT)
    book.name(NEAR_NAME, SUMMARY, f"$B${row}")
    sheet.add(
        (
            "",
            "A spreadsheet calculates in binary, where ten times 0.1 is not quite 1: what is nearer to the line than this share of it is taken as on the line. The recorded verdict needs no such thing.",
        )
    )
    sheet.add(
        (
            "Check",
            "says whether both verdicts are the same. Where it says differs, a number was changed, or lies so near to the line that only the recorded verdict can tell.",
        )
    )
    sheet.add(
        (
            "Contributions",
            "are multiplied from left to right: quantity × value in one × counts. Where their sum is not what was tested, a grey row says what is between and why.",
        )
    )
    if is_large:
        sheet.add(
            (
                "Sorting",
                "This report is large: filter the sheet Contributions, but do not sort it, for its rows are found by their place.",
            )
        )


def _ground(sheet: FormulaSheet, report: Report) -> None:
    sheet.add(("Assumptions and conventions",), _SECTION)
    ground = ground_of(report)
    for line in ground.assumed:
        sheet.add(("Assumed", line))
    for line in ground.answered_for:
        sheet.add(("Answered for", line))
    if report.weakest_evidence is not Evidence.ASSUMED:
        sheet.add(
            ("Evidence", f"at least {report.weakest_evidence.value}; weaker facts count as unknown")
        )
    sheet.add(("Quantities", ground.quantities.removeprefix("quantities ")))
    sheet.add(("Values", ground.values.removeprefix("values ")))
    for name in report.refused:
        sheet.add(("Not read", name))


def _rule(
    book: FormulaWorkbook, sheet: FormulaSheet, report: Report, rule: Rule, place: int
) -> None:
    status = rule.status_on(report.on)
    sheet.add(("Rule", rule.title), _SECTION)
    sheet.add(("Test", f"{threshold_words(rule)} ({rule.id})"))
    if rule.has_line:
        row = sheet.add(
            (
                "Line",
                StyledValue(
                    rule.threshold, f"0.{'0' * max(1, len(line_of(rule)) - 4)}%", Kind.SHARE_INPUT
                ),
                "may be changed",
            ),
            _LEFT,
        )
        book.name(line_name(place), SUMMARY, f"$B${row}")
    sheet.add(
        (f"Status on {report.on}", f"{state_words(status.state)}. {status.note}"),
        RowStyle(bold=True, align="left"),
    )
    sheet.add(("Binding", effect(rule, report)))
    for setting in settings_words(rule, report):
        sheet.add(("Setting", setting))
    for inquiry in rule.inquiries:
        sheet.add(
            (
                f"Answer separately, {inquiry.clause}",
                " ".join(filter(None, (inquiry.en, inquiry.zh))),
            )
        )
    sheet.add(("Note", rule.disclaimer))


def _not_held(book: FormulaWorkbook) -> list[str]:
    notes = [
        f"{sheet.left_out:,} rows of the sheet {name}"
        for name, sheet in book.sheets.items()
        if sheet.left_out
    ]
    notes += [
        f"{sheet.unlinked:,} links on the sheet {name}, beyond the {LINKS:,} that a sheet holds"
        for name, sheet in book.sheets.items()
        if sheet.unlinked
    ]
    return notes


def write_rules(book: FormulaWorkbook, report: Report) -> None:
    """Clause by clause, with the sources; addresses are texts, no links."""
    sheet = book.sheet("Rule", _RULE_COLUMNS, frozen=1)
    for rule in report.rules:
        for cells in _law(rule, report):
            sheet.add((rule.id, *cells), PLAIN)


def _law(rule: Rule, report: Report) -> Sequence[tuple[str, str, str, str, str]]:
    triggers = {trigger.clause: trigger.id for trigger in rule.triggers}
    rows = [
        ("title", "", rule.title, "", ""),
        ("summary", "", f"{rule.summary} Last checked {rule.last_checked}.", "", ""),
    ]
    for status in rule.statuses:
        binding = f" In force: {', '.join(status.in_force)}." if status.in_force else ""
        rows.append(
            (
                "status",
                f"from {status.start}",
                f"{state_words(status.state)}.{binding} {status.note}",
                "",
                ", ".join(status.citations),
            )
        )
    for clause in rule.clauses:
        state = (
            f" (trigger {triggers[clause.id]}; on {report.on} {state_words(rule.clause_state(clause.id, report.on))})"
            if clause.id in triggers
            else ""
        )
        rows.append(
            (
                "clause",
                clause.id,
                clause.text + state,
                clause.confidence,
                ", ".join(clause.citations),
            )
        )
    rows += [
        (
            "not decided by this tool; answer separately",
            inquiry.clause,
            " ".join(filter(None, (inquiry.en, inquiry.zh))),
            "",
            ", ".join(inquiry.citations),
        )
        for inquiry in rule.inquiries
    ]
    rows += [
        (
            "counted",
            entry.id,
            " ".join(filter(None, (entry.zh, entry.en))),
            entry.confidence,
            ", ".join(entry.citations),
        )
        for entry in rule.listed
    ]
    rows += [
        (
            "tested",
            entry.code or entry.id,
            " ".join(filter(None, (entry.zh, entry.en))),
            entry.confidence,
            ", ".join(entry.citations),
        )
        for entry in rule.subjects
    ]
    for cited in rule.citations:
        dated = f", {cited.dated}" if cited.dated else ""
        rows.append(
            (
                "source",
                cited.id,
                f"{cited.title}{dated}. {cited.url} {cited.note}".strip(),
                cited.seen,
                "",
            )
        )
    return rows
