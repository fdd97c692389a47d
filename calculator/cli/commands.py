"""The commands by name, each loaded when it is asked for: what one command needs costs the others nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Final, NamedTuple

import click

from calculator.cli.config import with_environment

HELP: Final = ["-h", "--help"]


class _Entry(NamedTuple):
    module: str
    """Of this package."""
    function: str
    says: str
    """The first paragraph of the command's own help."""


_ENTRIES: Final[Mapping[str, _Entry]] = {
    "check": _Entry(
        "check",
        "check",
        "Read, trace, decide, and print the threshold report. Several files make one bill; - is one that is piped in.",
    ),
    "explain": _Entry(
        "check",
        "explain",
        "The arithmetic behind one item, line by line, each number with its cell.",
    ),
    "inspect": _Entry(
        "check",
        "inspect",
        "How the file was understood: sheets, header row, columns, hierarchy, units, problems; no verdict.",
    ),
    "template": _Entry(
        "lookup",
        "template",
        "The blank standard workbook, with lists to choose from and one worked example.",
    ),
    "rules": _Entry(
        "lookup",
        "rules",
        "The rules known, their status on a date, clause by clause with citations.",
    ),
    "audit": _Entry(
        "audit",
        "audit",
        "Assess many files, each on its own, in parallel; what is done is not done again. @FILE names a list of paths.",
    ),
    "ask": _Entry(
        "campaign",
        "ask",
        "One letter a supplier over all the bills, with only those facts that could change a verdict; filled in, it reads back through --facts.",
    ),
    "status": _Entry(
        "campaign",
        "status",
        "How the letters in FOLDER stand: per supplier and part what is asked, answered, contradicted, overdue and expiring.",
    ),
    "diff": _Entry(
        "supplier",
        "diff",
        "What changed side between two revisions of a bill, or under two sets of facts, and through which fact.",
    ),
    "verify": _Entry(
        "supplier",
        "verify",
        "Recompute a JSON report from its recorded inputs: the same findings, or what differs.",
    ),
    "notice": _Entry(
        "supplier",
        "notice",
        "A draft of the compliance notice for the next recipient, in English and Chinese, for every item that a trigger catches, or for those named.",
    ),
    "declare": _Entry(
        "declare",
        "declare",
        "What other rules want declared of the magnets in a bill: --rule us-ndaa-857, eu-crma-28 or eu-crma-29.",
    ),
    "serve": _Entry(
        "serve",
        "serve",
        "A page in the browser, on this computer only: drop a workbook, correct how it was read, fill in what is missing, file the report.",
    ),
    "mcp": _Entry(
        "assistant",
        "mcp",
        "Tools for assistants (Model Context Protocol on stdio): files, check, inspect, explain, rules; read-only, for the files of FOLDER.",
    ),
    "help": _Entry("lookup", "help_on", "A topic, or a command; without a word, the topics."),
}


def summary_of(name: str, width: int) -> str:
    """The line of a command in the list of all, as Click shortens it to ``width`` letters."""
    return click.Command(name, help=_ENTRIES[name].says).get_short_help_str(width)


class Commands(MutableMapping[str, click.Command]):
    """What Click keeps the commands of a group in: all are named, and none is loaded before it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            entry = _ENTRIES[name]
            command: click.Command = getattr(
                import_module(f"calculator.cli.{entry.module}"), entry.function
            )
            # Each knows its own, for Click keeps the first help option that anybody asked a command for.
            command.context_settings.setdefault("help_option_names", HELP)
            self._loaded[name] = with_environment(command, name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_ENTRIES)

    def __len__(self) -> int:
        return len(_ENTRIES)
