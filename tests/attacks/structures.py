"""Bills whose structure is the attack."""

from __future__ import annotations

import datetime

from tests.attacks.registry import ANY, CONTENT, MAGNET, OPEN, PRODUCT, REFUSED, attack, write

CROSSES = frozenset({1})


def part(level, number, **more):
    return {
        "Level": level,
        "Part Number": number,
        "Description": "steel part",
        "Quantity": 1,
        "Unit": "each",
        "Material": "steel",
        "Unit Price": 1,
        "Currency": "USD",
        **more,
    }


for length in (1, 2, 3, 1000):

    @attack(f"cycle-{length}", f"items that hold each other in a circle of {length}", ANY)
    def _(folder, length=length):
        rows = [part(0, "C0")]
        for at in range(1, length + 1):
            rows += [part(at, f"C{at % length}")]
        write(folder, [PRODUCT, MAGNET, *rows])


@attack("cycle-of-the-magnet", "the magnet inside of itself", ANY)
def _(folder):
    write(folder, [PRODUCT, MAGNET, {**MAGNET, "Level": 2}])


@attack("product-under-itself", "the product as a part of its part", ANY)
def _(folder):
    write(folder, [PRODUCT, part(1, "A"), {**PRODUCT, "Level": 2}, MAGNET])


@attack("chain-3000", "a chain of 3,000 levels", ANY)
def _(folder):
    write(folder, [part(at, f"L{at}") for at in range(3_000)] + [{**MAGNET, "Level": 3_000}])


@attack("diamonds-40", "2^40 paths to the magnet", CROSSES)
def _(folder):
    rows = []
    for layer in range(40):
        rows += [
            part(0, f"D{layer}"),
            part(1, f"D{layer + 1}" if layer < 39 else "MAG"),
            part(1, f"D{layer + 1}" if layer < 39 else "MAG"),
        ]
    rows = [row if row["Part Number"] != "MAG" else {**MAGNET, "Level": 1} for row in rows]
    write(folder, rows)


@attack("diamonds-wide", "20 layers of 12, each holding all of the next", ANY)
def _(folder):
    rows = []
    for layer in range(19):
        for at in range(12):
            rows += [
                part(0, f"W{layer}-{at}"),
                *(part(1, f"W{layer + 1}-{below}") for below in range(12)),
            ]
    write(folder, [*rows, part(0, "W19-0"), MAGNET])


@attack("children-4000", "4,000 parts of one product", CROSSES)
def _(folder):
    write(folder, [PRODUCT, *(part(1, f"P{at}") for at in range(4_000)), MAGNET])


@attack("same-line-3000", "the magnet 3,000 times", CROSSES)
def _(folder):
    write(folder, [PRODUCT, *([MAGNET] * 3_000)])


@attack("products-1000", "1,000 products, each with the magnet", ANY)
def _(folder):
    write(
        folder,
        [row for at in range(1_000) for row in ({**PRODUCT, "Part Number": f"Q{at}"}, MAGNET)],
    )


for number, level in enumerate(
    (
        "1e9",
        "-1",
        "999999999999",
        "1.5",
        "I",
        "A",
        "=1",
        "①",
        "١",
        "0x1",
        "1\n2",
        "",
        "true",
        "９",
        " . 1",
        "-" * 1000,
        10**15,
        -3,
        0.1,
        datetime.date(2026, 1, 1),
    )
):

    @attack(f"level-{number:02}", f"the magnet at level {str(level)[:12]!r}", OPEN)
    def _(folder, level=level):
        write(folder, [PRODUCT, part(1, "A"), {**MAGNET, "Level": level}, part(1, "B")])


@attack("levels-jump", "levels that jump by a hundred", ANY)
def _(folder):
    write(folder, [PRODUCT, part(100, "A"), part(3, "B"), {**MAGNET, "Level": 77}])


@attack("levels-up-first", "a bill that begins at level 9", ANY)
def _(folder):
    write(folder, [{**MAGNET, "Level": 9}, part(5, "A"), part(0, "B")])


@attack("quantity-overflow", "quantities whose product has a thousand digits", ANY)
def _(folder):
    write(
        folder,
        [part(at, f"L{at}", Quantity=10**12) for at in range(100)] + [{**MAGNET, "Level": 100}],
    )


@attack("quantity-fractions", "quantities of thirds through 60 levels", ANY)
def _(folder):
    write(
        folder,
        [part(at, f"L{at}", Quantity=0.333333333333333) for at in range(60)]
        + [{**MAGNET, "Level": 60}],
    )


@attack("structure-hides-content", "a listed material under the magnet, with quantity zero", OPEN)
def _(folder):
    write(
        folder,
        [
            PRODUCT,
            MAGNET,
            part(2, "DY", Description="Dysprosium metal", Material="Dysprosium metal", Quantity=0),
        ],
    )


@attack("two-structures", "the magnet broken down twice, once harmless", OPEN)
def _(folder):
    dirty = part(
        2,
        "DY",
        **{
            "Description": "Dysprosium metal",
            "Item Class": "listed material",
            "Material": "Dysprosium metal",
            "Unit": "g",
            "Unit Price": 1,
            "Country of Origin": "CN",
        },
    )
    write(folder, [PRODUCT, MAGNET, dirty, part(1, "X"), MAGNET, part(2, "FE")], [])


@attack("headings-again", "the headings again in every second row", ANY)
def _(folder):
    heads = {name: name for name in MAGNET}
    write(folder, [PRODUCT, *(row for _ in range(200) for row in (heads, MAGNET))])


@attack("headings-many", "1,000 columns that are all headed Quantity", ANY)
def _(folder):
    write(folder, [PRODUCT, {**MAGNET, **{f"Quantity{' ' * at}": at for at in range(300)}}])


@attack("heading-decoy", "a second column of prices, a million each", OPEN)
def _(folder):
    write(
        folder,
        [
            PRODUCT,
            {**MAGNET, "Unit Price": None, "List price": None, "price": 10, "Total price": 40},
        ],
    )


@attack("title-decoy", "a row of headings in the title block", ANY)
def _(folder):
    write(folder, [PRODUCT, MAGNET], Cover=[{"Part Number": "x", "Quantity": "y"}])


@attack("decoy-sheet", "a harmless sheet called BOM and the magnet on another", OPEN)
def _(folder):
    write(folder, [PRODUCT, part(1, "A")], [], Main=[{**PRODUCT}, {**MAGNET}])


@attack("total-decoy", "a magnet whose name is Total", OPEN)
def _(folder):
    write(
        folder,
        [PRODUCT, {**MAGNET, "Part Number": "Total", "Description": "Total"}],
        [{**CONTENT, "Part Number": "Total"}],
    )


@attack("note-decoy", "a magnet whose name begins like a note", OPEN)
def _(folder):
    write(
        folder,
        [PRODUCT, {**MAGNET, "Part Number": "Note 1:"}],
        [{**CONTENT, "Part Number": "Note 1:"}],
    )


@attack("example-decoy", "a magnet marked as an example", OPEN)
def _(folder):
    write(
        folder,
        [PRODUCT, {**MAGNET, "Part Number": "example"}],
        [{**CONTENT, "Part Number": "example"}],
    )


@attack("not-fitted-decoy", "a magnet marked as not fitted", OPEN)
def _(folder):
    write(folder, [PRODUCT, {**MAGNET, "Fitted": "DNP"}])


@attack("alternate-decoy", "a magnet that is an alternate of a ferrite", OPEN)
def _(folder):
    write(
        folder,
        [
            PRODUCT,
            {**MAGNET, "Part Number": "FER", "Material": "ferrite", "Alternate": "A"},
            {**MAGNET, "Alternate": "A"},
        ],
    )


@attack("alternates-many", "400 alternates of one part", OPEN)
def _(folder):
    write(
        folder,
        [PRODUCT, *({**MAGNET, "Part Number": f"M{at}", "Alternate": "G"} for at in range(400))],
        [{**CONTENT, "Part Number": f"M{at}"} for at in range(400)],
    )


@attack("effectivity-decoy", "a line that ends before it begins", ANY)
def _(folder):
    write(
        folder,
        [PRODUCT, MAGNET, {**part(1, "A"), "Valid from": "2030-01-01", "Valid to": "2020-01-01"}],
    )


DESCRIBED = [["Description", "Price"], ["Ring magnet N42SH", 3], ["Screw", 1]]


@attack("description-only", "a list of nothing but descriptions and prices", REFUSED)
def _(folder):
    from tests.sources.layouts import grid

    grid(folder / "bom.xlsx", DESCRIBED)


@attack("description-only-named", "descriptions and prices, which the user calls the bill", OPEN)
def _(folder):
    from tests.sources.layouts import grid

    return [grid(folder / "bom.xlsx", DESCRIBED), "--sheet", "Sheet1"]


@attack("wide-table", "a table of 1,000 columns", ANY)
def _(folder):
    write(folder, [PRODUCT, {**MAGNET, **{f"extra {at}": "Magnet" for at in range(900)}}])


@attack("outline-bomb", "outline numbers of a thousand steps", ANY)
def _(folder):
    from tests.sources.layouts import grid

    grid(
        folder / "bom.xlsx",
        [
            ["Pos", "Description", "Qty"],
            *([".".join(["1"] * at), f"Bracket {at}", 1] for at in range(1, 800)),
            ["2", "Ring magnet N42", 1],
        ],
    )


@attack("parents-in-a-circle", "rows that name each other as parents", ANY)
def _(folder):
    from tests.sources.layouts import grid

    grid(
        folder / "bom.xlsx",
        [
            ["Parent", "Part Number", "Description", "Qty"],
            *([f"P{(at + 1) % 60}", f"P{at}", "Ring magnet N42", 1] for at in range(60)),
        ],
    )


@attack("sheets-in-a-circle", "sheets that are each named after a row of the next", ANY)
def _(folder):
    from tests.sources.layouts import grids

    grids(
        folder / "bom.xlsx",
        **{
            f"P{at}": [
                ["Part Number", "Description", "Qty"],
                [f"P{(at + 1) % 20}", "assembly", 1],
                [f"M{at}", "Ring magnet N42", 1],
            ]
            for at in range(20)
        },
    )


@attack("indent-ladder", "names indented by one more space in each of 500 rows", ANY)
def _(folder):
    from tests.sources.layouts import grid

    grid(
        folder / "bom.xlsx",
        [
            ["Part Number", "Description", "Qty"],
            *([" " * at + f"P{at}", "Bracket", 1] for at in range(500)),
            [" " * 500 + "P500", "Ring magnet N42", 1],
        ],
    )
