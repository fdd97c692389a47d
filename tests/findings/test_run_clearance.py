"""What a whole run proves: what was read and taken for what; a price and a composition only where a finding needed them."""

from __future__ import annotations

from tests.workbooks import assessed, dysprosium, magnet

SCREW = {"Level": 0, "Part Number": "S-1", "Description": "Screw M3", "Quantity": 1}
OF_THE_RUN = ["account", "heard", "identity", "facts-placed", "class"]


def proved(report) -> list[str]:
    return [obligation.value for obligation in report.clearance.proved]


def test_a_run_without_findings_proves_no_composition_and_no_price(tmp_path):
    assert proved(assessed(tmp_path, BOM=[SCREW]).report) == OF_THE_RUN


def test_a_run_whose_only_magnet_crosses_proves_no_composition(tmp_path):
    report = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 5})],
        Prices=[{"Substance": "Dy", "Price": 300, "Currency": "USD"}],
    ).report
    assert report.exit_status() == 1
    assert proved(report) == OF_THE_RUN


def test_a_clear_magnet_proves_its_composition(tmp_path):
    none = {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}
    nd = {"Part Number": "MAG", "Substance": "Nd", "wt%": 30, "Disclosure": "full"}
    assert "composition" not in proved(assessed(tmp_path, BOM=[magnet()], Content=[none]).report)
    assert "composition" in proved(assessed(tmp_path, BOM=[magnet()], Content=[nd]).report)
