"""What is made of an object once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from checker.once import once

WAIT = 10.0
"""Seconds after which nobody comes any more."""


class Draft:
    def __init__(self, text: str, barrier: Barrier | None = None) -> None:
        self.text = text
        self.barrier = barrier
        self.made = 0

    @once
    def length(self) -> int:
        """How long it is."""
        if self.barrier is not None:
            self.barrier.wait(WAIT)
        self.made += 1
        return len(self.text)


def test_it_is_made_once_an_object() -> None:
    one, other = Draft("窓口"), Draft("お知らせ")
    assert [one.length, one.length, other.length] == [2, 2, 4]
    assert (one.made, other.made) == (1, 1)


def test_the_class_has_the_words_on_it() -> None:
    assert Draft.length.__doc__ == "How long it is."


def test_two_objects_do_not_wait_for_each_other() -> None:
    barrier = Barrier(2)
    drafts = [Draft("窓口", barrier), Draft("お知らせ", barrier)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda draft: draft.length, drafts)) == [2, 4]
