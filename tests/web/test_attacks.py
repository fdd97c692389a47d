"""Hostile files sent to the page: each gets a page, none stops it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("httpx2", reason="Starlette's test client needs it")

from starlette.testclient import TestClient

from calculator.runtime.sandbox import Budget
from calculator.web.app import application
from calculator.web.jobs import warm_up
from tests.attacks import containers, others, sheets, structures, values  # noqa: F401  # they register their kinds
from tests.attacks.registry import KINDS
from tests.sources.layouts import slow_to_read

HOST = "http://127.0.0.1:8061"
OWN = {"origin": HOST}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
SOME = list(KINDS)[7::45]

pytestmark = pytest.mark.worker


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    warm_up()
    with TestClient(
        application(tmp_path_factory.mktemp("kept"), 8061), base_url=HOST, follow_redirects=False
    ) as made:
        yield made


def page_of(client: TestClient, path: Path, step: str) -> str:
    answer = client.post(
        "/cases",
        headers=OWN,
        files={"bom": (path.name, path.read_bytes())},
        data={"on": "2026-11-23"},
    )
    assert answer.status_code == 303, answer.text
    case = answer.headers["location"].split("/")[2]
    until = time.monotonic() + 60
    while client.get(f"/case/{case}/status").json()["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.05)
    shown = client.get(f"/case/{case}/{step}")
    assert shown.status_code == 200, shown.text
    assert client.get(f"/case/{case}/reading").status_code == 200
    assert client.get(f"/case/{case}/facts").status_code == 200
    client.post(f"/case/{case}/delete", headers=OWN)
    return shown.text


@pytest.mark.parametrize("name", SOME)
def test_a_hostile_file_gets_a_page_and_never_the_all_clear(
    client: TestClient, name: str, tmp_path: Path
) -> None:
    words = KINDS[name].make(tmp_path)
    path = Path(words[0])
    if not path.is_file():
        pytest.skip("it is no file that a browser could send")
    text = page_of(client, path, "verdict")
    assert 'class="answer not-required"' not in text
    assert not _CONTROLS.search(text)


@pytest.mark.clock
def test_a_file_that_ends_its_worker_is_refused_and_the_page_goes_on(tmp_path: Path) -> None:
    # A second is enough to start a worker on any machine, and never to read this file.
    warm_up()
    with TestClient(
        application(tmp_path, 8061, budget=Budget(seconds=1.0, seconds_per_mib=0)),
        base_url=HOST,
        follow_redirects=False,
    ) as hurried:
        assert "took longer than" in page_of(
            hurried, slow_to_read(tmp_path / "slow.xlsx"), "verdict"
        )
        page = hurried.get("/")
    assert page.status_code == 200
