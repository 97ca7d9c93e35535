"""One run of the command: read, check, mend, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from checker import __version__
from checker.api import Checker, Draft, Rulebook, rulebook_for, today
from checker.config import Config
from checker.delivery import deliver
from checker.document.model import Format
from checker.document.read import format_of
from checker.document.source import Source, is_html_path, load, load_stream
from checker.document.writing import encode, replace_file
from checker.errors import CheckerError, InputError
from checker.fixing import Mended
from checker.inputs import STDIN, Collected, Input, collect, is_left_out
from checker.lookup import Lookup
from checker.memory import LOT, settle
from checker.model import FileReport, Problem, Report, Score
from checker.options import BROKEN, FOUND, OK, UNUSABLE, Options
from checker.outputs import Output, faults
from checker.reporters.material import Look, Material
from checker.reporters.registry import TEXT
from checker.rulebook.rule import Rulebooks

if TYPE_CHECKING:
    from checker.drafting import Doubt
    from checker.sifting import Sieve
    from checker.silences import Silences
    from checker.site.values import Site
    from checker.survey import Survey

_NAMED_LEFT_OUT = 3
"""Files that a note names of those that `--force-exclude` leaves out."""

PROGRESS_FROM = 20
"""A progress bar is shown to a person from this number of files on."""


def check(options: Options) -> int:
    """Check, and mend if asked; print the results and return the exit status."""
    lookup = Lookup(options)
    collected = collect(
        (path for path in options.paths if path != STDIN),
        lookup.excludes,
        force=options.force_exclude,
    )
    session = _Session(options, lookup)
    unwritable = faults(options.outputs, [each.path for each in collected.inputs])
    if unwritable:
        for fault in unwritable:
            session.fail(fault)
        return UNUSABLE
    session.open_survey()
    for error in collected.errors:
        session.fail(error)
    inputs = session.open_sieve(collected.inputs)
    if STDIN in options.paths:
        session.check_stdin()
    session.check_files(inputs)
    session.tell_about(collected)
    return session.close()


class _Session:
    """One run: what was asked, and what has been found so far."""

    def __init__(self, options: Options, lookup: Lookup) -> None:
        self._options = options
        self._lookup = lookup
        self._left_out = 0  # of what the user named
        self._checkers: dict[Config, Checker | None] = {}
        self._rulebooks: dict[tuple[object, ...], Rulebook] = {}
        self._told: set[str] = set()
        self._reports: list[FileReport] = []
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._survey: Survey | None = None
        self._sieve: Sieve | None = None
        self._silences: Silences | None = None

    def open_sieve(self, inputs: tuple[Input, ...]) -> tuple[Input, ...]:
        """The files that are to be checked; all that keeps that from being told comes first.

        Raises:
            ConfigError: Options exclude each other, a baseline cannot be used, git cannot tell.
        """
        if not self._options.sifting.any:
            return inputs
        # Here, so that a start does not import what only such a run needs.
        from checker.sifting import open_sieve

        self._sieve = open_sieve(self._options)
        return inputs if self._sieve is None else self._sieve.chosen(inputs)

    def open_survey(self) -> None:
        """Read the records of earlier runs; what cannot be used is told before a long check."""
        if not self._options.gathers:
            return
        # Here, so that a start does not import what only a site report needs.
        from checker.survey import Survey

        self._survey = Survey(self._options.history)
        for error in self._survey.open():
            self.fail(error)

    def fail(self, error: CheckerError) -> None:
        """Note an input that cannot be used and tell the user at once."""
        self._note(Problem(error.path, error.code, error.message, error.remedy))

    def check_stdin(self) -> None:
        """Check standard input; with `--fix` the mended text takes the place of results."""
        name = self._options.stdin_filename
        format = format_of(name) if name else Format.TEXT
        try:
            if format is None:
                raise _no_format()
            source = load_stream(
                sys.stdin.buffer,
                name or STDIN,
                encoding=self._options.encoding,
                is_html=is_html_path(name),
            )
        except CheckerError as error:
            self.fail(error)
            return
        if self._options.force_exclude and name and is_left_out(Path(name), self._lookup.excludes):
            self._left_out += 1
            self._notes.append(_left_out_note([Path(name)]))
            if self._options.fix and not self._options.diff:
                sys.stdout.buffer.write(source.raw)  # what is mended takes the place of the draft
            return
        checker = self._checker(Path(name or STDIN))
        if checker is None:
            return
        if self._mends:
            self._mend(checker, source, format, None)
        else:
            self._take(checker.check([_draft(source, format)]))

    def check_files(self, inputs: Sequence[Input]) -> None:
        """Check files, or mend them one by one; those of one configuration go together."""
        options = self._options
        groups: dict[Checker, list[Input]] = {}
        for item in inputs:
            checker = self._checker(item.path)
            if checker is not None:
                groups.setdefault(checker, []).append(item)
        with _progress(sum(map(len, groups.values()))) as bar:
            for checker, items in groups.items():
                sources = self._load(items, bar)
                if self._mends:
                    for path, source, format in sources:
                        self._mend(checker, source, format, path)
                else:
                    drafts = (_draft(source, format) for _, source, format in sources)
                    if not options.lets_go:
                        self._take(checker.check(drafts))
                    # A site report needs little of each draft: the rest is let go of.
                    while lot := list(islice(drafts, LOT)):
                        self._take(checker.check(lot))
        order = {str(item.path): number for number, item in enumerate(inputs)}
        self._reports.sort(key=lambda report: order.get(report.path, -1))

    def tell_about(self, collected: Collected) -> None:
        """Note links that were not followed, and what of the configuration is for nothing."""
        if collected.left_out:
            self._notes.append(_left_out_note(collected.left_out))
            self._left_out += len(collected.left_out)
        for link in collected.links:
            self._notes.append(f"{link}: フォルダーへのリンクなので、中を点検していません。")
        for said in self._lookup.unfitting(collected.walked):
            self._notes.append(
                f"{said.origin}: 「{said.value}」に当てはまる下書きがありません。"
                "場所の書き方を確かめてください。"
            )
        if self._silences is not None and not self._problems:
            for origin, silence in self._silences.unused(collected.walked):
                self._notes.append(
                    f"{origin}: [[silence]] の「{silence.rule}」で止まる指摘は、もうありません。"
                    "要らなければ、消してください。"
                )

    @property
    def _mends(self) -> bool:
        return self._options.fix or self._options.diff

    def _load(self, items: Iterable[Input], bar: Any) -> Iterator[tuple[Path, Source, Format]]:
        for item in items:
            try:
                source = load(item.path, encoding=self._options.encoding)
                format = format_of(str(item.path))
                assert format is not None  # `collect` lets no other through
                if item.named and not source.text.strip():
                    raise _empty(str(item.path))
            except CheckerError as error:
                self.fail(error)
            else:
                yield item.path, source, format
            bar.update(1)

    def _note(self, problem: Problem) -> None:
        self._problems.append(problem)
        place = f"{problem.path}: " if problem.path else ""
        click.echo(f"エラー: {place}{problem.message}\n  → {problem.remedy}", err=True)

    def _take(self, report: Report) -> None:
        for file in report.files:
            self._keep_report(file)
        for problem in report.problems:
            self._note(problem)

    def _keep_report(self, file: FileReport) -> None:
        if self._survey is not None:
            self._survey.add(file)
        self._note_silence(file)
        file = self._sifted(file)
        if self._options.lets_go:
            worst = sorted(file.findings, key=lambda finding: finding.severity)[-1:]
            # Only what the exit status depends on.
            score = file.score and replace(file.score, parts=(), gains=(), level=None)
            file = replace(
                file,
                source="",
                findings=tuple(worst),
                notice=None,
                score=score,
                page=None,
                sentences=(),
            )
        self._reports.append(file)

    def _note_silence(self, file: FileReport) -> None:
        """Note which `[[silence]]` the draft needs, if all that they are for is looked for."""
        options = self._options
        if options.sifting.changes or options.select or options.ignore or options.profile:
            return
        path = Path(file.path)
        checker = self._checker(path)
        if checker is None or not checker.config.silence:
            return
        if self._silences is None:
            # Here, so that a start does not import what only such a run needs.
            from checker.silences import Silences

            self._silences = Silences()
        # Not the checker's own: equal configurations of several places share it.
        self._silences.add(file, self._lookup.config_for(path), checker)

    def _sifted(self, file: FileReport) -> FileReport:
        """The report without what nobody wants to be told."""
        checker = self._checker(Path(file.path)) if self._sieve is not None else None
        if self._sieve is None or checker is None:
            return file
        try:
            return self._sieve.sift(file, checker.rulebook)
        except CheckerError as error:
            self._fail_once(error)
            return file

    def _mend(self, checker: Checker, source: Source, format: Format, path: Path | None) -> None:
        """Mend one draft, or show how; `path` None is standard input."""
        draft = _draft(source, format)
        options = self._options
        try:
            easy = None
            if options.diff and not (options.fix or options.unsafe):
                easy = checker.draft(source, format)
            mended = easy or checker.fix(source, format, unsafe=options.unsafe)
        except CheckerError as error:
            self.fail(error)
            return
        doubts: tuple[Doubt, ...] = ()
        if options.diff:
            self._take(checker.check([draft]))
            text = mended.rope.text
            if easy is not None:
                text, doubts = _drafted(checker, mended, draft)
            _write(sys.stdout, _patch(source, text))
        else:
            try:
                _store(source, mended, path)
            except CheckerError as error:
                self.fail(error)
                self._take(checker.check([draft]))
                return
            self._keep_report(checker.report_of(mended, draft))
        self._notes.extend(_mending_notes(source.path, mended, options.diff))
        self._notes.extend(_doubt_notes(source.path, doubts))
        before = checker.report_before(mended, draft).score
        self._notes.extend(
            _score_notes(source.path, before, checker.report_of(mended, draft).score)
        )

    def _checker(self, path: Path) -> Checker | None:
        """The checker for a draft; None if its configuration cannot be used."""
        try:
            config = self._lookup.config_for(path)
        except CheckerError as error:
            self._fail_once(error)
            return None
        if config not in self._checkers:
            try:
                self._checkers[config] = Checker(
                    config,
                    as_of=self._options.as_of,
                    tier=self._options.tier,
                    rulebook=self._rulebook(config),
                    score=self._options.scores,
                    pages=self._options.pages,
                )
            except CheckerError as error:
                self._fail_once(error)
                self._checkers[config] = None
            settle()
        return self._checkers[config]

    def _rulebook(self, config: Config) -> Rulebook:
        """The rules of a configuration; those of one city are read and proved once."""
        key = (config.rules, config.words)
        if key not in self._rulebooks:
            self._rulebooks[key] = rulebook_for(config)
        return self._rulebooks[key]

    def _fail_once(self, error: CheckerError) -> None:
        """Tell of a configuration, not for every draft that it is for."""
        if str(error) not in self._told:
            self._told.add(str(error))
            self.fail(error)

    def close(self) -> int:
        """Print the results and return the exit status."""
        options = self._options
        all_left_out = self._left_out == len(options.paths)
        unchanged = self._sieve is not None and self._sieve.unchanged > 0
        checked = any(report.characters for report in self._reports)
        if not self._problems and not checked and not all_left_out and not unchanged:
            self.fail(_nothing_checked(options.paths))
        self._close_sieve()
        report = Report(self._day(), tuple(self._reports), tuple(self._problems))
        text_on_stdout = options.diff or (options.fix and "-" in options.paths)
        stream = sys.stderr if text_on_stdout else sys.stdout
        site = self._site()
        # A patch leaves no room for people's text; other formats go beside it.
        room = not (options.diff and any(_is_text(each) for each in options.outputs))
        delivered = deliver(
            self._material(report, site, stream),
            options.outputs,
            stream if room else None,
            options.step_summary,
        )
        for error in delivered.errors:
            self.fail(error)
        self._notes.extend(delivered.notes)
        if site is not None and any(file.characters for file in report.files):
            self._keep(site)
        self._notes.extend(_unscored_notes(report, options.fail_under))
        for note in self._notes:
            click.echo(note, err=True)
        return self._status(report)

    def _close_sieve(self) -> None:
        """Write what was found, where that was asked for, and tell what was left out."""
        if self._sieve is None:
            return
        try:
            self._reports = list(self._sieve.close(self._reports))
        except CheckerError as error:
            self.fail(error)
        self._notes.extend(self._sieve.notes())

    def _site(self) -> Site | None:
        """What is measured of all drafts as pages of a site, where that was asked for."""
        if self._survey is None:
            return None
        # A record that cannot be read is no page that could not be checked.
        problems = sum(not each.code.startswith("history-") for each in self._problems)
        return self._survey.site(self._day(), problems)

    def _keep(self, site: Site) -> None:
        """Add the run to the records of `--history`."""
        assert self._survey is not None  # it made the site
        try:
            self._survey.keep(site)
        except CheckerError as error:
            self.fail(error)

    def _material(self, report: Report, site: Site | None, stream: TextIO) -> Material:
        options = self._options
        rulebooks = [checker.rulebook for checker in self._checkers.values() if checker]
        return Material(
            report=report,
            version=__version__,
            rules=Rulebooks(tuple(rulebooks)),
            folder=os.getcwd(),
            fail_on=options.fail_on,
            look=Look(
                color=options.color and stream.isatty(),
                columns=_columns(),
                quiet=options.quiet,
                checklist=options.checklist,
                explain_score=options.explain_score,
                readers=options.readers,
            ),
            site=site,
            earlier=self._survey.earlier if self._survey else (),
        )

    def _day(self) -> str:
        return (self._options.as_of or today()).isoformat()

    def _status(self, report: Report) -> int:
        status = OK
        found = any(finding.severity >= self._options.fail_on for finding in report.findings)
        if (found or self._is_under(report)) and not self._options.exit_zero:
            status = FOUND
        if self._problems:
            status = UNUSABLE
        if any(file.crashed for file in report.files):
            status = BROKEN
        return status

    def _is_under(self, report: Report) -> bool:
        """Whether a draft has fewer points than `--fail-under`; no total is none too few."""
        least = self._options.fail_under
        return least is not None and any(
            file.score is not None and file.score.total is not None and file.score.total < least
            for file in report.files
        )


def _store(source: Source, mended: Mended, path: Path | None) -> None:
    """Write a mended draft to its file or to standard output.

    Raises:
        WriteError: It cannot be written; the file is as it was.
    """
    data = encode(source, mended.rope)
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif not mended.rope.is_original:
        replace_file(path, data, expected=source.raw)


def _is_text(output: Output) -> bool:
    return output.path is None and output.format.name == TEXT


def _no_format() -> InputError:
    return InputError(
        "unknown-suffix",
        "--stdin-filename",
        "この拡張子からは、形式が分かりません。",
        "notice.md、notice.txt、notice.html のように書いてください。",
    )


def _draft(source: Source, format: Format) -> Draft:
    return Draft(source.path, source.text, format, source.encoding, bom=bool(source.bom))


def _empty(path: str) -> InputError:
    return InputError(
        "empty-file", path, "ファイルが空です。", "下書きを保存してから、もう一度実行してください。"
    )


def _nothing_checked(paths: Sequence[str]) -> InputError:
    return InputError(
        "nothing-to-read",
        "、".join(paths),
        "点検できる文章がありませんでした。",
        "ファイルに文章が入っているかを確かめてください。",
    )


def _left_out_note(paths: Sequence[Path]) -> str:
    """What the user named and `--force-exclude` leaves out: a few names, and how many."""
    shown = "、".join(str(path) for path in paths[:_NAMED_LEFT_OUT])
    rest = len(paths) - _NAMED_LEFT_OUT
    return f"{shown}{f'、ほか{rest}件' if rest > 0 else ''}: 除く設定なので、点検していません。"


def _progress(count: int) -> Any:
    """A progress bar on standard error, when a person waits for many drafts."""
    hidden = count < PROGRESS_FROM or not sys.stderr.isatty()
    return click.progressbar(length=count, label="点検中", file=sys.stderr, hidden=hidden)


def _columns() -> int:
    import shutil

    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))


def _drafted(checker: Checker, mended: Mended, draft: Draft) -> tuple[str, tuple[Doubt, ...]]:
    """The draft in easy Japanese with its marks, and what they stand for."""
    # Here, so that a start does not import what only such a draft needs.
    from checker.drafting import drafted
    from checker.reporters.privacy import hidden

    made = drafted(mended, hidden(checker.report_of(mended, draft)).findings)
    return made.text, made.doubts


def _patch(source: Source, text: str) -> str:
    import difflib

    before = source.text.splitlines(keepends=True)
    after = text.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{source.path}", f"b/{source.path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _mending_notes(path: str, mended: Mended, diff: bool) -> Iterable[str]:
    count = len(mended.applied)
    if count:
        verb = "直せます" if diff else "直しました"
        yield f"{path}: {count}か所を{verb}。"
    else:
        yield f"{path}: 自動で直すところはありません。"
    for refusal in mended.refused:
        finding = refusal.finding
        yield (
            f"{path}: 「{finding.text}」（{finding.rule}）は、{refusal.reason}ので、直しませんでした。"
        )


def _doubt_notes(path: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """What a person has to decide in a draft in easy Japanese, mark by mark."""
    if not doubts:
        return
    yield (
        f"{path}: 【要確認】を付けた{doubts[-1].number}か所は、人が確かめるところです。"
        "確かめたら、【要確認】を消してください。"
    )
    for doubt in doubts:
        yield f"  【要確認{doubt.number}】{doubt.line}行目「{doubt.text}」: {doubt.message}"


def _score_notes(path: str, before: Score | None, after: Score | None) -> Iterator[str]:
    """What mending does to the score."""
    if before is None or after is None:
        return
    if before.total is None or after.total is None:
        yield f"{path}: 点数は付けられません（{before.reason or after.reason}）。"
    else:
        yield (
            f"{path}: 点数 {before.total}点（{before.band}）→ {after.total}点（{after.band}）"
            f"{'、参考値' if after.reference_only else ''}"
        )


def _unscored_notes(report: Report, fail_under: int | None) -> Iterator[str]:
    """Which drafts `--fail-under` says nothing about."""
    if fail_under is None:
        return
    for file in report.files:
        total = None if file.score is None else file.score.total
        if total is None:
            reason = file.score.reason if file.score else "読む文字がないため"
            yield f"{file.path}: 点数が付けられないので、--fail-under では判断しません（{reason}）。"
        elif total < fail_under:
            yield f"{file.path}: {total}点です。--fail-under の{fail_under}点に足りません。"


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()
