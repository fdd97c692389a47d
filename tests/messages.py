"""Every text that a reader may be told in another language: what templates and code ask of the catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from babel.messages.extract import extract_from_file
from jinja2.ext import babel_extract

from calculator.findings.accounting import SheetFate
from calculator.findings.obligation import Obligation, Standing
from calculator.findings.report import Reading
from calculator.findings.verdict import Licence, Verdict
from calculator.model.item import Evidence
from calculator.reports import clearance_words
from calculator.reports.reasons import trigger_name
from calculator.reports.sentences_below import SENTENCES
from calculator.rules import load_rules
from tests.paths import ROOT

PACKAGE = ROOT / "calculator"
_OF_CODE = {"tr": None, "N_": None, "tr_many": (2, 3), "translated": None}
_OF_TEMPLATES = {"_": None, "many": (2, 3)}
Message = tuple[str, ...]
"""One text, or those for one and for many."""


def of_code() -> Iterator[Message]:
    """What modules ask for by a text that stands in them."""
    for folder in ("reports", "web"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            if path.name == "language.py" or "reports.language import" in path.read_text("utf-8"):
                yield from _messages(path, "python", _OF_CODE)


def of_templates(*folders: str) -> Iterator[Message]:
    """What templates ask for."""
    for folder in folders or ("reports/page/templates", "web/templates"):
        for path in sorted((PACKAGE / folder).glob("*.j2")):
            yield from _messages(path, babel_extract, _OF_TEMPLATES)


def _messages(path: Path, method: object, keywords: object) -> Iterator[Message]:
    for _, message, *_ in extract_from_file(method, path, keywords):
        yield message if isinstance(message, tuple) else (message,)


def of_members() -> Iterator[Message]:
    """Words that are made of the members of closed lists, and of rules."""
    members: tuple[type[Enum], ...] = (
        Obligation,
        Standing,
        Evidence,
        SheetFate,
        Verdict,
        Licence,
        Reading,
    )
    for members_of in members:
        yield from ((member.value.replace("-", " "),) for member in members_of)
    for rule in load_rules()[0].values():
        yield from ((trigger_name(trigger.id),) for trigger in rule.triggers)
        yield from (
            (text,)
            for text in (rule.consequence.name, rule.consequence.if_met, rule.consequence.if_not)
        )
    yield from clearance_words._NAMES.values()
    yield from ((role,) for role in ("bom", "facts", "config", "waivers", "baseline", "parties"))


def every_message() -> set[Message]:
    """All of it."""
    sentences = ((sentence,) for sentence in SENTENCES)
    return {*of_code(), *of_templates(), *of_members(), *sentences} - {("",)}
