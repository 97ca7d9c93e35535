"""Regular expressions that are compiled when they are first used.

There are a thousand of them, and a draft needs less than half: compiling all of
them would be the longest part of a start.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Later:
    """A pattern that takes on the methods of the compiled one at its first use."""

    __slots__ = ("flags", "groupindex", "groups", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        # Asked only for what was not set yet; afterwards a use costs as much as ever.
        if name not in _Later.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for each in ("groupindex", "groups", *_METHODS):
            setattr(self, each, getattr(compiled, each))
        return getattr(self, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled at its first use; a fault in it shows then.

    Only the methods and attributes that a pattern has by itself: functions of `re`
    do not take it.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
