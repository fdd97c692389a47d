"""What the pages say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from contextlib import suppress
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from calculator.cli.main import main
from calculator.findings.accounting import FileFate, HeardFate, RowFate, SheetFate
from calculator.findings.obligation import Obligation
from calculator.findings.verdict import Verdict
from tests.pages import PAGES, ROOT, Reader, blocks, markdown, words_in_prose

RUN = [page for page in PAGES if any(block.language in {"sh", "bash"} for block in blocks(page))]
TOGETHER = ("README.md", "docs/tutorial.md", "docs/how-to/sap-export.md")
"""Pages that are read one after the other, in one folder."""


@pytest.mark.parametrize("page", [page for page in RUN if page not in TOGETHER])
def test_what_a_page_shows_can_be_done_and_gives_what_it_shows(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")
    assert Reader(tmp_path).follow(page) > 0


def test_who_reads_the_readme_and_then_the_tutorial_is_not_stopped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")
    pytest.importorskip("typst")
    reader = Reader(tmp_path)
    assert all(reader.follow(page) > 0 for page in TOGETHER)


def test_the_pages_show_commands_enough():
    assert {
        "README.md",
        "docs/tutorial.md",
        "docs/how-to/sap-export.md",
        "docs/how-to/supplier-audit.md",
        "docs/how-to/adding-a-rule.md",
    } <= set(RUN)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_in_the_text_of_a_page_exist(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-rules").mkdir()
    for command in words_in_prose(page):
        assert_understood(shlex.split(command)[1:])


def assert_understood(words: list[str]) -> None:
    """Each word is a command, an option or an argument of ours; nothing is run."""
    name, *rest = words
    if name.startswith("-"):
        return
    assert name in main.commands, words
    # A text may leave the file out; what it names has to be there.
    with suppress(click.MissingParameter), main.commands[name].make_context(name, rest) as context:
        assert isinstance(context, click.Context)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link, anchor in re.findall(
        r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]+)?\)", markdown(page)
    ):
        target = (ROOT / page).parent.joinpath(link) if link else ROOT / page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            heads = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor[1:] in {
                re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads
            }, (page, anchor)


def test_every_page_can_be_reached_from_the_index():
    seen, waiting = set(), ["docs/README.md"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        for link in re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", markdown(page)):
            target = str((ROOT / page).parent.joinpath(link).resolve().relative_to(ROOT))
            if target not in seen and (ROOT / target).exists():
                waiting.append(target)
    assert {page for page in PAGES if "decisions" not in page} <= seen


# --------------------------------------------------------------------------- the reference


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location(
        "make_reference", ROOT / "docs" / "make_reference.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, Any] = module.PAGES
    return pages


@pytest.mark.parametrize(
    "page",
    [
        "api.md",
        "checks.md",
        "problems.md",
        "reference.md",
        "rules-reference.md",
        "schemas/audit-1.json",
        "schemas/report-1.json",
    ],
)
def test_the_reference_is_what_the_program_says(reference, page):
    assert (ROOT / "docs" / page).read_text("utf-8") == reference[page](), (
        "run: python docs/make_reference.py"
    )


def test_every_page_has_its_place_in_the_site():
    spec = importlib.util.spec_from_file_location("site_conf", ROOT / "docs" / "conf.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    listed = module.contents().splitlines()
    assert {"for-buyers", "for-lawyers", "scripts", "api", "how-to/sap-export"} <= set(listed)


def test_every_room_of_the_house_is_on_its_map():
    page = markdown("docs/architecture.md")
    folders = [path.parent for path in (ROOT / "calculator").rglob("__init__.py")]
    rooms = {folder.name for folder in folders if folder.parent == ROOT / "calculator"}
    picture = next(blocks("docs/architecture.md")).text
    assert len(rooms) > 15
    assert {room for room in rooms if not re.search(rf"\b{room}\b", picture)} == set()
    assert {room for room in rooms if f"**{room}**" not in page} == set()
    inner = {folder for folder in folders if folder.parent.name in {"reports", "sources"}}
    assert {folder.name for folder in inner if f"`{folder.name}`" not in page} == set()


def test_the_files_that_the_map_leads_to_exist():
    named = re.findall(r"`([a-z_/]+\.(?:py|toml))`", markdown("docs/architecture.md"))
    assert len(named) > 5
    assert [
        name
        for name in named
        if not (ROOT / name).exists() and not (ROOT / "calculator" / name).exists()
    ] == []


def test_the_modules_that_the_map_names_exist():
    rooms = (
        markdown("docs/architecture.md")
        .partition("## The rooms")[2]
        .partition("## The way of a cell")[0]
    )
    modules = {path.stem for path in (ROOT / "calculator").rglob("*.py")}
    modules |= {path.name for path in (ROOT / "calculator").rglob("*") if path.is_dir()}
    assert sorted(set(re.findall(r"`([a-z_]+)`", rooms)) - modules) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("the 0.1 % test", "def apply_threshold("),
        ("a heading recognised", "def meaning_of("),
        ("a price into a value", "def by_price_list("),
        ("a message worded", "def warning("),
        ("the format of a report chosen, and a new one named", "_REGISTRY"),
        ("a reader of a file chosen, and a new one named", "INPUT_FORMATS"),
        ("a check of the whole bill named", "CHECKS"),
    ],
)
def test_a_stranger_finds_it_by_the_map(what, text):
    """The row of the table names the one file in which it is made."""
    (line,) = re.findall(
        rf"^\| {re.escape(what)} \| (.+) \|$", markdown("docs/architecture.md"), re.MULTILINE
    )
    first = re.findall(r"`([a-z_/]+\.py)`", line)[0]
    assert text in (ROOT / "calculator" / first).read_text("utf-8")


def test_who_adds_a_word_finds_its_list():
    page = markdown("CONTRIBUTING.md")
    lists = sorted(path.name for path in (ROOT / "calculator" / "reference").glob("*.toml"))
    assert [name for name in lists if f"{name}`" not in page] == []


def test_every_format_is_in_the_page_on_reports():
    from calculator.reports.interface import FORMATS

    assert set(re.findall(r"^\| `([a-z]+)` \|", markdown("docs/reports.md"), re.MULTILINE)) == set(
        FORMATS
    )


def test_every_limit_is_documented_with_its_default():
    from dataclasses import fields

    from calculator.runtime.sandbox import Budget
    from calculator.sources.files.limits import Limits

    told = dict(
        re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", markdown("docs/limits.md"), re.MULTILINE)
    )
    assert told == {
        one.name.replace("_", "-"): f"{int(one.default)}"
        for one in (*fields(Budget), *fields(Limits))
    }


# --------------------------------------------------------------------------- decisions, words, changes


def test_every_decision_has_a_number_of_its_own_a_date_a_status_and_a_line_in_the_index():
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    lines = []
    for path in records:
        head, blank, state, *_ = path.read_text("utf-8").splitlines()
        title = re.fullmatch(r"# (\d+)\. (.+)", head)
        told = re.fullmatch(
            r"Date: (\d{4}-\d\d-\d\d)\. Status: (accepted|superseded by \d+)\.", state
        )
        assert title, path.name
        assert told, path.name
        assert blank == ""
        assert path.name[:4] == f"{int(title[1]):04}"
        lines.append(f"| {title[1]} | [{title[2]}]({path.name}) | {told[1]} | {told[2]} |")
    assert len({path.name[:4] for path in records}) == len(records) > 12
    index = markdown("docs/decisions/README.md").splitlines()
    assert [line for line in index if re.match(r"\| \d", line)] == lines


def test_changes_of_the_version_to_come_stand_under_their_kind():
    kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
    _, version, *parts = re.split(r"^##+ (.+)\n", markdown("CHANGELOG.md"), flags=re.MULTILINE)
    assert version.endswith("(unreleased)")
    _before, *named = parts
    headings, bodies = named[::2], named[1::2]
    assert headings == [kind for kind in kinds if kind in headings]
    for body in bodies:
        assert all(line.startswith(("- ", "  ")) for line in body.splitlines() if line), body
    assert not parts[0].strip(), "a change stands under no kind"


# --------------------------------------------------------------------------- what a report is reproduced with


def test_the_constraints_hold_every_library_that_makes_a_report():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {
        canonicalize_name(name): version
        for name, version in re.findall(
            r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE
        )
    }
    needed = [*project["dependencies"], *project["optional-dependencies"]["pdf"]]
    needed += project["optional-dependencies"]["web"]
    for requirement in map(Requirement, needed):
        if canonicalize_name(requirement.name) != project["name"]:
            pinned = pins.get(canonicalize_name(requirement.name))
            assert pinned, requirement
            assert requirement.specifier.contains(pinned), (requirement, pinned)


# --------------------------------------------------------------------------- examples in other languages


def test_the_example_of_arrays_prints_what_the_page_shows(capsys):
    pytest.importorskip("pyarrow")
    code, shown = re.findall(r"```(?:python)?\n(.+?)```", markdown("docs/bulk.md"), re.DOTALL)
    exec(compile(code, "bulk.md", "exec"), {})  # noqa: S102  # our own page
    assert capsys.readouterr().out == shown


def test_the_examples_of_the_library_print_what_the_page_shows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Reader(tmp_path)
    names: dict[str, Any] = {}
    shown = [block for block in blocks("docs/library.md") if block.language in {"python", "text"}]
    for code, output in zip(shown[::2], shown[1::2], strict=True):
        exec(compile(code.text, f"library.md:{code.line}", "exec"), names)  # noqa: S102  # our own page
        assert capsys.readouterr().out == output.text, f"library.md:{code.line}"


def test_the_builds_in_the_page_on_reports_are_yaml_and_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bom.xlsx").write_bytes((ROOT / "sample_boms" / "drone.xlsx").read_bytes())
    github, gitlab = [
        yaml.safe_load(block.text)
        for block in blocks("docs/reports.md")
        if block.language == "yaml"
    ]
    steps = [step["run"] for step in github["jobs"]["check"]["steps"] if "run" in step] + gitlab[
        "rare-earth"
    ]["script"]
    commands = [step for step in steps if step.startswith("deminimis ")]
    assert [
        CliRunner().invoke(main, shlex.split(command)[1:]).exit_code for command in commands
    ] == [0, 1]
    uploaded = [
        step["with"]["sarif_file"]
        for step in github["jobs"]["check"]["steps"]
        if "upload-sarif" in step.get("uses", "")
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "bom.xlsx",
        *uploaded,
        gitlab["rare-earth"]["artifacts"]["reports"]["junit"],
    }


def test_the_profile_on_the_page_about_sap_is_that_of_the_sample():
    (shown,) = [
        block.text for block in blocks("docs/how-to/sap-export.md") if block.language == "toml"
    ]
    assert (
        shown.partition("\n")[2]
        == (ROOT / "sample_boms" / "sap-cs12.toml").read_text("utf-8").partition("\n")[2]
    )


def test_lines_for_cron_are_commands_of_ours(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [
        line
        for page in PAGES
        for block in blocks(page)
        if block.language == "crontab"
        for line in block.text.splitlines()
    ]
    assert lines
    for line in lines:
        command = re.sub(r"^(\S+\s+){5}", "", line)
        assert re.search(r"\bsh\b|\bdeminimis\b", command)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_page_on_completion_asks_for_each_shell_s_script(shell):
    assert f"_DEMINIMIS_COMPLETE={shell}_source" in markdown("docs/how-to/shell-completion.md")


def test_the_glossary_is_in_order_and_has_the_words_of_the_field():
    terms = re.findall(r"^\*\*(.+?)\*\*", markdown("docs/glossary.md"), re.MULTILINE)
    assert terms == sorted(terms, key=str.casefold)
    assert len(terms) >= 40


def test_the_closed_lists_that_a_report_prints_are_explained():
    glossary, reading = markdown("docs/glossary.md"), markdown("docs/reading.md")
    spoken = [verdict.value.replace("-", " ") for verdict in Verdict]
    spoken += [obligation.value for obligation in Obligation]
    assert [word for word in spoken if word not in glossary] == []
    fates = [fate.value for fates in (FileFate, SheetFate, RowFate, HeardFate) for fate in fates]
    assert [fate for fate in fates if f"`{fate}`" not in reading] == []


OWN_WORDS = [
    "account",
    "audit",
    "baseline",
    "break-even",
    "campaign",
    "caught",
    "closure",
    "composition",
    "consumed",
    "contradiction",
    "declared",
    "doubt",
    "draw",
    "edition",
    "fate",
    "finding",
    "headline",
    "headroom",
    "hull",
    "letter",
    "mention",
    "obligation",
    "ours",
    "portfolio",
    "problem",
    "profile",
    "question",
    "reading",
    "refused",
    "register",
    "remainder",
    "scenario",
    "statement",
    "stage",
    "suspect",
    "unaccounted",
    "undetermined",
    "undisclosed",
    "waived",
    "what-if",
    "withheld",
    "worker",
]
"""Words of ours, or of the field in a sense of ours, that messages and reports use."""


def test_the_glossary_has_every_word_of_ours_that_a_report_uses():
    terms = " ".join(re.findall(r"^\*\*(.+?)\*\*", markdown("docs/glossary.md"), re.MULTILINE))
    assert [word for word in OWN_WORDS if word.removesuffix("d")[:6] not in terms] == []


def test_the_classes_that_the_glossary_names_exist():
    named = set(re.findall(r"`([A-Z]\w+)`", markdown("docs/glossary.md")))
    classes = {
        name
        for path in (ROOT / "calculator").rglob("*.py")
        for name in re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 15
    assert named <= classes


def test_who_silences_the_linter_says_why():
    bare = re.compile(r"# noqa(?:: [A-Z0-9, ]+)?$", re.MULTILINE)
    folders = ("calculator", "tests", "sample_boms")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in paths if bare.search(path.read_text("utf-8"))] == []
