"""The first page is for who signs, the customer's edition for the next company."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.cli.main import main
from calculator.findings.circumstances import Circumstances
from calculator.findings.finding import QuestionKind
from calculator.findings.verdict import Licence, Verdict
from calculator.reports.customer import statement_of
from calculator.reports.interface import FORMATS, write
from calculator.reports.masthead import masthead, report_number
from calculator.reports.page.contents import SCREEN, page_of
from calculator.reports.page.first_page import first_page, nothing_is_known
from calculator.reports.settings import CUSTOMER_FORMATS, Edition, Looks, Settings
from tests.paths import SAMPLES
from tests.reports.factory import between, drone, exactly, finding, report

ON = ("--on", "2026-11-23")
CUSTOMER = Settings(edition=Edition.CUSTOMER, looks=Looks(company="Lyra Robotics"))
DOT = bytes.fromhex("89504e470d0a1a0a")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def unknown(number: str):
    """A finding whose share may be anything."""
    return finding(
        number,
        Verdict.UNDETERMINED,
        between("0", "1"),
        between("1", "1"),
        licence=Licence.UNDETERMINED,
    )


def test_what_crosses_stands_first_and_every_tested_item_is_there():
    made = drone()
    rows = [row for brief in first_page(made).briefs for row in brief.rows]
    tested = [one for one in made.findings if one.subject.value != "no"]
    assert {row.name for row in rows} == {one.item.number for one in tested}
    tones = [row.mark.tone for row in rows]
    assert tones == sorted(tones, key=["crosses", "undetermined", "below"].index)


def test_the_steps_name_every_open_question_and_whom_to_ask():
    made = drone()
    steps = " ".join(first_page(made).steps)
    for one in made.findings:
        for question in one.questions:
            if question.kind is not QuestionKind.CHECK:
                assert question.asks in steps
                assert question.supplier in steps


def test_a_report_number_is_the_same_for_the_same_inputs_and_another_for_others():
    made = drone()
    assert report_number(made) == report_number(drone())
    assert report_number(
        replace(made, assumptions=(("unknown-origin", "non-cn"),))
    ) != report_number(made)


def test_the_masthead_leaves_out_what_nobody_said():
    labels = [label for label, _ in masthead(drone(), Looks())]
    assert "Company" not in labels
    assert "Report" in labels
    assert ("Company", "Lyra") in masthead(drone(), Looks(company="Lyra"))


# --------------------------------------------------------------------------- the edition for the next company


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_edition_for_a_customer_holds_no_price_no_supplier_and_no_cell(form):
    made = drone()
    text = write(made, FORMATS[form], CUSTOMER).decode()
    cells = {str(cell) for one in made.findings for cell in one.item.cells}
    suppliers = {one.item.supplier for one in made.findings} - {""}
    assert cells
    assert not any(cell in text for cell in cells)
    assert not any(supplier in text for supplier in suppliers)
    assert "USD" not in text
    for one in made.findings:
        if one.subject.value != "no":
            assert one.item.number in text


def test_a_what_if_is_no_part_of_a_statement_for_it_holds_figures():
    made = replace(drone(), assumptions=(("technology", "no"), ("set MAG.price", "12 USD")))
    assert statement_of(made).assumed == ("--assume technology=no",)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - set(CUSTOMER_FORMATS)))
def test_other_formats_have_no_edition_for_a_customer(tmp_path, form):
    suffix = FORMATS[form].suffixes[0]
    output = tmp_path / f"out.{suffix}"
    result = run("check", SAMPLES / "loudspeaker.xlsx", *ON, "--edition", "customer", "-o", output)
    assert result.exit_code == 2
    assert not output.exists()


# --------------------------------------------------------------------------- who stands on it


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_company_preparer_and_logo_come_from_the_file_of_options(folder):
    (folder / "logo.png").write_bytes(DOT)
    (folder / "deminimis.toml").write_text(
        'company = "Lyra <Robotics>"\npreparer = "J. Buyer"\nlogo = "logo.png"\n'
    )
    run("check", SAMPLES / "loudspeaker.xlsx", *ON, "-o", "out.html")
    text = (folder / "out.html").read_text()
    assert "Lyra &lt;Robotics&gt;" in text
    assert "J. Buyer" in text
    assert 'src="data:image/png;base64,' in text


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", DOT + bytes(1 << 20)]
)
def test_a_logo_that_is_no_small_picture_is_refused(folder, content):
    (folder / "logo.png").write_bytes(content)
    (folder / "deminimis.toml").write_text('logo = "logo.png"\n')
    result = run("check", SAMPLES / "loudspeaker.xlsx", *ON, "-q")
    assert result.exit_code == 2
    assert "no PNG or JPEG" in " ".join(result.stderr.split())


def test_looks_change_no_finding(folder):
    def findings() -> object:
        words = ("check", SAMPLES / "loudspeaker.xlsx", *ON, "--format", "json")
        return json.loads(run(*words).stdout)["findings"]

    before = findings()
    (folder / "deminimis.toml").write_text('company = "Lyra"\n')
    assert findings() == before


def test_items_of_which_nothing_is_known_are_one_statement():
    made = report(*(unknown(f"M-{number}") for number in range(8)))
    assert all(map(nothing_is_known, made.findings))
    rows = first_page(made).briefs[0].rows
    assert [row.name for row in rows] == ["8 items of which nothing is known"]
    text = write(made, FORMATS["html"]).decode()
    assert "Nothing is known of" in text
    assert 'class="fill undetermined"' not in text


def test_the_recipient_stands_at_the_head_where_no_addressee_is_named():
    named = replace(drone(), circumstances=Circumstances(recipient="Nordwind AG"))
    assert ("For", "Nordwind AG") in masthead(named, Looks())
    assert ("For", "Somebody") in masthead(named, Looks(addressee="Somebody"))


def test_many_items_at_nothing_are_one_sentence_and_no_dots():
    zero = [
        finding(f"Z-{number}", Verdict.BELOW, exactly("0"), exactly("1")) for number in range(3)
    ]
    for count, names in ((2, ()), (3, ("Z-0", "Z-1", "Z-2"))):
        (part,) = page_of(report(*zero[:count]), SCREEN).rules
        assert part.empty == names
        assert sum(len(chart.bars) for chart in part.charts) == count - len(names)


def test_an_open_item_without_evidence_needs_some_in_the_customers_edition():
    undetermined = finding("M", Verdict.UNDETERMINED, between("0", "1"), exactly("1"))
    undetermined = replace(undetermined, evidence=None)
    clear = replace(undetermined, verdict=Verdict.BELOW)
    (rule,) = statement_of(report(undetermined, clear)).rules
    assert [row.evidence for row in rule.rows] == ["none", "none needed"]
