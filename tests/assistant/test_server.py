"""Assistants get verdicts of the engine through the protocol, from one folder, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calculator.assistant.tools import MOST, Toolbox, ToolError
from tests.paths import SAMPLES

ON = "2026-11-23"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Toolbox:
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")  # in this process: workers have tests of their own
    return Toolbox(SAMPLES, date(2026, 11, 23))


def test_the_files_of_the_folder_are_named(box):
    assert "drone.xlsx" in box.files()
    assert "README.md" not in box.files()


def test_a_check_says_what_the_command_says(box):
    answer = box.check("drone.xlsx", ON)
    verdicts = {entry["item"]: entry["verdict"] for entry in answer["findings"]["first"]}
    assert verdicts["DR-1122"] == "crosses"
    assert verdicts["DR-1323"] == "undetermined"
    assert answer["exit_status"] == 1
    assert answer["suspects"]["total"] == 1
    assert len(answer["findings"]["first"]) <= MOST
    json.dumps(answer)


def test_the_arithmetic_the_reading_and_the_rules_are_there(box):
    assert "drone.xlsx!" in box.explain("drone.xlsx", "DR-1122", ON)
    assert "BOM" in box.inspect("drone.xlsx")
    assert "cn-mofcom-2025-61" in box.rules()
    assert "1(1)" in box.rules("cn-mofcom-2025-61", ON)


@pytest.mark.parametrize(
    "name",
    ["../README.md", "/etc/passwd", "", ".", "none.xlsx", "a\0b", "../sample_boms/drone.xlsx/.."],
)
def test_no_name_leads_out_of_the_folder(box, name):
    with pytest.raises(ToolError, match="no file of this folder"):
        box.check(name)


def test_no_link_leads_out_of_the_folder(tmp_path):
    (tmp_path / "link.xlsx").symlink_to(SAMPLES / "drone.xlsx")
    box = Toolbox(tmp_path, date(2026, 11, 23))
    assert box.files() == []
    with pytest.raises(ToolError):
        box.inspect("link.xlsx")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"on": "tomorrow"}, "not a date"),
        ({"rule": "none"}, "no rule"),
        ({"assume": ["everything=fine"]}, "cannot be assumed"),
        ({"facts": ["none.xlsx"]}, "no file of this folder"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_in_words(box, words, says):
    with pytest.raises(ToolError, match=says):
        box.check("drone.xlsx", **words)


def test_an_unknown_item_is_refused_with_similar_ones(box):
    with pytest.raises(ToolError, match="DR-1122"):
        box.explain("drone.xlsx", "R-1122")


def test_the_protocol_carries_answers_and_refusals(monkeypatch, tmp_path: Path):
    mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
    import anyio

    from calculator.assistant.server import server_for

    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")

    async def talk() -> tuple[Any, Any, Any]:
        async with mcp.Client(server_for(SAMPLES, date(2026, 11, 23))) as client:
            tools = await client.list_tools()
            answer = await client.call_tool("check", {"file": "loudspeaker.xlsx"})
            refusal = await client.call_tool("check", {"file": "../x.xlsx"})
            return tools, answer, refusal

    tools, answer, refusal = anyio.run(talk)
    assert {tool.name for tool in tools.tools} == {"files", "check", "inspect", "explain", "rules"}
    assert all(tool.annotations.read_only_hint for tool in tools.tools)
    assert not answer.is_error
    assert "not-required" in answer.content[0].text
    assert refusal.is_error
    assert "no file of this folder" in refusal.content[0].text
    assert not any(tmp_path.iterdir())
