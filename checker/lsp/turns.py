"""One check after the other, in one thread, and of each draft only the newest.

A check that is no longer wanted ends at the next sentence or rule, so that who types does not
wait for what was true three letters ago.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from checker.api import Deadline, TooLateError

Result = TypeVar("Result")

_PATIENCE = 3600.0
"""Seconds to wait for the parser, which nobody else uses."""


@dataclass(frozen=True, slots=True)
class Turn(Deadline):
    """A check that is over as soon as a newer one is wanted."""

    at: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self._over.is_set() else _PATIENCE

    def check(self) -> None:
        """Do nothing while it is wanted.

        Raises:
            TooLateError: It is no longer wanted.
        """
        if self._over.is_set():
            raise TooLateError

    def end(self) -> None:
        """Want it no longer."""
        self._over.set()


class Turns:
    """Runs work in turn; for each name only the newest. For one event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._running: dict[str, tuple[Turn, asyncio.Task[None]]] = {}

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do some work when its turn comes, and wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def renew(self, name: str, delay: float, begin: Callable[[Turn], Awaitable[None]]) -> None:
        """Begin something new for a name, and end what went on for it.

        Args:
            name: What it is for.
            delay: Seconds to wait for something newer.
            begin: What to do.
        """
        self.end(name)
        turn = Turn()

        async def task() -> None:
            try:
                await asyncio.sleep(delay)
                turn.check()
                await begin(turn)
            except TooLateError:
                pass
            finally:
                known = self._running.get(name)
                if known is not None and known[0] is turn:
                    del self._running[name]

        self._running[name] = (turn, asyncio.get_running_loop().create_task(task()))

    async def rest(self, name: str) -> None:
        """Wait until nothing goes on for a name."""
        while name in self._running:
            await asyncio.wait([self._running[name][1]])

    def end(self, name: str) -> None:
        """Want nothing more for a name."""
        known = self._running.pop(name, None)
        if known is not None:
            known[0].end()

    def close(self) -> None:
        """Want nothing more at all."""
        for name in list(self._running):
            self.end(name)
        self._thread.shutdown(wait=False, cancel_futures=True)
