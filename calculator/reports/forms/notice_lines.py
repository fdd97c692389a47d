"""What the lines of a notice to the next recipient say, in English and in Chinese, filled from one finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from calculator.findings.finding import Contribution, Finding
from calculator.findings.report import Report
from calculator.model.source import Source
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reports import numbers
from calculator.reports.circumstance_words import destination_words, recipient_words
from calculator.reports.finding_words import assumed_words, codes_words, conventions_words
from calculator.reports.reasons import trigger_name
from calculator.reports.rule_words import state_words
from calculator.reports.safe_text import safe

_LONGEST: Final = 2000
_CELLS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One text in both languages; a text without words of ours is the same in both."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One line: what it is called, and what stands there; ``is_open`` where a person has to fill it in."""

    head: Both
    entry: Both
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTexts:
    """What stands on every notice."""

    title: Both
    blank: Both
    statements: tuple[Both, ...]
    signature: Both


def notice_texts() -> NoticeTexts:
    """The texts of the form."""
    texts = _texts()
    return NoticeTexts(
        title=Both(**texts["title"]),
        blank=Both(**texts["blank"]),
        statements=tuple(Both(**statement) for statement in texts["statement"]),
        signature=Both(**texts["signature"]),
    )


def notice_lines(finding: Finding, report: Report) -> tuple[NoticeLine, ...]:
    """Every line of a notice; what the files do not say is left open."""
    circumstances = report.circumstances
    recipient = (circumstances.recipient, *recipient_words(report))
    entries = {
        "recipient": _same("; ".join(recipient) if circumstances.recipient else ""),
        "destination": _same(
            destination_words(report).partition(": ")[2] if circumstances.destination else ""
        ),
        "end_user": _same(
            "; ".join(
                f"{inquiry.replace('-', ' ')}: {text}" for inquiry, text in circumstances.answers
            )
        ),
        "item": _same(finding.item.description),
        "model": _same(finding.item.number),
        "annex": _annex(finding),
        "codes": _same(codes_words(finding)),
        "trigger": _triggers(finding, report),
        "contents": _contents(finding),
        "value": _value(finding),
        "basis": _basis(finding, report),
        "assumptions": _assumptions(finding, report),
        "evidence": _evidence(finding),
        "status": _status(finding, report),
    }
    blank = notice_texts().blank
    return tuple(
        NoticeLine(
            head=Both(**head),
            entry=_safe(entries.get(name) or blank) if entries.get(name) else blank,
            is_open=not entries.get(name),
        )
        for name, head in _texts()["line"].items()
    )


@cache
def _texts() -> dict[str, Any]:
    return toml_tables(packaged_text("calculator.reference", "notice.toml"))


def _zh(word: str) -> str:
    return str(_texts()["word"].get(word, word))


def _same(text: str) -> Both | None:
    return Both(en=text, zh=text) if text else None


def _safe(text: Both) -> Both:
    return Both(en=safe(text.en, _LONGEST), zh=safe(text.zh, _LONGEST))


def _joined(texts: Sequence[Both]) -> Both | None:
    if not texts:
        return None
    return Both(en="; ".join(text.en for text in texts), zh="；".join(text.zh for text in texts))


def _annex(finding: Finding) -> Both | None:
    entry = next(
        (entry for entry in finding.rule.subjects if entry.en == finding.subject_why), None
    )
    if entry is None:
        return None
    return Both(
        en=f"{entry.id} {entry.en} (known from: {entry.confidence})", zh=f"{entry.id} {entry.zh}"
    )


def _triggers(finding: Finding, report: Report) -> Both | None:
    texts = []
    for reason in finding.reasons:
        if not reason.is_met:
            continue
        name = trigger_name(reason.trigger)
        state = state_words(finding.rule.clause_state(reason.clause, report.on))
        texts.append(
            Both(
                en=f"{reason.clause} {name} ({state} on {report.on})",
                zh=f"{reason.clause} {_zh(name)}（{report.on}：{_zh(state)}）",
            )
        )
    return _joined(texts)


def _counted(finding: Finding) -> list[Contribution]:
    """What is counted for sure."""
    return [part for part in finding.contributions if part.value.low > 0 or part.mass.low > 0]


def _contents(finding: Finding) -> Both | None:
    unit = finding.value.unit
    return _joined(
        [
            Both(
                en=f"{part.substance} ({part.form}), {numbers.mass(part.mass)} of Chinese origin, worth {numbers.amount(part.value, unit)}; "
                f"origin stated: {part.origin_by_stage}",
                zh=f"{part.substance}（{_zh(part.form)}），原产于中国的质量 {numbers.mass(part.mass)}，价值 {numbers.amount(part.value, unit)}",
            )
            for part in _counted(finding)
        ]
    )


def _value(finding: Finding) -> Both | None:
    ratio = finding.value
    if ratio.numerator.high is None or ratio.denominator.high is None:
        return None
    share = numbers.share(ratio.share, finding.rule.threshold)
    part, whole = (
        numbers.amount(amount, ratio.unit) for amount in (ratio.numerator, ratio.denominator)
    )
    return Both(en=f"{part} of {whole}: {share}", zh=f"{part} ÷ {whole} = {share}")


def _basis(finding: Finding, report: Report) -> Both:
    """From what prices the share was found: that of the item and that of each substance, as the files state them, with their cells."""
    prices = [
        f"{numbers.amount(price.bounds, price.currency)}{_places(price.cells)}"
        for price in finding.item.prices
    ]
    is_consumed = ("convention", "consumed") in report.assumptions
    texts = [
        Both(
            en=f"price of the item as stated, for one: {', '.join(prices)}",
            zh=f"物项单价（按文件所载）：{'，'.join(prices)}",
        )
        if prices
        else Both(en="price of the item: not stated in the files", zh="物项单价：文件未载明")
    ]
    for part in _counted(finding):
        workings = [line for line in part.workings if "/kg" in line]
        if workings:
            shown = f"{'; '.join(workings)}{_places(part.worked_from)}"
            texts.append(Both(en=f"{part.substance}: {shown}", zh=f"{part.substance}：{shown}"))
    unit = finding.value.unit
    texts.append(
        Both(
            en=f"reckoned in {unit} as of {report.on}, of {'what was consumed, with scrap' if is_consumed else 'contained mass, not consumed'}; "
            "whether with tax and freight as the files leave it",
            zh=f"按 {unit} 计算，日期 {report.on}，以{'消耗量（含损耗）' if is_consumed else '所含质量（不计损耗）'}为准；含税及运费与否从文件所载",
        )
    )
    text = _joined(texts)
    assert text is not None  # noqa: S101  # the last one is always there
    return text


def _places(cells: Iterable[Source]) -> str:
    shown = _cells(cells)
    return f" ({', '.join(shown)})" if shown else ""


def _assumptions(finding: Finding, report: Report) -> Both:
    lines = [assumed_words(name, value) for name, value in report.assumptions]
    conventions = conventions_words(finding)
    if conventions:
        lines.append(conventions)
    if not lines:
        return Both(en="none", zh="无")
    return Both(en="; ".join(lines), zh="；".join(lines))


def _evidence(finding: Finding) -> Both | None:
    texts: dict[Both, None] = {}
    for part in _counted(finding):
        reference = f", {part.reference}" if part.reference else ""
        places = _places(part.cells)
        grade = part.evidence.value
        texts[
            Both(
                en=f"{part.substance}: {grade}{reference}{places}",
                zh=f"{part.substance}：{_zh(grade)}{reference}{places}",
            )
        ] = None
    return _joined(list(texts))


def _cells(cells: Iterable[Source]) -> list[str]:
    return [str(cell) for cell in dict.fromkeys(cells)][:_CELLS]


def _status(finding: Finding, report: Report) -> Both:
    status = finding.rule.status_on(report.on)
    state = state_words(status.state)
    return Both(
        en=f"{report.on}: {state}. {status.note}",
        zh=f"{report.on}：{_zh(state)}。说明见左栏英文；以商务部网站（mofcom.gov.cn）公布为准。",
    )
