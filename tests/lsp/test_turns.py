"""Turns: one after the other, and only the newest."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from checker.api import TooLateError
from checker.lsp.turns import Turn, Turns


def test_what_runs_ends_when_something_newer_comes() -> None:
    begun = threading.Event()
    ended: list[str] = []

    def work(turn: Turn, name: str) -> None:
        begun.set()
        while name == "old":
            try:
                turn.check()
            except TooLateError:
                ended.append("given up")
                raise
        ended.append(name)

    async def scene() -> None:
        turns = Turns()
        turns.renew("a", 0, lambda turn: turns.run(partial(work, turn, "old")))
        while not begun.is_set():
            await asyncio.sleep(0)
        turns.renew("a", 0, lambda turn: turns.run(partial(work, turn, "new")))
        await turns.rest("a")
        turns.close()

    asyncio.run(asyncio.wait_for(scene(), 30))
    assert ended == ["given up", "new"]


def test_what_waits_is_left_out_when_something_newer_comes() -> None:
    done: list[int] = []

    async def scene() -> None:
        turns = Turns()

        async def begin(number: int, turn: Turn) -> None:
            done.append(number)

        for number in range(20):
            turns.renew("a", 0.01, partial(begin, number))
        turns.renew("b", 0, partial(begin, 100))
        await turns.rest("a")
        await turns.rest("b")
        turns.close()

    asyncio.run(asyncio.wait_for(scene(), 30))
    assert sorted(done) == [19, 100]


def test_nothing_begins_after_the_end() -> None:
    turn = Turn()
    turn.check()
    turn.end()
    assert turn.left == 0
    with pytest.raises(TooLateError):
        turn.check()
