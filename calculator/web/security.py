"""Who may ask, and how much may be sent: what every request passes before anything looks at it.

The page is on the loopback address, but every page of the internet that the same browser shows can send requests there. So the
name that was asked for must be our own (DNS rebinding), and whatever changes something must come from our own page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: browsers would then send "Origin: null" with our own forms, and nobody could tell them from others'.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
FORM_BYTES: Final = 1 << 20
_IDLE_SECONDS: Final = 60.0
"""Seconds after which a sender who is silent in the middle of a form is not waited for any more."""
_DRAINED: Final = 4
"""So many times what is allowed is still taken in and thrown away, so that a browser gets to see the refusal."""


class TooLargeError(Exception):
    """More was sent than is allowed; the number is what is."""

    def __init__(self, allowed: int) -> None:
        super().__init__(allowed)
        self.allowed = allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The application behind the checks. ``port`` is our own; ``upload_bytes`` what one request with files may hold."""

    app: ASGIApp
    port: int
    upload_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it in a line of plain text."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await PlainTextResponse(*refusal, headers=dict(HEADERS))(scope, receive, send)
            return
        is_upload = headers.get("content-type", "").startswith("multipart/form-data")
        await self.app(
            scope,
            _counted(receive, headers, self.upload_bytes if is_upload else FORM_BYTES),
            _with_headers(send),
        )

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which we are asked for."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def _refusal(self, method: str, headers: Headers) -> tuple[str, int] | None:
        host = headers.get("host", "").casefold()
        if host not in self.hosts or len(headers.getlist("host")) != 1:
            return "This page answers only under its own address, such as http://127.0.0.1.\n", 421
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if method not in ("GET", "HEAD"):
            # An old browser sends one of them, a new one both; neither comes from no browser of ours.
            is_foreign = site not in (None, "same-origin") or origin not in (None, f"http://{host}")
            if is_foreign or (site is None and origin is None):
                return "Another page sent this request; it was not carried out.\n", 403
        elif site == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return "Another page asked for this; it was not given.\n", 403
        return None


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def _counted(receive: Receive, headers: Headers, allowed: int) -> Receive:
    """Raises TooLargeError as soon as more arrives, or is announced, than is allowed."""
    announced = headers.get("content-length", "")
    taken, is_complete = 0, False

    async def counted() -> Message:
        nonlocal taken, is_complete
        if is_complete:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), _IDLE_SECONDS)
        except TimeoutError:
            raise HTTPException(408) from None
        is_complete = not message.get("more_body")
        taken += len(message.get("body", b""))
        if taken > allowed or (announced.isdigit() and int(announced[:19]) > allowed):
            await _drain(receive, message, allowed * _DRAINED)
            raise TooLargeError(allowed)
        return message

    return counted


async def _drain(receive: Receive, message: Message, most: int) -> None:
    taken = 0
    while message["type"] == "http.request" and message.get("more_body") and taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
