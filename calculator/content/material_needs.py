"""What the material of a magnet, a target or a listed material must hold, whatever is declared of it.

SmCo holds samarium, a gadolinium target gadolinium, NdFeB some rare earth. A declaration that does not name these does not
fit, and closes nothing (CLEARANCE, composition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.elements import RARE_EARTHS, element_names
from calculator.model.item import MADE_OF_RARE_EARTH, Item, ItemClass
from calculator.model.substances import SOME_RARE_EARTH, Substance, read_substance
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.elements_said import HEAVY
from calculator.recognition.materials import FAMILIES_WITHOUT, RARE_EARTH_FAMILIES, magnet_family

HEAVIES: Final = frozenset({"Dy", "Tb"})
"""One of them is meant by the heavy rare earths of a magnet."""
BASES: Final = frozenset({"Nd", "Pr"})
"""One of them is the base of NdFeB; dysprosium and terbium are added to it."""
_ALWAYS_IN: Final[Mapping[str, str]] = {"SmFeN": "Sm", "SmCo": "Sm"}
"""Of materials whose name leaves the element open, or is read as a family alone."""
_IMPLAUSIBLE: Final = Fraction(1, 2)
"""Less than half of the least that an alloy holds is not that alloy."""
_LEAST_BASE: Final = Fraction(1, 100)
"""NdFeB is a quarter to a third neodymium or praseodymium (see ``magnets.toml``). With less than this share the figures are of another mass."""
_WORD: Final = late_pattern(r"[A-Za-z][A-Za-z0-9]*|[^\W\d_]+")
_PARTS: Final = " / "
"""Between the materials that several rows of one item state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialNeeds:
    """``elements`` that must be in it, each with the least share of its mass that is plausible; ``some_rare_earth`` where at least one is.

    ``has_base`` where that is neodymium or praseodymium; ``material`` is the word that says so.
    """

    material: str = ""
    elements: Mapping[str, Fraction] = field(default_factory=dict)
    some_rare_earth: bool = False
    has_base: bool = False
    has_heavy: bool = False
    """True where it is said to hold dysprosium or terbium, and not which."""

    def least_of(self, element: str) -> Fraction | None:
        """The least share of an element that is plausible, or None where any is."""
        return self.elements.get(
            element, _LEAST_BASE if self.has_base and element in BASES else None
        )


NO_NEEDS: Final = MaterialNeeds()


def needs_of(item: Item) -> MaterialNeeds:
    """What the material of ``item`` must hold; nothing where nothing tells its material, or where that is without rare earth."""
    if (
        item.item_class not in MADE_OF_RARE_EARTH
        or item.rare_earth_free
        or item.family in FAMILIES_WITHOUT
    ):
        return NO_NEEDS
    needs = _needs(item.item_class, item.family, item.material, item.description)
    return _with_said(needs, item.said_elements) if item.said_elements else needs


def _with_said(needs: MaterialNeeds, said: frozenset[str]) -> MaterialNeeds:
    """With the rare earths that its own words say are in it, in any amount."""
    elements = {element: Fraction(0) for element in sorted(said - {HEAVY})}
    return replace(
        needs,
        material=needs.material or _PARTS.join(sorted(said)),
        elements={**elements, **needs.elements},
        some_rare_earth=True,
        has_heavy=HEAVY in said,
    )


@cache
def _needs(item_class: ItemClass, family: str, material: str, description: str) -> MaterialNeeds:
    substances = [
        _as_magnet(substance) if item_class is ItemClass.MAGNET else substance
        for text in material.split(_PARTS)
        if (substance := read_substance(text)[0]) is not None and substance.elements
    ]
    families = (
        _families(material, description) if item_class is ItemClass.MAGNET and not family else ()
    )
    substances += [
        substance for name in families if (substance := read_substance(name)[0]) is not None
    ]
    if len(substances) > 1:
        return _of_each(substances)
    if substances:
        return _of_substance(substances[0], family)
    if family in RARE_EARTH_FAMILIES:
        substance = read_substance(family)[0]
        return NO_NEEDS if substance is None else _of_substance(substance, family)
    if item_class is ItemClass.MAGNET:
        return NO_NEEDS
    return _of_words(item_class, material, description)


def _as_magnet(substance: Substance) -> Substance:
    """Of a magnet "Neodymium" is the everyday name of NdFeB, and no metal of neodymium alone."""
    alloy = (
        read_substance("NdFeB")[0]
        if substance.of_element and substance.name in _CALLED_NDFEB
        else None
    )
    return substance if alloy is None else alloy


_CALLED_NDFEB: Final = frozenset({"Nd"})


def _of_substance(substance: Substance, family: str) -> MaterialNeeds:
    shares = {
        element: share.low * _IMPLAUSIBLE
        for element, share in substance.shares
        if element != SOME_RARE_EARTH
    }
    if substance.of_element:
        # Of a material that is named by its element alone it is most, in whatever form.
        shares = dict.fromkeys(shares, _IMPLAUSIBLE)
    for name in (substance.name, family):
        if name in _ALWAYS_IN:
            shares.setdefault(_ALWAYS_IN[name], Fraction(0))
    return MaterialNeeds(
        material=substance.name,
        elements=shares,
        some_rare_earth=not _may_be_without(substance),
        has_base="NdFeB" in (substance.name, family),
    )


def _may_be_without(substance: Substance) -> bool:
    """A name that only says that there may be rare earth."""
    return substance.key == "undisclosed" or not substance.elements


def _of_each(substances: list[Substance]) -> MaterialNeeds:
    """Of several materials that rows state it may be each: what is declared to be all of it has to fit every one."""
    needs = [_of_substance(substance, "") for substance in dict.fromkeys(substances)]
    return MaterialNeeds(
        material=_PARTS.join(dict.fromkeys(need.material for need in needs)),
        elements={element: Fraction(0) for need in needs for element in sorted(need.elements)},
        some_rare_earth=True,
        has_base=any(need.has_base for need in needs),
    )


def _families(material: str, description: str) -> tuple[str, ...]:
    """The families of magnets with rare earth that the words of several rows name."""
    texts = (*material.split(_PARTS), *description.split(_PARTS))
    named = {magnet_family(text) for text in texts}
    return tuple(sorted(named & RARE_EARTH_FAMILIES))


def _of_words(item_class: ItemClass, material: str, description: str) -> MaterialNeeds:
    """The rare earths that a target or a listed material is called by: ``Gd target``, ``TbFeCo 3in``, ``镝靶``."""
    elements: dict[str, Fraction] = {}
    words: list[str] = []
    for text in (material, description):
        for word, substance in _named_in(text):
            words.append(word)
            for element in substance.elements:
                if element != SOME_RARE_EARTH:
                    elements.setdefault(element, Fraction(0))
        if words:
            break
    if not words:
        return NO_NEEDS
    is_target = item_class is ItemClass.TARGET
    return MaterialNeeds(
        material=" ".join(dict.fromkeys(words)),
        elements=elements if is_target or len(elements) == 1 else {},
        some_rare_earth=True,
    )


def _named_in(text: str) -> Iterator[tuple[str, Substance]]:
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii():
            yield from _named_within(word)
            continue
        # A symbol is told by its capital letter; in a word of capitals it may be anything.
        if len(word) <= 2 and (word not in RARE_EARTHS or text.isupper()):
            continue
        substance = read_substance(word)[0]
        if substance is not None and substance.elements:
            yield word, substance


def _named_within(word: str) -> Iterator[tuple[str, Substance]]:
    """Rare earths by their names in scripts that write words together: 镝靶, ジスプロシウムターゲット."""
    for name, symbol in element_names().items():
        if symbol in RARE_EARTHS and not name.isascii() and name in word.casefold():
            substance = read_substance(name)[0]
            if substance is not None:
                yield name, substance
