"""Who may ask, how much may be sent, and what is left behind: without a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("httpx2", reason="Starlette's test client needs it")

from click.testing import CliRunner
from starlette.testclient import TestClient

from calculator.cli.main import main
from calculator.web.app import application
from calculator.web.cases import CaseLimits, Cases
from calculator.web.forms.file_names import file_name
from calculator.web.jobs import warm_up
from calculator.web.security import HEADERS
from calculator.web.server import TakenError, private_folder, serve
from tests.paths import SAMPLES

HOST = "http://127.0.0.1:8061"
OWN = {"origin": HOST, "sec-fetch-site": "same-origin"}
LIMITS = CaseLimits(bytes_of_upload=300_000, bytes_on_disk=1 << 20, cases=3)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    warm_up()
    with TestClient(application(kept, 8061, LIMITS), base_url=HOST, follow_redirects=False) as made:
        yield made


def cases_in(client: TestClient) -> Cases:
    app: Any = client.app
    cases: Cases = app.app.state.cases
    return cases


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "client" in request.fixturenames:
        client: TestClient = request.getfixturevalue("client")
        for case in list(cases_in(client)._cases.values()):
            client.post(f"/case/{case.id}/delete", headers=OWN)
        assert list(request.getfixturevalue("kept").iterdir()) == []


def sent(
    client: TestClient, name: str = "drone.xlsx", content: bytes | None = None, **form: str
) -> Any:
    return client.post(
        "/cases",
        headers=OWN,
        data=form,
        files={
            "bom": (name, content if content is not None else (SAMPLES / "drone.xlsx").read_bytes())
        },
    )


def finished(client: TestClient, address: str) -> Any:
    """The page when the run is over."""
    case = address.split("/")[2]
    until = time.monotonic() + 60
    while client.get(f"/case/{case}/status").json()["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.05)
    return client.get(address.partition("#")[0])


# --------------------------------------------------------------------------- who may ask


@pytest.mark.parametrize(
    "address", ["/", "/nothing", "/case/x/verdict", "/static/web.css", "/template.xlsx"]
)
def test_every_answer_forbids_what_it_does_not_need(client: TestClient, address: str) -> None:
    answer = client.get(address)
    told = {name: answer.headers[name] for name in HEADERS}
    if address == "/template.xlsx":
        assert told.pop("content-security-policy") == "sandbox"
    assert told == {name: HEADERS[name] for name in told}
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8061",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8061",
        "0.0.0.0:8061",
        "",
    ],
)
def test_another_name_is_not_answered(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8061", "localhost:8061", "LOCALHOST:8061", "[::1]:8061"]
)
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://localhost:8061"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": HOST, "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
@pytest.mark.parametrize("address", ["/sample", "/cases", "/case/x/delete", "/case/x/enter"])
def test_another_page_changes_nothing(
    client: TestClient, headers: dict[str, str], address: str
) -> None:
    assert client.post(address, headers=headers, data={"a": "b"}).status_code == 403
    assert len(cases_in(client)) == 0


def test_another_page_gets_nothing_either_but_a_link_leads_here(client: TestClient) -> None:
    assert (
        client.get(
            "/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
        ).status_code
        == 403
    )
    assert (
        client.get(
            "/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
        ).status_code
        == 200
    )


@pytest.mark.parametrize("headers", [{"origin": HOST}, {"sec-fetch-site": "same-origin"}, OWN])
def test_our_own_page_may(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/sample", headers=headers).status_code == 303


def test_ids_are_not_to_be_guessed(client: TestClient) -> None:
    ids = [sent(client).headers["location"].split("/")[2] for _ in range(2)]
    assert ids[0] != ids[1]
    assert min(map(len, ids)) >= 32
    for wrong in ("", "..", "%2e%2e", "x" * 32, ids[0][:-1], ids[0].swapcase()):
        assert client.get(f"/case/{wrong}/verdict").status_code == 404


# --------------------------------------------------------------------------- how much may be sent


def test_what_is_too_large_is_refused_while_it_comes(client: TestClient, kept: Path) -> None:
    answer = sent(client, content=b"x" * 400_000)
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert list(kept.iterdir()) == []
    # Without a length that announces it.
    boundary = "b"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="bom"; filename="a.csv"\r\n\r\n'.encode()
    chunks = (head if place == 0 else b"y" * 50_000 for place in range(12))
    assert (
        client.post(
            "/cases",
            headers={**OWN, "content-type": f"multipart/form-data; boundary={boundary}"},
            content=chunks,
        ).status_code
        == 413
    )
    assert (
        client.post(
            "/sample",
            headers={**OWN, "content-type": "application/x-www-form-urlencoded"},
            content=b"a=" + b"b" * (2 << 20),
        ).status_code
        == 413
    )


def test_broken_forms_are_refused(client: TestClient) -> None:
    kinds = {"content-type": "multipart/form-data"}
    assert (
        client.post("/cases", headers={**OWN, **kinds}, content=b"no boundary").status_code == 400
    )
    assert (
        client.post(
            "/cases",
            headers={**OWN, "content-type": "multipart/form-data; boundary=b"},
            content=b"--b\r\nbroken",
        ).status_code
        == 400
    )
    assert client.post("/cases", headers=OWN, data={"bom": "a text, no file"}).status_code == 400
    assert client.post("/cases", headers=OWN).status_code == 400
    many = {f"field-{number}": "x" for number in range(5000)}
    assert client.post("/sample", headers=OWN, data=many).status_code in (400, 413)


@pytest.mark.parametrize(
    "form", [{"on": "yesterday"}, {"assume": "everything=yes"}, {"reading": "tea-leaves"}]
)
def test_what_cannot_be_asked_for_is_said(client: TestClient, form: dict[str, str]) -> None:
    answer = sent(client, **form)
    assert answer.status_code == 400
    assert "cannot be done" in answer.text


def test_a_rule_that_nobody_knows_is_said_on_the_page_of_the_case(client: TestClient) -> None:
    answer = finished(client, sent(client, rule="no-such-rule").headers["location"])
    assert "no rule" in answer.text


def test_room_is_made_by_the_case_that_was_not_used_for_longest(client: TestClient) -> None:
    first, second, third = (sent(client).headers["location"] for _ in range(3))
    for one in (first, second, third):
        finished(client, one)
    assert sent(client).status_code == 503
    for case in cases_in(client)._cases.values():
        case.seen -= 400
    client.get(first)
    assert sent(client).status_code == 303
    assert [client.get(one).status_code for one in (first, third, second)] == [200, 200, 404]


def test_the_disk_is_not_filled(client: TestClient) -> None:
    noise = os.urandom(290_000)
    assert [sent(client, "a.csv", noise).status_code for _ in range(3)] == [303] * 3
    location = next(iter(cases_in(client)._cases))
    answers = [
        client.post(
            f"/case/{location}/add-facts", headers=OWN, files={"facts": ("f.csv", noise)}
        ).status_code
        for _ in range(2)
    ]
    assert answers == [503, 503]


# --------------------------------------------------------------------------- what is left behind


def test_a_case_is_gone_after_an_hour_without_use_and_when_it_is_deleted(
    client: TestClient, kept: Path
) -> None:
    one, other = (sent(client).headers["location"] for _ in range(2))
    finished(client, one)
    finished(client, other)
    assert {path.name for path in kept.iterdir()} == {one.split("/")[2], other.split("/")[2]}
    assert all(path.stat().st_mode & 0o77 == 0 for path in kept.iterdir())
    cases = cases_in(client)
    cases.delete_idle()
    assert len(cases) == 2
    cases._cases[one.split("/")[2]].seen -= 3700
    cases.delete_idle()
    assert [client.get(address).status_code for address in (one, other)] == [404, 200]
    assert (
        client.post(f"/case/{other.split('/')[2]}/delete", headers=OWN).headers["location"]
        == "/?deleted"
    )
    assert list(kept.iterdir()) == []


@pytest.mark.worker
def test_a_case_can_be_deleted_while_it_is_reckoned(client: TestClient, kept: Path) -> None:
    rows = "\n".join(f"1,P{number},Bracket {number},1,each" for number in range(9000))
    location = sent(
        client, "long.csv", f"Level,Part Number,Description,Quantity,Unit\n{rows}".encode()
    ).headers["location"]
    client.post(f"/case/{location.split('/')[2]}/delete", headers=OWN)
    assert list(kept.iterdir()) == []
    assert client.get(location).status_code == 404


def test_the_command_answers_until_it_is_told_to_end_and_leaves_nothing(tmp_path: Path) -> None:
    import httpx2

    command = [sys.executable, "-m", "calculator", "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        address = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        with httpx2.Client(base_url=address, headers={"origin": address}) as visitor:
            # Waited for, though it was asked before the first answer was ready.
            sent = visitor.post(
                "/cases", files={"bom": ("drone.xlsx", (SAMPLES / "drone.xlsx").read_bytes())}
            )
            assert sent.status_code == 303
        folder = next(
            path for path in tmp_path.iterdir() if path.name.startswith("deminimis-serve-")
        )
        assert folder.stat().st_mode & 0o777 == 0o700
        assert [path.name for path in folder.rglob("*.xlsx")] == ["drone.xlsx"]
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
        assert process.returncode == 128 + 15
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left = tmp_path / f"deminimis-serve-{ended.pid}-abc"
    left.mkdir()
    (left / "bill.xlsx").write_bytes(b"x")
    running = tmp_path / f"deminimis-serve-{os.getpid()}-abc"
    running.mkdir()
    with private_folder() as folder:
        assert not left.exists()
        assert running.exists()
        assert folder.parent == tmp_path
    assert not folder.exists()


def test_a_port_that_is_taken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("calculator.web.server.warm_up", lambda: None)
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(TakenError, match="choose another --port"),
    ):
        serve(taken.getsockname()[1], is_opened=False, say=print)


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("calculator.cli.serve.find_spec", lambda _: None)
    result = CliRunner().invoke(main, ["serve", "--no-open"])
    assert result.exit_code == 2
    assert "pip install 'bom-deminimis[web]'" in result.output


# --------------------------------------------------------------------------- names

HOSTILE = [
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/cron.d/x",
    "..",
    ".",
    "",
    ".htaccess",
    "a\x00b.xlsx",
    "con.xlsx",
    "NUL",
    "x" * 5000 + ".xlsx",
    "\u202egnp.xlsx",
    "a\nb.csv",
    "$(reboot).xlsx",
    "<img src=x onerror=alert(1)>.xlsx",
    "名" * 300 + ".xlsx",
    "a/..",
    "C:evil.csv",
    " .. ",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    made = file_name(name)
    path = tmp_path / made
    assert path.parent == tmp_path
    assert path.resolve().parent == tmp_path.resolve()
    path.write_bytes(b"")
    assert not made.startswith(".")
    assert made.isprintable()
    assert file_name(made) == made


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=alert(1)>.xlsx",
        '"><script>alert(1)</script>.xlsx',
        "{{ 7*7 }}{% raw %}.xlsx",
    ],
)
def test_no_name_is_markup_and_a_download_keeps_it(client: TestClient, name: str) -> None:
    location = sent(client, name).headers["location"]
    text = finished(client, location).text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "7*7" in text or "7_7" in text or "{{" not in name
    answer = client.get(f"/case/{location.split('/')[2]}/files/report.json")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    assert answer.headers["content-security-policy"] == "sandbox"
    assert "\n" not in answer.headers["content-disposition"]
