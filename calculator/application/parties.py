"""Where a shipment goes and who gets it, from the words of a request; lists of parties from the user's own files.

The lists stand in the folder ``parties`` of ``--rules-dir``, as TOML or CSV. None comes with the program: they change, and
who relies on one has to fetch it where it is published.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calculator.application.excuses import input_file
from calculator.application.requests import InvalidRequestError
from calculator.findings.circumstances import Circumstances, PartyList, PartyMatch
from calculator.findings.report import InputFile
from calculator.model.countries import read_country
from calculator.numbers.strict_table import StrictTable, read_strictly
from calculator.recognition.party_names import ALIKE, likeness
from calculator.rules import Rule

FOLDER: Final = "parties"
ROLE: Final = "parties"
"""The role of such a file among the inputs of a report."""
_MOST_BYTES: Final = 20_000_000
_LONGEST: Final = 500
_MATCHES_SHOWN: Final = 20
_COLUMNS: Final = ("name", "also", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party of a list by all of its names."""

    names: tuple[str, ...]
    note: str = ""


def circumstances_for(
    *,
    destination: str = "",
    recipient: str = "",
    answers: Sequence[tuple[str, str]] = (),
    rules_dir: Path | None = None,
    rules: Sequence[Rule] = (),
    files: Sequence[Path] = (),
) -> tuple[Circumstances, tuple[InputFile, ...]]:
    """What was said of the shipment, the recipient held against every list, and the files of these as inputs of the report.

    ``files`` are lists that lie elsewhere. Raises InvalidRequestError for a destination that is no country, an answer to nothing that a rule asks, and a list that
    cannot be read.
    """
    inquiry_ids = list(dict.fromkeys(inquiry.id for rule in rules for inquiry in rule.inquiries))
    for inquiry, _ in answers:
        if inquiry not in inquiry_ids:
            asked = ", ".join(inquiry_ids) or "nothing"
            raise InvalidRequestError(
                f'no rule asks "{inquiry}"; these rules ask {asked}', "--answer"
            )
    lists: list[PartyList] = []
    matches: list[PartyMatch] = []
    inputs: list[InputFile] = []
    for path in (*party_files(rules_dir), *files) if recipient.strip() else ():
        content = _bytes_of(path)
        inputs.append(input_file(path, content, ROLE))
        party_list, parties = _read(path, content)
        lists.append(party_list)
        matches += _matches(recipient, party_list, parties)
    return (
        Circumstances(
            destination=_code_of(destination) if destination.strip() else "",
            recipient=recipient.strip()[:_LONGEST],
            answers=tuple((inquiry, text.strip()[:_LONGEST]) for inquiry, text in answers),
            lists=tuple(lists),
            matches=tuple(sorted(matches, key=lambda match: -match.likeness))[:_MATCHES_SHOWN],
        ),
        tuple(inputs),
    )


def party_files(rules_dir: Path | None) -> tuple[Path, ...]:
    """The user's lists, in the order of their names."""
    folder = None if rules_dir is None else rules_dir / FOLDER
    if folder is None or not folder.is_dir():
        return ()
    return tuple(
        sorted(path for path in folder.iterdir() if path.suffix.casefold() in (".toml", ".csv"))
    )


def _code_of(text: str) -> str:
    """The ISO code of a country; Hong Kong, Macao and Taiwan have their own."""
    code = read_country(text)
    if code is None:
        raise InvalidRequestError(
            f'"{text[:60]}" is not one country; write an ISO code such as DE or a name',
            "--destination",
        )
    return code


def _matches(
    recipient: str, party_list: PartyList, parties: Iterable[Party]
) -> Iterator[PartyMatch]:
    for party in parties:
        best, name = max((likeness(recipient, name), name) for name in party.names)
        if best >= ALIKE:
            yield PartyMatch(name=name, likeness=best, party_list=party_list, note=party.note)


# --------------------------------------------------------------------------- files


def _bytes_of(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise InvalidRequestError(f"{path.name}: {fault.strerror}", "--rules-dir") from None
    if len(content) > _MOST_BYTES:
        raise InvalidRequestError(f"{path.name} has more than {_MOST_BYTES:,} bytes", "--rules-dir")
    return content


def _read(path: Path, content: bytes) -> tuple[PartyList, tuple[Party, ...]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidRequestError(
            f"{path.name} is not UTF-8; save it as that", "--rules-dir"
        ) from None
    return (_from_csv if path.suffix.casefold() == ".csv" else _from_toml)(path, text)


def _from_toml(path: Path, text: str) -> tuple[PartyList, tuple[Party, ...]]:
    try:
        return read_strictly(text, path.name, lambda table: _of_table(path, table))
    except ValueError as fault:
        raise InvalidRequestError(str(fault), "--rules-dir") from None


def _of_table(path: Path, table: StrictTable) -> tuple[PartyList, tuple[Party, ...]]:
    parties = table.each("party", _party)
    dated = table.day("date").isoformat() if "date" in table.data else ""
    party_list = PartyList(
        title=table.text("title"),
        url=table.text("url", needed=False),
        dated=dated,
        file=path.name,
        names=sum(len(party.names) for party in parties),
    )
    return party_list, parties


def _party(entry: StrictTable) -> Party:
    return Party(
        names=(entry.text("name"), *entry.texts("also", needed=False)),
        note=entry.text("note", needed=False),
    )


def _from_csv(path: Path, text: str) -> tuple[PartyList, tuple[Party, ...]]:
    """Columns name, also (more names with semicolons between them) and note; a file that lacks the first is refused."""
    import csv

    rows = csv.DictReader(io.StringIO(text))
    heads = {head.strip().casefold(): head for head in rows.fieldnames or () if head}
    if "name" not in heads:
        raise InvalidRequestError(
            f'{path.name} has no column "name"; write the columns {", ".join(_COLUMNS)}',
            "--rules-dir",
        )
    parties: list[Party] = []
    for row in rows:
        cells = {name: (row.get(head) or "").strip() for name, head in heads.items()}
        names = [cells["name"], *cells.get("also", "").split(";")]
        kept = tuple(name.strip() for name in names if name.strip())
        if kept:
            parties.append(Party(names=kept, note=cells.get("note", "")))
    party_list = PartyList(
        title=path.stem, file=path.name, names=sum(len(party.names) for party in parties)
    )
    return party_list, tuple(parties)
