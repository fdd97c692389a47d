"""Files that attack: each ends in a clear refusal that names the limit, or in a verdict that is not "below"."""

from __future__ import annotations

import io
import os
import struct
import time
import tracemalloc
import zipfile

import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from calculator.sources.files.container import Limits, open_container
from tests.workbooks import (
    LAW,
    ON,
    assessed,
    codes,
    dysprosium,
    finding,
    magnet,
    replace_in_part,
    write_workbook,
)

SMALL = Limits(
    inflated_bytes=8 << 20,
    part_bytes=8 << 20,
    free_bytes=1 << 20,
    rows=5000,
    columns=200,
    area=200_000,
    merges=1000,
)


def refused(path, limits=SMALL):
    container, problems = open_container(path, limits)
    assert container is None
    assert len(problems) == 1
    assert str(problems[0]).startswith(path.name)
    return problems[0].code


def workbook(tmp_path, name="bom.xlsx"):
    return write_workbook(
        tmp_path / name, BOM=[magnet()], Content=[dysprosium(Value=0.001, Currency="USD")]
    )


def check(path, limits=SMALL):
    return assess((path,), (), Options(on=ON, rules=(LAW,), limits=limits))


def rezipped(path, change):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_missing_file_a_folder_a_pipe_and_an_empty_file_are_named(tmp_path):
    assert refused(tmp_path / "nothing.xlsx") == "file-missing"
    assert refused(tmp_path) == "not-a-file"
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refused(tmp_path / "pipe.xlsx") == "not-a-file"
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refused(tmp_path / "empty.csv") == "empty-file"


def test_a_file_over_the_limit_is_not_read(tmp_path):
    (tmp_path / "large.csv").write_bytes(b"x" * 2000)
    assert refused(tmp_path / "large.csv", Limits(file_bytes=1000)) == "too-large"


def test_a_bomb_is_stopped_while_it_inflates(tmp_path):
    path = rezipped(
        workbook(tmp_path), lambda parts: parts.update({"xl/media/zeros.bin": bytes(400 << 20)})
    )
    tracemalloc.start()
    began = time.process_time()
    assert refused(path) == "zip-bomb"
    assert time.process_time() - began < 5
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


def test_a_size_that_lies_is_not_believed(tmp_path):
    path = rezipped(
        workbook(tmp_path), lambda parts: parts.update({"xl/media/zeros.bin": bytes(20 << 20)})
    )
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/media/zeros.bin"))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    assert refused(path) in {"zip-bomb", "truncated"}


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = workbook(tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert refused(path) == "zip-duplicate"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "xl\\..\\..\\evil.xml", "c:/evil.xml"]
)
def test_a_part_that_points_outside_is_refused(tmp_path, name):
    assert (
        refused(rezipped(workbook(tmp_path), lambda parts: parts.update({name: b"x"})))
        == "zip-traversal"
    )


def test_an_encrypted_part_and_a_password_protected_workbook_are_refused(tmp_path):
    path = workbook(tmp_path)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "encrypted"
    (tmp_path / "secret.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused(tmp_path / "secret.xlsx") == "encrypted-or-old"


def test_overlapping_parts_are_refused(tmp_path):
    path = workbook(tmp_path)
    data = bytearray(path.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)
    assert refused(path) in {"zip-overlap", "truncated"}


@pytest.mark.parametrize("keep", [10, 300, 2000, -30])
def test_a_file_that_is_cut_off_is_refused(tmp_path, keep):
    path = workbook(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    report = check(path).report
    assert report.exit_status() == 4


def test_a_zip_that_is_no_workbook_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.xlsx", "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    assert refused(tmp_path / "photos.xlsx") == "not-a-workbook"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entities_are_refused_wherever_they_stand(tmp_path, part):
    laughs = (
        b'<?xml version="1.0"?>'
        + b" " * 70_000
        + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    )

    def change(parts):
        parts[part] = (
            laughs + parts[part][parts[part].find(b"?>") + 2 if b"?>" in parts[part] else 0 :]
        )

    assert refused(rezipped(workbook(tmp_path), change)) == "doctype"


def test_xml_in_another_encoding_cannot_hide_a_doctype(tmp_path):
    def change(parts):
        parts["xl/styles.xml"] = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode(
            "utf-16"
        )

    assert refused(rezipped(workbook(tmp_path), change)) == "xml-encoding"


def test_a_cell_in_the_last_corner_of_the_sheet_allocates_nothing(tmp_path):
    path = workbook(tmp_path)
    replace_in_part(
        path,
        "xl/worksheets/sheet2.xml",
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    began = time.process_time()
    run = check(path)
    assert time.process_time() - began < 5
    assert "too-many-cells" in codes(run)
    # The Content sheet could not be read: the magnet is unknown, never below.
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_wide_and_long_sheet_is_refused_by_its_area(tmp_path):
    path = workbook(tmp_path)
    replace_in_part(
        path,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'<row r="4000"><c r="GA4000"><v>1</v></c></row></sheetData>',
    )
    run = check(path)
    assert "too-many-cells" in codes(run)
    assert run.report.exit_status() == 4


def test_two_hundred_thousand_merged_ranges_are_counted_and_not_kept(tmp_path):
    path = workbook(tmp_path)
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(10, 200_010))
    replace_in_part(
        path,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b"</sheetData><mergeCells>" + merges + b"</mergeCells>",
    )
    began = time.process_time()
    run = check(path, Limits(merges=1000))
    assert time.process_time() - began < 20
    assert "too-many-merges" in codes(run)


def test_a_declared_dimension_is_not_believed(tmp_path):
    path = workbook(tmp_path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b"<dimension")
    declared = sheet[start : sheet.index(b"/>", start) + 2]
    replace_in_part(path, "xl/worksheets/sheet1.xml", declared, b'<dimension ref="A1:XFD1048576"/>')
    assert finding(check(path), "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize(
    "text",
    [
        "1e999999999",
        "9" * 400,
        "1e-400",
        "-5",
        "1,234",
        "0x10",
        "١٢٣",
        "NaN",
        "inf",
        "=1+1",
        "10 parsecs",
    ],
)
def test_a_price_that_cannot_be_read_is_unknown_and_never_zero(tmp_path, text):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": text})],
        Content=[dysprosium(Value=0.0001, Currency="USD")],
    )
    assert finding(run, "MAG").verdict is not Verdict.BELOW
    assert run.report.exit_status() == 3


def test_names_with_formulas_markup_and_control_characters_stay_text(tmp_path):
    evil = '=HYPERLINK("http://x","y")<script>alert(1)</script>[bold red]\u202eevil\u200b'
    run = assessed(tmp_path, BOM=[magnet(Description=evil, Supplier="@SUM(1)")])
    assert len(run.report.findings) == 1


def test_hidden_and_struck_rows_count_and_are_named(tmp_path):
    from openpyxl import load_workbook
    from openpyxl.styles import Font

    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Quantity": 1,
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    path = write_workbook(tmp_path / "hidden.xlsx", BOM=[magnet(), dy])
    book = load_workbook(path)
    book["BOM"].row_dimensions[3].hidden = True
    book["BOM"]["B3"].font = Font(strike=True)
    book.save(path)
    run = check(path)
    assert finding(run, "MAG").verdict is Verdict.CROSSES
    assert {"hidden-rows", "struck-through"} <= codes(run)


def test_a_formula_without_a_value_and_an_error_cell_are_unknown(tmp_path):
    path, price = workbook(tmp_path), b'<c r="I2"><v>10</v></c>'
    formula = b'<c r="I2"><f>5*2</f></c>'
    replace_in_part(path, "xl/worksheets/sheet1.xml", price, formula)
    run = check(path)
    assert "formula-without-value" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    path, fault = workbook(tmp_path), b'<c r="I2" t="e"><v>#REF!</v></c>'
    replace_in_part(path, "xl/worksheets/sheet1.xml", price, fault)
    run = check(path)
    assert "error-cell" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_random_damage_never_ends_in_a_traceback_or_in_below(tmp_path):
    import random

    path = workbook(tmp_path)
    good = path.read_bytes()
    rng = random.Random(20261123)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(rng.randint(1, 12)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        report = check(path).report
        assert report.exit_status() in {0, 1, 3, 4}
        for one in report.findings:
            # The value of 0.001 of 10 is below; whatever damage leaves of it must not look better than it is.
            if one.verdict is Verdict.BELOW:
                assert one.value.denominator.low == 10


def test_random_damage_inside_the_xml_never_ends_in_a_traceback(tmp_path):
    import random

    path = workbook(tmp_path)
    with zipfile.ZipFile(path) as archive:
        good = {name: archive.read(name) for name in archive.namelist()}
    rng = random.Random(7)
    names = sorted(name for name in good if name.endswith((".xml", ".rels")))
    for _ in range(150):
        parts = dict(good)
        name = rng.choice(names)
        data = bytearray(parts[name])
        start = rng.randrange(len(data))
        kind = rng.randrange(3)
        if kind == 0:
            del data[start : start + rng.randint(1, 40)]
        elif kind == 1:
            data[start:start] = data[: rng.randint(1, 60)]
        else:
            data[start : start + 4] = bytes(rng.randrange(32, 127) for _ in range(4))
        parts[name] = bytes(data)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        path.write_bytes(buffer.getvalue())
        assert check(path).report.exit_status() in {0, 1, 3, 4}
