"""What a rule counts of a substance: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.model.assumptions import Assumptions, PutIn
from calculator.model.origins import Origin
from calculator.model.stages import Stages
from calculator.model.substance_list import Listing
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from tests.content.small import CN, JP, MAGNET, NAMED_SUBSTANCES, between, counted

UNKNOWN = Origin()
NAMED_CN = Origin(named=("CN",))
HALF = Origin(shares=(("CN", Fraction(1, 2)),))


@pytest.mark.parametrize(
    ("of_substance", "of_item", "expected"),
    [
        (UNKNOWN, CN, NAMED_CN),
        (UNKNOWN, NAMED_CN, NAMED_CN),
        # What the item's line says of all of its rare earth clears no stage, and takes nothing back that is stated.
        (UNKNOWN, JP, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
        (JP, CN, JP),
        (CN, JP, CN),
    ],
)
def test_the_line_of_an_item_can_only_put_a_stage_in_doubt(
    of_substance: Origin, of_item: Origin, expected: Origin
) -> None:
    item = replace(MAGNET, stages=Stages(mined=of_item, separated=JP))
    stages = counted().with_stages_of(item, Stages(mined=of_substance))
    assert stages == Stages(mined=expected)


@pytest.mark.parametrize(
    ("origin", "is_assumed_elsewhere", "share"),
    [
        (CN, False, between(1)),
        (JP, False, between(0)),
        (UNKNOWN, False, between(0, 1)),
        (UNKNOWN, True, between(0)),
        (HALF, False, between("0.5", 1)),
        (HALF, True, between("0.5")),
    ],
)
def test_an_unknown_origin_may_count_unless_the_user_assumes_that_it_does_not(
    origin: Origin, is_assumed_elsewhere: bool, share: Bounds
) -> None:
    assumptions = Assumptions(unknown_origin_is_not_chinese=is_assumed_elsewhere)
    assert counted().share_of(origin, assumptions) == share


@pytest.mark.parametrize(
    ("name", "becomes_metal", "put_in", "listing", "metals"),
    [
        ("DyF3", True, None, Listing.MAYBE, ("Dy metal",)),
        ("DyF3", True, PutIn.AS_ELEMENT, Listing.LISTED, ("Dy metal",)),
        ("DyF3", True, PutIn.AS_PUT_IN, Listing.UNLISTED, ()),
        ("DyF3", False, None, Listing.UNLISTED, ()),
        ("Dy2O3", True, None, Listing.LISTED, ("Dy metal",)),
        ("Dy2O3", False, None, Listing.LISTED, ()),
        # Neodymium metal is on no list of Announcement 61, whatever it was made of.
        ("NdF3", True, None, Listing.UNLISTED, ()),
    ],
)
def test_what_ends_as_metal_counts_as_it_was_put_in_or_as_the_metal_until_somebody_chooses(
    name: str, becomes_metal: bool, put_in: PutIn | None, listing: Listing, metals: tuple[str, ...]
) -> None:
    substance = read_substance(name)[0]
    assert substance is not None
    assumptions = Assumptions(put_in=put_in)
    counts_as = counted().put_in_as(substance, assumptions, becomes_metal=becomes_metal)
    assert (counts_as.listing, counts_as.metals) == (listing, metals)
    # A rule that counts other substances counts no metal for what it was made of.
    other = counted(NAMED_SUBSTANCES)
    assert other.put_in_as(substance, assumptions, becomes_metal=becomes_metal).metals == ()
