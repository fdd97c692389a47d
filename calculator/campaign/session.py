"""A campaign from its folder: which bills and facts it is about, how its suppliers are called, and what is asked or how it stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from calculator.assessment import Options
from calculator.audit.inputs import find_files, key_of
from calculator.audit.open_register import file_of, sqlite_address
from calculator.audit.plan import AuditError
from calculator.campaign.asking import (
    AskResult,
    AskSetting,
    answered_letters,
    facts_asked,
    letters_for,
    lines_of,
    rebuilt,
    write_letters,
)
from calculator.campaign.letter_files import ANSWERS, SUPERSEDED, hash_of, write_letter
from calculator.campaign.register import (
    CampaignRegister,
    RecordedInput,
    RecordedLetter,
)
from calculator.campaign.status import CampaignStatus, rows_of_letters, status_rows
from calculator.campaign.suppliers import (
    SupplierGroup,
    Suppliers,
    SuppliersFileError,
    groups_text,
    match_suppliers,
    read_groups,
)
from calculator.campaign.survey import Survey, survey
from calculator.comparison.letters import one_letter
from calculator.reports.forms.letter import LetterSetting, letter_bytes
from calculator.runtime.output_file import same_file
from calculator.sources.files.facts_files import each_facts_file

USAGE: Final = 2
REGISTER: Final = "campaign.sqlite"
SUPPLIERS: Final = "suppliers.toml"


class CampaignError(AuditError):
    """A campaign that cannot go on; the text says why and the way out."""


class OutputIsInputError(CampaignError):
    """An output that is read by the same run: wrong usage."""

    status = USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a campaign lies: its folder, its register, and the file of its suppliers."""

    folder: Path
    register: str | None = None
    suppliers: Path | None = None

    @property
    def address(self) -> str:
        """Of the register."""
        return self.register or sqlite_address(self.folder / REGISTER)

    @property
    def suppliers_file(self) -> Path:
        """Where groups of spellings are confirmed."""
        return self.suppliers or self.folder / SUPPLIERS

    @property
    def name(self) -> str:
        """Under which campaigns that share a database are told apart."""
        return self.folder.resolve().name

    def facts(self, named: Sequence[Path]) -> tuple[Path, ...]:
        """The facts that are named, and what came back into ``answers/``; each once."""
        answers = self.folder / ANSWERS
        words = (*named, answers) if answers.is_dir() else tuple(named)
        return tuple({os.path.realpath(word): word for word in reversed(words)}.values())[::-1]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What asking has done, and what a person should know of it."""

    result: AskResult
    survey: Survey
    suppliers: Suppliers
    proposals: str
    """New groups of spellings to be confirmed, as they are written in the file; empty where there are none."""
    is_proposals_file_new: bool
    left_out: tuple[str, ...]


Tell = Callable[[int], None]


def ask(
    words: Sequence[str],
    place: Place,
    setting: AskSetting,
    options: Options,
    facts: Sequence[Path],
    limits: dict[str, int],
    *,
    file: Path | None = None,
    watch: Callable[[int], Tell] = lambda _: lambda _: None,
) -> Asked:
    """The letters over all bills that the words name, in the folder, or in the one ``file``. Raises AuditError."""
    facts = place.facts(facts)
    inputs_found = find_files(words, apart=_apart(place, facts, file))
    _refuse_inputs(place, file, (*inputs_found.files.values(), *each_facts_file(facts)))
    groups = _groups(place)
    surveyed = survey(inputs_found.files, facts, options, limits, watch(len(inputs_found.files)))
    _refuse_unread(surveyed)
    spellings = [line.supplier for line in lines_of(surveyed) if not line.is_yours]
    suppliers = match_suppliers(spellings, groups)
    inputs = _recorded(place.folder, inputs_found.files, surveyed, facts)
    with CampaignRegister(place.address, place.name) as register:
        if file is None:
            letters = letters_for(surveyed, suppliers, setting.left_out)
            if setting.only:
                setting = replace(setting, only=suppliers.canonical(setting.only))
            result = write_letters(
                place.folder,
                letters,
                register,
                setting,
                language_of=suppliers.language_of,
                inputs=inputs,
                is_whole=not surveyed.refused,
            )
        else:
            result = _write_one(file, surveyed, suppliers, register, setting, inputs)
    is_new = bool(suppliers.proposed) and file is None and not place.suppliers_file.exists()
    proposals = groups_text(suppliers.proposed) if suppliers.proposed else ""
    if is_new:
        write_letter(place.suppliers_file.parent, place.suppliers_file.name, proposals.encode())
    return Asked(
        result=result,
        survey=surveyed,
        suppliers=suppliers,
        proposals=proposals,
        is_proposals_file_new=is_new,
        left_out=tuple(inputs_found.left_out),
    )


def _write_one(
    file: Path,
    surveyed: Survey,
    suppliers: Suppliers,
    register: CampaignRegister,
    setting: AskSetting,
    inputs: Sequence[RecordedInput],
) -> AskResult:
    """One workbook for all suppliers, each row with its supplier."""
    letter = one_letter(lines_of(surveyed), suppliers.canonical, setting.left_out, setting.only)
    content = letter_bytes(
        letter,
        LetterSetting(
            language=setting.language,
            asked_on=setting.on,
            requester=setting.requester,
            due=setting.due,
            paper=setting.paper,
            names_suppliers=True,
        ),
    )
    write_letter(file.parent, file.name, content)
    entry = RecordedLetter(
        file=file.name,
        supplier=letter.supplier,
        sha256=hash_of(file),
        requester=setting.requester,
        asked_on=setting.on,
        due=setting.due,
    )
    asked = facts_asked(letter.parts, entry)
    letters = {recorded.file: recorded for recorded in register.letters()} | {file.name: entry}
    earlier = {(fact.supplier, fact.part, fact.code): fact for fact in register.asked()}
    now = {(fact.supplier, fact.part, fact.code): fact for fact in asked}
    register.record(inputs, letters.values(), (now | earlier).values())
    return AskResult(written=[(file.name, letter)])


def status(
    place: Place,
    options: Options,
    facts: Sequence[Path],
    limits: dict[str, int],
    *,
    within: timedelta,
    watch: Callable[[int], Tell] = lambda _: lambda _: None,
) -> CampaignStatus:
    """How the campaign in a folder stands on the day of the options. Raises AuditError."""
    with CampaignRegister(place.address, place.name) as register:
        inputs, letters, asked = register.inputs(), register.letters(), list(register.asked())
    if not inputs:
        return _of_letters_alone(place, options, within)
    if not asked:
        _, asked = rebuilt(place.folder)
    bills = [entry for entry in inputs if entry.role == "bom"]
    paths = {entry.path: place.folder / entry.path for entry in bills}
    recorded_facts = [place.folder / entry.path for entry in inputs if entry.role == "facts"]
    there = {key_of(path): path for path in paths.values() if path.is_file()}
    surveyed = survey(
        there, place.facts((*recorded_facts, *facts)), options, limits, watch(len(there))
    )
    _refuse_unread(surveyed)
    spellings = [
        *(line.supplier for line in lines_of(surveyed) if not line.is_yours),
        *(fact.supplier for fact in asked),
    ]
    suppliers = match_suppliers(spellings, _groups(place))
    return CampaignStatus(
        on=options.on,
        within=within,
        rows=status_rows(
            surveyed,
            letters_for(surveyed, suppliers),
            asked,
            suppliers,
            on=options.on,
            within=within,
        ),
        bills={key: state.headline for key, state in surveyed.states.items()},
        missing_bills=tuple(key_of(path) for path in paths.values() if not path.is_file()),
        changed_bills=tuple(
            key_of(paths[entry.path])
            for entry in bills
            if paths[entry.path].is_file() and hash_of(paths[entry.path]) != entry.sha256
        ),
        changed_letters=tuple(
            letter.file
            for letter in letters
            if (now := hash_of(place.folder / letter.file)) and now != letter.sha256
        ),
        refused=tuple(f"{key}: {'; '.join(errors)}" for key, errors in surveyed.refused.items()),
    )


def _of_letters_alone(place: Place, options: Options, within: timedelta) -> CampaignStatus:
    """What the letters and answers in a folder say where the register is lost. Raises CampaignError where there is no letter.

    Nobody knows which bills they are about, so that nothing is recomputed: it is the status of a campaign whose bills are gone.
    """
    _, asked = rebuilt(place.folder)
    if not asked:
        raise CampaignError(
            f'"{place.folder}" holds no campaign; run `deminimis ask` over the bills with -o {place.folder}'
        )
    suppliers = match_suppliers((fact.supplier for fact in asked), _groups(place))
    answers = answered_letters(place.folder / ANSWERS)
    return CampaignStatus(
        on=options.on,
        within=within,
        rows=rows_of_letters(asked, answers, suppliers, on=options.on),
        refused=(
            f"{place.folder}: the register is lost, so that nobody knows which bills the letters are about and nothing was recomputed; run `deminimis ask` over the bills with -o {place.folder}: it is made again, and the letters keep their days",
        ),
    )


# --------------------------------------------------------------------------- what both rest on


def _groups(place: Place) -> tuple[SupplierGroup, ...]:
    if place.suppliers is not None and not place.suppliers.is_file():
        raise CampaignError(f'"{place.suppliers}": no such file of suppliers')
    try:
        return read_groups(place.suppliers_file)
    except SuppliersFileError as fault:
        raise CampaignError(str(fault)) from None


def _apart(place: Place, facts: Sequence[Path], file: Path | None) -> tuple[Path, ...]:
    """What is no bill wherever it lies: the campaign's own folder, and the facts."""
    own = (place.folder,) if file is None else (file, place.folder / SUPERSEDED)
    return (*own, *facts, *each_facts_file(facts))


def _refuse_inputs(place: Place, file: Path | None, inputs: Iterable[Path]) -> None:
    """Nothing that is read is written over."""
    inputs = tuple(inputs)
    register = file_of(place.address)
    for output in (file, register):
        if output is not None and same_file(output, inputs):
            raise OutputIsInputError(
                f'"{output}" is an input of this run; nothing is written over it. Choose another --output or --register'
            )


def _refuse_unread(surveyed: Survey) -> None:
    if surveyed.unread_facts:
        raise CampaignError(
            f"these facts could not be read, and every answer would lack them: {', '.join(surveyed.unread_facts)}; see `deminimis check`"
        )


def _recorded(
    folder: Path, files: dict[str, Path], surveyed: Survey, facts: Sequence[Path]
) -> tuple[RecordedInput, ...]:
    """The bills that were read and the facts that were named, by their way from the folder: that of the campaign stays."""
    return (
        *(
            RecordedInput(role="bom", path=_from(folder, files[key]), sha256=state.sha256)
            for key, state in surveyed.states.items()
        ),
        *(RecordedInput(role="facts", path=_from(folder, word)) for word in facts),
    )


def _from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()
