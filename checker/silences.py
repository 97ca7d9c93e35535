"""Which `[[silence]]` of a city silence nothing any more.

Nobody can tell that from one draft, as for a comment in it (`checker.suppression`): a city
says it of many, and some of them may need it. So it is told after a run over all drafts
that the configuration is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checker.api import Checker
from checker.config import Config, Origin, Silence
from checker.model import FileReport, Silencer


@dataclass
class Silences:
    """What the configurations of a run want to be silent, and what was.

    Attributes:
        idle: What nothing was found of so far, with the configuration in which it was met.
        needed: What something was found of, or may have been.
    """

    idle: dict[tuple[Origin, Silence], Path] = field(default_factory=dict)
    needed: set[tuple[Origin, Silence]] = field(default_factory=set)

    def add(self, file: FileReport, config: Config, checker: Checker) -> None:
        """Note what was silent in a draft.

        Args:
            file: Its report.
            config: What holds for it.
            checker: What made the report.
        """
        silent = {
            (each.selector, each.reason) for each in file.silenced if each.by is Silencer.CONFIG
        }
        for silence in config.silence:
            origin = config.origins.get(("silence", silence.rule, silence.reason))
            if origin is None or (origin, silence) in self.needed:
                continue
            asked = not file.crashed and checker.asks(silence.rule, file)
            if (silence.rule, silence.reason) in silent or not asked:
                self.needed.add((origin, silence))
            else:
                self.idle[origin, silence] = Path(config.path)

    def unneeded(self, walked: Iterable[Path]) -> Iterator[tuple[Origin, str]]:
        """The rules that had nothing to silence in any draft that they are for.

        Args:
            walked: The folders of the run. Where not all drafts of a configuration, and of
                the file in which it stands, were checked, nobody knows.
        """
        roots = [folder.resolve() for folder in walked]
        for (origin, silence), configuration in self.idle.items():
            folders = [Path(each).resolve().parent for each in (origin.place, configuration)]
            whole = all(any(each.is_relative_to(root) for root in roots) for each in folders)
            if whole and (origin, silence) not in self.needed:
                yield origin, silence.rule
