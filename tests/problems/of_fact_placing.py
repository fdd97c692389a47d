"""Facts whose part number, substance or amount is not written as a standard sheet has it."""

from __future__ import annotations

from tests.problems.examples import example, of_bill
from tests.workbooks import dysprosium, magnet

MAGNET = magnet("MAG-01")
DY = dysprosium("MAG-01", **{"wt%": 2})
TB = {**DY, "Substance": "Tb"}


@example("number-from-above")
def _(folder):
    return of_bill(folder, MAGNET, Content=[DY, {**TB, "Part Number": None}])


@example("merged-fact")
def _(folder):
    return of_bill(folder, MAGNET, Content=[DY, {**TB, "Country of Origin": "ditto"}])


@example("fact-placed")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "Part Number": "mag 01"}])


@example("fact-resembles")
def _(folder):
    return of_bill(folder, MAGNET, Content=[DY, {**TB, "Part Number": "MGA-01"}])


@example("fact-of-other-revision")
def _(folder):
    row = {**DY, "Part Number": "MAG-01 Rev. B"}
    return of_bill(folder, {**MAGNET, "Revision": "A"}, Content=[row])


@example("closes-nothing")
def _(folder):
    row = {"Part Number": "MAG-01", "Disclosure": "full"}
    return of_bill(folder, MAGNET, Content=[DY, row])


@example("amount-column-unclear")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "Finding": 15000}])


@example("amounts-disagree")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "ppm": 10}])


@example("not-detected")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "wt%": "n.d."}])


@example("one-of-several")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "Substance": "Dy+Tb"}])


@example("cas-check-digit")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "CAS Number": "7429-91-5"}])


@example("substance-contradicts-cas")
def _(folder):
    return of_bill(folder, MAGNET, Content=[{**DY, "CAS Number": "1313-97-9"}])


@example("fact-of-other-supplier")
def _(folder):
    row = {**DY, "Supplier": "Severn Ltd"}
    return of_bill(folder, {**MAGNET, "Supplier": "Hoshi"}, Content=[row])
