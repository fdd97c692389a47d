"""A material declaration in XML (IPC-1752A and B, IEC 62474, chemSHERPA) into Content rows, product by product."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.recognition.elements_said import elements_said
from calculator.sources.declarations.document_head import DocumentHead, head_of_texts
from calculator.sources.declarations.product import products_in, read_product
from calculator.sources.declarations.tree import Element, read_tree
from calculator.sources.declarations.tree_contents import Document, contents_of
from calculator.sources.declarations.vocabulary import (
    Attribute,
    Role,
    attribute_of,
    role_of,
    tree_words,
)
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits, RefusedError
from calculator.sources.files.xml_kinds import XmlKind, kind_of_root
from calculator.sources.rows.days import machine_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a declaration says, product by product: the path of each, and its rows. ``format_name`` is that of the standard."""

    format_name: str
    products: tuple[tuple[str, tuple[StatedContent, ...]], ...]
    problems: tuple[Problem, ...]

    @property
    def contents(self) -> list[StatedContent]:
        """The rows of all products."""
        return [row for _, rows in self.products for row in rows]


def read_declaration(container: Container, limits: Limits) -> Declared:
    """All products of a declaration. Raises RefusedError for a file that is none, or declares no substance."""
    root = read_tree(_xml_of(container, limits), limits)
    kind = kind_of_root(root.name, root.namespace)
    if kind is None:
        raise RefusedError(
            "unknown-format",
            f"line {root.line}: <{root.name}> is no declaration that is read here (IPC-1752A or B, IEC 62474, chemSHERPA); ask for one of these, or fill in a Content sheet",
        )
    products: list[tuple[str, tuple[StatedContent, ...]]] = []
    problems: list[Problem] = []
    for number, element in enumerate(products_in(root), 1):
        product = read_product(element, container.name)
        rows, found = contents_of(
            product, _document(root, container, f"{container.sha256}!{number}")
        )
        head = _head_of(root, element, container.name).over(rows)
        products.append((element.path, tuple(head.on_row(row) for row in rows)))
        problems += [*found, *(problem for problem in head.problems() if problem not in problems)]
    if not any(rows for _, rows in products):
        raise RefusedError(
            "declaration-without-substances",
            f"line {root.line}: the {kind.title} names no substance (class A and B declare that limits are met, and no composition); ask for class C or D, or the composition",
        )
    return Declared(format_name=kind.title, products=tuple(products), problems=tuple(problems))


def _xml_of(container: Container, limits: Limits) -> bytes:
    """The one XML file that a chemSHERPA file packs; any other is XML itself."""
    if not container.data.startswith(b"PK"):
        return container.data
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        names = [name for name in archive.namelist() if name.casefold().endswith(".xml")]
        if len(names) != 1:
            raise RefusedError(
                "unknown-format",
                f"{len(names)} XML files are in it; a packed declaration holds one",
            )
        return archive.read(names[0])[: limits.part_bytes]


def _document(root: Element, container: Container, part_of: str) -> Document:
    """Who declares, in which document and when."""
    response = next((one for one in root.below() if role_of(one) is Role.RESPONSE), None)
    supplier = next((one for one in root.below() if role_of(one) is Role.SUPPLIER), None)
    return Document(
        file=container.name,
        part_of=part_of,
        supplier="" if supplier is None else attribute_of(supplier, Attribute.NAME),
        reference=_of_either(root, response, Attribute.DOCUMENT),
        dated=machine_day(_of_either(root, response, Attribute.DATE)),
    )


def _of_either(root: Element, response: Element | None, attribute: Attribute) -> str:
    text = "" if response is None else attribute_of(response, attribute)
    return (text or attribute_of(root, attribute))[:80]


def _head_of(root: Element, product: Element, file: str) -> DocumentHead:
    """What a declaration says of a product beside its substances: that it is a request or a draft, from and until when it holds, what words name."""
    texts: list[tuple[str, Source]] = []
    ends: list[tuple[datetime.date, tuple[str, Source]]] = []
    starts: list[datetime.date] = []
    requests: list[tuple[str, Source]] = []
    for element in _beside_products(root, product):
        place = element.place(file)
        for name, text in _texts_of(element):
            texts.append((text, place))
            if name in tree_words().attributes[Attribute.ENDS]:
                ends.append((machine_day(text) or datetime.date.min, (text, place)))
            elif name in tree_words().attributes[Attribute.STARTS]:
                starts += filter(None, [machine_day(text)])
            elif name in tree_words().attributes[Attribute.MODE] and text.casefold() in (
                tree_words().requests
            ):
                requests.append((f"{name}: {text}", place))
    head = head_of_texts(texts)
    unread = next((found for day, found in ends if day == datetime.date.min), None)
    return replace(
        head,
        letterheads=(),
        said=(*head.said, *_said_inside(product, file)),
        not_final=head.not_final or next(iter(requests), None),
        valid_until=min((day for day, _ in ends), default=head.valid_until),
        valid_from=max(starts, default=head.valid_from),
        unreadable_end=head.unreadable_end or unread,
    )


def _texts_of(element: Element) -> Iterator[tuple[str, str]]:
    """What is written at an element, with the name of its attribute; with that of the element where it is its text."""
    yield from ((name, text) for name, text in element.attributes.items() if text)
    if element.text:
        yield element.name[:1].lower() + element.name[1:], element.text


def _beside_products(root: Element, product: Element) -> Iterator[Element]:
    """The elements of the document that are in no other product."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if role_of(element) is not Role.PRODUCT or element is product:
            yield element
            waiting += element.children


def _said_inside(product: Element, file: str) -> Iterator[tuple[frozenset[str], str, Source]]:
    """The rare earths that names and remarks in a product say are there; its substances, and classes of them, speak for themselves."""
    for element in (product, *product.below()):
        if role_of(element) in _OF_THEMSELVES or role_of(element) in _FIGURES:
            continue
        for _, text in _texts_of(element):
            if elements := elements_said(text):
                yield elements, text, element.place(file)


_OF_THEMSELVES = (Role.SUBSTANCE, Role.CATEGORY)
_FIGURES = (Role.SUBSTANCE_IDENTITY, Role.AMOUNT, Role.CONCENTRATION, Role.THRESHOLD)


__all__ = ["Declared", "XmlKind", "read_declaration"]
