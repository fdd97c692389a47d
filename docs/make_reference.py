"""Writes the pages of reference from the program itself: ``python docs/make_reference.py``. The tests hold the files to it."""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import inspect
import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import click
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name
from molmass import ELEMENTS

from calculator import bulk, library
from calculator.cli.main import main
from calculator.findings import finding, report, verdict
from calculator.model import problem as problem_module
from calculator.model import source
from calculator.model.countries import LANGUAGES, name_key
from calculator.model.problem_catalogue import problem_kinds
from calculator.numbers import kept_lists, toml_tables
from calculator.numbers.bounds import Bounds
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


API = (
    ("One call", (library.check, library.assess)),
    ("What goes in", (library.Options, library.InvalidRequestError)),
    ("What comes out", (library.Report, library.Assessment, report.Summary, report.InputFile)),
    (
        "A finding",
        (
            finding.Finding,
            finding.NodeFinding,
            finding.Contribution,
            finding.Reason,
            finding.Question,
            finding.UnresolvedPart,
        ),
    ),
    (
        "Closed sets",
        (verdict.Verdict, verdict.Licence, verdict.Subject, report.Headline, report.Reading),
    ),
    ("Numbers, cells and problems", (Bounds, source.Source, problem_module.Problem)),
    ("Millions of lines", tuple(getattr(bulk, name) for name in bulk.__all__)),
)


def api() -> str:
    """The public names of the library, by their own docstrings."""
    parts = [
        "# API reference",
        "",
        f"{WRITTEN} [As a library](library.md) shows the names at work; this page has all of them.",
        "",
        "All records are frozen dataclasses: fields are read, never set.",
        "",
    ]
    for title, members in API:
        parts += [f"## {title}", ""]
        for member in members:
            parts += _function(member) if inspect.isfunction(member) else _class(member)
    return "\n".join(parts).rstrip() + "\n"


def _function(function: Callable[..., object]) -> list[str]:
    """Its signature as it is written, and its docstring."""
    return [
        f"### {function.__name__}",
        "",
        "```python",
        _signature(function),
        "```",
        "",
        *_docstring(function),
    ]


def _signature(function: Callable[..., object]) -> str:
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    one_line = f"def {node.name}({ast.unparse(node.args)}){returns}"
    if len(one_line) <= 100:
        return one_line
    arguments = re.sub(r", (?=\*{0,2}\w+(?::|,|$)|\*,)", ",\n    ", ast.unparse(node.args))
    return f"def {node.name}(\n    {arguments},\n){returns}"


def _class(record: type) -> list[str]:
    """Its docstring; the fields of a record with their types, the members of a closed set, and its own methods."""
    parts = [f"### {record.__name__}", "", *_docstring(record)]
    if issubclass(record, enum.Enum):
        return [*parts, *(f"- `{member.name}`: `{member.value}`" for member in record), ""]
    fields = _fields(record)
    if fields:
        # Types hold signs that mean something in a table; our own words may hold markup.
        parts += ["| Field | Type | |", "| --- | --- | --- |"]
        parts += [
            f"| `{name}` | `{kind.replace('|', chr(92) + '|')}` | {remark} |"
            for name, kind, remark in fields
        ]
        parts += [""]
    methods = [
        f"- `{name}{'' if isinstance(method, property) else '()'}`: {_first(text)}"
        for name, method, text in _methods(record)
    ]
    return [*parts, *methods, ""] if methods else parts


def _methods(record: type) -> list[tuple[str, object, str]]:
    """Name, method or property, and docstring of what a record and its bases of ours offer."""
    offered: dict[str, tuple[object, str]] = {}
    for base in reversed(record.__mro__[:-1]):
        for name, method in vars(base).items() if base.__module__.startswith("calculator") else ():
            called = (
                method.fget if isinstance(method, property) else getattr(method, "__func__", method)
            )
            if not name.startswith("_") and inspect.isfunction(called) and called.__doc__:
                offered[name] = (method, called.__doc__)
    return [(name, method, text) for name, (method, text) in offered.items()]


def _first(text: str) -> str:
    """The first paragraph of a docstring in one line."""
    return _line(inspect.cleandoc(text).partition("\n\n")[0])


def _fields(record: type) -> list[tuple[str, str, str]]:
    """Name, type and remark of each field, those of its bases first."""
    if dataclasses.is_dataclass(record):
        names = [field.name for field in dataclasses.fields(record)]
    else:
        names = list(getattr(record, "_fields", ()))
    told: dict[str, tuple[str, str]] = {}
    for base in reversed(record.__mro__[:-1]):
        if base.__module__.startswith("calculator"):
            told |= _annotated(base)
    return [(name, *told[name]) for name in names if name in told and not name.startswith("_")]


def _annotated(record: type) -> dict[str, tuple[str, str]]:
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(node, ast.ClassDef)
    told: dict[str, tuple[str, str]] = {}
    last = ""
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            last = line.target.id
            told[last] = (ast.unparse(line.annotation), "")
        elif last and isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            told[last] = (told[last][0], _line(inspect.cleandoc(str(line.value.value))))
            last = ""
        else:
            last = ""
    return told


def _docstring(member: object) -> list[str]:
    """Its text as Markdown: the examples in a block of their own."""
    text = inspect.cleandoc(getattr(member, "__doc__", "") or "")
    prose, arrow, example = text.partition(">>> ")
    parts = [re.sub(r"``(.+?)``", r"`\1`", prose).rstrip(), ""] if prose.strip() else []
    return [*parts, "```python", arrow + example.rstrip(), "```", ""] if arrow else parts


def _line(text: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split()))


def schema_of(room: str) -> str:
    """The JSON Schema that a room ships, as it is."""
    path = HERE.parent / "calculator" / room / "schema.json"
    return path.read_text("utf-8")


def copied_tables() -> str:
    """The tables of all TOML that comes with the program, in a form that is read faster."""
    files = sorted((HERE.parent / "calculator").rglob("*.toml"))
    return toml_tables.copy_of(file.read_text("utf-8") for file in files)


def lists_of_others() -> str:
    """What we keep of Babel's and molmass's lists, a line each."""
    lists: dict[str, object] = {
        "atoms": [[atom.symbol, atom.name, repr(atom.mass)] for atom in ELEMENTS],
        "currency_codes": sorted(get_global("all_currencies")),
        "currencies": {word: " ".join(sorted(codes)) for word, codes in _currency_names().items()},
        "country_codes": {
            alias: str(now[0])
            for alias, now in get_global("territory_aliases").items()
            if re.fullmatch("[A-Z]{3}", alias) and len(now) == 1
        },
    }
    for language in LANGUAGES:
        lists[f"countries_{language}"] = {
            str(code): str(name)
            for code, name in Locale.parse(language).territories.items()
            if re.fullmatch("[A-Z]{2}", str(code))
        }
    return "".join(
        f"{name} {json.dumps(entries, ensure_ascii=False)}\n" for name, entries in lists.items()
    )


def _currency_names() -> dict[str, set[str]]:
    """The codes that every name, in one and many, means, and every symbol."""
    codes_by_name: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code in map(str, Locale.parse(language).currencies):
            for word in (
                code,
                *(get_currency_name(code, count, language) for count in (None, 1, 2)),
            ):
                codes_by_name.setdefault(name_key(word), set()).add(code)
    for code, symbol in Locale.parse("en").currency_symbols.items():
        codes_by_name.setdefault(str(symbol).casefold(), set()).add(str(code))
    return codes_by_name


PAGES: dict[str, Callable[[], str]] = {
    "schemas/report-1.json": lambda: schema_of("reports/records"),
    "schemas/audit-1.json": lambda: schema_of("audit"),
    "api.md": api,
    "checks.md": checks,
    "problems.md": problems,
    "reference.md": commands,
    "rules-reference.md": rules,
}

if __name__ == "__main__":
    # The lists first: the pages are written by a program that reads them.
    (HERE.parent / "calculator" / "reference" / kept_lists.LISTS).write_text(
        lists_of_others(), "utf-8"
    )
    (HERE.parent / "calculator" / "numbers" / toml_tables.COPY).write_text(copied_tables(), "utf-8")
    for page, text in PAGES.items():
        (HERE / page).parent.mkdir(exist_ok=True)
        (HERE / page).write_text(text(), "utf-8")
