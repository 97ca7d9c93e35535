"""The drafts of a run: kept from an earlier one, checked here, or checked by workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.api import Checker, Draft, lots
from checker.batch.packing import Packer, Unpacker
from checker.memory import LOT
from checker.model import FileReport, Report

if TYPE_CHECKING:
    from checker.batch.keeping import Keeper
    from checker.batch.workers import Answer, Task, Workers


class Batch:
    """Checks the drafts of a run, in lots.

    Args:
        jobs: How many processes check.
        keeper: Where reports are kept; None if nowhere.
    """

    def __init__(self, jobs: int = 1, keeper: Keeper | None = None) -> None:
        self._keeper = keeper
        self._workers = _workers(jobs)
        self._packer = Packer()
        self._unpacker = Unpacker()

    def checked(self, checker: Checker, drafts: Iterable[Draft]) -> Iterator[Report]:
        """The reports on drafts, lot by lot, in the order in which they are ready."""
        workers = self._workers
        if workers is not None and self._keeper is not None:
            drafts, few = self._few_unknown(checker, drafts)
            for new in few:
                # At once, so that a worker is at it while what is known is read here.
                yield from self._there(checker, workers.put(checker.settings, new))
        unknown = self._unknown(checker, drafts)
        if workers is None:
            for lot in unknown:
                yield lot if isinstance(lot, Report) else self._here(checker, lot)
            return
        first: tuple[Draft, ...] = ()
        started = False
        for lot in unknown:
            if isinstance(lot, Report):
                yield lot
            elif not first and not started:
                first = lot  # a single lot is checked here before a worker is ready for it
            else:
                for some in (first, lot) if first else (lot,):
                    done = workers.put(checker.settings, some)
                    yield from self._there(checker, done)
                first, started = (), True
        if first:
            yield self._here(checker, first)
        yield from self._there(checker, workers.rest())

    def close(self) -> None:
        """End the workers."""
        if self._workers is not None:
            self._workers.close()

    def _few_unknown(
        self, checker: Checker, drafts: Iterable[Draft]
    ) -> tuple[list[Draft], list[tuple[Draft, ...]]]:
        """The drafts that are to be looked up, and lots of those that are new among many.

        There are no such lots if the workers have enough to do with all that is new.
        """
        assert self._keeper is not None
        drafts = list(drafts)
        new = self._keeper.unknown(drafts, checker.settings)
        if not new or len(new) > LOT or len(new) == len(drafts):
            return drafts, []
        paths = {draft.path for draft in new}
        return [draft for draft in drafts if draft.path not in paths], list(map(tuple, lots(new)))

    def _unknown(
        self, checker: Checker, drafts: Iterable[Draft]
    ) -> Iterator[Report | tuple[Draft, ...]]:
        """Reports on drafts that were checked before, and the other drafts in lots."""
        if self._keeper is None:
            yield from map(tuple, lots(drafts))
            return
        left: list[Draft] = []
        for lot in lots(drafts):
            found = self._keeper.found(lot, checker.settings)
            if found:
                yield Report("", tuple(found.values()))
            left += [draft for draft in lot if draft.path not in found]
            if len(left) >= len(lot):
                yield tuple(left)
                left = []
        if left:
            yield tuple(left)

    def _here(self, checker: Checker, drafts: tuple[Draft, ...]) -> Report:
        """Check drafts in this process."""
        if self._keeper is None:
            return checker.check(drafts)
        report = checker.check(drafts)
        packed = {f.path: self._packer.packed(f) for f in report.files if not f.crashed}
        kept = [(draft, packed[draft.path]) for draft in drafts if draft.path in packed]
        self._keeper.keep(kept, self._packer.fresh(), checker.settings)
        return report

    def _there(
        self, checker: Checker, done: Iterable[tuple[Task, Answer | None]]
    ) -> Iterator[Report]:
        """What workers found."""
        for task, answer in done:
            if answer is None:
                yield self._here(checker, task.drafts)
                continue
            self._unpacker.learn(answer.heads)
            files: list[FileReport] = []
            kept = []
            for draft in task.drafts:
                packed = answer.packed.get(draft.path)
                if packed is None:
                    continue
                files.append(self._unpacker.unpacked(packed, draft.path, draft.text))
                if draft.path not in answer.crashed:
                    kept.append((draft, packed))
            if self._keeper is not None:
                self._keeper.keep(kept, answer.heads, task.settings)
            yield Report("", tuple(files), answer.problems)


def _workers(jobs: int) -> Workers | None:
    if jobs == 1:
        return None
    # Here, so that a start does not import what only several processes need.
    from checker.batch.workers import Workers

    return Workers(jobs)
