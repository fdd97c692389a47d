"""Destinations, recipients and answers: read, held against the user's lists, shown, and never the reason for a milder answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.application.parties import circumstances_for
from calculator.application.requests import InvalidRequestError
from calculator.cli.main import main
from tests.workbooks import LAW, dysprosium, magnet, write_workbook

WATCH = """title = "Watch list of the ministry"
url = "https://example.org/watch"
date = 2026-06-29

[[party]]
name = "Nippon Magnet Works Co., Ltd."
also = ["日本マグネット工業株式会社", "日本磁石工業株式会社"]
note = "No. 28 of 2026"

[[party]]
name = "Acme Defence Systems Inc."
"""


@pytest.fixture
def rules_dir(tmp_path: Path) -> Path:
    parties = tmp_path / "own" / "parties"
    parties.mkdir(parents=True)
    (parties / "watch.toml").write_text(WATCH, "utf-8")
    (parties / "ours.csv").write_text(
        "Name,Also,Note\nStern Magnete GmbH,Stern Magnets;星磁,customer until 2025\n", "utf-8"
    )
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ("NIPPON MAGNET WORKS K.K.", "Nippon Magnet Works Co., Ltd."),
        ("Nipon Magnet Work", "Nippon Magnet Works Co., Ltd."),
        ("Magnet Works Nippon", "Nippon Magnet Works Co., Ltd."),
        ("日本マグネット工業", "日本マグネット工業株式会社"),
        ("Stern Magnets", "Stern Magnets"),
        ("Acme Defense Systems", "Acme Defence Systems Inc."),
        ("Acme Defence Systems (Malaysia) Sdn. Bhd.", "Acme Defence Systems Inc."),
        ("Acme Def. Sys.", "Acme Defence Systems Inc."),
        ("Acme", "Acme Defence Systems Inc."),
        ("日本磁石工业欧洲", "日本磁石工業株式会社"),
        ("日本磁石工業", "日本磁石工業株式会社"),
    ],
)
def test_a_name_like_one_on_a_list_is_shown_with_the_list(
    rules_dir: Path, recipient: str, name: str
) -> None:
    circumstances, inputs = circumstances_for(recipient=recipient, rules_dir=rules_dir)
    assert circumstances.matches[0].name == name
    assert {one.path for one in inputs} == {"watch.toml", "ours.csv"}
    assert {one.role for one in inputs} == {"parties"}


@pytest.mark.parametrize(
    "recipient", ["Acm", "Blue Lake Foods", "Sorano Drives", "Meier & Söhne", "李氏电机"]
)
def test_a_stranger_is_like_nobody(rules_dir: Path, recipient: str) -> None:
    circumstances, _ = circumstances_for(recipient=recipient, rules_dir=rules_dir)
    assert circumstances.matches == ()
    assert [one.names for one in circumstances.lists] == [3, 4]


@pytest.mark.parametrize(
    ("text", "code"), [("DE", "DE"), ("Germany", "DE"), ("中国", "CN"), ("Hong Kong", "HK")]
)
def test_a_destination_is_a_country_by_code_or_name(text: str, code: str) -> None:
    assert circumstances_for(destination=text)[0].destination == code


@pytest.mark.parametrize(
    ("choices", "option"),
    [
        ({"destination": "Atlantis"}, "--destination"),
        ({"answers": (("end-usr", "civil"),)}, "--answer"),
    ],
)
def test_what_means_nothing_is_refused(choices: dict[str, object], option: str) -> None:
    with pytest.raises(InvalidRequestError) as refusal:
        circumstances_for(rules=(LAW,), **choices)  # type: ignore[arg-type]
    assert refusal.value.option == option


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bad.toml", b'title = "x"\n[[party]]\nnme = "y"\n', "bad.toml, line"),
        ("bad.csv", b"company\nx\n", 'no column "name"'),
        ("bad.csv", "name\nMüller\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / "parties").mkdir()
    (tmp_path / "parties" / name).write_bytes(content)
    with pytest.raises(InvalidRequestError, match=why):
        circumstances_for(recipient="Anybody", rules_dir=tmp_path)


# --------------------------------------------------------------------------- from the command line


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    return write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 1})],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}],
    )


SAID = (
    *("--destination", "DE", "--recipient", "Nippon Magnet Works"),
    *("--answer", "end-use=civil, servo motors", "--answer", "humanitarian=no"),
)


def test_what_was_said_is_in_every_report_and_changes_no_verdict(
    bill: Path, rules_dir: Path
) -> None:
    plain = run("check", bill, "--on", "2026-11-23", "--format", "json")
    said = run(
        *("check", bill, "--on", "2026-11-23", "--format", "json", "--rules-dir", rules_dir), *SAID
    )
    assert plain.exit_code == said.exit_code == 1
    before, after = json.loads(plain.stdout), json.loads(said.stdout)
    assert before["findings"] == after["findings"]
    assert before["headline"] == after["headline"]
    circumstances = after["circumstances"]
    assert circumstances["destination"] == "DE"
    assert circumstances["answers"][0] == {"inquiry": "end-use", "answer": "civil, servo motors"}
    assert circumstances["matches"][0]["list"] == "Watch list of the ministry"
    assert "recipient-on-list" in {problem["code"] for problem in after["problems"]}
    for form in ("table", "md", "html"):
        text = run(
            *("check", bill, "--on", "2026-11-23", "--format", form, "--rules-dir", rules_dir),
            *SAID,
        ).stdout
        assert "Germany" in text, form
        assert "civil, servo motors" in text, form
        assert "Watch list of the ministry" in text, form


def test_a_destination_of_china_makes_nothing_milder(bill: Path) -> None:
    said = run("check", bill, "--on", "2026-11-23", "--destination", "China", "--format", "json")
    assert said.exit_code == 1
    assert json.loads(said.stdout)["findings"][0]["licence"] == "required"


def test_what_was_answered_is_no_longer_asked(bill: Path) -> None:
    words = ("check", bill, "--on", "2026-11-23", "--format", "table")
    asked = " ".join(run(*words).stdout.split())
    assert "answer separately: destination (1(1)), end user (2), end use (3)" in asked
    said = " ".join(
        run(*words, "--destination", "DE", "--answer", "end-user=a maker").stdout.split()
    )
    assert "answer separately: end use (3), case by case (4)" in said


@pytest.mark.parametrize("code", ["HK", "MO", "TW"])
def test_whether_a_territory_is_china_as_a_destination_is_not_said(bill: Path, code: str) -> None:
    text = " ".join(run("check", bill, "--on", "2026-11-23", "--destination", code).stdout.split())
    assert "is one to China in the sense of article 1 is not said" in text


def test_a_recipient_held_against_no_list_is_told(bill: Path) -> None:
    said = run("check", bill, "--on", "2026-11-23", "--recipient", "Stern", "--format", "json")
    codes = {problem["code"] for problem in json.loads(said.stdout)["problems"]}
    assert "recipient-not-looked-up" in codes


def test_the_notice_has_the_recipient_the_destination_and_the_answers(
    bill: Path, rules_dir: Path
) -> None:
    text = run("notice", bill, "--on", "2026-11-23", "--rules-dir", rules_dir, *SAID).stdout
    for words in ("Nippon Magnet Works", "Germany", "civil, servo motors", "No. 28 of 2026"):
        assert words in text


def test_the_same_report_is_verified_with_what_was_said(
    bill: Path, rules_dir: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    run("check", bill, "--on", "2026-11-23", "-o", report, "--rules-dir", rules_dir, *SAID)
    again = run("verify", report, "--in", tmp_path, "--rules-dir", rules_dir)
    assert again.exit_code == 0, again.output


def test_an_answer_without_words_is_wrong_usage(bill: Path) -> None:
    assert run("check", bill, "--answer", "end-use").exit_code == 2
    twice = ("--answer", "end-use=a", "--answer", "end-use=b")
    assert run("check", bill, *twice).exit_code == 2
