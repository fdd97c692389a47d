"""The shapes that a bill comes in, each of so many lines: as rows, and as a file that a supplier would send."""

from __future__ import annotations

import csv
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import xlsxwriter

from tests.benchmarks.bills import HEADS, write_bill
from tests.sources.table import binary_workbook as binary

Row = Sequence[object]
CONTENT: Final = (
    "Part Number",
    "Substance",
    "Form",
    "wt%",
    "Country of Origin",
    "Disclosure",
    "Evidence",
)
PRICES: Final = (
    ("Substance", "Form", "Price", "Currency", "Per", "Date", "Source"),
    ("Dy", "metal", 280, "USD", "kg", "2026-11-01", "list"),
)
SHARED: Final = 5_000
"""Parts that the flat bill uses again and again, a fifth of them magnets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet by its name and its rows."""

    name: str
    rows: Iterable[Row]


def _top(number: str = "TOP") -> Row:
    return (0, number, "Machine", "Maker", 1, "each", "", 1000, "kg", 100_000, "USD", "JP")


def _part(level: int, number: int, *, magnet: bool, text: str = "") -> Row:
    words = text or f"{'Arc magnet N42SH' if magnet else 'Bracket'} {number}"
    material = "NdFeB" if magnet else "Steel"
    grams, price = number % 50 + 1, (number % 97 + 1) / 10
    return (
        *(level, f"P{number}", words, "Maker", 1 + number % 4, "each"),
        *(material, grams, "g", price, "USD", "JP"),
    )


def _content(numbers: Iterable[int]) -> Iterator[Row]:
    yield CONTENT
    for number in numbers:
        yield (f"P{number}", "Dy", "metal", number % 30 / 10, "CN", "full", "declared")


def flat(lines: int) -> list[Sheet]:
    """A product with all lines directly under it."""
    rng = random.Random(7)
    numbers = [rng.randrange(SHARED) for _ in range(lines - 1)]
    rows = [_part(1, number, magnet=number % 5 == 0) for number in numbers]
    magnets = sorted({number for number in numbers if number % 5 == 0 and number % 3})
    return [
        Sheet(name="BOM", rows=(HEADS, _top(), *rows)),
        Sheet(name="Content", rows=_content(magnets)),
        Sheet(name="Prices", rows=PRICES),
    ]


def magnets(lines: int) -> list[Sheet]:
    """A fifth of the lines is a magnet of its own, each with its content."""
    rows = [_part(1, number, magnet=number % 5 == 0) for number in range(lines - 1)]
    return [
        Sheet(name="BOM", rows=(HEADS, _top(), *rows)),
        Sheet(name="Content", rows=_content(range(0, lines - 1, 5))),
        Sheet(name="Prices", rows=PRICES),
    ]


def products(lines: int) -> list[Sheet]:
    """Every tenth line is a product of its own; they share fifty magnets."""
    rows: list[Row] = []
    for number in range(lines):
        if number % 10 == 0:
            rows.append(_top(f"T{number}"))
        else:
            is_magnet = number % 10 == 5
            rows.append(
                _part(1, number // 10 % 50 if is_magnet else 100 + number, magnet=is_magnet)
            )
    return [
        Sheet(name="BOM", rows=(HEADS, *rows)),
        Sheet(name="Content", rows=_content(range(min(50, lines // 10)))),
        Sheet(name="Prices", rows=PRICES),
    ]


def twenty_sheets(lines: int) -> list[Sheet]:
    """A product on each of twenty sheets."""
    each = max(2, lines // 20)
    return [
        Sheet(
            name=f"BOM {sheet + 1}",
            rows=(
                HEADS,
                _top(f"T{sheet}"),
                *(_part(1, sheet * each + row, magnet=row % 400 == 7) for row in range(each - 1)),
            ),
        )
        for sheet in range(20)
    ]


_SYLLABLES: Final = {
    "en": [
        "bra",
        "cket",
        "shaft",
        "ho",
        "using",
        "co",
        "ver",
        "spa",
        "cer",
        "bol",
        "ster",
        "hub",
        "lin",
        "kage",
    ],
    "de": [
        "ge",
        "häu",
        "se",
        "hal",
        "ter",
        "wel",
        "le",
        "la",
        "ger",
        "schrau",
        "be",
        "plat",
        "te",
        "bü",
        "gel",
    ],
    "fr": [
        "ar",
        "bre",
        "boî",
        "tier",
        "vis",
        "é",
        "crou",
        "pla",
        "que",
        "sup",
        "port",
        "res",
        "sort",
    ],
    "zh": list("支架外壳轴承螺钉板盖弹簧垫圈连接法兰"),
}


def all_different(lines: int) -> list[Sheet]:
    """No word stands twice, in four languages."""
    rng = random.Random(11)
    words = [*_SYLLABLES.values()]
    rows = [
        _part(
            1,
            number,
            magnet=False,
            text=" ".join(
                "".join(rng.choices(words[number % 4], k=5)) + f"{rng.randrange(10**6):x}"
                for _ in range(3)
            ),
        )
        for number in range(lines - 1)
    ]
    return [Sheet(name="BOM", rows=(HEADS, _top(), *rows))]


def parent_child(lines: int) -> list[Sheet]:
    """Each row names its parent, three levels of ten to one."""
    heads = ("Parent", *HEADS[1:])
    rows: list[Row] = [("", *_top()[1:])]
    numbers = ["TOP"]
    for number in range(lines - 1):
        part = _part(1, number, magnet=number % 400 == 7)
        rows.append((numbers[number // 10], *part[1:]))
        numbers.append(f"P{number}")
    return [Sheet(name="BOM", rows=(heads, *rows))]


SHAPES: Final[Mapping[str, Callable[[int], list[Sheet]]]] = {
    "flat under one parent": flat,
    "a fifth are magnets with content": magnets,
    "a tenth are products": products,
    "twenty sheets": twenty_sheets,
    "all words different": all_different,
    "parent and child": parent_child,
}
FORMATS: Final = ("csv", "xlsb", "ods")
"""The flat bill once more, without its other sheets, in formats other than xlsx."""


def write_shape(path: Path, shape: str, lines: int) -> Path:
    """A file of a shape; ``deep`` is the bill of twelve levels, ``flat.csv`` and its like are of another format."""
    if shape == "deep":
        write_bill(path.with_suffix(".xlsx"), lines)
        return path.with_suffix(".xlsx")
    if shape.startswith("flat."):
        path = path.with_suffix(shape.removeprefix("flat"))
        _WRITERS[path.suffix](path, flat(lines)[0].rows)
        return path
    return write_xlsx(path.with_suffix(".xlsx"), SHAPES[shape](lines))


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> Path:
    """The sheets as a workbook; row by row, so that half a million take no memory."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for sheet in sheets:
            written = book.add_worksheet(sheet.name)
            for place, row in enumerate(sheet.rows):
                written.write_row(place, 0, row)
    return path


def _write_csv(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST: Final = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def _write_ods(path: Path, rows: Iterable[Row]) -> None:
    spaces = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as part:
            part.write(
                f'<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="BOM">'.encode()
            )
            for row in rows:
                cells = "".join(map(_ods_cell, row))
                part.write(f"<table:table-row>{cells}</table:table-row>".encode())
            part.write(
                b"</table:table></office:spreadsheet></office:body></office:document-content>"
            )


def _ods_cell(value: object) -> str:
    if isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _write_xlsb(path: Path, rows: Iterable[Row]) -> None:
    index: dict[str, int] = {}
    written = bytearray()
    for place, row in enumerate(rows):
        written += binary.row(place)
        for column, value in enumerate(row):
            written += (
                binary.number(column, float(value))
                if isinstance(value, (int, float))
                else binary.shared(column, index.setdefault(str(value), len(index)))
            )
    binary.workbook(path, {"BOM": binary.sheet(bytes(written))}, binary.texts(*index))


_WRITERS: Final[Mapping[str, Callable[[Path, Iterable[Row]], None]]] = {
    ".csv": _write_csv,
    ".xlsb": _write_xlsb,
    ".ods": _write_ods,
}
