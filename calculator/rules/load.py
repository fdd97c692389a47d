"""Rule files into rules, strictly: a rule with a gap is no rule."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from calculator.item import ItemClass
from calculator.problem import Problem, error
from calculator.quantities import Decimals, read_number
from calculator.rules.rule import Citation, Clause, Compare, ListedItem, Measure, Rule, Status, SubjectEntry, Trigger
from calculator.source import Source
from calculator.substances import RARE_EARTHS, SubstanceList

BUILT_IN = ("cn", "screening")
TRIGGERS = frozenset({"value-share", "mass-share", "chinese-technology", "chinese-origin"})
STATES = frozenset({"issued", "partly-in-force", "in-force", "suspended", "not-confirmed", "repealed", "not-law"})


class RuleFault(Exception):
    """A fault in a rule file: the key, what is wrong and what would be right."""


@cache
def built_in_rules() -> dict[str, Rule]:
    """The rules that come with the program, by id."""
    rules: dict[str, Rule] = {}
    for folder in BUILT_IN:
        for file in sorted(resources.files("calculator.rules").joinpath(folder).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".toml"):
                rule = _rule(tomllib.loads(file.read_text("utf-8")))
                rules[rule.id] = rule
    return rules


def load_rules(folder: Path | None = None) -> tuple[dict[str, Rule], tuple[Problem, ...]]:
    """The built-in rules and those of a user's folder; a user's rule of the same id replaces ours.

    A file that does not hold is refused with its reason and the others are still loaded.
    """
    rules = dict(built_in_rules())
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.toml")) if folder is not None else ():
        rule, faults = load_rule_text(file.read_text("utf-8", errors="replace"), file.name)
        problems += faults
        if rule is not None:
            rules[rule.id] = rule
    return rules, tuple(problems)


def load_rule_text(text: str, name: str) -> tuple[Rule | None, tuple[Problem, ...]]:
    """One rule from the text of its file, or the reason why it is refused.

    >>> rule, problems = load_rule_text('id = "x"', "x.toml")
    >>> rule is None, str(problems[0])
    (True, 'x.toml: "title" is missing; the rule was refused')
    """
    try:
        return _rule(tomllib.loads(text)), ()
    except tomllib.TOMLDecodeError as fault:
        return None, (error("rule-refused", f"not a TOML file: {fault}; the rule was refused", Source(name, "")),)
    except RuleFault as fault:
        return None, (error("rule-refused", f"{fault}; the rule was refused", Source(name, "")),)


# --------------------------------------------------------------------------- the parts of a file


def _rule(data: dict[str, Any]) -> Rule:
    part = _Part(data, "")
    citations = tuple(_citation(one) for one in part.tables("citation"))
    known = frozenset(one.id for one in citations)
    listed = tuple(_listed(one, known) for one in part.tables("listed", needed=False))
    every_form_of = _elements(part.texts("every_form_of", needed=False), "every_form_of")
    triggers = tuple(_trigger(one) for one in part.tables("trigger"))
    clauses = tuple(_clause(one, known) for one in part.tables("clause"))
    statuses = tuple(_status(one, known, triggers) for one in part.tables("status"))
    rule = Rule(
        id=part.text("id"),
        title=part.text("title"),
        summary=part.text("summary"),
        is_law=part.flag("is_law"),
        measure=part.choice("measure", Measure),
        compare=part.choice("compare", Compare),
        threshold=part.fraction("threshold"),
        counted=SubstanceList(keys=tuple(one.key for one in listed), every_form_of=every_form_of),
        listed=listed,
        subjects=tuple(_subject(one, known) for one in part.tables("subject")),
        origins_counted=frozenset(part.texts("origins_counted")),
        origins_unsure=frozenset(part.texts("origins_unsure", needed=False)),
        triggers=triggers,
        clauses=clauses,
        citations=citations,
        statuses=statuses,
        last_checked=part.day("last_checked"),
        disclaimer=part.text("disclaimer"),
    )
    part.end()
    _check_whole(rule)
    return rule


def _check_whole(rule: Rule) -> None:
    if not 0 < rule.threshold < 1:
        _fail("threshold", "is not a share between 0 and 1")
    if not rule.listed and not rule.counted.every_form_of:
        _fail("listed", "is missing: a rule counts listed substances or every form of some elements")
    known = {clause.id for clause in rule.clauses}
    for trigger in rule.triggers:
        if trigger.clause not in known:
            _fail("trigger.clause", f'"{trigger.clause}" is not the id of a clause')
    starts = [status.start for status in rule.statuses]
    if starts != sorted(set(starts)):
        _fail("status.from", "entries must follow each other by date, each date once")


def _citation(part: _Part) -> Citation:
    found = Citation(id=part.text("id"), title=part.text("title"), url=part.text("url", needed=False), seen=part.text("seen"))
    part.end()
    return found


def _listed(part: _Part, known: frozenset[str]) -> ListedItem:
    found = ListedItem(
        id=part.text("id"),
        key=part.text("key"),
        zh=part.text("zh"),
        en=part.text("en"),
        confidence=part.text("confidence"),
        citations=part.cited(known),
    )
    part.end()
    return found


def _subject(part: _Part, known: frozenset[str]) -> SubjectEntry:
    found = SubjectEntry(
        id=part.text("id"),
        item_class=part.choice("class", ItemClass),
        family=part.text("family", needed=False),
        contains=_elements(part.texts("contains", needed=False), "contains"),
        zh=part.text("zh", needed=False),
        en=part.text("en"),
        confidence=part.text("confidence"),
        citations=part.cited(known),
    )
    part.end()
    return found


def _trigger(part: _Part) -> Trigger:
    found = Trigger(id=part.text("id"), clause=part.text("clause"))
    if found.id not in TRIGGERS:
        _fail("trigger.id", f'"{found.id}" is not one of {", ".join(sorted(TRIGGERS))}')
    part.end()
    return found


def _clause(part: _Part, known: frozenset[str]) -> Clause:
    found = Clause(id=part.text("id"), text=part.text("text"), citations=part.cited(known))
    part.end()
    return found


def _status(part: _Part, known: frozenset[str], triggers: tuple[Trigger, ...]) -> Status:
    found = Status(
        start=part.day("from"),
        state=part.text("state"),
        note=part.text("note"),
        in_force=part.texts("in_force", needed=False),
        citations=part.cited(known),
    )
    if found.state not in STATES:
        _fail("status.state", f'"{found.state}" is not one of {", ".join(sorted(STATES))}')
    unknown = set(found.in_force) - {trigger.clause for trigger in triggers}
    if unknown:
        _fail("status.in_force", f'"{min(unknown)}" is not the clause of a trigger')
    part.end()
    return found


def _elements(symbols: tuple[str, ...], key: str) -> tuple[str, ...]:
    for symbol in symbols:
        if symbol not in RARE_EARTHS:
            _fail(key, f'"{symbol}" is not the symbol of a rare earth')
    return symbols


# --------------------------------------------------------------------------- reading keys strictly


class _Part:
    """One table of a rule file; each key is asked for once, and none may be left over."""

    def __init__(self, data: object, name: str) -> None:
        if not isinstance(data, dict):
            _fail(name, "is not a table")
        self.data: dict[str, Any] = data
        self.name = name
        self.asked: set[str] = set()

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self._take(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            _fail(self._path(key), "is not a text")
        return " ".join(value.split())

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value) or (needed and not value):
            _fail(self._path(key), "is not a list of texts")
        return tuple(value)

    def cited(self, known: frozenset[str]) -> tuple[str, ...]:
        cited = self.texts("cite")
        for one in cited:
            if one not in known:
                _fail(self._path("cite"), f'"{one}" is not the id of a citation in this file')
        return cited

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            _fail(self._path(key), "is not true or false")
        return bool(value)

    def day(self, key: str) -> date:
        value = self._take(key)
        if type(value) is not date:
            _fail(self._path(key), "is not a date such as 2025-10-09")
        return date(value.year, value.month, value.day)

    def fraction(self, key: str) -> Fraction:
        value = self._take(key)
        number = read_number(value, Decimals.POINT) if isinstance(value, str) else None
        if number is None:
            _fail(self._path(key), 'is not a number in quotes such as "0.001" (without quotes it would not be exact)')
        return Fraction(number or 0)

    def choice(self, key: str, choices: Callable[[str], Any]) -> Any:  # noqa: ANN401  # an enum, whichever is asked for
        value = self._take(key)
        try:
            return choices(value)
        except ValueError:
            _fail(self._path(key), f'"{value}" is not one of {", ".join(one.value for one in choices)}')  # type: ignore[attr-defined]

    def tables(self, key: str, *, needed: bool = True) -> list[_Part]:
        value = self._take(key, needed=needed)
        if value is None:
            return []
        if not isinstance(value, list) or (needed and not value):
            _fail(self._path(key), f"is not a list of tables; write [[{key}]]")
        return [_Part(one, key) for one in value]

    def end(self) -> None:
        left = set(self.data) - self.asked
        if left:
            _fail(self._path(min(left)), "is not a key that a rule file has")

    def _take(self, key: str, *, needed: bool = True) -> Any:  # noqa: ANN401  # whatever TOML can hold
        self.asked.add(key)
        if key not in self.data:
            if needed:
                _fail(self._path(key), "is missing")
            return None
        return self.data[key]

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _fail(key: str, fault: str) -> NoReturn:
    message = f'"{key}" {fault}'
    raise RuleFault(message)
