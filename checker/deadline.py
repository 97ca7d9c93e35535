"""When an answer must be there: looked at between sentences and between rules."""

from __future__ import annotations

import time
from dataclasses import dataclass

from checker.errors import CheckerError


class TooLateError(CheckerError):
    """A check that was given up because its time was over."""

    def __init__(self) -> None:
        super().__init__(
            "too-late",
            "",
            "時間内に点検が終わりませんでした。",
            "下書きを短く分けるか、少し待ってから、もう一度点検してください。",
        )

    def __reduce__(self) -> tuple[type[TooLateError], tuple[()]]:
        """How it goes from one process to another: it is made without arguments."""
        return type(self), ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which a check must be done.

    Attributes:
        at: The moment, in seconds of `time.monotonic`.
    """

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment in so many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds that are left; 0 when it has passed."""
        return max(0.0, self.at - time.monotonic())

    def check(self) -> None:
        """Do nothing while there is time.

        Raises:
            TooLateError: It has passed.
        """
        if time.monotonic() >= self.at:
            raise TooLateError
