"""What the user chose for a case, and the facts that he typed in; in the words of the command line."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from calculator.application.choices import DEFAULT_RULE
from calculator.findings.finding import QuestionKind
from calculator.model.item import Evidence
from calculator.reports.language import ENGLISH
from calculator.rules import Rule

PROFILE: Final = "profile.toml"
ENTERED: Final = "facts-entered.xlsx"
LISTS: Final = "lists"
"""What the files are called that the page itself writes, on the disk and when they are downloaded; lists of parties lie in a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One answer that was typed in, as the questionnaire asks for it."""

    item: str
    asked: QuestionKind
    substance: str
    question: str
    answer: str
    unit: str = ""
    evidence: Evidence = Evidence.DECLARED
    reference: str = ""

    @property
    def key(self) -> tuple[str, QuestionKind, str]:
        """Answers with the same key are to the same question."""
        return self.item, self.asked, self.substance

    @property
    def said(self) -> tuple[str, str]:
        """What it is about and what it says, for the record of the report.

        >>> Fact(item="MAG-01", asked=QuestionKind.SUBSTANCE_ORIGIN, substance="Dy", question="Origin of Dy", answer="JP", reference="e-mail").said
        ('MAG-01, origin of Dy', 'JP (declared; e-mail)')
        """
        return (
            f"{self.item}, {self.question[:1].lower()}{self.question[1:]}",
            f"{self.answer} {self.unit}".rstrip()
            + f" ({'; '.join(part for part in (self.evidence.value, self.reference) if part)})",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOptions:
    """How a case is to be read and decided. ``profile`` is the text of one, empty for none.

    ``answers`` are to what rules ask of a person, by the id of the inquiry; with ``destination`` and ``recipient`` they are printed
    and decide nothing.
    """

    on: date
    rule: str = DEFAULT_RULE
    assume: tuple[str, ...] = ()
    reading: str = "materials"
    profile: str = ""
    entered: tuple[Fact, ...] = ()
    destination: str = ""
    recipient: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    def answers_to(self, rules: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
        """The answers to what these rules ask; those to another rule wait until that is chosen again."""
        asked = {inquiry.id for rule in rules for inquiry in rule.inquiries}
        return tuple(answer for answer in self.answers if answer[0] in asked)


def command_of(
    case_options: CaseOptions,
    bom: str,
    facts: Sequence[str],
    *,
    has_lists: bool = False,
    language: str = ENGLISH,
) -> str:
    """The same check on the command line, in a folder with the files of the case.

    >>> command_of(CaseOptions(on=date(2026, 11, 23), assume=("technology=no",)), "my motor.xlsx", ["answers.xlsx"])
    "deminimis check 'my motor.xlsx' --facts answers.xlsx --on 2026-11-23 --assume technology=no"
    >>> command_of(CaseOptions(on=date(2026, 11, 23)), "motor.xlsx", [], language="de")
    'deminimis check motor.xlsx --on 2026-11-23 --language de'
    """
    said = (
        *(("--facts", name) for name in (*facts, *((ENTERED,) if case_options.entered else ()))),
        ("--profile", PROFILE if case_options.profile else ""),
        ("--on", case_options.on.isoformat()),
        ("--rule", case_options.rule if case_options.rule != DEFAULT_RULE else ""),
        *(("--assume", assumption) for assumption in case_options.assume),
        ("--reading", case_options.reading if case_options.reading != "materials" else ""),
        ("--destination", case_options.destination),
        ("--recipient", case_options.recipient),
        ("--rules-dir", LISTS if has_lists else ""),
        *(("--answer", f"{inquiry}={text}") for inquiry, text in case_options.answers),
        ("--language", language if language != ENGLISH else ""),
    )
    words = ["deminimis", "check", bom]
    for option, value in said:
        words += [option, value] if value else []
    return shlex.join(words)
