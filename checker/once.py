"""What is made of an object when it is first asked for, and kept.

`functools.cached_property` of Python 3.11 holds a lock while it makes something, one for all
objects of a class: two threads of the web checker would analyse their drafts one after the
other, and to take it costs several times as much as to keep what was made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Made = TypeVar("Made")


class once(Generic[Made]):  # noqa: N801  # a decorator, as `property` is
    """A method that is called once an object, and is an attribute from then on.

    Two threads that ask at once may both make it; the later one is kept.
    """

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, made_of: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, made_of: object, owner: type[Any]) -> Made: ...

    def __get__(self, made_of: object | None, owner: type[Any]) -> Self | Made:
        if made_of is None:
            return self
        # Found there by Python itself the next time: this is asked only for what is missing.
        made = made_of.__dict__[self._name] = self._make(made_of)
        return made
