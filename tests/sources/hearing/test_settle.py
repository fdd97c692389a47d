"""What settles a phrase beside the lines, fate by fate; each stops where the next magnet begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from calculator.findings.accounting import HeardFate
from calculator.findings.report import Report
from tests.sources.hearing.bills import HEADS, LINES, clean_bill, edited, report_of
from tests.sources.layouts import grids

MOTOR = (1, "M-9001", "Servo motor", 1, "each", None, "C1")


def heard_on_sheet(
    folder: Path, rows: Sequence[Sequence[object]], *lines: tuple[object, ...], sheet: str = "Misc"
) -> tuple[Report, list[HeardFate]]:
    """The report on the clean bill with more lines and one more sheet, and the fates of what was heard, each once."""

    def change(book: Workbook) -> None:
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(list(row))

    report = report_of(edited(clean_bill(folder, *lines), change))
    (account,) = report.accounting
    return report, sorted(account.heard, key=lambda fate: fate.value)


# --------------------------------------------------------------------------- negation, relation


@pytest.mark.parametrize(
    "words",
    ["non-magnetic", "keep away from magnets", "ohne Magnet", "远离磁铁", "contains no magnets"],
)
def test_a_negation_settles_itself(tmp_path, words):
    report, fates = heard_on_sheet(tmp_path, [[words]])
    assert (report.exit_status(), fates) == (0, [HeardFate.NEGATION])


@pytest.mark.parametrize(
    "words",
    [
        "Never ship without magnets",
        "Kein Deckel ohne Magnet",
        "ne pas livrer sans aimant",
        "does not work without magnets",
        "No magnets: 4",
    ],
)
def test_what_is_never_left_out_or_is_counted_is_there(tmp_path, words):
    report, _ = heard_on_sheet(tmp_path, [[words]])
    assert report.exit_status() == 3
    assert len(report.suspects) == 1


def test_a_use_is_one_suspect_a_kind_and_file_without_a_part_of_that_kind(tmp_path):
    report, _ = heard_on_sheet(
        tmp_path, [["Bracket for motor"], ["Label for motors"], ["Screw for a motor"]]
    )
    assert report.exit_status() == 3
    assert len(report.suspects) == 1
    assert len(report.suspects[0].item.cells) == 3


def test_a_use_is_settled_by_a_part_of_that_kind(tmp_path):
    report, fates = heard_on_sheet(tmp_path, [["Bracket for motor"]], MOTOR)
    assert fates == [HeardFate.RELATION]
    assert [suspect.item.number for suspect in report.suspects] == ["M-9001"]


def test_the_thing_before_for_is_never_settled_by_it(tmp_path):
    report, _ = heard_on_sheet(tmp_path, [["N52 magnet for the motor"]], MOTOR)
    assert "N52 magnet" in {suspect.item.description for suspect in report.suspects}


def test_a_remark_on_three_lines_that_only_speaks_of_a_motor_is_one_question(tmp_path):
    book = Workbook()
    book.active.title = "BOM"
    for row in (HEADS, *LINES):
        book.active.append(
            [*row, "Notes" if row is HEADS else "may change if another motor is bought later"]
        )
    book.save(tmp_path / "bill.xlsx")
    report = report_of(tmp_path / "bill.xlsx")
    assert report.exit_status() == 3
    assert [suspect.item.number for suspect in report.suspects] == [""]


# --------------------------------------------------------------------------- names


def test_a_title_that_repeats_the_top_item_names_the_bill(tmp_path):
    path = grids(
        tmp_path / "list.xlsx",
        BOM=[
            ["Servo motor SM-7, parts list"],
            [],
            ["Level", "Part Number", "Description", "Quantity"],
            [0, "SM-7", "Servo motor", 1],
            [1, "S-2001", "Screw M3", 4],
        ],
        Content=[["Part Number", "Substance", "Disclosure"], ["SM-7", "none", "full"]],
    )
    (account,) = report_of(path).accounting
    assert account.heard[HeardFate.NAMES_THE_BILL] == 1
    assert account.heard[HeardFate.PART] == 0


def test_a_title_that_says_more_than_the_top_item_is_asked_about(tmp_path):
    path = grids(
        tmp_path / "list.xlsx",
        BOM=[
            ["Frame with NdFeB magnet N42"],
            [],
            ["Level", "Part Number", "Description", "Quantity"],
            [0, "F-1", "Frame", 1],
            [1, "S-2001", "Screw M3", 4],
        ],
    )
    assert report_of(path).exit_status() == 3


# --------------------------------------------------------------------------- glossary, choices, companies


def test_a_glossary_defines_and_a_row_with_a_figure_in_it_is_a_part(tmp_path):
    (tmp_path / "b").mkdir()
    words = [["Term", "Meaning"], ["BLDC", "brushless DC motor"], ["PM", "permanent magnet"]]
    report, fates = heard_on_sheet(tmp_path, words, sheet="Glossary")
    assert (report.exit_status(), fates) == (0, [HeardFate.DEFINITION])
    report, _ = heard_on_sheet(
        tmp_path / "b", [*words, ["Magnet", "permanent magnet 10x5", 4]], sheet="Glossary"
    )
    assert report.exit_status() == 3


def test_without_a_glossary_a_list_of_words_is_no_definition(tmp_path):
    report, _ = heard_on_sheet(tmp_path, [["a", "brushless DC motor"], ["b", "permanent magnet"]])
    assert report.exit_status() == 3


def with_choices(folder: Path, formula: str) -> Path:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Data")
        for row, word in enumerate(("magnet", "motor", "other"), 1):
            sheet.cell(row, 1, word)
        sheet["A9"] = "permanent magnet"
        validation = DataValidation(type="list", formula1=formula)
        book["BOM"].add_data_validation(validation)
        validation.add("H2:H9")

    return edited(clean_bill(folder), change)


def test_cells_of_a_list_of_choices_are_none_and_the_cell_below_it_is(tmp_path):
    (suspect,) = report_of(with_choices(tmp_path, "Data!$A$1:$A$3")).suspects
    assert (suspect.item.description, [cell.row for cell in suspect.item.cells]) == (
        "permanent magnet",
        [9],
    )


def test_choices_that_stand_in_the_validation_itself_are_none(tmp_path):
    def change(book: Workbook) -> None:
        validation = DataValidation(type="list", formula1='"magnet,motor,other"')
        book["BOM"].add_data_validation(validation)
        validation.add("H2")

    report = report_of(edited(clean_bill(tmp_path), change))
    assert report.exit_status() == 0
    assert report.accounting[0].heard[HeardFate.CHOICE_LIST] > 0


def test_a_company_is_no_part_and_a_part_in_its_column_is(tmp_path):
    (tmp_path / "b").mkdir()
    contacts = [["Company", "Telephone"], ["Ningbo Magnet", 1], ["Nanyang Motor Co., Ltd.", 2]]
    report, fates = heard_on_sheet(tmp_path, contacts, sheet="Contacts")
    assert (report.exit_status(), fates) == (0, [HeardFate.PERSON_OR_COMPANY])
    report, _ = heard_on_sheet(
        tmp_path / "b", [*contacts, ["Magnet N52 10x5", 3]], sheet="Contacts"
    )
    assert report.exit_status() == 3


@pytest.mark.parametrize("heading", ["Buyer", "Einkäufer", "Requested by", "購買担当"])
def test_who_buys_a_part_is_none(tmp_path, heading):
    people = [[heading, "Ext."], ["M. Magnetti", 12], ["P. Motor", 14]]
    report, fates = heard_on_sheet(tmp_path, people, sheet="Team")
    assert (report.exit_status(), set(fates)) == (0, {HeardFate.PERSON_OR_COMPANY})


@pytest.mark.parametrize(
    "words",
    ["Magnet Beistellung", "Customer supplied magnet", "客供磁铁", "aimant fourni par le client"],
)
def test_what_the_customer_provides_is_a_part_and_no_company(words, tmp_path):
    report, _ = heard_on_sheet(tmp_path, [["Customer", words], ["Supplier", "ACME"]])
    assert report.exit_status() == 3


@pytest.mark.parametrize("code", ["4711-20", "LM-2", "X12/88"])
def test_a_code_beside_a_meaning_is_a_part_and_an_abbreviation_is_none(code, tmp_path):
    for term, status in ((code, 3), ("PM", 0)):
        folder = tmp_path / term.replace("/", "-")
        folder.mkdir()
        words = [["Code", "Meaning"], [term, "permanent magnet in the lid"], ["BOM", "parts list"]]
        assert heard_on_sheet(folder, words, sheet="Glossary")[0].exit_status() == status, term


def test_who_wrote_the_file_is_no_part(tmp_path):
    path = edited(
        clean_bill(tmp_path), lambda book: setattr(book.properties, "creator", "Motor Magnetics")
    )
    assert report_of(path).exit_status() == 0


def test_the_author_of_a_comment_is_no_part_and_what_he_says_is(tmp_path):
    def change(words: str):
        def write(book: Workbook) -> None:
            book["BOM"]["C3"].comment = Comment(f"Magnet Meyer:\n{words}", "Magnet Meyer")

        return write

    (tmp_path / "b").mkdir()
    assert report_of(edited(clean_bill(tmp_path), change("looks good"))).exit_status() == 0
    assert (
        report_of(edited(clean_bill(tmp_path / "b"), change("a magnet is glued in"))).exit_status()
        == 3
    )


# --------------------------------------------------------------------------- judged


def test_the_part_itself_by_its_number_is_judged(tmp_path):
    report, fates = heard_on_sheet(tmp_path, [["Spare", "M-9001", "Servo motor"]], MOTOR)
    assert fates == [HeardFate.JUDGED]
    assert [suspect.item.number for suspect in report.suspects] == ["M-9001"]


def test_a_stated_fact_that_differs_is_not_judged_by_the_number(tmp_path):
    report, _ = heard_on_sheet(tmp_path, [["S-2002", "NdFeB magnet"]])
    assert report.exit_status() == 3
    magnet = (1, "MAG-77", "Ferrite magnet", 1, "each", "ferrite", "")
    (tmp_path / "b").mkdir()
    report, _ = heard_on_sheet(tmp_path / "b", [["MAG-77", "NdFeB magnet N42"]], magnet)
    assert "NdFeB magnet N42" in {suspect.item.description for suspect in report.suspects}


def test_the_same_words_are_judged_while_the_item_is_open_and_asked_about_when_it_is_closed(
    tmp_path,
):
    report, fates = heard_on_sheet(tmp_path, [["Servo motor"]], MOTOR)
    assert fates == [HeardFate.JUDGED]
    assert len(report.suspects) == 1
    (tmp_path / "b").mkdir()
    path = grids(
        tmp_path / "b" / "bill.xlsx",
        BOM=[
            ["Level", "Part Number", "Description", "Quantity"],
            [0, "P-1000", "Frame", 1],
            [1, "M-9001", "Servo motor", 1],
        ],
        Content=[["Part Number", "Substance", "Disclosure"], ["M-9001", "none", "full"]],
        Misc=[["Servo motor"]],
    )
    report = report_of(path)
    assert [(suspect.item.number, suspect.item.description) for suspect in report.suspects] == [
        ("", "Servo motor")
    ]


def test_a_revision_that_speaks_of_a_part_of_the_bill_is_judged(tmp_path):
    rows = [["Rev", "Change"], ["B", "motor moved to the left"]]
    report, fates = heard_on_sheet(tmp_path, rows, MOTOR, sheet="Revision history")
    assert fates == [HeardFate.JUDGED]
    assert len(report.suspects) == 1


def test_a_revision_that_speaks_of_what_the_bill_lacks_is_asked_about(tmp_path):
    rows = [["Rev", "Change"], ["B", "magnet glued into the plate"]]
    report, _ = heard_on_sheet(tmp_path, rows, MOTOR, sheet="Revision history")
    assert len(report.suspects) == 2


# --------------------------------------------------------------------------- groups


def test_the_name_of_a_sheet_is_settled_by_a_line_of_its_kind(tmp_path):
    (tmp_path / "b").mkdir()
    head = ["Part Number", "Description", "Quantity"]
    with_motor = grids(
        tmp_path / "b.xlsx", Motors=[head, ["M-9001", "Servo motor", 1], ["S-2001", "Screw", 2]]
    )
    assert report_of(with_motor).accounting[0].heard[HeardFate.GROUP] >= 1
    without = grids(
        tmp_path / "c.xlsx", Motors=[head, ["S-2002", "Plate", 1], ["S-2001", "Screw", 2]]
    )
    assert [suspect.item.description for suspect in report_of(without).suspects] == ["Motors"]


def test_a_motor_settles_no_word_for_magnets(tmp_path):
    head = ["Part Number", "Description", "Quantity"]
    path = grids(
        tmp_path / "b.xlsx", Magnets=[head, ["M-9001", "Servo motor", 1], ["S-2001", "Screw", 2]]
    )
    assert "Magnets" in {suspect.item.description for suspect in report_of(path).suspects}


def test_a_sheet_that_the_user_named_is_heard_alone(tmp_path):
    from calculator.assessment import Options, assess
    from tests.workbooks import LAW, ON

    def change(book: Workbook) -> None:
        book.create_sheet("Misc")["A1"] = "NdFeB magnet N42"

    path = edited(clean_bill(tmp_path), change)
    chosen = Options(on=ON, rules=(LAW,), sheet="BOM")
    assert assess((path,), (), chosen).report.exit_status() == 0
    edited(path, lambda book: book["BOM"].__setitem__("K3", "NdFeB magnet N42"))
    assert assess((path,), (), chosen).report.exit_status() == 3


def test_what_a_facts_file_says_beside_its_facts_is_no_part_of_the_bill(tmp_path):
    from calculator.assessment import Options, assess
    from tests.workbooks import LAW, ON

    facts = grids(
        tmp_path / "facts.xlsx",
        Content=[
            ["Declaration for NdFeB magnets N42"],
            ["Part Number", "Substance", "wt%"],
            ["OTHER-1", "Dy", 2],
        ],
    )
    report = assess((clean_bill(tmp_path),), (facts,), Options(on=ON, rules=(LAW,))).report
    assert report.exit_status() == 0


def test_a_hundred_rows_of_one_catalogue_are_a_hundred_parts_and_no_more(tmp_path):
    rows = [[f"K-{at:04}", f"Ring magnet {at} mm", 1.5] for at in range(10, 110)]
    report, _ = heard_on_sheet(tmp_path, rows)
    assert len(report.suspects) == 100
    assert load_workbook(tmp_path / "bill.xlsx").sheetnames == ["BOM", "Misc"]


# --------------------------------------------------------------------------- material, names, covers

FERRITE = (1, "MAG-12", "Ferrite magnet 10x5 Y30", 2, "each", "Ferrite", "C1")


@pytest.mark.parametrize("sheet", ["Neodymium magnets", "NdFeB"])
def test_a_word_over_a_group_is_not_settled_by_a_magnet_of_another_material(tmp_path, sheet):
    report, _ = heard_on_sheet(tmp_path, [["x"]], FERRITE, sheet=sheet)
    assert report.exit_status() == 3


def test_a_file_called_after_another_material_than_its_magnet_is_asked_about(tmp_path):
    path = clean_bill(tmp_path, FERRITE, name="neodymium-latch.xlsx")
    assert report_of(path).exit_status() == 3
    assert report_of(clean_bill(tmp_path, FERRITE, name="ferrite-latch.xlsx")).exit_status() == 0


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (["Author", "Jane Magnet"], HeardFate.PERSON_OR_COMPANY),
        (["Prepared by: M. Magnet"], HeardFate.PERSON_OR_COMPANY),
        (["Lieferant:", "Motor Meyer"], HeardFate.PERSON_OR_COMPANY),
        (["Inspect MAG-12"], HeardFate.JUDGED),
        (["Do not use magnets"], HeardFate.NEGATION),
    ],
)
def test_a_cover_names_persons_companies_and_parts_of_the_bill(tmp_path, row, fate):
    report, fates = heard_on_sheet(tmp_path, [row], FERRITE, sheet="Cover")
    assert (report.exit_status(), fates) == (0, [fate])


@pytest.mark.parametrize(
    "row",
    [
        ["Customer", "supplies the magnets"],
        ["Supplier", "NdFeB Magnet"],
        ["Owner", "Magnet"],
        ["Magnet beside MAG-12"],
        ["MAG-12 is of NdFeB"],
        ["Supplier", "Magnet 10x5"],
    ],
)
def test_what_is_no_name_is_heard_beside_the_label_for_one(tmp_path, row):
    report, _ = heard_on_sheet(tmp_path, [row], FERRITE, sheet="Cover")
    assert report.exit_status() == 3


def test_the_product_is_named_on_a_cover_and_is_no_second_one(tmp_path):
    def bill(folder: Path, *rows: Sequence[object]) -> int:
        lines = [
            ("Level", "Part Number", "Description", "Quantity", "Material"),
            (0, "P-1", "Magnetic door latch", 1, None),
            (1, "MAG-12", "Ferrite magnet 10x5", 2, "Ferrite"),
        ]
        return report_of(grids(folder / "latch.xlsx", BOM=lines, Cover=rows)).exit_status()

    assert bill(tmp_path, ["Project", "Magnetic door latch"]) == 0
    assert bill(tmp_path, ["Magnetic door latch", 2]) == 3
    assert bill(tmp_path, ["Project", "Magnetic window latch"]) == 3


def test_a_history_of_changes_names_the_figures_of_a_magnet_as_they_were(tmp_path):
    def status(text: str) -> int:
        report, _ = heard_on_sheet(tmp_path, [[text]], FERRITE, sheet="Revision history")
        return report.exit_status()

    assert status("magnet thickness 4.0 -> 4.2 mm") == 0
    assert status("magnet changed from 9x5 to 10x5") == 0
    assert status("added magnet 20x4") == 3
    assert status("magnet changed to NdFeB 10x5") == 3
