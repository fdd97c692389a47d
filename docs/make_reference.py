"""Writes the pages of reference from the program itself: ``python docs/make_reference.py``. The tests hold the files to it."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path

import click

from calculator.cli.main import main
from calculator.model.problem_catalogue import problem_kinds
from calculator.reports.rule_words import state_words, threshold_words
from calculator.reports.text.markdown import plain, table_of
from calculator.rules import Rule, load_rules

HERE = Path(__file__).parent
WRITTEN = "Written by `python docs/make_reference.py`; do not edit."


def commands() -> str:
    """The help of every command."""
    parts = ["# Commands", "", WRITTEN, ""]
    parts += ["## deminimis", "", "```text", help_of(main, "deminimis"), "```", ""]
    for name in sorted(main.commands):
        parts += [
            f"## deminimis {name}",
            "",
            "```text",
            help_of(main.commands[name], f"deminimis {name}"),
            "```",
            "",
        ]
    parts += [
        "What can be wrong with a file: [problem codes](problems.md). What is decided: [the rules](rules-reference.md).",
        "",
    ]
    return "\n".join(parts)


def help_of(command: click.Command, name: str) -> str:
    """The help text at a fixed width."""
    context = click.Context(
        command,
        info_name=name,
        terminal_width=100,
        help_option_names=["-h", "--help"],
        max_content_width=100,
    )
    return command.get_help(context)


def rules() -> str:
    """The rules that come with the program: what each measures, since when, what it counts and what it tests."""
    known = load_rules()[0].values()
    parts = ["# Rules", "", f"{WRITTEN} Not legal advice; check the originals.", ""]
    parts += table_of(
        ("Rule", "Title", "Test"), ((rule.id, rule.title, threshold_words(rule)) for rule in known)
    )
    parts += [
        "`deminimis rules ID` prints a rule with the source of every line; [rules as dated text](rules.md) says how to add to them.",
        "",
    ]
    for rule in known:
        parts += rule_section(rule)
    return "\n".join(parts)


def rule_section(rule: Rule) -> list[str]:
    """One rule."""
    triggers = {trigger.clause: trigger.id for trigger in rule.triggers}
    origins = (
        "any origin"
        if rule.origins_counted == {"*"}
        else f"origin {', '.join(sorted(rule.origins_counted)) or 'none'}"
    )
    unsure = f"; {', '.join(sorted(rule.origins_unsure))} as unknown" if rule.origins_unsure else ""
    parts = [f"## {rule.id}", "", f"**{plain(rule.title)}.** {plain(rule.summary)}", ""]
    parts += [f"- test: {threshold_words(rule)}; {'law' if rule.is_law else 'no law, a screening'}"]
    parts += [f"- counted: {origins}{unsure}"] if rule.counted.names_anything else []
    parts += [f"- last checked: {rule.last_checked}", ""]
    parts += table_of(
        ("From", "Status", "Clauses in force", "Note"),
        (
            (str(one.start), state_words(one.state), ", ".join(one.in_force), one.note)
            for one in rule.statuses
        ),
    )
    parts += table_of(
        ("Clause", "Trigger", "What it says, in our words"),
        ((one.id, triggers.get(one.id, ""), one.text) for one in rule.clauses),
    )
    if rule.listed:
        parts += [
            "Counted:",
            "",
            *table_of(
                ("Entry", "English", "Chinese", "How sure"),
                ((one.id, one.en, one.zh, one.confidence) for one in rule.listed),
            ),
        ]
    if rule.counted.every_form_of:
        parts += [f"Counted: every form of {', '.join(rule.counted.every_form_of)}.", ""]
    if rule.subjects:
        parts += [
            "Tested:",
            "",
            *table_of(
                ("Entry", "English", "Chinese", "How sure"),
                ((one.code or one.id, one.en, one.zh, one.confidence) for one in rule.subjects),
            ),
        ]
    return parts


def problems() -> str:
    """Every problem code: its severities, its meaning and the way out."""
    parts = [
        "# Problem codes",
        "",
        "Written by `python docs/make_reference.py` from",
        "`calculator/model/problems.toml`; do not edit.",
        "",
    ]
    parts += [
        "Every problem in a file has a code that does not change, a severity and a cell. An **error** leaves",
        "something unknown, a **warning** asks a person to look, a **note** states a convention that was applied.",
        "None of them is ever dropped, and none turns into a number. The message in a report names the cell and",
        "the way out for that cell; this page gives the meaning of each code.",
        "",
    ]
    # The texts of the catalogue are ours and may hold markup, so that they are not escaped.
    parts += ["| Code | Severity | Meaning | Way out |", "| --- | --- | --- | --- |"]
    parts += [
        f"| `{kind.code}` | {' or '.join(kind.severities)} | {kind.meaning} | {kind.way_out} |"
        for kind in problem_kinds().values()
    ]
    parts += [""]
    return "\n".join(parts)


def checks() -> str:
    """The plausibility checks: what each is about and why, by the docstrings of their modules."""
    parts = [
        "# Plausibility checks",
        "",
        f"{WRITTEN} Each check is a file in `calculator/checks/`; they run in the order of",
        "`calculator/checks/registry.py` once the bill is rolled up, and what they find decides nothing by itself.",
        "",
    ]
    for path in sorted((HERE.parent / "calculator" / "checks").glob("*.py")):
        module = importlib.import_module(f"calculator.checks.{path.stem}")
        codes = getattr(module, "CODES", ())
        if codes:
            named = ", ".join(f"[`{code}`](problems.md)" for code in codes)
            parts += [
                f"## {path.stem.replace('_', ' ')}",
                "",
                inspect.cleandoc(module.__doc__ or ""),
                "",
                f"Codes: {named}",
                "",
            ]
    return "\n".join(parts)


def schema_of(room: str) -> str:
    """The JSON Schema that a room ships, as it is."""
    path = HERE.parent / "calculator" / room / "schema.json"
    return path.read_text("utf-8")


PAGES: dict[str, Callable[[], str]] = {
    "schemas/report-1.json": lambda: schema_of("reports/records"),
    "schemas/audit-1.json": lambda: schema_of("audit"),
    "checks.md": checks,
    "problems.md": problems,
    "reference.md": commands,
    "rules-reference.md": rules,
}

if __name__ == "__main__":
    for page, text in PAGES.items():
        (HERE / page).parent.mkdir(exist_ok=True)
        (HERE / page).write_text(text(), "utf-8")
