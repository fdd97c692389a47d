"""One product of a declaration in XML: its materials and substances, each with its amount and its line. No conclusions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from calculator.model.problem import Problem, error, warning
from calculator.sources.declarations.amounts import Amount, Faulty, amount_of
from calculator.sources.declarations.tree import REMARK, Element
from calculator.sources.declarations.vocabulary import Attribute, Role, attribute_of, role_of
from calculator.sources.facts.substance_names import substances_named

_MOST_INSTANCES: Final = Fraction(10**6)
_ONCE: Final = Fraction(1)
_OF_A_LIST: Final = (Role.SUBSTANCE, Role.CATEGORY, Role.MATERIAL)


@dataclass(slots=True, kw_only=True)
class Material:
    """What a list of substances is about: a homogeneous material, or the product itself. ``count`` of it are in the product."""

    element: Element
    amount: Amount | None = None
    count: Fraction = _ONCE
    is_homogeneous: bool = True
    substances: list[Substance] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A substance as it is named, with its mass, or its share of its material."""

    element: Element
    name: str
    identities: tuple[str, ...] = ()
    """Its numbers in registers; all are of one substance, unless somebody erred."""
    mass: Amount | None = None
    share: Amount | None = None
    is_unclear: bool = False


@dataclass(slots=True, kw_only=True)
class Product:
    """A product: the numbers it goes by, the buyer's first, and what is in it.

    ``unread`` are the elements of which nobody knows what they mean, so that what is declared cannot be all.
    """

    element: Element
    numbers: tuple[str, ...] = ()
    revision: str = ""
    amount: Amount | None = None
    materials: list[Material] = field(default_factory=list)
    unread: list[Element] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def products_in(root: Element) -> Iterator[Element]:
    """The products of a file, in their order; one in another is a part of it."""
    for element in root.children:
        if role_of(element) is Role.PRODUCT:
            yield element
        elif role_of(element) is Role.LIST:
            yield from products_in(element)


def read_product(element: Element, file: str) -> Product:
    """What one product says, with a problem for each thing in it that is not understood."""
    identity = next(
        (child for child in element.children if role_of(child) is Role.IDENTITY), element
    )
    texts = (
        attribute_of(identity, Attribute.BUYER_NUMBER),
        attribute_of(identity, Attribute.NUMBER),
    )
    product = Product(
        element=element,
        numbers=tuple(dict.fromkeys(text for text in texts if text)),
        revision=attribute_of(identity, Attribute.REVISION),
    )
    _Reader(product, file).read()
    return product


class _Reader:
    """Walks through one product."""

    def __init__(self, product: Product, file: str) -> None:
        self.product = product
        self.file = file
        self._of_product: Material | None = None

    def read(self) -> None:
        """Everything in the product."""
        self._walk(self.product.element, None, _ONCE)

    def _walk(self, outer: Element, material: Material | None, count: Fraction) -> None:
        """What is in an element: ``material`` is the one that substances there are of, ``count`` how often it is in the product."""
        for element in outer.children:
            role = role_of(element)
            if role is Role.MATERIAL:
                self._material(element, count * self._count(element))
            elif role in (Role.PART, Role.PRODUCT):
                self._walk(element, None, count * self._count(element))
                self._says_what_is_in(element)
            elif role is Role.SUBSTANCE or (role is Role.CATEGORY and _speaks_for_itself(element)):
                self._substance(element, material)
            elif role in (Role.LIST, Role.CATEGORY):
                self._walk(element, material, count)
            elif role is Role.IDENTITY:
                self._identity(element, outer)
            elif role is Role.AMOUNT:
                self._amount(element, outer, material)
            elif role is Role.ASIDE:
                self._aside(element)
            elif role not in (Role.SUBSTANCE_IDENTITY, Role.THRESHOLD, Role.SUPPLIER):
                self._unknown(element)

    def _material(self, element: Element, count: Fraction) -> None:
        material = Material(element=element, count=count)
        self.product.materials.append(material)
        self._walk(element, material, count)
        self._says_what_is_in(element)

    def _says_what_is_in(self, element: Element) -> None:
        """A material or a part of which nothing is listed may be anything."""
        if not any(role_of(inside) in _OF_A_LIST for inside in element.below()):
            self._unread(element, "nobody says what is in it")

    def _identity(self, element: Element, outer: Element) -> None:
        """The mass of the product stands beside its number."""
        if outer is not self.product.element:
            return
        for child in element.children:
            if role_of(child) is Role.AMOUNT:
                self.product.amount = self._read(child)
            elif role_of(child) is not Role.ASIDE:
                self._unknown(child)

    def _amount(self, element: Element, outer: Element, material: Material | None) -> None:
        amount = self._read(element)
        if material is not None and outer is material.element:
            material.amount = amount
        elif outer is self.product.element and self.product.amount is None:
            self.product.amount = amount

    def _count(self, element: Element) -> Fraction:
        """How many there are in what holds them; a number that nobody understands leaves the product open."""
        text = attribute_of(element, Attribute.COUNT)
        if not text:
            return _ONCE
        if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_INSTANCES:
            return Fraction(int(text[:9]))
        self._unread(element, f'"{text[:20]}" is no count of parts')
        return _ONCE

    def _substance(self, element: Element, material: Material | None) -> None:
        if material is None:
            material = self._product_itself()
        identities: list[str] = []
        masses: dict[Fraction, Amount] = {}
        shares: dict[Fraction, Amount] = {}
        is_unclear = False
        for child in element.children:
            role = role_of(child)
            if role is Role.SUBSTANCE_IDENTITY:
                identities.append(attribute_of(child, Attribute.IDENTITY))
            elif role in (Role.AMOUNT, Role.CONCENTRATION):
                amount = self._read(child, is_share=role is Role.CONCENTRATION)
                is_unclear = is_unclear or amount is None
                if amount is not None:
                    (masses if amount.is_mass else shares)[amount.exact] = amount
            elif role is Role.ASIDE:
                self._aside(child)
            elif role is not Role.THRESHOLD:
                self._unknown(child)
        if len(masses) > 1 or len(shares) > 1:
            is_unclear = True
            self.product.problems.append(
                error(
                    "amounts-disagree",
                    f'"{attribute_of(element, Attribute.NAME)[:60]}" has two amounts that differ; how much there is counts as unknown. Correct one of them',
                    element.place(self.file),
                )
            )
        material.substances.append(
            Substance(
                element=element,
                name=attribute_of(element, Attribute.NAME) or element.text[:200],
                identities=tuple(filter(None, identities)),
                mass=_only(masses),
                share=_only(shares),
                is_unclear=is_unclear,
            )
        )

    def _product_itself(self) -> Material:
        """What is listed of the product as a whole."""
        if self._of_product is None:
            self._of_product = Material(element=self.product.element, is_homogeneous=False)
            self.product.materials.append(self._of_product)
        return self._of_product

    def _read(self, element: Element, *, is_share: bool = False) -> Amount | None:
        amount = amount_of(element, self.file, is_share=is_share)
        if isinstance(amount, Faulty):
            self.product.problems.append(amount.problem)
            self.product.unread.append(element)
            return None
        for child in element.children:
            if child.name != REMARK and _may_tell(child):
                self._unread(child, "it stands at an amount, which may be another one by it")
        return amount

    # ----------------------------------------------------------------- what is not read

    def _aside(self, element: Element) -> None:
        """What is no composition is looked through for rare earths: one that is named there is in the product, or may be."""
        for one in (element, *element.below()):
            if _names_rare_earth(one):
                self._unread(one, "it names a rare earth where no composition is read")
                return

    def _unknown(self, element: Element) -> None:
        """An element of another version or of the writer's own: told, and in the way of all that it may change."""
        inside = (element, *element.below())
        if any(_may_tell(one) for one in inside):
            self._unread(element, "it is not known what it means")

    def _unread(self, element: Element, why: str) -> None:
        self.product.unread.append(element)
        self.product.problems.append(
            warning(
                "declaration-part-unread",
                f"<{element.name}>: {why}; what is declared of the product does not count as all of it. Give what it says in a Content sheet",
                element.place(self.file),
            )
        )


def _only(amounts: Mapping[Fraction, Amount]) -> Amount | None:
    """The one amount that is stated, however often."""
    return next(iter(amounts.values())) if len(amounts) == 1 else None


def _speaks_for_itself(category: Element) -> bool:
    """True for a class of substances without a substance in it."""
    return not any(role_of(one) is Role.SUBSTANCE for one in category.below())


def _names_rare_earth(element: Element) -> bool:
    texts = (*element.attributes.values(), element.text)
    return any(
        substance.elements and substances_named(text).fault is None
        for text in texts
        if 0 < len(text) <= 60 and not text.isdigit()
        for substance in substances_named(text).substances
    )


def _may_tell(element: Element) -> bool:
    """True where an element is of a kind that tells what is in a product, names a rare earth, or holds a figure."""
    if role_of(element) not in (Role.UNKNOWN, Role.ASIDE):
        return True
    texts = (*element.attributes.values(), element.text)
    return any(any(map(str.isdigit, text)) for text in texts) or _names_rare_earth(element)
