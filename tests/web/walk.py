"""A user who walks through the pages of a case without a browser."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("httpx2", reason="Starlette's test client needs it")

from starlette.testclient import TestClient

HOST = "http://127.0.0.1:8061"
OWN = {"origin": HOST}


class Case:
    """A case of the client, as a user walks through it."""

    def __init__(self, client: TestClient, path: Path, **form: Any) -> None:
        self.client = client
        answer = client.post(
            "/cases",
            files={"bom": (path.name, path.read_bytes())},
            data={"on": "2026-11-23", **form},
        )
        assert answer.status_code == 303, answer.text
        self.base = answer.headers["location"].rpartition("/")[0]

    @classmethod
    def at(cls, client: TestClient, address: str) -> Case:
        """The case of an address that was led to."""
        case = cls.__new__(cls)
        case.client, case.base = client, address.rpartition("/")[0]
        return case

    def get(self, page: str) -> Any:
        until = time.monotonic() + 60
        while self.client.get(f"{self.base}/status").json()["state"] == "running":
            assert time.monotonic() < until
            time.sleep(0.02)
        return self.client.get(f"{self.base}/{page}")

    def text(self, page: str) -> str:
        answer = self.get(page)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def post(self, action: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        self.get("status")
        return self.client.post(f"{self.base}/{action}", data=data, **more)

    def report(self) -> Any:
        return json.loads(self.text("files/report.json"))
