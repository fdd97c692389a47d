"""What is asked of a supplier, as a sentence in a language, and what an answer is chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from babel import Locale

from calculator.comparison.questionnaire_lines import Line
from calculator.findings.finding import QuestionKind
from calculator.model.substances import Form
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables

CURRENCIES: Final = ("USD", "EUR", "CNY", "JPY", "KRW", "GBP", "CHF", "TWD")
FORMS: Final = tuple(form.value for form in Form if form is not Form.UNKNOWN)
FREE: Final = (QuestionKind.PARTS, QuestionKind.SUBSTANCES)
"""Questions that are answered in the supplier's own words."""


def question_text(line: Line, language: str = "en") -> str:
    """The question of a line in a language."""
    texts: Mapping[str, str] = _tables()[line.asked.value]
    units: Mapping[str, object] = _tables()["units"][language]
    return texts[language].format(
        item=line.item,
        description=line.description,
        substance=line.substance,
        unit=units.get(line.unit, line.unit),
    )


@cache
def _tables() -> dict[str, Any]:
    texts: dict[str, Any] = toml_tables(packaged_text("calculator.reference", "questions.toml"))
    return texts


def countries() -> list[str]:
    """Their names in English, from which the answer to a question for an origin is chosen."""
    territories = Locale.parse("en").territories
    return sorted(
        str(name)
        for code, name in territories.items()
        if len(code) == 2
        and code.isalpha()
        and code not in {"ZZ", "EU", "UN", "EZ", "QO", "XA", "XB"}
    )
