"""What elements and attributes of declarations mean (``reference/declaration_trees.toml``), read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table
from calculator.sources.declarations.tree import Element


class Role(Enum):
    """What an element is; the values are the keys of the file."""

    PRODUCT = "product"
    PART = "part"
    MATERIAL = "material"
    SUBSTANCE = "substance"
    CATEGORY = "category"
    LIST = "list"
    IDENTITY = "identity"
    SUBSTANCE_IDENTITY = "substance_identity"
    AMOUNT = "amount"
    CONCENTRATION = "concentration"
    THRESHOLD = "threshold"
    SUPPLIER = "supplier"
    RESPONSE = "response"
    ASIDE = "aside"
    UNKNOWN = "unknown"
    """No key: a name that nobody here knows."""


class Attribute(Enum):
    """What an attribute says; the values are the keys of the file."""

    BUYER_NUMBER = "buyer_number"
    NUMBER = "number"
    REVISION = "revision"
    NAME = "name"
    IDENTITY = "identity"
    AUTHORITY = "authority"
    VALUE = "value"
    UNIT = "unit"
    PRODUCT_UNIT = "product_unit"
    COUNT = "count"
    ABOVE = "above"
    DATE = "date"
    DOCUMENT = "document"
    MARGIN = "margin"
    ENDS = "ends"
    """The day until which a declaration holds."""
    STARTS = "starts"
    """The day from which it holds."""
    MODE = "mode"
    """Whether it is one, or asks for one, or is a draft."""


class TreeWords(NamedTuple):
    """Every list of the file."""

    roles: Mapping[str, Role]
    attributes: Mapping[Attribute, tuple[str, ...]]
    percent: frozenset[str]
    pieces: frozenset[str]
    cas: frozenset[str]
    yes: frozenset[str]
    requests: frozenset[str]


def role_of(element: Element) -> Role:
    """What an element is, by its local name.

    >>> role_of(Element(name="HomogeneousMaterial", attributes={}, line=1)).name, role_of(Element(name="Foo", attributes={}, line=1)).name
    ('MATERIAL', 'UNKNOWN')
    """
    return tree_words().roles.get(element.name, Role.UNKNOWN)


def attribute_of(element: Element, attribute: Attribute) -> str:
    """What an element says under any of the names of an attribute; empty where it says nothing.

    >>> attribute_of(Element(name="ProductID", attributes={"itemNumber": "M-1"}, line=1), Attribute.NUMBER)
    'M-1'
    """
    names = tree_words().attributes[attribute]
    return next((text for name in names if (text := element.attributes.get(name, ""))), "")


@cache
def tree_words() -> TreeWords:
    """The lists, each read under its own key; one that is missing, or that nobody asks for, is refused."""
    text = packaged_text("calculator.reference", "declaration_trees.toml")
    sections = toml_tables(text)
    element, attribute, word = (
        Table(sections.pop(name), name) for name in ("element", "attribute", "word")
    )
    words = TreeWords(
        roles={
            name: role
            for role in Role
            if role is not Role.UNKNOWN
            for name in element.texts(role.value)
        },
        attributes={one: attribute.texts(one.value) for one in Attribute},
        percent=frozenset(word.texts("percent")),
        pieces=frozenset(word.texts("pieces")),
        cas=frozenset(word.texts("cas")),
        yes=frozenset(word.texts("yes")),
        requests=frozenset(word.texts("requests")),
    )
    for table in (element, attribute, word, Table(sections)):
        table.end()
    return words
