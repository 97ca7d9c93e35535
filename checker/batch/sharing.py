"""What each of several machines checks of a run, and where that stands in the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from checker.options import Shard

Item = TypeVar("Item")

Place = tuple[int, int]
"""Where something stands in the report of a run: what it is about, and the number in that."""

OF_PATHS, OF_CONFIGS, OF_DRAFTS, OF_RUN = range(4)
"""What a place is about: paths as given, configurations, drafts, or the run itself."""


def share(items: Iterable[Item], shard: Shard | None) -> Iterator[tuple[int, Item]]:
    """The items of a shard with their numbers; every `of`th, so that shards are alike."""
    for number, item in enumerate(items):
        if shard is None or number % shard.of == shard.number - 1:
            yield number, item
