"""Who may ask, and how much may be sent: what every request passes before anything looks at it.

The page is on the loopback address, but every page of the internet that the same browser shows can send requests there. So the
name that was asked for must be our own (DNS rebinding), and whatever changes something must come from our own page.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from calculator.web.upload_places import Sender, UploadPlaces

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
_FORM_SECONDS: Final = 60.0
"""Seconds in which a form without files has to be there."""
_DRAINED: Final = 4
"""So many times what is allowed is still taken in and thrown away, so that a browser gets to see the refusal."""


class TooLargeError(Exception):
    """More was sent than is allowed; the number is what is."""

    def __init__(self, allowed: int) -> None:
        super().__init__(allowed)
        self.allowed = allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The application behind the checks. ``port`` is our own; ``upload_bytes`` what one request with files may hold, ``places`` how many arrive at once."""

    app: ASGIApp
    port: int
    upload_bytes: int
    places: UploadPlaces

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
        if not headers.get("content-type", "").startswith("multipart/form-data"):
            counted = _Counted(receive=receive, headers=headers, allowed=FORM_BYTES)
            await self.app(scope, counted, _with_headers(send))
            return
        sender = await self.places.take()
        counted = _Counted(
            receive=receive,
            headers=headers,
            allowed=self.upload_bytes,
            sender=sender,
            places=self.places,
        )
        try:
            await self.app(scope, counted, _with_headers(send))
        finally:
            await self.places.give_back(sender)

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


class _Counted:
    """What arrives, counted. Raises TooLargeError as soon as more arrives, or is announced, than is allowed.

    Raises HTTPException with status 408 for a sender who is silent, too slow for a form without files, or slow while others wait.
    """

    def __init__(
        self,
        *,
        receive: Receive,
        headers: Headers,
        allowed: int,
        sender: Sender | None = None,
        places: UploadPlaces | None = None,
    ) -> None:
        self._receive, self._allowed = receive, allowed
        self._announced = headers.get("content-length", "")
        self._sender, self._places = sender, places
        self._until = time.monotonic() + _FORM_SECONDS
        self._taken, self._is_complete = 0, False

    async def __call__(self) -> Message:
        """The next part of the body, or what comes after it."""
        if self._is_complete:
            return await self._receive()
        message = await self._next()
        self._is_complete = not message.get("more_body")
        self._taken += len(message.get("body", b""))
        announced = self._announced
        if self._taken > self._allowed or (
            announced.isdigit() and int(announced[:19]) > self._allowed
        ):
            await _drain(self._receive, message, self._allowed * _DRAINED)
            raise TooLargeError(self._allowed)
        if self._sender is not None and self._places is not None:
            self._sender.taken = self._taken
            if self._is_complete:
                await self._places.give_back(self._sender)
        return message

    async def _next(self) -> Message:
        if self._sender is None:
            left = max(0.0, min(_IDLE_SECONDS, self._until - time.monotonic()))
            try:
                return await asyncio.wait_for(self._receive(), left)
            except TimeoutError:
                raise HTTPException(408) from None
        arriving = asyncio.ensure_future(self._receive())
        ended = asyncio.ensure_future(self._sender.ended.wait())
        try:
            await asyncio.wait(
                (arriving, ended), timeout=_IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if not arriving.done() or ended.done():
                raise HTTPException(408)
            return arriving.result()
        finally:
            for task in (arriving, ended):
                task.cancel()


async def _drain(receive: Receive, message: Message, most: int) -> None:
    taken = 0
    while message["type"] == "http.request" and message.get("more_body") and taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
