"""What a rule names: the substances that it counts and the items that it is about, each with its citation."""

from __future__ import annotations

from typing import Final

from calculator.model.item import ItemClass
from calculator.model.substances import Form, read_substance
from calculator.numbers.spelling import letters_and_digits
from calculator.reference.strict_table import Table
from calculator.rules.provisions import MAGNET_FAMILIES, Level, ListedItem, SubjectEntry

_LEVELS: Final = {level.value: level for level in Level if level is not Level.CLASS}
_SUBJECT_CLASSES: Final = (*(one.value for one in ItemClass), *_LEVELS)
_FORMS: Final = tuple(form.value for form in Form if form is not Form.UNKNOWN)


def listed_substance(table: Table, citations: frozenset[str]) -> ListedItem:
    """A rare-earth substance, by the key that readers of files write."""
    key = table.text("key")
    substance, _ = read_substance(key)
    if substance is None or substance.key != key or not substance.elements:
        # A key that no reader of files ever writes would count nothing, and every share under the rule would be 0.
        hint = f'; write "{substance.key}"' if substance is not None and substance.elements else ""
        table.fail("key", f'"{key}" is not the key of a rare-earth substance{hint}')
    return _entry(table, key, citations)


def named_substance(table: Table, citations: frozenset[str], names: dict[str, str]) -> ListedItem:
    """A substance that is known by its names: trade names, CAS and EC numbers. Fills ``names``."""
    key = table.text("key")
    written = table.texts("names", needed=False)
    for name in (key, *written):
        plain = letters_and_digits(name)
        if not plain or names.get(plain, key) != key:
            table.fail(
                "names",
                f'"{name}" is {"no name" if not plain else f"also a name of {names[plain]}"}',
            )
        names[plain] = key
        # Readers of files call an element by its symbol, whatever its name in the file.
        substance = read_substance(name)[0]
        if substance is not None:
            names.setdefault(letters_and_digits(substance.name), key)
    return _entry(table, key, citations, written)


def subject_entry(
    table: Table, citations: frozenset[str], triggers: tuple[str, ...]
) -> SubjectEntry:
    """An item that the rule is about: by class, by level, or by its words."""
    of = table.one_of("class", _SUBJECT_CLASSES)
    is_named = _LEVELS.get(of) is Level.NAMED
    for key in () if is_named else ("words", "condition", "made_of"):
        if key in table.data:
            table.fail(key, f'does not fit the class "{of}"; only a "{Level.NAMED.value}" has it')
    return SubjectEntry(
        id=table.text("id"),
        item_class=None if of in _LEVELS else ItemClass(of),
        level=_LEVELS.get(of, Level.CLASS),
        family=table.one_of("family", MAGNET_FAMILIES) if "family" in table.data else "",
        contains=table.elements("contains"),
        forms=tuple(Form(form) for form in table.subset("forms", _FORMS)),
        named=table.texts("named", needed=False),
        words=table.texts("words", needed=is_named),
        condition=table.text("condition", needed=False),
        made_of=table.symbols("made_of", needed=False),
        code=table.text("code", needed=False),
        triggers=table.subset("triggers", triggers),
        zh=table.text("zh", needed=False),
        en=table.text("en"),
        confidence=table.text("confidence"),
        citations=table.cited(citations),
    )


def _entry(
    table: Table, key: str, citations: frozenset[str], names: tuple[str, ...] = ()
) -> ListedItem:
    return ListedItem(
        id=table.text("id"),
        key=key,
        names=names,
        since=table.day("listed_since") if "listed_since" in table.data else None,
        zh=table.text("zh", needed=False),
        en=table.text("en"),
        confidence=table.text("confidence"),
        citations=table.cited(citations),
    )
