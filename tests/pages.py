"""Our pages as things that can be run: what is shown in them is done, in order, in a folder of its own.

- ``sh``: each line is a command. It ends with 0, or as its remark ``# exit 3`` says. ``text`` below it is what it prints;
  a line ``...`` there stands for whatever was left out.
- ``bash``: a script for that shell, run as a whole.
- any block whose first line is ``# some/path.toml`` is that file.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from markdown_it import MarkdownIt

from calculator.cli.main import main
from tests.paths import ROOT

PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (
        ROOT / "README.md",
        ROOT / "sample_boms" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    )
)
EXPECTED = {"pip install . && deminimis check sample_boms/drone.xlsx": 1}
"""The set-up command of the README stands as it is, without a remark."""
NOT_RUN = (
    "pytest",
    "apt",
    "brew",
    "python docs/make_reference.py",
    "python sample_boms/make_samples.py",
    "python -m venv",
    ". .venv/bin/activate",
)
"""What belongs to the machine of the reader, or is run by other tests."""
_REMARK = re.compile(r"\s+# exit (\d+)$")
_FILE = re.compile(r"# ([\w./-]+\.(?:toml|txt|csv|yml))$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the line of the page where it begins."""

    language: str
    text: str
    line: int


def markdown(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str) -> Iterator[Block]:
    for token in MarkdownIt("commonmark").parse(markdown(page)):
        if token.type == "fence":
            assert token.map is not None
            yield Block(token.info.strip(), token.content, token.map[0] + 1)
        assert token.type != "code_block", (
            f"{page}:{token.map}: a block that is only set in; fence it and say what it is"
        )


def words_in_prose(page: str) -> Iterator[str]:
    """The commands of ours in the text, between backticks."""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown(page)):
        for one in token.children or ():
            if (
                one.type == "code_inline"
                and one.content.startswith("deminimis ")
                and "..." not in one.content
            ):
                yield one.content


class Reader:
    """Somebody who follows a page to the letter, in a folder with the samples."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(
            ROOT / "sample_boms",
            folder / "sample_boms",
            ignore=shutil.ignore_patterns("electric-*", "make_*", "company"),
        )

    def follow(self, page: str) -> int:
        """Do what the page shows; how many commands there were."""
        shown, count = "", 0
        if "sample_boms/company" in markdown(page):
            shutil.copytree(
                ROOT / "sample_boms" / "company", self.folder / "sample_boms" / "company"
            )
        for block in blocks(page):
            place = f"{page}:{block.line}"
            if named := _FILE.match(block.text.partition("\n")[0]):
                path = self.folder / named[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, "utf-8")
            elif block.language == "sh":
                for line in filter(None, block.text.splitlines()):
                    shown = self.run(line, place)
                    count += 1
            elif block.language == "bash":
                self.script(block.text, place)
                count += 1
            elif block.language == "text" and shown:
                assert_shown(block.text, shown, place)
                shown = ""
            else:
                shown = ""
        return count

    def run(self, line: str, place: str) -> str:
        """What one line prints. It ends as it should."""
        remark = _REMARK.search(line)
        line = _REMARK.sub("", line)
        expected = EXPECTED.get(line, int(remark[1]) if remark else 0)
        status, shown = 0, ""
        for command in line.split(" && "):
            assert status == 0, place
            status, shown = self._one(command, place)
        assert status == expected, f"{place}: {line}: exit {status}\n{shown}"
        return shown

    def _one(self, command: str, place: str) -> tuple[int, str]:
        words = shlex.split(command)
        if words[0] == "deminimis":
            out = words.index(">") if ">" in words else len(words)
            result = CliRunner().invoke(main, words[1:out])
            if out < len(words):
                Path(words[out + 1]).write_bytes(result.stdout_bytes)
            return result.exit_code, result.output
        if words[0] == "sqlite3":
            rows = sqlite3.connect(words[1]).execute(words[2]).fetchall()
            return 0, "".join("|".join(map(str, row)) + "\n" for row in rows)
        if words[:2] == ["pip", "install"]:
            assert_installable(words[2:], place)
            return 0, ""
        assert command.startswith(NOT_RUN), f"{place}: nobody knows how to run {command}"
        return 0, ""

    def script(self, text: str, place: str) -> None:
        """Run by a shell that finds our program, and a mail program that posts nothing."""
        if shutil.which("bash") is None:
            return
        tools = self.folder / ".tools"
        tools.mkdir(exist_ok=True)
        for name, does in (
            (
                "deminimis",
                f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m calculator "$@"',
            ),
            ("mail", 'cat >> "$HOME/mail.txt"; echo "$@" >> "$HOME/mail.txt"'),
        ):
            (tools / name).write_text(f"#!/bin/sh\n{does}\n", "utf-8")
            (tools / name).chmod(0o755)
        home = {**os.environ, "HOME": str(self.folder), "PATH": f"{tools}:{os.environ['PATH']}"}
        run = subprocess.run(
            ["bash", "-c", text],
            cwd=self.folder,
            env=home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert run.returncode == 0, f"{place}: {run.stdout}{run.stderr}"


def assert_shown(expected: str, shown: str, place: str) -> None:
    """What the page shows stands in the output, piece by piece in its order."""
    real = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    at = 0
    for piece in re.split(r"^\s*\.\.\.\n", expected, flags=re.MULTILINE):
        found = real.find(piece, at)
        assert found >= 0, (
            f"{place} shows what the program does not print:\n{piece}\nIt prints:\n{real[at:]}"
        )
        at = found + len(piece)


def assert_installable(words: list[str], place: str) -> None:
    """Our own package, with extras that it has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if "-c" in words:
        at = words.index("-c")
        assert (ROOT / words[at + 1]).is_file(), place
        words = words[:at] + words[at + 2 :]
    for word in words:
        if not word.startswith("-"):
            name, _, extras = word.rstrip("]").partition("[")
            assert name in {".", project["name"]}, place
            assert set(filter(None, extras.split(","))) <= set(project["optional-dependencies"]), (
                place
            )
