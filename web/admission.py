"""Who is checked when: a bounded queue before a few threads that check.

A server that lets everybody in at once serves nobody. Requests wait in threads of the server,
which cost little; the checks run in threads of their own, because each of those keeps a
dictionary of its own warm. Checks with syntax have a lane of their own: one of them takes as
long as ten others, which must not stand behind it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from typing import TypeVar

from checker.api import Deadline, TooLateError

Answer = TypeVar("Answer")

GRACE = 1.0
"""Seconds that a check gets to notice by itself that its time is over."""


class FullError(Exception):
    """As many requests wait or run as are let in."""


class GoneError(Exception):
    """Nobody waits for the answer any more."""


class Admission:
    """Lets a bounded number of checks wait or run. Safe to share between threads.

    Args:
        threads: Checks without syntax that run at once.
        queue: Checks that wait or run at once.
        seconds: The time for an answer, from the moment the request was let in.
    """

    def __init__(self, threads: int, queue: int, seconds: float) -> None:
        self.threads = threads
        self._queue = queue
        self._seconds = seconds
        self._inside = 0
        self._lock = threading.Lock()
        self._quick = ThreadPoolExecutor(threads, "check")
        self._deep = ThreadPoolExecutor(1, "check-syntax")

    @property
    def inside(self) -> int:
        """How many wait or run."""
        return self._inside

    def run(
        self,
        job: Callable[[Deadline], Answer],
        *,
        deep: bool = False,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """The result of a job, run in turn.

        Args:
            job: What to do; it is told by when it must be done.
            deep: Whether it needs syntax.
            gone: Says whether the one who asked has left, looked at before the job begins.

        Raises:
            FullError: The queue is full.
            TooLateError: The time is over.
            GoneError: The one who asked has left.
        """
        with self._lock:
            if self._inside >= self._queue:
                raise FullError
            self._inside += 1
        deadline = Deadline.after(self._seconds)

        def begin() -> Answer:
            deadline.check()
            if gone is not None and gone():
                raise GoneError
            return job(deadline)

        try:
            future = (self._deep if deep else self._quick).submit(begin)
        except RuntimeError as error:  # the server is going down
            self._leave(None)
            raise FullError from error
        # A place is free when the work is done, not when somebody stops waiting for it.
        future.add_done_callback(self._leave)
        try:
            return future.result(deadline.left + GRACE)
        except NotInTime as error:
            future.cancel()
            raise TooLateError from error

    def everywhere(self, job: Callable[[], object]) -> None:
        """Run a job once in each thread without syntax, and once in that with syntax.

        Raises:
            Exception: What the job raised.
        """
        barrier = threading.Barrier(self.threads)

        def each() -> None:
            job()
            barrier.wait()  # so that no thread takes the job of another

        futures: list[Future[None]] = [self._quick.submit(each) for _ in range(self.threads)]
        futures.append(self._deep.submit(lambda: (job(), None)[1]))
        for future in futures:
            future.result()

    def close(self) -> None:
        """Begin nothing more and forget what waits."""
        self._quick.shutdown(wait=False, cancel_futures=True)
        self._deep.shutdown(wait=False, cancel_futures=True)

    def _leave(self, _: object) -> None:
        with self._lock:
            self._inside -= 1
