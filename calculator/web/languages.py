"""The page in other languages: one catalogue a language (``locale``), read with Babel; what it lacks is said in English.

A screen is in one language as a whole. Screens that are made of the report's own sentences are in English, and say so.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from calculator.findings.finding import QuestionKind
from calculator.findings.report import Headline, Report
from calculator.model.item import Evidence
from calculator.reports import answer_words
from calculator.web.forms.manual_facts import LABELS

LANGUAGES: Final = {"en": "English", "zh": "中文", "ja": "日本語", "de": "Deutsch"}
ENGLISH: Final = "en"
IN_OTHER_LANGUAGES: Final = frozenset({"start", "overview", "running", "facts", "files"})
"""The screens that a catalogue holds whole."""


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for a text that is translated where it is shown
    """The text as it is, for whoever gathers what has to be translated."""
    return text


_WHOSE: Final = (N_("magnets and targets"), N_("products"), N_("parts"), N_("items"))
_ANSWERS: Final = (N_("required"), N_("not required"), N_("undetermined"))
_VERDICTS: Final = (N_("crosses"), N_("below"), N_("undetermined"), N_("not subject"), N_("magnets unknown"), N_("settled"), N_("caught"), N_("not caught"))  # fmt: skip
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
_NO_BILL: Final = N_("No bill was recognised in it")
_UNKNOWN: Final = N_("unknown")
ENGLISH_ONLY: Final = N_("This screen is in English.")


@dataclass(frozen=True)
class PageText:
    """What a screen says in one language."""

    code: str
    catalogue: NullTranslations

    def __call__(self, text: str) -> str:
        """A text of ours; in English where the catalogue lacks it."""
        return str(self.catalogue.gettext(text)) if text else ""

    @property
    def said(self) -> str:
        """What the script says, as JSON."""
        return json.dumps({name: self(text) for name, text in _SAID.items()}, ensure_ascii=False)

    def overall(self, report: Report) -> str:
        """The one answer of the run, as a sentence."""
        return self.sentence(self.overall_text(answer_words.overall(report)))

    def overall_text(self, text: str) -> str:
        """An answer that was put into English words: all of it, or none where a part of it is not known here."""
        if self.code == ENGLISH or self(text) != text:
            return self(text)
        if text == _NO_BILL:
            return self(_NO_BILL)
        if text.startswith("No answer on the "):
            return self(N_("No answer: the file could not be read"))
        text, is_partial, _ = text.partition("; ")
        if is_partial:
            unread = self(N_("not all files could be read"))
            return f"{self.overall_text(text)}; {unread}"
        before, is_answer, answer = text.partition(" for the ")
        whose, _, how = answer.partition(": ")
        if not is_answer or before != "Licence" or whose not in _WHOSE or how not in _ANSWERS:
            return text
        return self(N_("Licence for the {whose}: {answer}")).format(
            whose=self(whose), answer=self(how)
        )

    def headline(self, report: Report) -> str:
        """What was found, in sentences."""
        if self.code == ENGLISH:
            return answer_words.headline(report)
        if report.headline is Headline.NO_ANSWER:
            return self(N_("Nothing could be read that is a bill of materials, so nothing is said of any item."))  # fmt: skip
        counts = report.summary
        counted = self(
            N_(
                "Tested: {tested}. Across the line: {crosses}; undetermined: {undetermined}; below: {below}."
            )
        ).format(
            tested=counts.subject,
            crosses=counts.crosses,
            undetermined=counts.undetermined,
            below=counts.below,
        )
        if not counts.suspects:
            return counted
        unknown = self(N_("Parts whose magnets are unknown: {count}.")).format(
            count=counts.suspects
        )
        return f"{counted} {unknown}"

    def sentence(self, text: str) -> str:
        """A text with its full stop."""
        return f"{text}{'。' if self.code in ('zh', 'ja') else '.'}"

    def verdict(self, words: str) -> str:
        """The words of a verdict; of "below" in another language without the trigger, which stands beside the list."""
        if self.code == ENGLISH:
            return words
        return self(words.partition(" (")[0])

    def licence(self, words: str) -> str:
        """What follows for the licence."""
        if self.code == ENGLISH:
            return f"licence {words}"
        answer, _, cases = words.partition(": ")
        clauses = ", ".join(part for part in cases.replace(";", " ").split() if "(" in part)
        of_licence = self(N_("licence: {answer}")).format(answer=self(answer))
        return f"{of_licence} {clauses}".rstrip()

    def label(self, asked: QuestionKind, substance: str) -> str:
        """The label of a question."""
        return self(LABELS[asked]).format(substance)

    def choice(self, value: str) -> str:
        """An answer that is chosen from a list."""
        return self(value) if value in _CHOICES else value

    def share(self, text: str) -> str:
        """A share in figures, or that it is unknown."""
        return self(text) if text == _UNKNOWN else text

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


@cache
def page_text(code: str) -> PageText:
    """The texts of a language."""
    if code == ENGLISH:
        return PageText(ENGLISH, NullTranslations())
    packed = io.BytesIO()
    write_mo(packed, catalogue_of(code))
    packed.seek(0)
    return PageText(code, Translations(packed))


def catalogue_of(code: str) -> Catalog:
    """The catalogue of a language as Babel reads it."""
    place = resources.files("calculator.web").joinpath("locale", code, "page.po")
    with place.open("rb") as file:
        return read_po(file, locale=code)


def known_language(code: str) -> str:
    """The code where there is such a language, else that of English."""
    return code if code in LANGUAGES else ENGLISH
