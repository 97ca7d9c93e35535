"""Processes that check lots of drafts, each with an engine of its own that is loaded once.

They are started anew and not forked, so that they are the same on every system. A worker ends
when this process does, however that ends: it then reads the end of its pipe.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any

from checker.api import Checker, Draft, Settings, settle
from checker.batch.packing import Packer
from checker.model import Problem


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Configurations hold such mappings.
ForkingPickler.register(MappingProxyType, lambda given: (_frozen, (dict(given),)))


@dataclass(frozen=True, slots=True)
class Task:
    """Drafts to check together, and how."""

    settings: Settings
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in the drafts of a task.

    Attributes:
        packed: The packed reports, by path, without those of drafts that cannot be read.
        crashed: The paths of drafts in which a rule failed.
        problems: What cannot be read.
        heads: What the packed reports are the first to refer to.
    """

    packed: dict[str, bytes]
    crashed: frozenset[str]
    problems: tuple[Problem, ...]
    heads: dict[int, bytes]


def answered(checker: Checker, drafts: tuple[Draft, ...], packer: Packer) -> Answer:
    """Check some drafts."""
    report = checker.check(drafts)
    return Answer(
        {file.path: packer.packed(file) for file in report.files},
        frozenset(file.path for file in report.files if file.crashed),
        report.problems,
        packer.fresh(),
    )


class Workers:
    """Some processes; used by one thread.

    Args:
        jobs: How many; each is started when there is something to do for it.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._processes: list[BaseProcess] = []
        self._idle: list[Connection[Any, Any]] = []
        self._busy: dict[Connection[Any, Any], Task] = {}

    def put(
        self, settings: Settings, drafts: tuple[Draft, ...]
    ) -> Iterator[tuple[Task, Answer | None]]:
        """Have drafts checked; what was done of earlier ones comes back meanwhile.

        An answer of None means that the worker has ended (the system takes the memory of
        one, mostly): the task is still to be done.
        """
        if not self._idle and len(self._processes) < self._jobs:
            self._start()
        done = [] if self._idle else self._wait()
        while not self._idle:  # its worker has ended
            self._start()
        connection = self._idle.pop()
        task = self._busy[connection] = Task(settings, drafts)
        connection.send(task)
        yield from done

    def rest(self) -> Iterator[tuple[Task, Answer | None]]:
        """Wait for what is still being done."""
        while self._busy:
            yield from self._wait()

    def close(self) -> None:
        """End all workers, whatever they do."""
        for connection in (*self._idle, *self._busy):
            connection.close()
        for process in self._processes:
            process.terminate()
            process.join()
        self._idle, self._busy, self._processes = [], {}, []

    def _start(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()  # so that its end is noticed here
        self._processes.append(process)
        self._idle.append(ours)

    def _wait(self) -> list[tuple[Task, Answer | None]]:
        done: list[tuple[Task, Answer | None]] = []
        for connection in wait(list(self._busy)):
            assert isinstance(connection, Connection)
            task = self._busy.pop(connection)
            answer: Answer | None = None
            with suppress(EOFError, OSError):
                answer = connection.recv()
            if answer is None:
                connection.close()
            else:
                self._idle.append(connection)
            done.append((task, answer))
        return done


def _serve(connection: Connection[Any, Any]) -> None:
    """Answer tasks until nobody asks any more: the life of a worker."""
    # Ctrl+C reaches all processes of a terminal; the first one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # see `checker.__main__`
    checkers: dict[Settings, Checker] = {}
    packer = Packer()
    with suppress(Exception):  # who asked then checks by itself, and tells of what is wrong
        while True:
            task: Task = connection.recv()
            checker = checkers.get(task.settings)
            if checker is None:
                checker = checkers[task.settings] = task.settings.checker()
                settle()
            connection.send(answered(checker, task.drafts, packer))
