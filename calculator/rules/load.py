"""Rule files into rules, strictly: a rule with a gap is no rule."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from calculator.item import ItemClass
from calculator.problem import Problem, error
from calculator.quantities import Decimals, read_number
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
from calculator.source import Source
from calculator.substances import RARE_EARTHS, SubstanceList, read_substance

BUILT_IN: Final = ("cn", "screening")
TRIGGERS: Final = (*SHARE_TRIGGER.values(), "chinese-technology", "chinese-origin")
BINDING: Final = ("partly-in-force", "in-force")
STATES: Final = (*BINDING, "issued", "suspended", "not-confirmed", "repealed", "not-law")
SEEN: Final = ("primary", "secondary", "judgement")
MAX_BYTES: Final = 1_000_000

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_Choice = TypeVar("_Choice", bound=Enum)
_Entry = TypeVar("_Entry")


class RuleFault(Exception):
    """A fault in a rule file: the key, what is wrong and what would be right, and the entry that it stands in."""

    def __init__(self, message: str, table: str = "", number: int = 0, key: str = "") -> None:
        super().__init__(f'{table} {number}, "{key}" {message}' if table else f'"{key}" {message}')
        self.table, self.number, self.key = table, number, key


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
    """One rule from the text of its file, or the reason why it is refused, with the line where that is known.

    >>> rule, problems = load_rule_text('id = "x"', "x.toml")
    >>> rule is None, str(problems[0])
    (True, 'x.toml: "title" is missing; the rule was refused')
    >>> print(*load_rule_text('id = "x"\\ntitle = 61', "x.toml")[1])
    x.toml!row 2: "title" is not a text; the rule was refused
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        # TOMLDecodeError is a ValueError; so is a number of thousands of digits, and deep nesting ends in the other.
        return None, (_refused(f"not a TOML file: {fault}; the rule was refused", name),)
    try:
        return _rule(data), ()
    except RuleFault as fault:
        line = _line_of(text, fault.table, fault.number, fault.key)
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


def _line_of(text: str, table: str, number: int, key: str) -> int:
    """The line of a key in the ``number``-th [[table]], else of that table's head, else 0."""
    inside, seen, head, in_text = not table, 0, 0, False
    for line, words in enumerate(text.split("\n"), 1):
        was_in_text = in_text
        in_text ^= (words.count('"""') + words.count("'''")) % 2 == 1
        if was_in_text:
            continue
        bare = words.split("#", 1)[0].strip()
        if bare.startswith("["):
            seen += bare == f"[[{table}]]"
            if inside:
                break
            inside = bool(table) and seen == number
            head = line if inside else head
        elif inside and bare.split("=", 1)[0].strip(" \"'") == key:
            return line
    return head


# --------------------------------------------------------------------------- the parts of a file


def _rule(data: dict[str, Any]) -> Rule:
    part = _Part(data)
    rule_id = part.text("id")
    if not _ID.match(rule_id):
        part.fail("id", "is not made of up to 64 letters, digits, points, dashes and underscores")
    title, summary, is_law = part.text("title"), part.text("summary"), part.flag("is_law")
    measure, compare = part.choice("measure", Measure), part.choice("compare", Compare)
    threshold = part.fraction("threshold")
    if not 0 <= threshold < 1 or (threshold == 0 and compare is Compare.AT_LEAST):
        part.fail("threshold", "is not a share between 0 and 1 (a rule that any trace meets is more-than 0)")
    counted, unsure = part.countries("origins_counted"), part.countries("origins_unsure", needed=False)
    if counted & unsure:
        part.fail("origins_unsure", f'"{min(counted & unsure)}" is among the origins counted too')
    citations = part.each("citation", _citation)
    cited = frozenset(one.id for one in citations)
    clauses = part.each("clause", lambda one: _clause(one, cited))
    triggers = part.each("trigger", lambda one: _trigger(one, frozenset(clause.id for clause in clauses), measure))
    if SHARE_TRIGGER[measure] not in {trigger.id for trigger in triggers}:
        part.fail("trigger", f'has no entry "{SHARE_TRIGGER[measure]}", which a rule by {measure.value} needs')
    listed = part.each("listed", lambda one: _listed(one, cited), needed=False)
    every_form_of = part.elements("every_form_of")
    if not listed and not every_form_of:
        part.fail("listed", "is missing: a rule counts listed substances or every form of some elements")
    twice = _twice(one.key for one in listed)
    if twice:
        part.fail("listed", f'has "{twice}" twice')
    subjects = part.each("subject", lambda one: _subject(one, cited))
    statuses = part.each("status", lambda one: _status(one, cited, tuple(trigger.clause for trigger in triggers)))
    starts = [status.start for status in statuses]
    if starts != sorted(set(starts)):
        part.fail("status", "entries must follow each other by date, each date once")
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
        last_checked=part.day("last_checked"),
        disclaimer=part.text("disclaimer"),
    )
    part.end()
    return rule


def _citation(part: _Part) -> Citation:
    url = part.text("url", needed=False)
    if url and not url.startswith(("https://", "http://")):
        part.fail("url", "does not start with https:// or http://")
    return Citation(
        id=part.text("id"),
        title=part.text("title"),
        url=url,
        dated=part.day("date") if "date" in part.data else None,
        seen=part.one_of("seen", SEEN),
        note=part.text("note", needed=False),
    )


def _clause(part: _Part, known: frozenset[str]) -> Clause:
    return Clause(
        id=part.text("id"), text=part.text("text"), confidence=part.text("confidence", needed=False), citations=part.cited(known)
    )


def _trigger(part: _Part, clauses: frozenset[str], measure: Measure) -> Trigger:
    found = Trigger(id=part.one_of("id", TRIGGERS), clause=part.text("clause"))
    if found.id in SHARE_TRIGGER.values() and found.id != SHARE_TRIGGER[measure]:
        part.fail("id", f'"{found.id}" does not fit a rule by {measure.value}')
    if found.clause not in clauses:
        part.fail("clause", f'"{found.clause}" is not the id of a clause')
    return found


def _listed(part: _Part, known: frozenset[str]) -> ListedItem:
    key = part.text("key")
    substance, _ = read_substance(key)
    if substance is None or substance.key != key or not substance.elements:
        # A key that no reader of files ever writes would count nothing, and every share under the rule would be 0.
        hint = f'; write "{substance.key}"' if substance is not None and substance.elements else ""
        part.fail("key", f'"{key}" is not the key of a rare-earth substance{hint}')
    return ListedItem(
        id=part.text("id"),
        key=key,
        zh=part.text("zh", needed=False),
        en=part.text("en"),
        confidence=part.text("confidence"),
        citations=part.cited(known),
    )


def _subject(part: _Part, known: frozenset[str]) -> SubjectEntry:
    return SubjectEntry(
        id=part.text("id"),
        item_class=part.choice("class", ItemClass),
        family=part.one_of("family", MAGNET_FAMILIES) if "family" in part.data else "",
        contains=part.elements("contains"),
        zh=part.text("zh", needed=False),
        en=part.text("en"),
        confidence=part.text("confidence"),
        citations=part.cited(known),
    )


def _status(part: _Part, known: frozenset[str], clauses: tuple[str, ...]) -> Status:
    state = part.one_of("state", STATES)
    in_force = part.texts("in_force", needed=state == "partly-in-force")
    unknown = set(in_force) - set(clauses)
    if unknown:
        part.fail("in_force", f'"{min(unknown)}" is not the clause of a trigger')
    if in_force and state not in BINDING:
        part.fail("in_force", f'does not fit the state "{state}"')
    return Status(
        start=part.day("from"),
        state=state,
        note=part.text("note"),
        in_force=clauses if state == "in-force" and not in_force else in_force,
        citations=part.cited(known),
    )


# --------------------------------------------------------------------------- reading keys strictly


class _Part:
    """One table of a rule file; each key is asked for by name, and none may be left over."""

    def __init__(self, data: dict[str, Any], table: str = "", number: int = 0) -> None:
        self.data = data
        self.table, self.number = table, number
        self.asked: set[str] = set()

    def fail(self, key: str, fault: str) -> NoReturn:
        raise RuleFault(fault, self.table, self.number, key)

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self._take(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "is not a text")
        line = " ".join(value.split())
        if not line.isprintable():
            self.fail(key, "holds a character that cannot be printed")
        return line

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value) or (needed and not value):
            self.fail(key, "is not a list of texts")
        twice = _twice(value)
        if twice:
            self.fail(key, f'has "{twice}" twice')
        return tuple(value)

    def cited(self, known: frozenset[str]) -> tuple[str, ...]:
        cited = self.texts("cite")
        for one in cited:
            if one not in known:
                self.fail("cite", f'"{one}" is not the id of a citation in this file')
        return cited

    def elements(self, key: str) -> tuple[str, ...]:
        symbols = self.texts(key, needed=False)
        for symbol in symbols:
            if symbol not in RARE_EARTHS:
                self.fail(key, f'"{symbol}" is not the symbol of a rare earth')
        return symbols

    def countries(self, key: str, *, needed: bool = True) -> frozenset[str]:
        codes = self.texts(key, needed=needed)
        for code in codes:
            if not _COUNTRY.match(code):
                self.fail(key, f'"{code}" is not a country code of two capital letters (ISO 3166-1)')
        return frozenset(codes)

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            self.fail(key, "is not true or false")
        return value

    def day(self, key: str) -> date:
        value = self._take(key)
        if type(value) is not date:
            self.fail(key, "is not a date such as 2025-10-09, without quotes")
        return value

    def fraction(self, key: str) -> Fraction:
        value = self._take(key)
        number = read_number(value, Decimals.POINT) if isinstance(value, str) else None
        if number is None:
            self.fail(key, 'is not a number in quotes such as "0.001" (without quotes it would not be exact)')
        return number

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            self.fail(key, f'"{value}" is not one of {", ".join(known)}')
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        return choices(self.one_of(key, tuple(one.value for one in choices)))

    def each(self, key: str, read: Callable[[_Part], _Entry], *, needed: bool = True) -> tuple[_Entry, ...]:
        """Every entry of a list of tables, read to its last key; no two of the same id."""
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or (needed and not value):
            self.fail(key, f"is not a list of tables; write [[{key}]]")
        entries: list[_Entry] = []
        ids: set[str] = set()
        for number, one in enumerate(value, 1):
            part = _Part(one, key, number)
            entries.append(read(part))
            part.end()
            if one.get("id") in ids:
                part.fail("id", f'"{one["id"]}" is there twice')
            ids |= {one["id"]} if "id" in one else set()
        return tuple(entries)

    def end(self) -> None:
        left = set(self.data) - self.asked
        if left:
            self.fail(min(left), "is not a key that a rule file has")

    def _take(self, key: str, *, needed: bool = True) -> Any:  # noqa: ANN401  # whatever TOML can hold
        self.asked.add(key)
        if key not in self.data and needed:
            self.fail(key, "is missing")
        return self.data.get(key)


def _twice(words: Iterable[str]) -> str:
    """The first word that is there a second time, or nothing."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            return word
        seen.add(word)
    return ""
