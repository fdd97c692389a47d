"""The application: addresses, what answers to them, and what happens when something is wrong."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from calculator.reports.page.html import asset
from calculator.runtime.sandbox import Budget
from calculator.web.cases import CaseLimits, Cases, FullError
from calculator.web.forms.uploads import UnusableError
from calculator.web.routes import actions, downloads, openings, overview, pages
from calculator.web.security import Guard, TooLargeError
from calculator.web.upload_places import UploadPlaces

_TYPES: Final = {"web.css": "text/css", "web.js": "text/javascript", "icon.svg": "image/svg+xml"}
_SWEEP_SECONDS: Final = 30.0
_ACTIONS: Final = {
    "correct": actions.correct,
    "enter": actions.enter,
    "take-back": actions.take_back,
    "add-facts": actions.add_facts,
    "leave-out": actions.leave_out,
    "choose": actions.choose,
    "use-reference": actions.use_reference,
    "ship": actions.ship,
    "compare-with": actions.compare,
    "undo": actions.undo,
    "delete": actions.delete,
}


def application(
    folder: Path, port: int, room: CaseLimits | None = None, budget: Budget | None = None
) -> Guard:
    """The page, with its uploads below ``folder``; it answers only as the loopback address at ``port``."""
    room = room or CaseLimits()
    cases = Cases(folder, room, budget or Budget())

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sweeper = asyncio.get_running_loop().create_task(_sweep(cases))
        try:
            yield
        finally:
            sweeper.cancel()
            await cases.close()

    app = Starlette(
        routes=[
            Route("/", pages.start),
            Route("/cases", openings.upload, methods=["POST"]),
            Route("/sample", openings.sample, methods=["POST"]),
            Route("/template.xlsx", downloads.template),
            Route("/static/{name}", static),
            Route("/overview/{batch}", overview.overview),
            Route("/overview/{batch}/status", overview.status),
            Route("/overview/{batch}/files/{name}", overview.download),
            Route("/overview/{batch}/add-facts", overview.add_facts, methods=["POST"]),
            Route("/overview/{batch}/delete", overview.delete, methods=["POST"]),
            Route("/case/{case}/status", pages.status),
            Route("/case/{case}/report", downloads.read_here),
            Route("/case/{case}/files/{name}", downloads.download),
            *(
                Route(f"/case/{{case}}/{name}", action, methods=["POST"])
                for name, action in _ACTIONS.items()
            ),
            Route("/case/{case}/{page}", pages.page),
        ],
        exception_handlers={
            UnusableError: actions.refuse,
            TooLargeError: too_large,
            FullError: full,
            ClientDisconnect: left,
            HTTPException: other,
            Exception: bug,
        },
        lifespan=lifespan,
    )
    app.state.cases = cases
    return Guard(
        app=app,
        port=port,
        upload_bytes=room.bytes_of_upload,
        places=UploadPlaces(room.uploads),
    )


async def static(request: Request) -> Response:
    """Our own style sheet, script and picture: the style of the report, and what the page has beside it."""
    name = request.path_params["name"]
    if name not in _TYPES:
        return pages.message_page("There is no such file", status=404)
    text = resources.files("calculator.web").joinpath("static", name).read_text("utf-8")
    return Response(
        asset("style.css") + text if name == "web.css" else text, media_type=_TYPES[name]
    )


async def too_large(request: Request, fault: Exception) -> Response:
    """The page for an upload over the limit."""
    allowed = fault.allowed if isinstance(fault, TooLargeError) else 0
    most = f"{allowed / (1 << 20):,.0f} MiB" if allowed >= 1 << 20 else f"{allowed:,} bytes"
    return pages.message_page(
        "That is too large",
        f"One request may hold {most}; nothing of it was kept.",
        "For larger files there is the command line: deminimis check, with --limit.",
        status=413,
        back=_back(request),
    )


async def full(_: Request, fault: Exception) -> Response:
    """The page when there is no room for another workbook."""
    return pages.message_page("There is no room", str(fault), status=503)


async def left(_: Request, __: Exception) -> Response:
    """Nobody is there to read it: the browser went away in the middle of an upload."""
    return Response(status_code=400)


async def other(request: Request, fault: Exception) -> Response:
    """Wrong addresses, methods and forms."""
    status = fault.status_code if isinstance(fault, HTTPException) else 400
    titles = {
        404: "There is no such page",
        405: "That cannot be done here",
        408: "The files came too slowly, and others were waiting",
    }
    return pages.message_page(
        titles.get(status, "The form could not be read"), status=status, back=_back(request)
    )


async def bug(request: Request, _: Exception) -> Response:
    """The page for what must not happen; what it was is on the terminal."""
    return pages.message_page(
        "This is a bug of the program",
        "Nothing was changed. The terminal in which it runs says where it was; please report that.",
        status=500,
        back=_back(request),
    )


def _back(request: Request) -> str:
    case = request.path_params.get("case")
    return f"/case/{case}/verdict" if case else "/"


async def _sweep(cases: Cases) -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        cases.delete_idle()
