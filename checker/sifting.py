"""Which drafts are checked and which findings are told, where not all of them are wanted.

Three wishes, each with its option: no findings from before (`--baseline`), only drafts that
were changed (`--changed`), only lines that were changed (`--changed-lines`). A finding that
is left out is counted, so that a report never looks cleaner than the drafts are.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.baseline import Baseline, Known, load, renamed
from checker.changes import Changes
from checker.errors import ConfigError
from checker.fingerprints import keys
from checker.inputs import STDIN, Input
from checker.model import FileReport, Finding, Span, Tier
from checker.options import Options, Sifting
from checker.reporters.privacy import hidden
from checker.rulebook.rule import Catalogue
from checker.suppression import ALWAYS_TOLD

_WIDE = ("utf-16", "utf-32")
"""Encodings whose lines git cannot count."""


def open_sieve(options: Options) -> Sieve | None:
    """What leaves out drafts and findings in a run; None if all are wanted.

    Raises:
        ConfigError: Options exclude each other, or a baseline cannot be used.
    """
    asked = options.sifting
    _refuse(options)
    if not asked.any:
        return None
    baseline = None
    if asked.baseline is not None:
        baseline = load(asked.baseline)
    elif asked.write_baseline is not None:
        path = asked.write_baseline
        baseline = load(path) if os.path.lexists(path) else Baseline(path)
    changes = Changes(asked.since) if asked.changes else None
    return Sieve(asked, baseline, changes, partial=bool(_narrowing(options)))


@dataclass
class _Found:
    """What was found in one draft, as fingerprints by rule.

    Attributes:
        seen: All that can be in a baseline.
        known: Those that are, under the draft's name and the rules' names of today.
        not_run: The rules that were not asked, so that nobody knows.
    """

    seen: dict[str, set[str]] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    not_run: frozenset[str] = frozenset()


@dataclass
class Sieve:
    """What is left out of one run, and what is found out on the way.

    Attributes:
        asked: What the user wants.
        baseline: What was found before.
        changes: What was changed.
        partial: Whether options leave out rules, so that nobody knows what is gone.
        unchanged: How many drafts are left out.
    """

    asked: Sifting
    baseline: Baseline | None
    changes: Changes | None
    partial: bool = False
    unchanged: int = 0
    _former: Mapping[str, str] = field(default_factory=dict)
    _found: dict[str, _Found] = field(default_factory=dict)
    _old: int = 0
    _elsewhere: int = 0
    _notes: list[str] = field(default_factory=list)

    def chosen(self, inputs: Sequence[Input]) -> tuple[Input, ...]:
        """The files of a run that are to be checked.

        Raises:
            ConfigError: git cannot tell which were changed.
        """
        kept = tuple(inputs)
        if self.changes is not None:
            changes = self.changes
            kept = tuple(each for each in inputs if changes.holds(each.path))
            self.unchanged = len(inputs) - len(kept)
            if inputs:
                self._notes.append(_compared(changes.told, len(inputs), len(kept)))
        if self.baseline is not None:
            try:
                self._former = renamed(self.baseline, [each.path for each in inputs])
            except ConfigError as error:
                self._notes.append(
                    f"{self.baseline.path}: 記録にあるファイルの一部が、見つかりません。"
                    f"名前を変えたファイルを、git に尋ねられませんでした（{error.message}）。"
                )
        return kept

    def sift(self, file: FileReport, rules: Catalogue) -> FileReport:
        """A report with those findings only that are to be told, and the number of the others.

        Raises:
            ConfigError: git cannot tell which lines were changed.
        """
        kept = [True] * len(file.findings)
        if self.baseline is not None:
            kept = self._new(self.baseline, file, rules)
            self._old += kept.count(False)
        asked = self.asked
        if asked.changed_lines and self.changes is not None:
            touched = self._touched(self.changes, file)
            self._elsewhere += sum(
                new and not here for new, here in zip(kept, touched, strict=True)
            )
            kept = [new and here for new, here in zip(kept, touched, strict=True)]
        return _left(file, kept)

    def close(self, files: Sequence[FileReport]) -> tuple[FileReport, ...]:
        """Write what was found, where that was asked for.

        Args:
            files: The reports of the run, as `sift` left them.

        Returns:
            The reports without what is written now.

        Raises:
            WriteError: The file of findings is as it was, and so are the reports.
        """
        baseline, asked = self.baseline, self.asked
        if baseline is None:
            return tuple(files)
        if asked.write_baseline is not None:
            baseline.write(self._recorded(baseline))
            count = sum(_count(found.seen) for found in self._found.values())
            self._notes.append(
                f"{baseline.path}: 今ある指摘 {count}件を記録しました。"
                f"次から --baseline {baseline.path} を付けると、新しい指摘だけを出します。"
            )
            return tuple(
                _left(file, [_always_told(finding) for finding in file.findings]) for file in files
            )
        self._prune(baseline)
        return tuple(files)

    def notes(self) -> Iterator[str]:
        """What was left out, in sentences."""
        yield from self._notes
        if self._old and self.asked.write_baseline is None:
            yield f"以前からの指摘 {self._old}件は、表示していません。"
        if self._elsewhere:
            yield f"変わっていない行の指摘 {self._elsewhere}件は、表示していません。"

    # What was there before

    def _new(self, baseline: Baseline, file: FileReport, rules: Catalogue) -> list[bool]:
        """Whether each finding was not there before; notes what was found."""
        name = baseline.name(Path(file.path))
        former = self._former.get(name, name)
        before = baseline.files.get(former, {})
        found = self._found.setdefault(name, _Found())
        skipped = (each for part in file.skipped for each in part.what.split("、"))
        found.not_run = frozenset(before if file.crashed else skipped)
        new = []
        for finding, key in zip(file.findings, keys(hidden(file), rules), strict=False):
            if _always_told(finding):
                new.append(True)
                continue
            own = key.fingerprint(name)
            found.seen.setdefault(key.rule, set()).add(own)
            rule = rules.get(key.rule)
            ids = (key.rule, *(rule.head.formerly if rule is not None else ()))
            was = any(
                replace(key, rule=each).fingerprint(former) in before.get(each, ()) for each in ids
            )
            if was:
                found.known.setdefault(key.rule, set()).add(own)
            new.append(not was)
        return new if self.asked.write_baseline is None else [True] * len(new)

    def _recorded(self, baseline: Baseline) -> dict[str, Known]:
        """What was found, with what is known of other drafts and of rules that did not run."""
        return self._with_others(baseline, {n: found.seen for n, found in self._found.items()})

    def _prune(self, baseline: Baseline) -> None:
        """Take out what is no longer there, or tell how much that is."""
        files = self._with_others(baseline, {n: found.known for n, found in self._found.items()})
        count = sum(map(_count, baseline.files.values())) - sum(map(_count, files.values()))
        if self.asked.prune_baseline:
            baseline.write(files)
            self._notes.append(f"{baseline.path}: なくなった指摘 {count}件を、記録から消しました。")
        elif count > 0 and not self.partial:
            self._notes.append(
                f"{baseline.path}: 記録にある指摘のうち {count}件は、もうありません。"
                "--prune-baseline を付けると、記録から消します。"
            )

    def _with_others(
        self, baseline: Baseline, own: Mapping[str, Mapping[str, set[str]]]
    ) -> dict[str, Known]:
        """What is known of the drafts of the run, and all that nobody looked at this time.

        Drafts that are gone are left out.
        """
        files: dict[str, dict[str, frozenset[str]]] = {}
        looked_at = {self._former.get(name, name): name for name in own}
        for name, known in baseline.files.items():
            if name in looked_at:
                not_run = self._found[looked_at[name]].not_run
                kept = {rule: found for rule, found in known.items() if rule in not_run}
                if kept:
                    files[name] = kept
            elif not baseline.is_gone(name):
                files[name] = dict(known)
        for name, by_rule in own.items():
            mine = files.setdefault(name, {})
            for rule, found in by_rule.items():
                mine[rule] = mine.get(rule, frozenset()) | found
        return dict(files)

    # What was changed

    def _touched(self, changes: Changes, file: FileReport) -> list[bool]:
        """Whether each finding, or a place that it disagrees with, is on a changed line."""
        changed = None
        if not file.encoding.lower().startswith(_WIDE):
            changed = changes.lines(Path(file.path))
        if changed is None:
            return [True] * len(file.findings)
        ends = [at for at, sign in enumerate(file.source) if sign == "\n"]
        lines = {line for part in changed for line in part}

        def here(span: Span) -> bool:
            first = bisect_left(ends, span.start) + 1
            last = bisect_left(ends, max(span.start, span.end - 1)) + 1
            return any(line in lines for line in range(first, last + 1))

        return [
            _always_told(finding)
            or any(map(here, (finding.span, *(other.span for other in finding.related))))
            for finding in file.findings
        ]


def _left(file: FileReport, kept: Sequence[bool]) -> FileReport:
    """A report with some of its findings, and how many are left out."""
    findings = tuple(
        finding for finding, is_kept in zip(file.findings, kept, strict=True) if is_kept
    )
    gone = len(file.findings) - len(findings)
    return replace(file, findings=findings, unshown=file.unshown + gone) if gone else file


def _always_told(finding: Finding) -> bool:
    """Whether nobody may leave a finding out: it speaks of the checker or of silencing."""
    return finding.category in ALWAYS_TOLD


def _count(known: Mapping[str, Collection[str]]) -> int:
    return sum(map(len, known.values()))


def _compared(told: str, count: int, kept: int) -> str:
    if not kept:
        return f"「{told}」から変わった下書きはありません（{count}件中）。"
    return f"「{told}」から変わった下書き {kept}件を点検します（{count}件中）。"


def _refuse(options: Options) -> None:
    """Refuse what excludes each other.

    Raises:
        ConfigError: With the options in question.
    """
    asked = options.sifting
    writes = "--write-baseline" if asked.write_baseline else ""
    writes = writes or ("--prune-baseline" if asked.prune_baseline else "")
    if asked.prune_baseline and asked.baseline is None:
        raise _conflict(
            "--prune-baseline は、--baseline と一緒に使います。",
            "check --baseline ファイル --prune-baseline … のように書いてください。",
        )
    if asked.write_baseline is not None and asked.baseline is not None:
        raise _conflict(
            "--write-baseline と --baseline は、同時に使えません。",
            "記録を作り直すなら --write-baseline だけ、"
            "なくなった指摘を消すなら --baseline と --prune-baseline を書いてください。",
        )
    partial = [
        name
        for name, given in (
            ("--fix", options.fix),
            ("--diff", options.diff),
            ("--changed", asked.changes),
        )
        if given
    ]
    partial += _narrowing(options)
    if writes and partial:
        raise _conflict(
            f"{writes} と {partial[0]} は、同時に使えません。指摘の一部しか記録に残りません。",
            f"{partial[0]} を外して、もう一度実行してください。",
        )
    if STDIN in options.paths and asked.changes:
        raise _conflict(
            "標準入力（-）のどこが変わったかは、git に尋ねられません。",
            "ファイルの名前を書くか、--changed と --changed-lines を外してください。",
        )
    if STDIN in options.paths and asked.any and not options.stdin_filename:
        raise _conflict(
            "標準入力（-）の下書きの名前が分からないので、以前の指摘と比べられません。",
            "--stdin-filename notice.md のように、名前を書いてください。",
        )


def _narrowing(options: Options) -> list[str]:
    """The options that leave out rules."""
    given = (
        ("--select", bool(options.select)),
        ("--ignore", bool(options.ignore)),
        ("--tier", options.tier is not Tier.SYNTAX),
    )
    return [name for name, is_given in given if is_given]


def _conflict(message: str, remedy: str) -> ConfigError:
    return ConfigError("sifting-conflict", "", message, remedy)
