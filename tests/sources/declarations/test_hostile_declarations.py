"""A hostile, broken or half-filled declaration is told with its place, clears nothing, and loses nothing that is known of other parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.findings.verdict import Licence
from tests.sources.declarations.trees import ipc, material, product
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

WHOLE = product(
    material((("Neodymium", "30000"), ("Iron", "70000")), mass="100000"), number="MAG", mass="100"
)
IRON = '<SubstanceID identity="7439-89-6" authority="CAS"/><Amount value="70000" UOM="mg"/>'
KNOWN = [("Part Number", "Substance", "wt%", "Country of Origin"), ("MAG2", "Dy", 3, "CN")]


def packed(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def changed(old: str, new: str):
    return lambda good: good.replace(old.encode(), new.encode(), 1)


XML = {
    "doctype": ("xml-doctype", changed("<MainDeclaration", '<!DOCTYPE a [<!ENTITY b "c">]><MainDeclaration')),
    "cut off": ("xml-damaged", lambda good: good[: len(good) // 2]),
    "another namespace": ("unknown-format", changed("http://webstds.ipc.org/175x/2.0", "urn:other")),
    "elements without end": ("xml-damaged", lambda _: b'<MainDeclaration xmlns="http://webstds.ipc.org/175x/2.0">' + b"<Product>" * 5000),
    "nothing": ("empty-file", lambda _: b""),
    "a web page": ("unknown-format", lambda _: b"<html><body>Sign in</body></html>"),
    "a PDF": ("unknown-format", lambda _: b"%PDF-1.4"),
    "no unit": ("declaration-amount-unclear", changed('value="70000" UOM="mg"', 'value="70000"')),
    "negative": ("declaration-amount-unclear", changed('"70000"', '"-70000"')),
    "150 %": ("declaration-amount-unclear", changed('"70000" UOM="mg"', '"150" UOM="massPercent"')),
    "text for a mass": ("declaration-amount-unclear", changed('"70000"', '"most of it"')),
    "a comma": ("declaration-amount-unclear", changed('"70000"', '"70,000"')),
    "a tolerance": ("declaration-amount-unclear", changed('"70000" UOM="mg"', '"70000" UOM="mg" tolerance="5"')),
    "no name": ("substance-missing", changed(f'name="Iron">{IRON}', 'name=""><Amount value="70000" UOM="mg"/>')),
    "a wrong CAS number": ("cas-check-digit", changed('"7439-89-6"', '"7439-89-5"')),
    "a CAS number of another": ("substance-contradicts-cas", changed('"7439-89-6"', '"7429-91-6"')),
    "a request": ("declaration-not-final", changed('mode="Distribute"', 'mode="Request"')),
    "a draft": ("declaration-not-final", changed('mode="Distribute"', 'status="DRAFT"')),
    "it has ended": ("evidence-expired", changed('mode="Distribute"', 'validUntil="2025-01-31"')),
    "an end that is no day": ("declaration-end-unreadable", changed('mode="Distribute"', 'validUntil="soon"')),
    "a remark on what is not listed": ("declaration-not-final", changed("</Product>", "<Comment>0.5 % Tb diffused, not listed</Comment></Product>")),
    "a note in a material": ("declaration-not-final", changed("</HomogeneousMaterial>", '<Note text="plus 1 % Dy"/></HomogeneousMaterial>')),
    "one number twice": ("content-contradicts-content", changed("</MainDeclaration>", WHOLE.replace('"Iron"', '"Dysprosium"').replace("7439-89-6", "7429-91-6") + "</MainDeclaration>")),
}  # fmt: skip
PACKED = {
    "cut off": ("truncated", lambda good: packed({"d.xml": good})[:200]),
    "two declarations": ("not-a-workbook", lambda good: packed({"d.xml": good, "e.xml": good})),
    "a path outside": ("zip-traversal", lambda good: packed({"../d.xml": good})),
    "nothing in it": ("not-a-workbook", lambda _: packed({})),
}
SHEETS = {
    "negative": ("unreadable-number", [("Nd", 30), ("Dy", -1), ("Fe", "Bal.")]),
    "over the whole": ("content-over-100", [("Nd", 40), ("Dy", 0), ("Fe", 70)]),
    "text": ("unreadable-number", [("Nd", "some"), ("Fe", "Bal.")]),
    "nobody's substance": ("unknown-substance", [("Nd", 30), ("Additive X", 1), ("Fe", "Bal.")]),
    "a limit of detection": ("unreadable-number", [("Nd", 30), ("Dy", "n.d. (LOD 0.5 %)"), ("Fe", "Bal.")]),
    "a tick": ("unreadable-number", [("Nd", "x"), ("Dy", "no"), ("Fe", "x")]),
    "either of two": ("one-of-several", [("Nd", 30), ("Dy+Tb", 0.5), ("Fe", "Bal.")]),
    "all rare earths": ("", [("Rare earth elements", 31), ("Fe", "Bal.")]),
    "a limit": ("", [("Nd", 30), ("Dy", "<0.1"), ("Fe", "Bal.")]),
    "other units": ("", [("Nd", "300 g/kg"), ("Dy", "5000 ppm"), ("Fe", "Bal.")]),
    "a blank": ("", [("Nd", 30), ("Dy", None), ("Fe", "Bal.")]),
}  # fmt: skip


def run(folder: Path, declared: Path) -> Assessment:
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG"), magnet("MAG2")])
    known = grids(folder / "known.xlsx", Content=KNOWN)
    return assess((bill,), (declared, known), Options(on=ON, rules=(LAW,)))


def assert_clears_nothing(assessment: Assessment, code: str) -> None:
    assert finding(assessment, "MAG").answer is not Licence.NOT_REQUIRED
    assert assessment.report.exit_status() != 0
    assert [row.substance.name for row in assessment.read.content["MAG2"]] == ["Dy"]
    if code:
        assert code in codes(assessment), list(assessment.report.problems)
        told = next(each for each in assessment.report.problems if each.code == code)
        assert told.cells or assessment.report.refused


def test_a_whole_declaration_clears(tmp_path: Path) -> None:
    assessment = run(tmp_path, ipc(tmp_path, WHOLE))
    assert finding(assessment, "MAG").answer is Licence.NOT_REQUIRED


@pytest.mark.parametrize("name", XML)
def test_a_broken_tree_is_told_and_clears_nothing(tmp_path: Path, name: str) -> None:
    code, broken = XML[name]
    path = tmp_path / "x.xml"
    path.write_bytes(broken(ipc(tmp_path, WHOLE).read_bytes()))
    assert_clears_nothing(run(tmp_path, path), code)


@pytest.mark.parametrize("name", PACKED)
def test_a_broken_archive_is_told_and_clears_nothing(tmp_path: Path, name: str) -> None:
    code, broken = PACKED[name]
    path = tmp_path / "x.shai"
    path.write_bytes(broken(ipc(tmp_path, WHOLE).read_bytes()))
    assert_clears_nothing(run(tmp_path, path), code)


@pytest.mark.parametrize("name", SHEETS)
def test_a_half_filled_certificate_is_told_and_clears_nothing(tmp_path: Path, name: str) -> None:
    code, rows = SHEETS[name]
    path = grids(tmp_path / "c.xlsx", Certificate=[("Part No.: MAG",), ("Element", "wt%"), *rows])
    assert_clears_nothing(run(tmp_path, path), code)
