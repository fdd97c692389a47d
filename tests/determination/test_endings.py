"""What a finding rests on ends on a day: it is said as long as it counts, and only of what is tested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calculator.determination.endings import endings_of
from calculator.findings.verdict import Verdict
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.origins import UNKNOWN_ORIGIN
from calculator.model.substances import named_only
from calculator.reports.interface import FORMATS, write
from tests.reports.factory import ON, cell, exactly, finding, report


def test_dated_evidence_ends_once_a_document_and_expired_or_foreign_evidence_is_not_named():
    row = ContentRow(
        item="MAG-01",
        substance=named_only("Dy"),
        origin=UNKNOWN_ORIGIN,
        reference="Cert 1",
        valid_until=date(2027, 1, 31),
        cells=(cell(4), cell(4, 3)),
    )
    later = replace(row, reference="Cert 2", valid_until=date(2027, 5, 1))
    expired = replace(row, reference="Old", valid_until=date(2026, 1, 1))
    facts = Facts(
        on=ON,
        content={
            "MAG-01": (later, row, replace(row, cells=(cell(9),)), expired),
            "OTHER": (row,),
        },
    )
    caught = finding("MAG-01", Verdict.CROSSES, exactly("0.31"), exactly("12.5"))
    endings = endings_of((caught,), facts)
    assert [(str(one.until), one.reference) for one in endings] == [
        ("2027-01-31", "Cert 1"),
        ("2027-05-01", "Cert 2"),
    ]
    assert endings[0].cells == (cell(4),)
    page = write(replace(report(caught), endings=endings), FORMATS["html"]).decode()
    assert "2027-01-31: evidence on MAG-01 (Cert 1) ends" in page
