"""Writes docs/reference.md from the program itself: ``python docs/make_reference.py``. The tests hold the file to it."""

from __future__ import annotations

from pathlib import Path

import click

from calculator.cli import main
from calculator.rules import load_rules

HERE = Path(__file__).parent


def reference() -> str:
    """The help of every command, and the rules that come with the program."""
    parts = ["# Reference", "", "Written by `python docs/make_reference.py`; do not edit.", ""]
    parts += ["## deminimis", "", "```text", help_of(main, "deminimis"), "```", ""]
    for name in sorted(main.commands):
        parts += [f"## deminimis {name}", "", "```text", help_of(main.commands[name], f"deminimis {name}"), "```", ""]
    parts += ["## Rules", "", "| id | title | test |", "| --- | --- | --- |"]
    parts += [
        f"| `{rule.id}` | {rule.title} | {rule.measure.value}, {rule.compare.value.replace('-', ' ')} {float(rule.threshold * 100):g} % |"
        for rule in load_rules()[0].values()
    ]
    parts += ["", "Problem codes: [problems.md](problems.md).", ""]
    return "\n".join(parts)


def help_of(command: click.Command, name: str) -> str:
    """The help text at a fixed width."""
    context = click.Context(command, info_name=name, terminal_width=100, help_option_names=["-h", "--help"], max_content_width=100)
    return command.get_help(context)


if __name__ == "__main__":
    (HERE / "reference.md").write_text(reference(), "utf-8")
