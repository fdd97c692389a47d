"""The sheets of a workbook, whatever its format: which can be told apart, and which are small enough to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar
from xml.parsers import expat

from calculator.model.problem import Problem, error, warning
from calculator.model.source import Source
from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_facts import (
    RecordsError,
    Room,
    SheetEntry,
    SheetFacts,
    SheetTooLargeError,
)

_Read = TypeVar("_Read")
SAVE_AGAIN: Final = "open it in a spreadsheet program and save it again"


def guarded(read: Callable[[], _Read]) -> _Read | str:
    """What a reader returns, or why it failed: panics of the native one derive from BaseException, and no file may end the run."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # noqa: BLE001  # that is the point
        return str(fault)[:120] or type(fault).__name__


def tell_apart(
    file: str, listed: Iterable[SheetEntry], parts: Mapping[str, str], limits: Limits
) -> tuple[list[SheetEntry], list[Problem]]:
    """The sheets that hold tables and can be told apart, in the order of the workbook.

    ``parts`` are the names of what the file holds by their lower case; a sheet without a part is a chart or a macro.
    """
    found: dict[str, SheetEntry] = {}
    problems: list[Problem] = []
    for entry in listed:
        place = Source(file, entry.name)
        if not entry.part:
            continue
        if entry.name.casefold() in found:
            problems.append(
                error(
                    "unreadable-workbook",
                    "two sheets have this name, only the first was read; rename one",
                    place,
                )
            )
        elif entry.part.casefold() not in parts:
            problems.append(
                error(
                    "unreadable-workbook",
                    "the sheet is listed but not in the file, it is unknown; ask for the file again",
                    place,
                )
            )
        elif len(found) >= limits.sheets:
            problems.append(
                error(
                    "too-many-parts",
                    f"sheets after the first {limits.sheets:,} were not read; split the file",
                    place,
                )
            )
            break
        else:
            found[entry.name.casefold()] = SheetEntry(
                name=entry.name,
                part=parts[entry.part.casefold()],
                hidden=entry.hidden,
                very_hidden=entry.very_hidden,
            )
    return list(found.values()), problems


def gather_facts(
    file: str,
    entries: Iterable[SheetEntry],
    limits: Limits,
    read: Callable[[SheetEntry], tuple[SheetFacts, int]],
) -> tuple[dict[str, SheetFacts], list[Problem]]:
    """Facts of each sheet that is small enough to be read; ``read`` gives them with the bytes that the sheet is packed in."""
    found: dict[str, SheetFacts] = {}
    problems: list[Problem] = []
    room = Room(limits)
    for entry in entries:
        place = Source(file, entry.name)
        try:
            facts, packed = read(entry)
            room.take(facts, packed)
        except SheetTooLargeError as fault:
            problems.append(too_many_cells(entry.name, fault, place))
            continue
        except (expat.ExpatError, RecordsError) as fault:
            problems.append(
                error(
                    "bad-xml",
                    f'sheet "{entry.name}" is not well-formed ({fault}); save the file again',
                    place,
                )
            )
            continue
        problems += merges_of(entry.name, facts, limits, place)
        found[entry.name] = facts
    return found, problems


def too_many_cells(name: str, fault: SheetTooLargeError, place: Source) -> Problem:
    """The problem of a sheet beyond the limits; the fault names its own way out or gets the common one."""
    text = str(fault)
    return error(
        "too-many-cells",
        f'sheet "{name}" has {text if ";" in text else f"{text}; delete what is not needed"}',
        place,
    )


def merges_of(name: str, facts: SheetFacts, limits: Limits, place: Source) -> list[Problem]:
    """A warning where a sheet has more merged ranges than are kept."""
    if facts.merges <= limits.merges:
        return []
    return [warning("too-many-merges", f'sheet "{name}" has {facts.merges:,} merged ranges', place)]
