"""What a shell offers when a word is half written: rules, assumptions, items of a bill, files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from click import Context, Parameter
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    add_completion_class,
)

if TYPE_CHECKING:
    from calculator.model.problem import Problem
    from calculator.runtime.sandbox import Announce

_LARGEST: Final = 1 << 18
"""Bytes of a bill that is read for its items while somebody waits for a word."""
_SECONDS: Final = 3.0
_ITEMS: Final = 500


def rules(ctx: Context, _: Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules by id with their titles, those of --rules-dir too."""
    from calculator.rules import load_rules

    rules_known, _problems = load_rules(ctx.params.get("rules_dir"))
    return [
        CompletionItem(rule.id, help=rule.title)
        for rule in rules_known.values()
        if rule.id.startswith(incomplete)
    ]


def one_of(
    words: Callable[[], Iterable[str]],
) -> Callable[[Context, Parameter, str], list[CompletionItem]]:
    """Some words, asked for when they are needed."""
    return lambda _ctx, _parameter, incomplete: [
        CompletionItem(word) for word in words() if word.startswith(incomplete)
    ]


def files(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, by the shell."""
    return [CompletionItem(incomplete, type="file")]


def items(ctx: Context, _: Parameter, incomplete: str) -> list[CompletionItem]:
    """The part numbers of a bill, where it is small enough to be read at once. It is not trusted more than elsewhere."""
    from calculator.runtime.sandbox import Budget, isolated

    bom = ctx.params.get("bom")
    try:
        if not isinstance(bom, Path) or not 0 < bom.stat().st_size <= _LARGEST:
            return []
    except OSError:
        return []

    def read(_announce: Announce, refuse: dict[str, Problem]) -> list[tuple[str, str]]:
        from calculator.reports.safe_text import safe
        from calculator.sources.reader import Request, read_files

        items_read = read_files((bom,), (), Request(refuse=refuse)).bill.items.values()
        return [
            (item.number, safe(item.description, 60))
            for item in items_read
            if item.number.startswith(incomplete) and safe(item.number) == item.number
        ]

    numbers = isolated(read, (bom,), Budget(seconds=_SECONDS, seconds_per_mib=0))
    return [CompletionItem(number, help=description) for number, description in numbers[:_ITEMS]]


class _Bash(BashComplete):
    """Bash cuts words at the equals sign, which our assumptions and limits have inside: they are put together again."""

    name = "bash"

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        whole: list[str] = []
        for word in (*args, incomplete):
            if whole and (word == "=" or whole[-1].endswith("=")):
                whole[-1] += word
            else:
                whole.append(word)
        return whole[:-1], whole[-1]

    def complete(self) -> str:
        args, incomplete = self.get_completion_args()
        value = incomplete.partition("=")[2] if incomplete.startswith("--") else incomplete
        before = value[: value.rfind("=") + 1]
        offers = self.get_completions(args, incomplete)
        return "\n".join(
            self.format_completion(CompletionItem(offer.value.removeprefix(before), offer.type))
            for offer in offers
        )


class _Fish(FishComplete):
    """Click's script cuts an offer and its help at their first comma; only the one behind the kind of the offer parts them."""

    name = "fish"
    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )


class _PowerShell(ShellComplete):
    """Windows' shell and PowerShell 7 everywhere: the words before the cursor come in a variable, offers go out a line each."""

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = ($commandAst.CommandElements | ForEach-Object { $_.Extent.Text }) -join "`n"
    $env:COMP_CWORD = $wordToComplete
    try {
        %(prog_name)s | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction SilentlyContinue
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        words = os.environ["COMP_WORDS"].split("\n")[1:]
        incomplete = os.environ.get("COMP_CWORD", "")
        return words[:-1] if incomplete and words and words[-1] == incomplete else words, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{item.help}" if item.help else str(item.value)


add_completion_class(_Bash)
add_completion_class(_Fish)
add_completion_class(_PowerShell)
