"""Rule files into rules: those that come with the program, and a user's own, which may also add to ours."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import RuleError, Table, line_of
from calculator.rules.rule import Rule
from calculator.rules.schema import rule_of

BUILT_IN: Final = ("cn", "eu", "us", "screening")
MAX_BYTES: Final = 1_000_000
EXTENDED: Final = ("citation", "clause", "inquiry", "destination", "listed", "subject", "status")
"""The lists of a rule that a file with ``extends`` may add to."""
REPLACED: Final = ("title", "summary", "disclaimer", "last_checked")
"""What such a file may say anew."""


@cache
def built_in_rules() -> dict[str, Rule]:
    """The rules that come with the program, by id.

    >>> [rule for rule in built_in_rules() if rule.startswith("cn-")]
    ['cn-mofcom-2023-23', 'cn-mofcom-2023-39', 'cn-mofcom-2024-33', 'cn-mofcom-2024-46', 'cn-mofcom-2025-10', 'cn-mofcom-2025-18', 'cn-mofcom-2025-55', 'cn-mofcom-2025-57', 'cn-mofcom-2025-58', 'cn-mofcom-2025-61', 'cn-mofcom-2025-62', 'cn-mofcom-2026-1']
    """
    return {
        text_id: rule_of(table, _sha256(text))
        for text_id, (text, table) in _built_in_texts().items()
    }


@cache
def _built_in_texts() -> dict[str, tuple[str, dict[str, Any]]]:
    """The text of each built-in rule file and what it holds, by the rule's id, in the order of folders and names."""
    texts: dict[str, tuple[str, dict[str, Any]]] = {}
    for folder in BUILT_IN:
        for file in sorted(
            Path(__file__).with_name(folder).iterdir(),
            key=lambda entry: entry.name,
        ):
            if file.name.endswith(".toml"):
                text = file.read_text("utf-8")
                table = toml_tables(text)
                texts[table["id"]] = text, table
    return texts


def load_rules(folder: Path | None = None) -> tuple[dict[str, Rule], tuple[Problem, ...]]:
    """The built-in rules and those of a user's folder; a user's rule of the same id replaces ours.

    A file that does not hold is refused with its reason and the others are still loaded. Two files of the folder
    with one id are a fault: which of them was meant is not for us to say, so the second is refused.
    """
    rules = dict(built_in_rules())
    if folder is None:
        return rules, ()
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.casefold() == ".toml")
    except OSError as fault:
        return rules, (
            _refused(f"the folder of rules could not be read: {fault.strerror}", str(folder)),
        )
    problems: list[Problem] = []
    came_from: dict[str, str] = {}
    for file in files:
        rule, faults = _load_file(file)
        problems += faults
        if rule is not None and rule.id in came_from:
            problems.append(
                _refused(
                    f'"id" "{rule.id}" is also that of {came_from[rule.id]}; the rule was refused',
                    file.name,
                )
            )
        elif rule is not None:
            came_from[rule.id] = file.name
            rules[rule.id] = rule
    return rules, tuple(problems)


def load_rule_text(text: str, name: str) -> tuple[Rule | None, tuple[Problem, ...]]:
    r"""One rule from the text of its file, or the reason why it is refused, with the line where that is known.

    >>> rule, problems = load_rule_text('id = "x"', "x.toml")
    >>> rule is None, str(problems[0])
    (True, 'x.toml: "title" is missing; the rule was refused')
    >>> print(*load_rule_text('id = "x"\ntitle = 61', "x.toml")[1])
    x.toml!row 2: "title" is not a text; the rule was refused
    >>> print(*load_rule_text('extends = "cn-61"', "x.toml")[1])
    x.toml!row 1: "extends" "cn-61" is not the id of a rule that comes with the program; the rule was refused
    """
    try:
        data = toml_tables(text)
    except (ValueError, RecursionError) as fault:
        # TOMLDecodeError is a ValueError; so is a number of thousands of digits, and deep nesting ends in the other.
        return None, (_refused(f"not a TOML file: {fault}; the rule was refused", name),)
    merged = data
    try:
        if "extends" not in data:
            return rule_of(data, _sha256(text)), ()
        merged, base = _extended(data)
        return rule_of(merged, _sha256(base + text)), ()
    except RuleError as fault:
        number = _own_number(fault, merged, data)
        line = line_of(text, fault.table, number, fault.key) if number or not fault.table else 0
        return None, (_refused(f"{fault}; the rule was refused", name, line),)


def _extended(data: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The tables of a built-in rule with those of ``data`` added, and the text of the built-in one."""
    own = Table(data)
    extends = own.text("extends")
    text, table = _built_in_texts().get(extends, ("", {}))
    if not text:
        own.fail("extends", f'"{extends}" is not the id of a rule that comes with the program')
    merged = dict(table)
    for key, value in data.items():
        if key in EXTENDED:
            if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
                own.fail(key, f"is not a list of tables; write [[{key}]]")
            merged[key] = [*merged.get(key, ()), *value]
        elif key in REPLACED:
            merged[key] = value
        elif key != "extends":
            own.fail(
                key,
                f"cannot be changed by extending a rule; only {', '.join((*REPLACED, *EXTENDED))} can",
            )
    _put_in_order(merged, data)
    return merged, text


def _put_in_order(merged: dict[str, Any], data: dict[str, Any]) -> None:
    """Statuses by date; one of the user's replaces ours of the same day."""
    days = [status.get("from") for status in data.get("status", ())]
    if not all(type(day) is date for day in days):
        return
    ours = [
        status
        for status in merged["status"]
        if status["from"] not in days or any(status is own for own in data["status"])
    ]
    merged["status"] = sorted(ours, key=lambda status: status["from"])


def _own_number(fault: RuleError, merged: dict[str, Any], data: dict[str, Any]) -> int:
    """The number in the user's own file of the entry that is at fault; 0 for one of ours."""
    entries = merged.get(fault.table, ()) if fault.table else ()
    if merged is data or not entries:
        return fault.number
    at_fault = entries[fault.number - 1]
    return next(
        (number for number, entry in enumerate(data.get(fault.table, ()), 1) if entry is at_fault),
        0,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _load_file(file: Path) -> tuple[Rule | None, tuple[Problem, ...]]:
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None, (
                _refused(
                    f"is not a file of at most {MAX_BYTES} bytes; the rule was refused", file.name
                ),
            )
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        return None, (
            _refused(f"could not be read: {fault.strerror}; the rule was refused", file.name),
        )
    except UnicodeDecodeError:
        return None, (
            _refused("is not written in UTF-8; save it as UTF-8; the rule was refused", file.name),
        )
    return load_rule_text(text.replace("\r\n", "\n"), file.name)


def _refused(message: str, name: str, line: int = 0) -> Problem:
    return error("rule-refused", message, Source(name, "", line))
