"""Rule files into rules, strictly: a rule with a gap is no rule."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from calculator.item import ItemClass
from calculator.problem import Problem, error
from calculator.rules.rule import (
    MAGNET_FAMILIES,
    SHARE_TRIGGER,
    Citation,
    Clause,
    Compare,
    ListedItem,
    Measure,
    Rule,
    Status,
    SubjectEntry,
    Trigger,
)
from calculator.rules.table import RuleError, Table, line_of, twice_in
from calculator.source import Source
from calculator.substances import SubstanceList, read_substance

BUILT_IN: Final = ("cn", "screening")
TRIGGERS: Final = (*SHARE_TRIGGER.values(), "chinese-technology", "chinese-origin")
BINDING: Final = ("partly-in-force", "in-force")
STATES: Final = (*BINDING, "issued", "suspended", "not-confirmed", "repealed", "not-law")
SEEN: Final = ("primary", "secondary", "judgement")
MAX_BYTES: Final = 1_000_000

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@cache
def built_in_rules() -> dict[str, Rule]:
    """The rules that come with the program, by id.

    >>> sorted(built_in_rules())
    ['cn-mofcom-2025-61', 'screen-all-value', 'screen-mass']
    """
    rules: dict[str, Rule] = {}
    for folder in BUILT_IN:
        for file in sorted(resources.files("calculator.rules").joinpath(folder).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".toml"):
                rule = _rule(tomllib.loads(file.read_text("utf-8")))
                rules[rule.id] = rule
    return rules


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
        return rules, (_refused(f"the folder of rules could not be read: {fault.strerror}", str(folder)),)
    problems: list[Problem] = []
    came_from: dict[str, str] = {}
    for file in files:
        rule, faults = _load_file(file)
        problems += faults
        if rule is not None and rule.id in came_from:
            problems.append(_refused(f'"id" "{rule.id}" is also that of {came_from[rule.id]}; the rule was refused', file.name))
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
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        # TOMLDecodeError is a ValueError; so is a number of thousands of digits, and deep nesting ends in the other.
        return None, (_refused(f"not a TOML file: {fault}; the rule was refused", name),)
    try:
        return _rule(data), ()
    except RuleError as fault:
        line = line_of(text, fault.table, fault.number, fault.key)
        return None, (_refused(f"{fault}; the rule was refused", name, line),)


def _load_file(file: Path) -> tuple[Rule | None, tuple[Problem, ...]]:
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None, (_refused(f"is not a file of at most {MAX_BYTES} bytes; the rule was refused", file.name),)
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        return None, (_refused(f"could not be read: {fault.strerror}; the rule was refused", file.name),)
    except UnicodeDecodeError:
        return None, (_refused("is not written in UTF-8; save it as UTF-8; the rule was refused", file.name),)
    return load_rule_text(text.replace("\r\n", "\n"), file.name)


def _refused(message: str, name: str, line: int = 0) -> Problem:
    return error("rule-refused", message, Source(name, "", line))


# --------------------------------------------------------------------------- the parts of a file


def _rule(data: dict[str, Any]) -> Rule:
    table = Table(data)
    rule_id = table.text("id")
    if not _ID.match(rule_id):
        table.fail("id", "is not made of up to 64 letters, digits, points, dashes and underscores")
    title, summary, is_law = table.text("title"), table.text("summary"), table.flag("is_law")
    measure, compare = table.choice("measure", Measure), table.choice("compare", Compare)
    threshold = table.fraction("threshold")
    if not 0 <= threshold < 1 or (threshold == 0 and compare is Compare.AT_LEAST):
        table.fail("threshold", "is not a share between 0 and 1 (a rule that any trace meets is more-than 0)")
    counted, unsure = table.countries("origins_counted"), table.countries("origins_unsure", needed=False)
    if counted & unsure:
        table.fail("origins_unsure", f'"{min(counted & unsure)}" is among the origins counted too')
    citations = table.each("citation", _citation)
    cited = frozenset(one.id for one in citations)
    clauses = table.each("clause", lambda one: _clause(one, cited))
    triggers = table.each("trigger", lambda one: _trigger(one, frozenset(clause.id for clause in clauses), measure))
    if SHARE_TRIGGER[measure] not in {trigger.id for trigger in triggers}:
        table.fail("trigger", f'has no entry "{SHARE_TRIGGER[measure]}", which a rule by {measure.value} needs')
    listed = table.each("listed", lambda one: _listed(one, cited), needed=False)
    every_form_of = table.elements("every_form_of")
    if not listed and not every_form_of:
        table.fail("listed", "is missing: a rule counts listed substances or every form of some elements")
    twice = twice_in(one.key for one in listed)
    if twice:
        table.fail("listed", f'has "{twice}" twice')
    subjects = table.each("subject", lambda one: _subject(one, cited))
    statuses = table.each("status", lambda one: _status(one, cited, tuple(trigger.clause for trigger in triggers)))
    starts = [status.start for status in statuses]
    if starts != sorted(set(starts)):
        table.fail("status", "entries must follow each other by date, each date once")
    rule = Rule(
        id=rule_id,
        title=title,
        summary=summary,
        is_law=is_law,
        measure=measure,
        compare=compare,
        threshold=threshold,
        counted=SubstanceList(keys=tuple(one.key for one in listed), every_form_of=every_form_of),
        listed=listed,
        subjects=subjects,
        origins_counted=counted,
        origins_unsure=unsure,
        triggers=triggers,
        clauses=clauses,
        citations=citations,
        statuses=statuses,
        last_checked=table.day("last_checked"),
        disclaimer=table.text("disclaimer"),
    )
    table.end()
    return rule


def _citation(table: Table) -> Citation:
    url = table.text("url", needed=False)
    if url and not url.startswith(("https://", "http://")):
        table.fail("url", "does not start with https:// or http://")
    return Citation(
        id=table.text("id"),
        title=table.text("title"),
        url=url,
        dated=table.day("date") if "date" in table.data else None,
        seen=table.one_of("seen", SEEN),
        note=table.text("note", needed=False),
    )


def _clause(table: Table, known: frozenset[str]) -> Clause:
    return Clause(
        id=table.text("id"),
        text=table.text("text"),
        confidence=table.text("confidence", needed=False),
        citations=table.cited(known),
    )


def _trigger(table: Table, clauses: frozenset[str], measure: Measure) -> Trigger:
    found = Trigger(id=table.one_of("id", TRIGGERS), clause=table.text("clause"))
    if found.id in SHARE_TRIGGER.values() and found.id != SHARE_TRIGGER[measure]:
        table.fail("id", f'"{found.id}" does not fit a rule by {measure.value}')
    if found.clause not in clauses:
        table.fail("clause", f'"{found.clause}" is not the id of a clause')
    return found


def _listed(table: Table, known: frozenset[str]) -> ListedItem:
    key = table.text("key")
    substance, _ = read_substance(key)
    if substance is None or substance.key != key or not substance.elements:
        # A key that no reader of files ever writes would count nothing, and every share under the rule would be 0.
        hint = f'; write "{substance.key}"' if substance is not None and substance.elements else ""
        table.fail("key", f'"{key}" is not the key of a rare-earth substance{hint}')
    return ListedItem(
        id=table.text("id"),
        key=key,
        zh=table.text("zh", needed=False),
        en=table.text("en"),
        confidence=table.text("confidence"),
        citations=table.cited(known),
    )


def _subject(table: Table, known: frozenset[str]) -> SubjectEntry:
    return SubjectEntry(
        id=table.text("id"),
        item_class=table.choice("class", ItemClass),
        family=table.one_of("family", MAGNET_FAMILIES) if "family" in table.data else "",
        contains=table.elements("contains"),
        zh=table.text("zh", needed=False),
        en=table.text("en"),
        confidence=table.text("confidence"),
        citations=table.cited(known),
    )


def _status(table: Table, known: frozenset[str], clauses: tuple[str, ...]) -> Status:
    state = table.one_of("state", STATES)
    in_force = table.texts("in_force", needed=state == "partly-in-force")
    unknown = set(in_force) - set(clauses)
    if unknown:
        table.fail("in_force", f'"{min(unknown)}" is not the clause of a trigger')
    if in_force and state not in BINDING:
        table.fail("in_force", f'does not fit the state "{state}"')
    return Status(
        start=table.day("from"),
        state=state,
        note=table.text("note"),
        in_force=clauses if state == "in-force" and not in_force else in_force,
        citations=table.cited(known),
    )
