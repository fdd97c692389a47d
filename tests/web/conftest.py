"""The page on a port of its own, and pages of Chromium that must find no fault with it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOST = "http://127.0.0.1:8061"
OWN = {"origin": HOST}


class Server:
    """The page, answering in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        import uvicorn

        from calculator.web.app import application
        from calculator.web.jobs import warm_up

        warm_up()
        self.folder = folder
        self.socket = socket.create_server(("127.0.0.1", 0))
        port = self.socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.server = uvicorn.Server(
            uvicorn.Config(
                application(folder, port),
                log_level="warning",
                access_log=False,
                ws="none",
                http="h11",
            )
        )
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})
        self.thread.start()

    def stop(self) -> None:
        """End it, and wait until it has."""
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One page for the tests of a file, for while it runs no worker can be forked; nothing of any upload is left when it ends."""
    pytest.importorskip("uvicorn", reason="the extra web is not installed")
    running = Server(tmp_path_factory.mktemp("served"))
    try:
        yield running
    finally:
        running.stop()
    assert list(running.folder.iterdir()) == []


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The pages without a browser."""
    pytest.importorskip("starlette", reason="the extra web is not installed")
    pytest.importorskip("httpx2", reason="Starlette's test client needs it")
    from starlette.testclient import TestClient

    from calculator.web.app import application
    from calculator.web.jobs import warm_up

    warm_up()
    with TestClient(
        application(tmp_path_factory.mktemp("kept"), 8061),
        base_url=HOST,
        headers=OWN,
        follow_redirects=False,
    ) as made:
        yield made


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of; nothing may."""
    return []


@pytest.fixture
def new_page(browser: Any, faults: list[str]) -> Iterator[Any]:
    """Makes pages of their own; afterwards the browser must have found no fault with any."""
    opened = []

    def made(**options: Any) -> Any:
        context = browser.new_context(accept_downloads=True, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(40_000)
        page.on(
            "console",
            lambda message: (
                faults.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield made
    for context in opened:
        context.close()
    assert faults == []
