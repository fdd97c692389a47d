"""How many uploads arrive at the same time, and that no slow sender keeps others from it.

The page is on the loopback address: an honest browser sends hundreds of megabytes a second, and needs a place for a moment. Who sends
slowly keeps its place only as long as nobody waits for it.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

_GRACE: Final = 3.0
"""Seconds that every sender has before it is called slow."""
_SLOW: Final = 1 << 20
"""Bytes a second below which a sender is slow."""


@dataclass(kw_only=True, eq=False)
class Sender:
    """One upload that is arriving; ``ended`` is set where its place was given to another."""

    since: float = field(default_factory=time.monotonic)
    taken: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def rate(self, now: float) -> float:
        """Bytes a second so far."""
        return self.taken / max(now - self.since, 0.001)


class UploadPlaces:
    """So many places; further senders wait, and who waits takes the place of the slowest sender that is slow."""

    def __init__(self, places: int, grace: float = _GRACE, slow: int = _SLOW) -> None:
        self._places, self._grace, self._slow = places, grace, slow
        self._senders: list[Sender] = []
        self._freed = asyncio.Condition()

    def __len__(self) -> int:
        return len(self._senders)

    async def take(self) -> Sender:
        """A place, as soon as there is one."""
        async with self._freed:
            while len(self._senders) >= self._places and not self._end_slowest():
                # A sender that is not slow yet may be in a moment: look again, whatever happens.
                try:
                    await asyncio.wait_for(self._freed.wait(), max(self._grace, 0.01))
                except TimeoutError:
                    continue
            sender = Sender()
            self._senders.append(sender)
            return sender

    async def give_back(self, sender: Sender) -> None:
        """The place is free again."""
        async with self._freed:
            if sender in self._senders:
                self._senders.remove(sender)
            self._freed.notify()

    def _end_slowest(self) -> bool:
        now = time.monotonic()
        slow = [
            sender
            for sender in self._senders
            if now - sender.since >= self._grace and sender.rate(now) < self._slow
        ]
        if not slow:
            return False
        slowest = min(slow, key=lambda sender: sender.rate(now))
        slowest.ended.set()
        self._senders.remove(slowest)
        return True
