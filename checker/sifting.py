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
from checker.model import Category, FileReport, Finding, Span
from checker.options import Options
from checker.reporters.privacy import PRIVATE, hidden
from checker.rulebook.rule import Catalogue

_WIDE = ("utf-16", "utf-32")
"""Encodings whose lines git cannot count."""


def open_sieve(options: Options) -> Sieve:
    """What leaves out drafts and findings in a run.

    Raises:
        ConfigError: Options exclude each other, or a baseline cannot be used.
    """
    asked = options.sifting
    _refuse(options)
    baseline = None
    if asked.baseline is not None:
        baseline = load(asked.baseline)
    elif asked.write_baseline is not None:
        path = asked.write_baseline
        baseline = load(path) if os.path.lexists(path) else Baseline(path)
    return Sieve(options, baseline, Changes(asked.since) if asked.changes else None)


@dataclass
class Sieve:
    """What is left out of one run, and what is found out on the way."""

    options: Options
    baseline: Baseline | None
    changes: Changes | None
    unchanged: int = 0
    _former: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    _still: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    _skipped: dict[str, frozenset[str]] = field(default_factory=dict)
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
        """A report with those findings only that are to be told.

        Raises:
            ConfigError: git cannot tell which lines were changed.
        """
        kept = [True] * len(file.findings)
        if self.baseline is not None:
            new = self._new(self.baseline, file, rules)
            # What is written now is told if it cannot be written, see `close`.
            kept = new if self.options.sifting.write_baseline is None else kept
            self._old += kept.count(False)
        asked = self.options.sifting
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
        baseline, asked = self.baseline, self.options.sifting
        if baseline is None:
            return tuple(files)
        if asked.write_baseline is not None:
            self._write(baseline)
            return tuple(
                _left(file, [_always_told(finding) for finding in file.findings]) for file in files
            )
        self._prune(baseline)
        return tuple(files)

    def notes(self) -> Iterator[str]:
        """What was left out, in sentences."""
        yield from self._notes
        if self._old:
            yield f"以前からの指摘 {self._old}件は、表示していません。"
        if self._elsewhere:
            yield f"変わっていない行の指摘 {self._elsewhere}件は、表示していません。"

    # What was there before

    def _new(self, baseline: Baseline, file: FileReport, rules: Catalogue) -> list[bool]:
        """Whether each finding was not there before; notes what was found."""
        name = baseline.name(Path(file.path))
        former = self._former.get(name, name)
        known = baseline.files.get(former, {})
        seen = self._seen.setdefault(name, {})
        still = self._still.setdefault(name, {})
        self._skipped[name] = frozenset(
            rule for skipped in file.skipped for rule in skipped.what.split("、")
        )
        if file.crashed:  # what would it have found?
            self._skipped[name] |= known.keys()
        new = []
        for finding, key in zip(file.findings, keys(hidden(file), rules), strict=False):
            if _always_told(finding):
                new.append(True)
                continue
            fingerprint = key.fingerprint(name)
            seen.setdefault(key.rule, set()).add(fingerprint)
            rule = rules.get(key.rule)
            ids = (key.rule, *(rule.head.formerly if rule is not None else ()))
            old = any(
                replace(key, rule=each).fingerprint(former) in known.get(each, ()) for each in ids
            )
            if old:
                still.setdefault(key.rule, set()).add(fingerprint)
            new.append(not old)
        return new

    def _write(self, baseline: Baseline) -> None:
        """Put all that was found into the file."""
        baseline.write(self._with_unseen(baseline, self._seen))
        found = {name: known for name, known in self._seen.items() if known}
        self._notes.append(
            f"{baseline.path}: 今ある指摘 {_count(found)}件（{len(found)}ファイル）を記録しました。"
            f"次から --baseline {baseline.path} を付けると、新しい指摘だけを出します。"
        )

    def _prune(self, baseline: Baseline) -> None:
        """Take out what is no longer there, or tell how much that is."""
        files = self._with_unseen(baseline, self._still)
        count = _count(baseline.files) - _count(files)
        if self.options.sifting.prune_baseline:
            baseline.write(files)
            self._notes.append(f"{baseline.path}: なくなった指摘 {count}件を、記録から消しました。")
        elif count > 0:
            self._notes.append(
                f"{baseline.path}: 記録にある指摘のうち {count}件は、もうありません。"
                "--prune-baseline を付けると、記録から消します。"
            )

    def _with_unseen(
        self, baseline: Baseline, found: Mapping[str, Mapping[str, set[str]]]
    ) -> dict[str, Known]:
        """Findings, with what is known of drafts and rules that this run did not look at."""
        files: dict[str, Known] = {
            name: known
            for name, known in baseline.files.items()
            if name not in found and not baseline.is_gone(name)
        }
        for name, rules in found.items():
            kept = {rule: frozenset(each) for rule, each in rules.items()}
            for rule, known in baseline.files.get(name, {}).items():
                if not self._ran(name, rule):
                    kept[rule] = kept.get(rule, frozenset()) | known
            files[name] = kept
        return files

    def _ran(self, name: str, rule: str) -> bool:
        """Whether all findings of a rule were asked for in a draft."""
        select, ignore = self.options.select, self.options.ignore
        category = rule.partition("/")[0]
        if select and not {category, rule} & set(select):
            return False
        if any(each.partition("#")[0] in (category, rule) for each in ignore):
            return False
        return rule not in self._skipped[name]

    # What was not changed

    def _touched(self, changes: Changes, file: FileReport) -> list[bool]:
        """Whether each finding, or a place that it speaks of, is on a changed line."""
        lines = None
        if not file.encoding.startswith(_WIDE):
            lines = changes.lines(Path(file.path))
        if lines is None:
            return [True] * len(file.findings)
        ends = [at for at, char in enumerate(file.source) if char == "\n"]

        def on(span: Span) -> bool:
            first = bisect_left(ends, span.start) + 1
            last = bisect_left(ends, max(span.start, span.end - 1)) + 1
            return any(each.start <= last and first < each.stop for each in lines)

        return [
            _always_told(finding)
            or any(on(span) for span in (finding.span, *(each.span for each in finding.related)))
            for finding in file.findings
        ]


def _always_told(finding: Finding) -> bool:
    """Whether a finding says that the checker failed."""
    return finding.category is Category.INTERNAL


def _left(file: FileReport, kept: Sequence[bool]) -> FileReport:
    """A report with some of its findings; what is private stays hidden without its finding."""
    if all(kept):
        return file
    findings = tuple(each for each, keep in zip(file.findings, kept, strict=True) if keep)
    if any(
        not keep and each.rule.startswith(PRIVATE)
        for each, keep in zip(file.findings, kept, strict=True)
    ):
        file = hidden(file)
        findings = tuple(each for each, keep in zip(file.findings, kept, strict=True) if keep)
    return replace(file, findings=findings)


def _count(files: Mapping[str, Mapping[str, Collection[str]]]) -> int:
    return sum(len(each) for known in files.values() for each in known.values())


def _compared(told: str, all_files: int, kept: int) -> str:
    if not kept:
        return f"「{told}」から変わった下書きはありません（{all_files}ファイルを比べました）。"
    left = all_files - kept
    return f"「{told}」から変わった {kept}ファイルを点検しました" + (
        f"（変わっていない {left}ファイルは、点検していません）。" if left else "。"
    )


# What makes no sense together


def _refuse(options: Options) -> None:
    """Refuse wishes that exclude each other.

    Raises:
        ConfigError: Names both, and what to do instead.
    """
    asked = options.sifting
    writes = "--write-baseline" if asked.write_baseline is not None else "--prune-baseline"
    is_written = asked.write_baseline is not None or asked.prune_baseline
    changed = "--changed-lines" if asked.changed_lines else "--changed"
    mends = "--fix" if options.fix else "--diff"
    nameless = STDIN in options.paths and not options.stdin_filename
    for first, second, wrong, remedy in (
        (
            "--write-baseline",
            "--baseline",
            asked.write_baseline is not None and asked.baseline is not None,
            "記録を作り直すなら --write-baseline だけを、なくなった指摘を消すなら "
            "--baseline と --prune-baseline を書いてください。",
        ),
        (
            "--prune-baseline",
            "--write-baseline",
            asked.prune_baseline and asked.write_baseline is not None,
            "どちらか一方にしてください。",
        ),
        (
            writes,
            mends,
            is_written and (options.fix or options.diff),
            f"先に {mends} だけで実行し、それから {writes} を実行してください。",
        ),
        (
            writes,
            changed,
            is_written and asked.changes,
            f"{changed} を消して、すべての下書きを点検してください。",
        ),
        (
            writes,
            "標準入力（-）",
            is_written and STDIN in options.paths,
            "ファイルの名前を書いてください。",
        ),
        (
            changed,
            "標準入力（-）",
            asked.changes and STDIN in options.paths,
            f"ファイルの名前を書くか、{changed} を消してください。",
        ),
        (
            "--baseline",
            "標準入力（-）",
            asked.baseline is not None and nameless,
            "--stdin-filename notice.md のように、下書きの名前を書いてください。",
        ),
        (
            "--changed-lines",
            mends,
            asked.changed_lines and (options.fix or options.diff),
            f"{mends} は変わっていない行も直します。--changed にするか、{mends} を消してください。",
        ),
        (
            "--history",
            changed if asked.changes else "--baseline",
            options.history is not None and asked.any,
            "点検の記録は、サイトのすべての指摘を数えるものです。別々に実行してください。",
        ),
    ):
        if wrong:
            raise ConfigError(
                "option-conflict", "", f"{first} は、{second} と一緒には使えません。", remedy
            )
    if asked.prune_baseline and asked.baseline is None:
        raise ConfigError(
            "no-baseline",
            "",
            "--prune-baseline に、記録のファイルがありません。",
            "--baseline FILE と一緒に書いてください。",
        )
    if asked.since and not asked.changes:
        raise ConfigError(
            "option-conflict",
            "",
            "--since だけでは、何を選ぶのかが分かりません。",
            "--changed か --changed-lines と一緒に書いてください。",
        )
