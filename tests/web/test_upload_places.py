"""No slow sender keeps others from uploading; who is quick is waited for."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message

from calculator.web.security import _Counted
from calculator.web.upload_places import Sender, UploadPlaces

QUICK = 10 << 30


def test_a_slow_sender_gives_its_place_to_who_waits() -> None:
    async def tried() -> tuple[bool, bool, int]:
        places = UploadPlaces(2, grace=0.0)
        slow, quick = await places.take(), await places.take()
        quick.taken = QUICK
        await places.take()
        return slow.ended.is_set(), quick.ended.is_set(), len(places)

    assert asyncio.run(tried()) == (True, False, 2)


def test_who_is_quick_keeps_its_place_and_the_next_waits_for_it() -> None:
    async def tried() -> tuple[bool, bool]:
        places = UploadPlaces(1, grace=60.0)
        first = await places.take()
        waiting = asyncio.ensure_future(places.take())
        await asyncio.sleep(0)
        was_waiting = not waiting.done()
        await places.give_back(first)
        await waiting
        return was_waiting, first.ended.is_set()

    assert asyncio.run(tried()) == (True, False)


def test_a_sender_is_not_called_slow_before_its_time() -> None:
    async def tried() -> bool:
        places = UploadPlaces(1, grace=0.02)
        first = await places.take()
        second = asyncio.ensure_future(places.take())
        await asyncio.sleep(0.005)
        early = first.ended.is_set()
        await second
        return not early and first.ended.is_set()

    assert asyncio.run(tried())


def test_a_place_that_was_given_to_another_is_given_back_once() -> None:
    async def tried() -> int:
        places = UploadPlaces(1, grace=0.0)
        slow = await places.take()
        await places.take()
        await places.give_back(slow)
        return len(places)

    assert asyncio.run(tried()) == 1


async def silence() -> Message:
    await asyncio.sleep(3600)
    return {}


def test_a_sender_whose_place_is_taken_hears_that_it_was_too_slow() -> None:
    async def tried() -> int:
        sender, places = Sender(), UploadPlaces(1)
        counted = _Counted(
            receive=silence, headers=Headers({}), allowed=10, sender=sender, places=places
        )
        asyncio.get_running_loop().call_later(0.005, sender.ended.set)
        with pytest.raises(HTTPException) as refusal:
            await counted()
        return refusal.value.status_code

    assert asyncio.run(tried()) == 408


async def all_of(counted: _Counted) -> None:
    for _ in range(100):
        await counted()


def test_a_form_without_files_has_to_be_there_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.web.security._FORM_SECONDS", 0.005)

    async def dripping() -> Message:
        await asyncio.sleep(0.002)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def tried() -> int:
        counted = _Counted(receive=dripping, headers=Headers({}), allowed=1000)
        with pytest.raises(HTTPException) as refusal:
            await all_of(counted)
        return refusal.value.status_code

    assert asyncio.run(tried()) == 408


def test_an_upload_that_has_arrived_needs_its_place_no_more() -> None:
    async def whole() -> Message:
        return {"type": "http.request", "body": b"abc", "more_body": False}

    async def tried() -> tuple[int, int]:
        places = UploadPlaces(1)
        sender = await places.take()
        counted = _Counted(
            receive=whole, headers=Headers({}), allowed=10, sender=sender, places=places
        )
        await counted()
        return len(places), sender.taken

    assert asyncio.run(tried()) == (0, 3)
