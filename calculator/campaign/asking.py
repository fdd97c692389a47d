"""Letters written and kept: one a supplier, each question with the day on which it was asked first.

Nothing is deleted. A letter that no longer applies and is as we wrote it moves to ``superseded/``; one that somebody changed
stays where it is and is named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from calculator.application import jobs
from calculator.campaign.letter_files import (
    SUPERSEDED,
    free_name,
    hash_of,
    letter_name,
    move_aside,
    write_letter,
)
from calculator.campaign.register import (
    AskedFact,
    CampaignRegister,
    RecordedInput,
    RecordedLetter,
)
from calculator.campaign.suppliers import Suppliers
from calculator.campaign.survey import Survey
from calculator.comparison.letters import Letter, letters_of
from calculator.comparison.questionnaire_lines import Line
from calculator.model.problem import Problem
from calculator.reports.forms.letter import LetterSetting, letter_bytes
from calculator.reports.settings import Paper
from calculator.runtime.sandbox import Announce
from calculator.sources.facts.number_spelling import spelled
from calculator.sources.files.limits import Limits
from calculator.sources.letters import LetterOnFile, read_letters

YOURS: Final = "yours to find"
"""How the buyer's own list is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSetting:
    """How the letters of a campaign are written; none of it changes what is asked but ``left_out``."""

    on: date
    language: str
    requester: str = ""
    due: date | None = None
    paper: Paper = Paper.A4
    left_out: frozenset[str] = frozenset()
    only: str = ""
    """The one supplier to write to; empty for all."""


@dataclass(kw_only=True)
class AskResult:
    """What became of each letter: ``written`` and ``kept`` hold file and letter, the others files."""

    written: list[tuple[str, Letter]] = field(default_factory=list)
    kept: list[tuple[str, Letter]] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Letters that are no longer as they were written: they stay as they are."""


def lines_of(survey: Survey) -> tuple[Line, ...]:
    """The lines of every bill, in the order of the bills."""
    return tuple(line for state in survey.states.values() for line in state.lines)


def letters_for(
    survey: Survey, suppliers: Suppliers, left_out: frozenset[str] = frozenset()
) -> tuple[Letter, ...]:
    """The letters of a survey: one a supplier under all its spellings, one row a part under all of its."""
    return letters_of(
        lines_of(survey), supplier_of=suppliers.canonical, number_of=spelled, left_out=left_out
    )


def write_letters(
    folder: Path,
    letters: Sequence[Letter],
    register: CampaignRegister,
    setting: AskSetting,
    *,
    language_of: Callable[[str, str], str],
    inputs: Sequence[RecordedInput],
    is_whole: bool = True,
) -> AskResult:
    """Every letter in the folder and in the register. Raises RegisterError.

    ``is_whole``: all bills could be read, so that a supplier without a question is asked nothing; otherwise its letter stays.
    """
    recorded = {letter.file: letter for letter in register.letters()}
    asked = list(register.asked())
    if not recorded and not asked:
        recorded, asked = rebuilt(folder)
    first_asked = {(fact.supplier, spelled(fact.part), fact.code): fact for fact in asked}
    result = AskResult()
    holding: dict[str, RecordedLetter] = {}
    for letter in letters:
        if setting.only and letter.supplier != setting.only:
            continue
        before = [entry for entry in recorded.values() if entry.supplier == letter.supplier]
        entry = _written(folder, letter, before, setting, language_of, result)
        holding[entry.file] = entry
        for part in letter.parts:
            for code in part.codes:
                key = (letter.supplier, spelled(part.number), code)
                earlier = first_asked.get(key)
                first_asked[key] = AskedFact(
                    supplier=letter.supplier,
                    part=part.number if earlier is None else earlier.part,
                    code=code,
                    file=entry.file,
                    asked_on=entry.asked_on if earlier is None else earlier.asked_on,
                    due=entry.due,
                    requester=entry.requester,
                )
    for entry in recorded.values():
        if entry.file in holding:
            continue
        is_left_alone = not is_whole or (setting.only and entry.supplier != setting.only)
        if is_left_alone or not _lay_aside(folder, entry, result):
            holding[entry.file] = entry
    register.record(inputs, holding.values(), first_asked.values())
    return result


def _written(
    folder: Path,
    letter: Letter,
    before: Sequence[RecordedLetter],
    setting: AskSetting,
    language_of: Callable[[str, str], str],
    result: AskResult,
) -> RecordedLetter:
    """The letter as it is recorded: the earlier one where it says the same, else a new one, and the earlier one laid aside."""
    language = language_of(letter.supplier, setting.language)
    for entry in before:
        same = letter_bytes(
            letter,
            LetterSetting(
                language=language,
                asked_on=entry.asked_on,
                requester=setting.requester or entry.requester,
                due=setting.due or entry.due,
                paper=setting.paper,
                names_suppliers=letter.is_yours,
            ),
        )
        if hashlib.sha256(same).hexdigest() == entry.sha256 == hash_of(folder / entry.file):
            result.kept.append((entry.file, letter))
            return entry
    for entry in before:
        _lay_aside(folder, entry, result)
    due = setting.due or next((entry.due for entry in before if entry.due), None)
    requester = setting.requester or next((entry.requester for entry in before), "")
    content = letter_bytes(
        letter,
        LetterSetting(
            language=language,
            asked_on=setting.on,
            requester=requester,
            due=due,
            paper=setting.paper,
            names_suppliers=letter.is_yours,
        ),
    )
    name = free_name(folder, letter_name(letter.supplier or YOURS))
    write_letter(folder, name, content)
    result.written.append((name, letter))
    return RecordedLetter(
        file=name,
        supplier=letter.supplier,
        sha256=hashlib.sha256(content).hexdigest(),
        requester=requester,
        asked_on=setting.on,
        due=due,
    )


def _lay_aside(folder: Path, entry: RecordedLetter, result: AskResult) -> bool:
    """True where the letter is out of the way: moved, or gone. One that somebody changed stays."""
    now = hash_of(folder / entry.file)
    if not now:
        return True
    if now != entry.sha256:
        if entry.file not in result.changed:
            result.changed.append(entry.file)
        return False
    move_aside(folder, entry.file)
    result.superseded.append(entry.file)
    return True


# --------------------------------------------------------------------------- a register that is lost


def rebuilt(folder: Path) -> tuple[dict[str, RecordedLetter], list[AskedFact]]:
    """What the letters in a folder and in its ``superseded/`` say of themselves.

    A letter without an answer counts as it was written; one that is answered is somebody's, and no hash of it is ours.
    """
    letters: dict[str, RecordedLetter] = {}
    asked: dict[tuple[str, str, str], AskedFact] = {}
    for place in (folder / SUPERSEDED, folder):
        for letter in _letters_in(place):
            if place == folder:
                letters[letter.file] = RecordedLetter(
                    file=letter.file,
                    supplier=letter.supplier,
                    sha256="" if letter.is_answered else hash_of(folder / letter.file),
                    requester=letter.requester,
                    asked_on=letter.asked_on,
                    due=letter.due,
                )
            for fact in facts_asked(letter.parts, letter):
                key = (fact.supplier, spelled(fact.part), fact.code)
                earlier = asked.get(key)
                if earlier is None or fact.asked_on < earlier.asked_on or place == folder:
                    asked[key] = fact
    return letters, list(asked.values())


def answered_letters(folder: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """The letters in a folder that hold an answer, each with its suppliers and parts."""
    return {
        letter.file: tuple((part.supplier, part.number) for part in letter.parts)
        for letter in _letters_in(folder)
        if letter.is_answered
    }


def _letters_in(folder: Path) -> tuple[LetterOnFile, ...]:
    paths = tuple(
        path
        for path in (sorted(folder.glob("*.xlsx")) if folder.is_dir() else [])
        if not path.name.startswith(("~$", "."))
    )
    return jobs.run(partial(_read_letters, paths), paths, {}) if paths else ()


def _read_letters(
    paths: tuple[Path, ...], _: Announce, refuse: Mapping[str, Problem]
) -> tuple[LetterOnFile, ...]:
    return read_letters([path for path in paths if str(path) not in refuse], Limits())


class _Part(Protocol):
    """One row of a letter, whether we write it or it lies in the folder."""

    @property
    def supplier(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def codes(self) -> tuple[str, ...]: ...


def facts_asked(parts: Iterable[_Part], letter: LetterOnFile | RecordedLetter) -> list[AskedFact]:
    """Each fact that these parts of a letter ask for."""
    return [
        AskedFact(
            supplier=part.supplier,
            part=part.number,
            code=code,
            file=letter.file,
            asked_on=letter.asked_on,
            due=letter.due,
            requester=letter.requester,
        )
        for part in parts
        for code in part.codes
    ]
