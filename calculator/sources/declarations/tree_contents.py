"""A product of a declaration as Content rows: each substance with its share and mass in the product, and whether that is all of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from calculator.model.cas_numbers import is_cas_number_alone
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import UNKNOWN_ORIGIN
from calculator.model.problem import Problem, error, note, warning
from calculator.model.substances import UNDISCLOSED
from calculator.model.substances import Substance as Named
from calculator.numbers.bounds import Bounds, up_to_stated
from calculator.recognition.elements_said import HEAVY, elements_said
from calculator.sources.declarations.amounts import WHOLE, Amount, account_for
from calculator.sources.declarations.product import Material, Product, Substance
from calculator.sources.declarations.tree import Element
from calculator.sources.declarations.vocabulary import (
    Attribute,
    Role,
    attribute_of,
    role_of,
    tree_words,
)
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.substance_names import NamedSubstances, substances_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The file that a product is declared in: ``part_of`` tells its statements from those of others."""

    file: str
    part_of: str
    supplier: str = ""
    reference: str = ""
    dated: datetime.date | None = None


def contents_of(product: Product, document: Document) -> tuple[list[StatedContent], list[Problem]]:
    """The rows of one product; nothing in them is ``all`` unless the figures account for the whole and everything was understood."""
    problems = list(product.problems)
    is_all = not product.unread and _accounts_for_itself(product)
    if not is_all and not product.unread:
        problems += _does_not_add_up(product, document)
    rows = [
        row
        for material in product.materials
        for substance in material.substances
        for row in _of_substance(substance, material, product, document, problems)
    ]
    if is_all:
        rows = [row.with_content(disclosure=Disclosure.ALL) for row in rows]
    if product.unread:
        rows = [replace(row, is_open=True) for row in rows] or [_unread_row(product, document)]
    return rows, problems


# --------------------------------------------------------------------------- rows


def _of_substance(
    substance: Substance,
    material: Material,
    product: Product,
    document: Document,
    problems: list[Problem],
) -> Iterator[StatedContent]:
    if not substance.name.strip() and not substance.identities:
        problems.append(
            warning(
                "substance-missing",
                "no substance is named, so it may be any; ask for its name or CAS number",
                substance.element.place(document.file),
            )
        )
    named = _named(substance)
    listed = {element for each in named.substances for element in each.elements}
    words = elements_in_words(substance.element) - listed
    if words and not (words == {HEAVY} and listed & {"Dy", "Tb"}):
        named = replace(named, is_open=True)
        problems.append(
            warning(
                "substance-in-words",
                f'words beside "{substance.name[:60]}" name a rare earth that the row does not list; nothing counts as fully disclosed by it. List it as a substance of its own, with its amount',
                substance.element.place(document.file),
            )
        )
    is_class = role_of(substance.element) is Role.CATEGORY
    names_rare_earth = any(
        each.elements and each.key != each.name for each in named.substances
    ) or (named.fault is None and any(each.elements for each in named.substances))
    names_rare_earth = names_rare_earth or bool(words)
    if is_class and not names_rare_earth:
        return
    if is_class and not _is_above(substance):
        problems.append(
            note(
                "declaration-below-threshold",
                f'"{substance.name[:60]}" is declared as not above a threshold, which may be some; nothing was taken from it',
                substance.element.place(document.file),
            )
        )
        return
    if named.fault is not None:
        report = error if named.fault.is_grave else warning
        problems.append(
            report(named.fault.code, named.fault.message, substance.element.place(document.file))
        )
    share, mass = _amounts(substance, material, product, document, problems)
    if len(named.substances) > 1 or named.are_absent:
        share, mass = up_to_stated(share), up_to_stated(mass)
    for named_substance in named.substances:
        yield _row(named_substance, named, share, mass, substance, product, document)


def _row(
    substance: Named,
    named: NamedSubstances,
    share: Bounds | None,
    mass: Bounds | None,
    written: Substance,
    product: Product,
    document: Document,
) -> StatedContent:
    place = written.element.place(document.file)
    numbers = product.numbers or ("",)
    is_piece = _is_piece(product)
    return StatedContent(
        content=ContentRow(
            item=numbers[0],
            substance=substance,
            origin=UNKNOWN_ORIGIN,
            share=share,
            mass=mass if is_piece else None,
            is_per_piece=True,
            reference=document.reference,
            dated=document.dated,
            cells=(place,),
            amount_cells=(place,),
            part_of=document.part_of,
        ),
        number=numbers[0],
        revision=product.revision,
        supplier=document.supplier,
        other_numbers=numbers[1:],
        is_open=named.is_open or written.is_unclear,
        file=document.file,
        sheet=product.element.path,
    )


def _unread_row(product: Product, document: Document) -> StatedContent:
    """A product of which nothing is understood: what is in it may be anything."""
    written = Substance(element=product.element, name="")
    row = _row(
        UNDISCLOSED,
        NamedSubstances(substances=(UNDISCLOSED,)),
        None,
        None,
        written,
        product,
        document,
    )
    return replace(row, is_open=True)


def _named(substance: Substance) -> NamedSubstances:
    """What its name and its numbers say; where they are of several substances any of them may be meant."""
    first, *others = _cas_numbers(substance) or ("",)
    named = substances_named(substance.name, first)
    for number in others:
        named = named.beside(substances_named("", number))
    return named


def _cas_numbers(substance: Substance) -> list[str]:
    """Its numbers of the CAS register: by their form, else where it is said, or nobody says of which register they are."""
    authorities = {
        attribute_of(child, Attribute.IDENTITY): attribute_of(child, Attribute.AUTHORITY)
        for child in substance.element.children
        if role_of(child) is Role.SUBSTANCE_IDENTITY
    }
    return [
        number
        for number in substance.identities
        if is_cas_number_alone(number)
        or authorities.get(number, "").casefold() in ("", *tree_words().cas)
    ]


def elements_in_words(element: Element) -> frozenset[str]:
    """The rare earths that what is written at an element says are in it, by whatever attribute."""
    return frozenset(
        symbol
        for text in (*element.attributes.values(), element.text)
        for symbol in elements_said(text)
    )


def _is_above(substance: Substance) -> bool:
    """False for a class of substances that is said not to be above its threshold."""
    thresholds = [child for child in substance.element.below() if role_of(child) is Role.THRESHOLD]
    texts = [attribute_of(threshold, Attribute.ABOVE) for threshold in thresholds]
    has_amount = substance.mass is not None or substance.share is not None
    return has_amount or all(text.casefold() in tree_words().yes for text in texts if text)


def _is_piece(product: Product) -> bool:
    unit = attribute_of(product.element, Attribute.PRODUCT_UNIT)
    return not unit or unit.casefold() in tree_words().pieces


# --------------------------------------------------------------------------- amounts


def _amounts(
    substance: Substance,
    material: Material,
    product: Product,
    document: Document,
    problems: list[Problem],
) -> tuple[Bounds | None, Bounds | None]:
    """The share of the product, and the kilograms in one; as far as its material and the product have a mass."""
    whole = _mass_of(product.amount)
    of_material = _mass_of_material(material, whole)
    stated = None if substance.mass is None else substance.mass.bounds
    if stated is not None and not material.is_homogeneous:
        count = Bounds.exactly(1)
    else:
        count = _count(material, product)
    mass = None if stated is None else stated * count
    by_share = None
    if substance.share is not None and of_material is not None:
        by_share = of_material.bounds.scaled(substance.share.exact) * count
    if mass is not None and by_share is not None and substance.share is not None:
        if of_material is not None and not _agree(substance, of_material):
            problems.append(
                error(
                    "amounts-disagree",
                    f'the mass and the share of "{substance.name[:60]}" cannot both be true; bounds that hold each were used. Correct one of them',
                    substance.element.place(document.file),
                )
            )
        mass = mass.hull(by_share)
    elif mass is None:
        mass = by_share
    if mass is not None and whole is not None and mass.high is not None:
        return Bounds(
            min(mass.low / whole.exact, Fraction(1)), min(mass.high / whole.exact, Fraction(1))
        ), mass
    if mass is None and substance.share is not None:
        if not material.is_homogeneous:
            return substance.share.bounds, None
        return _of_material_share(substance.share, material, product), None
    return None, mass


def _of_material_share(share: Amount, material: Material, product: Product) -> Bounds:
    """A share of a material whose mass nobody gives: of the product at most as much, or as much as the material is of it."""
    if material.amount is not None and not material.amount.is_mass:
        return Bounds.exactly(share.exact * material.amount.exact)
    is_only_one = len(product.materials) == 1 and product.amount is None
    return share.bounds if is_only_one else Bounds(Fraction(0), share.exact)


def _mass_of(amount: Amount | None) -> Amount | None:
    return amount if amount is not None and amount.is_mass and amount.exact > 0 else None


def _mass_of_material(material: Material, whole: Amount | None) -> Amount | None:
    """A material's mass; where it is given as a share, that of the product."""
    if not material.is_homogeneous:
        return whole
    amount = material.amount
    if amount is None or amount.is_mass or whole is None:
        return _mass_of(amount)
    return Amount(is_mass=True, figure=whole.figure * amount.exact, scale=whole.scale)


def _count(material: Material, product: Product) -> Bounds:
    """How often a material is in the product: a mass may be that of one part, or of all of them, unless the product's mass tells."""
    if material.count == 1:
        return Bounds.exactly(1)
    if _adds_up(product, counts=True):
        return Bounds.exactly(material.count)
    if _adds_up(product, counts=False):
        return Bounds.exactly(1)
    return Bounds(Fraction(1), material.count)


def _agree(substance: Substance, material: Amount) -> bool:
    assert substance.share is not None  # noqa: S101  # asked for where there is one
    assert substance.mass is not None  # noqa: S101  # a formula always has one
    share = Amount(
        is_mass=True,
        figure=substance.share.figure,
        scale=substance.share.scale * material.exact,
    )
    return account_for(substance.mass, [(share, Fraction(1))])


# --------------------------------------------------------------------------- is that all


def _accounts_for_itself(product: Product) -> bool:
    """True where every substance of every material has its amount, they add up to the material, and the materials to the product."""
    homogeneous = [material for material in product.materials if material.is_homogeneous]
    if len(homogeneous) != len(product.materials):
        # A class of substances beside the materials is no part of them; it says nothing more of what is there.
        homogeneous = homogeneous or []
    if not homogeneous or not all(map(_is_listed_in_full, homogeneous)):
        return False
    return _adds_up(product, counts=True) or _adds_up(product, counts=False)


def _adds_up(product: Product, *, counts: bool) -> bool:
    whole = _mass_of(product.amount)
    parts = [
        (material.amount, material.count if counts else Fraction(1))
        for material in product.materials
        if material.is_homogeneous and material.amount is not None
    ]
    if whole is None or len(parts) < sum(material.is_homogeneous for material in product.materials):
        return False
    if all(not amount.is_mass for amount, _ in parts):
        return account_for(WHOLE, parts)
    return account_for(whole, parts)


def _is_listed_in_full(material: Material) -> bool:
    if any(substance.is_unclear for substance in material.substances):
        return False
    masses = [substance.mass for substance in material.substances]
    if material.amount is not None and material.amount.is_mass and all(masses):
        return account_for(material.amount, [(mass, Fraction(1)) for mass in masses if mass])
    shares = [substance.share for substance in material.substances]
    return all(shares) and account_for(WHOLE, [(share, Fraction(1)) for share in shares if share])


def _does_not_add_up(product: Product, document: Document) -> Iterator[Problem]:
    """Materials that are listed one by one and do not account for the product: the rest is nobody's."""
    if any(material.is_homogeneous and material.substances for material in product.materials):
        yield warning(
            "declaration-not-whole",
            "the amounts do not account for the whole of the product and its materials, so that what is declared is a part of it. Ask for the missing amounts or masses",
            product.element.place(document.file),
        )
