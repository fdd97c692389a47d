"""What the page says beside the report, in the language of whoever reads it: the texts of its script, questions, grades and stages.

The catalogues are those of the report (``calculator.reports.language``); what they lack is said in English.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from babel import Locale

from calculator.findings.finding import QuestionKind
from calculator.findings.report import Report
from calculator.model.item import Evidence
from calculator.reports import answer_words
from calculator.reports.language import ENGLISH, LANGUAGES, N_, known_language, speaking, stop, tr
from calculator.web.forms.manual_facts import LABELS

__all__ = ["ENGLISH", "LANGUAGES", "PageText", "known_language", "page_text"]

_CHOICES: Final = (N_("yes"), N_("no"), N_("metal"), N_("alloy"), N_("oxide"), N_("compound"))
_GRADES: Final = {
    Evidence.MEASURED: N_("measured"),
    Evidence.DECLARED: N_("declared"),
    Evidence.NOTICE: N_("compliance notice"),
    Evidence.DATASHEET: N_("data sheet"),
    Evidence.ASSUMED: N_("assumed"),
}
_STAGES: Final = (N_("waiting for its turn"), N_("starting"), N_("making one bill of what was read"), N_("reckoning what is in each item"), N_("deciding"), N_("writing"))  # fmt: skip
_READING: Final = "reading "
_SAID: Final = {
    "writing": N_("being written"),
    "file": N_("The file is being written."),
    "saved": N_("Saved: {name}"),
    "silent": N_("The program does not answer. Is it still running?"),
    "left": N_("{count} left"),
    "done": N_("done"),
    "large": N_("That is more than {limit} MiB. Larger files can be checked on the command line."),
    "sent": N_("Sent. Reading it …"),
    "failed": N_("The file could not be sent. Is the program still running?"),
    "adding": N_("The files are being added."),
    "filled": N_("{value} in {count} fields."),
}
"""What the script says."""


@dataclass(frozen=True)
class PageText:
    """What a screen says in one language, beside what the report says."""

    code: str

    def __call__(self, text: str) -> str:
        """A text of ours; in English where the catalogue lacks it."""
        with speaking(self.code):
            return tr(text)

    @property
    def said(self) -> str:
        """What the script says, as JSON."""
        return json.dumps({name: self(text) for name, text in _SAID.items()}, ensure_ascii=False)

    def overall(self, report: Report) -> str:
        """The one answer of the run, as a sentence."""
        with speaking(self.code):
            return stop(answer_words.overall(report))

    def headline(self, report: Report) -> str:
        """What was found, in sentences."""
        with speaking(self.code):
            return answer_words.headline(report)

    def label(self, asked: QuestionKind, substance: str) -> str:
        """The label of a question."""
        return self(LABELS[asked]).format(substance)

    def choice(self, value: str) -> str:
        """An answer that is chosen from a list."""
        return self(value) if value in _CHOICES else value

    def grade(self, grade: Evidence) -> str:
        """How a fact is known."""
        return self(_GRADES[grade])

    def stage(self, words: str) -> str:
        """What a run is doing."""
        if words.startswith(_READING):
            return self(N_("reading {file}")).format(file=words.removeprefix(_READING))
        return self(words)

    def countries(self) -> list[str]:
        """Their names, which the reader of answers understands in each of the languages."""
        territories = Locale.parse(self.code).territories
        return sorted(
            str(name)
            for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
        )


_NO_COUNTRIES: Final = frozenset({"ZZ", "EU", "UN", "EZ", "QO", "XA", "XB"})


def page_text(code: str) -> PageText:
    """The texts of a language."""
    return PageText(code)
