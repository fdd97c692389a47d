"""Undeclared magnets, targets and motors put anywhere into a bill: is each heard, and named where a person will look?

    python -m tests.properties.planting [--boms FOLDER] [--seeds N] [--missed]   # a table by place and by kind

A plant is a phrase with a size, a grade, a number or a quantity. It is named where a finding that is not clear, or a suspect, has its
words, its part number or its cell. A run with a plant never ends in 0.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from calculator.assessment import Assessment
from calculator.findings.report import Report
from calculator.findings.verdict import Licence, Subject
from calculator.model.source import Source
from tests.properties.runs import Case, bills_in, conclusive_samples

PHRASES = {
    "magnet": (
        "N42SH NdFeB magnet 10 x 5 x 2 mm",
        "Neodym-Magnet N35 Ø8 x 3 mm",
        "4 Scheibenmagnete N52 6 x 3 mm",
        "钕铁硼磁铁 N45 20×10×5",
        "钐钴磁环 24×18×5 2件",
        "ネオジム磁石 φ6×2",
        "네오디뮴 자석 N40 8x3",
        "aimant néodyme N48 12 x 4 mm",
        "imán de neodimio N40 15x3 mm",
        "magnete al neodimio N38 10x10x4",
        "ímã de neodímio N42 8x2 mm",
        "magnes neodymowy N38 10x3",
        "SmCo ring magnet 24 x 18 x 5 mm, 2 pcs",
        "Sm2Co17 magnets YXG-28H 6 x 6 x 2",
        "bonded NdFeB ring BNP-10 22 mm",
        "N52 neodymium magnets, 6 pcs",
        "neodymový magnet N42 10x5 mm",
        "neodim mıknatıs N35 10x3 mm",
        "nam châm neodymium N35 10x3",
        "neodymium magneet N42 8 x 3 mm",
        "неодимовый магнит N38 10x5",
    ),
    "target": (
        "Dy sputtering target 3 in, 99.9 %",
        "Tb target 76.2 x 3 mm 3N",
        "Dysprosium-Sputtertarget 100 mm",
        "TbFeCo-Target 200 mm",
        "镝靶材 99.9% 100 mm",
        "ScAl スパッタリングターゲット 300 mm",
        "cible de pulvérisation Gd 50 mm",
        "blanco de pulverización de terbio 50 mm",
        "AlSc 20at% sputtering target 300 mm",
        "Dy2O3 sputtering target 99.9 % 3 in",
        "naprašovací terč Dy 99,9 % 76 mm",
        "Dy püskürtme hedefi 76 mm",
        "bia phún xạ Tb 99.9% 76 mm",
        "мишень распыляемая Tb 76 мм",
        "디스프로슘 스퍼터링 타겟 76 mm",
    ),
    "motor": (
        "BLDC motor 2212 920KV",
        "permanent-magnet servo motor 400 W 24 V",
        "Bürstenloser DC-Motor 24 V 42 mm",
        "Schrittmotor NEMA 23 2 Nm",
        "无刷电机 2806 1300KV",
        "ブラシレスモータ 24V 50W",
        "moteur brushless 12 V 60 W",
        "motor sin escobillas 24 V 100 W",
        "motore brushless 48 V 200 W",
        "silnik BLDC 24 V 70 W",
        "stepper motor NEMA 17 1.5 A, 3 pcs",
        "krokový motor NEMA 17 1,5 A",
        "fırçasız DC motor 24 V 100 W",
        "động cơ bước NEMA 17 1.5 A",
        "borstelloze motor 24 V 60 W",
        "бесщёточный двигатель 24 В 100 Вт",
        "스테핑 모터 24 V 1.5 A",
    ),
    "tariff code": ("8505.11.70", "HS 8505.11", "8505 11 00", "1C902.a"),
}
"""What is planted, by what it is; the last only in the place of a code."""


@dataclass(frozen=True, kw_only=True)
class Plant:
    """Something undeclared in a bill: what it is, where it was put, its words and the cell or part number to know it by."""

    kind: str
    place: str
    words: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A workbook that something is planted in: its bill, with the place of its columns (from 1) and an ordinary row."""

    sheet: Worksheet
    first: int
    end: int
    columns: dict[str, int]
    ordinary: int
    """A row of a part that is no magnet, no target and nothing that may hold one."""

    @property
    def words_column(self) -> int:
        """The column in which a part is called by its words."""
        return self.columns.get("description") or self.columns.get("name") or self.columns["number"]

    @property
    def free_column(self) -> int:
        """The first column to the right of everything."""
        return int(self.sheet.max_column) + 1


Planter = Callable[[Ground, str, random.Random], tuple[str, int, int, str]]
"""Puts words into a workbook; gives the sheet, the row and the column (0: anywhere) and the part number of what it put there."""
LONG = (
    "Allgemeine Hinweise zur Lieferung und zur Abnahme der Ware gelten in der bei Bestellung gültigen Fassung. Packaging follows the "
    "drawing; each layer is separated by foam and each box bears a label with order, position and date. {} "
    "The supplier keeps the records of incoming inspection for ten years and hands them out on request."
)


# --------------------------------------------------------------------------- places


def _new_row(ground: Ground, row: int, words: str, number: str) -> None:
    sheet = ground.sheet
    sheet.insert_rows(row)
    for meaning in ("level", "quantity", "unit", "parent"):
        column = ground.columns.get(meaning)
        if column:
            old = ground.ordinary + (1 if ground.ordinary >= row else 0)
            sheet.cell(row, column, sheet.cell(old, column).value)
    if ground.columns.get("number"):
        sheet.cell(row, ground.columns["number"], number)
    sheet.cell(row, ground.words_column, words)


def _row(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    number = f"ZK-{rng.randrange(1000, 9999)}"
    if ground.words_column == ground.columns.get("number"):
        number = words
    _new_row(ground, ground.ordinary + 1, words, number)
    return ground.sheet.title, ground.ordinary + 1, 0, number


def _struck_row(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    place = _row(ground, words, rng)
    for cell in ground.sheet[place[1]]:
        font = copy(cell.font)
        cell.font = Font(name=font.name, size=font.size, strike=True)
    return place


def _hidden_row(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    place = _row(ground, words, rng)
    ground.sheet.row_dimensions[place[1]].hidden = True
    return place


def _below(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    ground.sheet.insert_rows(ground.end + 1)
    ground.sheet.cell(ground.end + 1, ground.words_column, words)
    return ground.sheet.title, ground.end + 1, ground.words_column, ""


def _after_gap(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    row = int(ground.sheet.max_row) + rng.randrange(2, 6)
    column = rng.choice((1, ground.words_column))
    ground.sheet.cell(row, column, words)
    return ground.sheet.title, row, column, ""


def _above(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    ground.sheet.insert_rows(1, 2)
    ground.sheet.cell(1, 1, words)
    return ground.sheet.title, 1, 1, ""


def _unread_column(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    column = ground.free_column
    ground.sheet.cell(
        ground.first - 1, column, rng.choice(("Ablage", "Zusatz 7", "Info X", "区分", ""))
    )
    ground.sheet.cell(ground.ordinary, column, words)
    return ground.sheet.title, ground.ordinary, column, ""


def _group_column(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    """The same words beside two rows, as a category."""
    place = _unread_column(ground, words, rng)
    if ground.ordinary < ground.end:
        ground.sheet.cell(ground.ordinary + 1, place[2], words)
    return place


def _hidden_column(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    place = _unread_column(ground, words, rng)
    letter = ground.sheet.cell(1, place[2]).column_letter
    ground.sheet.column_dimensions[letter].hidden = True
    return place


def _remark(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    column = ground.free_column
    ground.sheet.cell(
        ground.first - 1, column, rng.choice(("Remark", "Bemerkung", "备注", "Notes"))
    )
    ground.sheet.cell(
        ground.ordinary,
        column,
        rng.choice(("{}", "incl. {}", "with {}, see drawing")).format(words),
    )
    return ground.sheet.title, ground.ordinary, column, ""


def _long_text(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    column = ground.free_column
    ground.sheet.cell(ground.first - 1, column, "Text")
    ground.sheet.cell(ground.ordinary, column, LONG.format(words + "."))
    return ground.sheet.title, ground.ordinary, column, ""


def _book(ground: Ground) -> Workbook:
    book = ground.sheet.parent
    assert isinstance(book, Workbook)
    return book


def _other_sheet(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    sheet = _book(ground).create_sheet(rng.choice(("Extras", "Lager", "Sheet9", "附件")))
    sheet.append(["Item", "Text", "Count"])
    sheet.append(["L1", "Screw M3 x 8", 12])
    sheet.append(["L2", words, 2])
    sheet.append(["L3", "Washer 3.2", 12])
    return sheet.title, 3, 2, ""


def _hidden_sheet(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    place = _other_sheet(ground, words, rng)
    _book(ground)[place[0]].sheet_state = rng.choice(("hidden", "veryHidden"))
    return place


def _one_column(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    sheet = _book(ground).create_sheet("Liste")
    for text in ("Screw M3 x 8", "Washer 3.2", words, "Cover"):
        sheet.append([text])
    return sheet.title, 3, 1, ""


def _note(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    sheet = _book(ground).create_sheet("Notes")
    text = rng.choice(("{}", "Please add: {}", "Nachtrag: {}")).format(words)
    sheet.cell(7, 3, text)
    return sheet.title, 7, 3, ""


def _long_note(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    sheet = _book(ground).create_sheet("Conditions")
    sheet.cell(2, 1, LONG.format(words + "."))
    return sheet.title, 2, 1, ""


def _comment(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    column = rng.choice([*ground.columns.values()])
    ground.sheet.cell(ground.ordinary, column).comment = Comment(words, "QS")
    return ground.sheet.title, ground.ordinary, column, ""


def _header(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    parts = (ground.sheet.oddHeader, ground.sheet.oddFooter)
    rng.choice(parts).center.text = words
    return ground.sheet.title, 0, 0, ""


def _sheet_name(ground: Ground, words: str, _: random.Random) -> tuple[str, int, int, str]:
    name = re.sub(r"[\\/*?:\[\]]", " ", words)[:31].strip()
    sheet = _book(ground).create_sheet(name)
    sheet.append(["Pos", "Text"])
    sheet.append([1, "see drawing"])
    return name, 0, 0, ""


def _tariff(ground: Ground, words: str, rng: random.Random) -> tuple[str, int, int, str]:
    column = ground.free_column
    heading = (
        "ECCN"
        if words.startswith("1C")
        else rng.choice(("HS Code", "Zolltarifnummer", "HTSUS", "海关编码"))
    )
    ground.sheet.cell(ground.first - 1, column, heading)
    ground.sheet.cell(ground.ordinary, column, words)
    return ground.sheet.title, ground.ordinary, column, ""


TEXT_BOX = "text box"
"""Written into the file itself, for openpyxl knows no text boxes."""
PLACES: dict[str, Planter] = {
    "row": _row,
    "struck row": _struck_row,
    "hidden row": _hidden_row,
    "row below the table": _below,
    "row after a gap": _after_gap,
    "row above": _above,
    "unread column": _unread_column,
    "hidden column": _hidden_column,
    "beside two rows": _group_column,
    "remark": _remark,
    "long text": _long_text,
    "other sheet": _other_sheet,
    "hidden sheet": _hidden_sheet,
    "one-column sheet": _one_column,
    "note": _note,
    "long note": _long_note,
    "comment": _comment,
    "header or footer": _header,
    "sheet name": _sheet_name,
    "tariff code": _tariff,
    TEXT_BOX: lambda ground, *_: (ground.sheet.title, 0, 0, ""),
}


# --------------------------------------------------------------------------- planting


def grounds(case: Case) -> Callable[[], Ground] | None:
    """Opens a bill to plant in, anew at each call; None where nobody can say which row is an ordinary part."""
    assessment = case.assessed()
    understood = next(
        (one for one in assessment.read.understood if one.role == "bom" and one.header), None
    )
    if understood is None or understood.header is None:
        return None
    header = understood.header
    place = _ordinary_cell(assessment, understood.sheet, header.body, header.end)
    columns = {meaning: heading.column + 1 for meaning, heading in header.headings.items()}
    if place is None or not {"number", "description", "name"} & set(columns):
        return None

    def opened() -> Ground:
        book = _opened(case.bill)
        sheet = (
            book[understood.sheet] if understood.sheet in book.sheetnames else book.worksheets[0]
        )
        return Ground(
            sheet=sheet,
            first=header.body + 1,
            end=header.end,
            columns=columns,
            ordinary=place,
        )

    return opened


def _ordinary_cell(assessment: Assessment, sheet: str, first: int, end: int) -> int | None:
    report = assessment.report
    spoken_of = {finding.item.number for finding in report.findings}
    spoken_of |= {part.item.number for part in report.suspects}
    bill = assessment.read.bill
    holders = {number for number, parts in bill.structures.items() if parts}
    for number, item in bill.items.items():
        cells = [cell for cell in item.cells if cell.sheet == sheet and first < cell.row <= end]
        if cells and number not in spoken_of and number not in holders:
            return cells[0].row
    return None


def _opened(path: Path) -> Workbook:
    """The workbook; what openpyxl does not read as a workbook of its values alone."""
    if path.suffix.casefold() in {".xlsx", ".xlsm"}:
        return load_workbook(path)
    book = Workbook()
    book.remove(book.worksheets[0])
    if path.suffix.casefold() in {".csv", ".tsv"}:
        raise ValueError(path.name)
    read = CalamineWorkbook.from_path(path)
    for name in read.sheet_names:
        sheet = book.create_sheet(name)
        for row in read.get_sheet_by_name(name).to_python(skip_empty_area=False):
            sheet.append([None if cell == "" else cell for cell in row])
    return book


def planted(
    ground: Ground, place: str, kind: str, words: str, rng: random.Random, path: Path
) -> Plant:
    """The workbook with the words in that place, written to ``path``."""
    sheet, row, column, number = PLACES[place](ground, words, rng)
    _book(ground).save(path)
    if place == TEXT_BOX:
        _add_text_box(path, _book(ground).worksheets.index(ground.sheet) + 1, words)
    return Plant(
        kind=kind, place=place, words=words, sheet=sheet, row=row, column=column, number=number
    )


_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff>'
    "<xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/>'
    '</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p>'
    "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)
_RELATION = '<Relationship Id="rIdBox" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="/xl/drawings/box.xml"/>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def _add_text_box(path: Path, number: int, words: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {
            name: archive.read(name).decode("utf-8", "surrogateescape")
            for name in archive.namelist()
        }
    sheet, relations = (
        f"xl/worksheets/sheet{number}.xml",
        f"xl/worksheets/_rels/sheet{number}.xml.rels",
    )
    tag = '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdBox"/>'
    before = next(
        mark for mark in ("<legacyDrawing", "<tableParts", "</worksheet>") if mark in parts[sheet]
    )
    parts[sheet] = parts[sheet].replace(before, tag + before, 1)
    parts[relations] = parts.get(relations, _RELATIONS.format("")).replace(
        "</Relationships>", _RELATION + "</Relationships>"
    )
    parts["xl/drawings/box.xml"] = _DRAWING.format(escape(words))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>",
        '<Override PartName="/xl/drawings/box.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "surrogateescape"))


# --------------------------------------------------------------------------- what is said of it


_LEAST = 8


def is_named(report: Report, plant: Plant) -> bool:
    """True where a finding that is not clear, or a suspect, has the plant's words, number or cell."""
    open_findings = [
        finding
        for finding in report.findings
        if finding.subject is not Subject.NO and finding.answer is not Licence.NOT_REQUIRED
    ]
    # The name of a sheet is at most 31 characters long; how many pieces there are may stand in a clause of its own.
    words = plant.sheet if plant.place == "sheet name" else plant.words
    wanted = _letters(words.partition(",")[0])
    for named in (*open_findings, *report.suspects):
        item = named.item
        why = getattr(named, "why", "")
        texts = (item.number, item.description, why)
        if any(wanted in _letters(text) for text in texts) or (
            plant.number and item.number == plant.number
        ):
            return True
        # A header or a text box has no cell; the phrase that was heard in it may be shorter than the plant.
        if (
            not plant.row
            and len(_letters(item.description)) >= _LEAST
            and _letters(item.description) in wanted
        ):
            return True
        if any(_is_there(cell, plant) for cell in (*item.cells, *getattr(named, "cells", ()))):
            return True
    return False


def _is_there(cell: Source, plant: Plant) -> bool:
    """A cell of the plant's own row, or the plant's own sheet where it has no row."""
    if cell.sheet != plant.sheet or not plant.row:
        return False
    return cell.row == plant.row


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a plant: the exit status of the run, and whether it is named."""

    bill: str
    plant: Plant
    status: int
    named: bool


def plant_all(
    cases: Sequence[Case], folder: Path, seeds: Sequence[int], *, at_random: bool = False
) -> Iterator[Outcome]:
    """One plant a seed: places and kinds take turns, so that few seeds see all of them."""
    opened = [(case, ground) for case in cases if (ground := _ground_of(case)) is not None]
    # What the bill itself calls a part is judged there, and says nothing new elsewhere.
    spoken = {case.bill: _words_of(case) for case, _ in opened}
    places = [*PLACES]
    for seed in seeds:
        rng = random.Random(seed)
        case, ground = rng.choice(opened) if at_random else opened[seed % len(opened)]
        place = places[seed % len(places)]
        kind = place if place == "tariff code" else rng.choice(["magnet", "target", "motor"])
        words = rng.choice(
            [text for text in PHRASES[kind] if _letters(text) not in spoken[case.bill]]
        )
        path = folder / f"planted-{seed}.xlsx"
        plant = planted(ground(), place, kind, words, rng, path)
        report = case.of(path).assessed().report
        yield Outcome(
            bill=case.bill.name,
            plant=plant,
            status=report.exit_status(),
            named=is_named(report, plant),
        )
        path.unlink()


def _words_of(case: Case) -> frozenset[str]:
    items = case.assessed().read.bill.items.values()
    return frozenset(_letters(item.description or item.number) for item in items)


def _ground_of(case: Case) -> Callable[[], Ground] | None:
    if case.bill.suffix.casefold() in {".csv", ".tsv"}:
        return None
    try:
        return grounds(case)
    except Exception as fault:  # noqa: BLE001  # a file that no library opens is not planted in, and said
        print(f"{case.bill.name}: not planted in ({fault})", file=sys.stderr)
        return None


def table(outcomes: Sequence[Outcome]) -> str:
    """How many are named, by place and by kind, and how many runs ended in 0."""
    lines = ["| where | planted | named | exit 0 |", "|---|---:|---:|---:|"]
    for key in (lambda one: one.plant.place, lambda one: one.plant.kind, lambda _: "all"):
        count, named, clear = Counter(), Counter(), Counter()
        for outcome in outcomes:
            count[key(outcome)] += 1
            named[key(outcome)] += outcome.named
            clear[key(outcome)] += outcome.status == 0
        lines += [f"| {name} | {count[name]} | {named[name]} | {clear[name]} |" for name in count]
    return "\n".join(lines)


def main() -> None:
    """Plants at random and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--boms", type=Path, help="plant in every bill of this folder, beside the samples"
    )
    parser.add_argument("--seeds", type=int, default=400)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--missed", action="store_true", help="print each plant that is not named")
    words = parser.parse_args()
    cases = (*conclusive_samples(), *(bills_in(words.boms) if words.boms else ()))
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [
            *plant_all(
                cases, Path(folder), range(words.start, words.start + words.seeds), at_random=True
            )
        ]
    print(table(outcomes))
    if words.missed:
        for one in outcomes:
            if not one.named or one.status == 0:
                print(f"exit {one.status} named {one.named} {one.bill}: {one.plant}")


if __name__ == "__main__":
    main()
