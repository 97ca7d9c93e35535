"""One run of the command: read, check, mend, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from checker import __version__
from checker.api import Checker, Draft, Rulebook, problem, rulebook_for, today
from checker.batch.checking import Batch
from checker.batch.sharing import OF_CONFIGS, OF_DRAFTS, OF_PATHS, OF_RUN, Place, share
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
from checker.memory import settle
from checker.model import FileReport, Problem, Report, Score
from checker.options import BROKEN, FOUND, OK, UNUSABLE, Options
from checker.outputs import Output, faults
from checker.reporters.material import Look, Material
from checker.reporters.registry import JSONL, TEXT
from checker.rulebook.rule import Rulebooks

if TYPE_CHECKING:
    from checker.batch.keeping import Keeper
    from checker.batch.parts import Merged
    from checker.drafting import Doubt
    from checker.sifting import Sieve
    from checker.silences import Silences
    from checker.site.values import Site
    from checker.survey import Survey

_NAMED_LEFT_OUT = 3
"""Files that a note names of those that `--force-exclude` leaves out."""

PROGRESS_FROM = 20
"""A progress bar is shown to a person from this number of files on."""


CACHED_FROM = 20
"""From this number of files on what was found is kept for the next run."""


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
    try:
        collected = session.open_sieve(collected)
    except CheckerError as unusable:
        session.fail(unusable)
        return UNUSABLE
    session.open_survey()
    for number, error in share(collected.errors, options.shard):
        session.fail(error, (OF_PATHS, number))
    if STDIN in options.paths:
        session.check_stdin()
    session.check_files(collected.inputs)
    session.tell_about(collected)
    return session.close()


def merge(options: Options) -> int:
    """Put the reports of a divided run together; print the results and return the exit status.

    Raises:
        CheckerError: They are not the whole of one run.
    """
    from checker.batch.parts import merged

    session = _Session(options, Lookup(options))
    unwritable = faults(options.outputs, [Path(path) for path in options.paths])
    for fault in unwritable:
        session.fail(fault)
    if unwritable:
        return UNUSABLE
    found = merged(options.paths, os.getcwd())
    session.open_survey()
    session.take_over(found)
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
        self._problems: list[tuple[Place, Problem]] = []
        self._places: dict[str, int] = {}
        self._as_of = (options.as_of or today()).isoformat()
        self._notes: list[str] = []
        self._survey: Survey | None = None
        self._sieve: Sieve | None = None
        self._silences: Silences | None = None
        self._keeper: Keeper | None = None

    def open_sieve(self, collected: Collected) -> Collected:
        """What of the inputs is to be checked, where not all of it is wanted.

        Raises:
            CheckerError: Options exclude each other, or what they name cannot be used.
        """
        if not self._options.sifting.any:
            return collected
        # Here, so that a start does not import what few runs need.
        from checker.sifting import open_sieve

        self._sieve = open_sieve(self._options)
        inputs = self._sieve.chosen(collected.inputs)
        # What was not walked wholly tells nothing of globs that fit no draft.
        walked = collected.walked if len(inputs) == len(collected.inputs) else ()
        return replace(collected, inputs=inputs, walked=walked)

    def open_survey(self) -> None:
        """Read the records of earlier runs; what cannot be used is told before a long check."""
        if not self._options.gathers:
            return
        # Here, so that a start does not import what only a site report needs.
        from checker.survey import Survey

        self._survey = Survey(self._options.history)
        for error in self._survey.open():
            self.fail(error)

    def fail(self, error: CheckerError, place: Place = (OF_RUN, 0)) -> None:
        """Note an input that cannot be used and tell the user at once."""
        self._note(problem(error), place)

    def take_over(self, found: Merged) -> None:
        """Take the reports of a divided run for those of this one."""
        self._as_of = found.as_of
        for number, file in enumerate(found.files):
            self._places[file.path] = number
            self._checker(Path(file.path), number)  # which knows the rules
            self._keep_report(file)
        for place, each in found.problems:
            self._note(each, place)

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
        groups: dict[Checker, list[Input]] = {}
        self._places = {str(item.path): number for number, item in enumerate(inputs)}
        own = {number for number, _ in share(inputs, self._options.shard)}
        for number, item in enumerate(inputs):
            # Also for those of other shards, so that all tell the same of configurations.
            checker = self._checker(item.path, number)
            if checker is not None and number in own:
                groups.setdefault(checker, []).append(item)
        count = sum(map(len, groups.values()))
        with _progress(count) as bar, closing(self._batch(count)) as batch:
            for checker, items in groups.items():
                sources = self._load(items, bar)
                if self._mends:
                    for path, source, format in sources:
                        self._mend(checker, source, format, path)
                        bar.update(1)
                else:
                    drafts = (_draft(source, format) for _, source, format in sources)
                    for report in batch.checked(checker, drafts):
                        self._take(report)
                        bar.update(len(report.files) + len(report.problems))
        self._reports.sort(key=lambda report: self._places.get(report.path, -1))
        if inputs and not own:
            self._notes.append("この分担（--shard）に当たるファイルはありません。")

    def tell_about(self, collected: Collected) -> None:
        """Note links that were not followed, and globs of the configuration that fit nothing."""
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
            for origin, rule in self._silences.unneeded(collected.walked):
                self._notes.append(
                    f"{origin}: [[silence]] の「{rule}」が止める指摘がありません。"
                    "要らなければ、消してください。"
                )

    @property
    def _mends(self) -> bool:
        return self._options.fix or self._options.diff

    def _batch(self, count: int) -> Batch:
        """What checks so many drafts."""
        options = self._options
        worth = options.cache_dir is not None or count >= CACHED_FROM
        if options.cache and worth and not self._mends:
            # Here, so that a start does not import what only many drafts need.
            from checker.batch.keeping import Keeper
            from checker.batch.store import default_folder

            self._keeper = Keeper(options.cache_dir or default_folder(), self._notes.append)
            self._keeper.open()
        return Batch(options.jobs, self._keeper)

    def _load(self, items: Iterable[Input], bar: Any) -> Iterator[tuple[Path, Source, Format]]:
        for item in items:
            try:
                source = load(item.path, encoding=self._options.encoding)
                format = format_of(str(item.path))
                assert format is not None  # `collect` lets no other through
                if item.named and not source.text.strip():
                    raise _empty(str(item.path))
            except CheckerError as error:
                self.fail(error, (OF_DRAFTS, self._places[str(item.path)]))
                bar.update(1)
            else:
                yield item.path, source, format

    def _note(self, problem: Problem, place: Place) -> None:
        self._problems.append((place, problem))
        where = f"{problem.path}: " if problem.path else ""
        click.echo(f"エラー: {where}{problem.message}\n  → {problem.remedy}", err=True)

    def _take(self, report: Report) -> None:
        for file in report.files:
            self._keep_report(file)
        for each in report.problems:
            self._note(each, (OF_DRAFTS, self._places.get(each.path, 0)))

    def _keep_report(self, file: FileReport) -> None:
        self._note_silence(file)
        if self._survey is not None:  # a report on a site counts all that was found
            self._survey.add(file)
        if self._sieve is not None:
            try:
                file = self._sieve.sift(file, self._catalogue)
            except CheckerError as error:  # git was there a moment ago: rather too much is told
                self._fail_once(error, self._places.get(file.path, 0))
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
        if options.narrows or options.profile is not None or options.shard is not None:
            return
        path = Path(file.path)
        config = self._lookup.config_for(path)
        checker = self._checker(path) if config.silence else None
        if checker is None:
            return
        if self._silences is None:
            # Here, so that a start does not import what only such a run needs.
            from checker.silences import Silences

            self._silences = Silences()
        # Not the checker's own configuration: equal ones of several places share a checker.
        self._silences.add(file, config, checker)

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

    def _checker(self, path: Path, number: int = 0) -> Checker | None:
        """The checker for the draft of this number; None if its configuration cannot be used."""
        try:
            config = self._lookup.config_for(path)
        except CheckerError as error:
            self._fail_once(error, number)
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
                self._fail_once(error, number)
                self._checkers[config] = None
            settle()
        return self._checkers[config]

    def _rulebook(self, config: Config) -> Rulebook:
        """The rules of a configuration; those of one city are read and proved once."""
        key = (config.rules, config.words)
        if key not in self._rulebooks:
            self._rulebooks[key] = rulebook_for(config)
        return self._rulebooks[key]

    def _fail_once(self, error: CheckerError, number: int) -> None:
        """Tell of a configuration, not for every draft that it is for."""
        if str(error) not in self._told:
            self._told.add(str(error))
            self.fail(error, (OF_CONFIGS, number))

    def close(self) -> int:
        """Print the results and return the exit status."""
        options = self._options
        # There was nothing to check because all of it was left out, or none of it was changed.
        left_out = self._left_out == len(options.paths) or (self._sieve and self._sieve.unchanged)
        checked = any(report.characters for report in self._reports)
        others = options.shard is not None and self._places  # may have something
        if not (self._problems or checked or left_out or others):
            self.fail(_nothing_checked(options.paths))
        self._close_sieve()
        # The order in which things go wrong is not that of the run when several check.
        self._problems.sort(key=lambda each: each[0])
        report = Report(self._as_of, tuple(self._reports), tuple(p for _, p in self._problems))
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
        if self._keeper is not None:
            self._keeper.close()
        if site is not None and any(file.characters for file in report.files):
            self._keep(site)
        self._notes.extend(_unscored_notes(report, options.fail_under))
        for note in self._notes:
            click.echo(note, err=True)
        return self._status(report)

    def _close_sieve(self) -> None:
        """Write what was found, where that was asked for, and note what was left out."""
        if self._sieve is None:
            return
        try:
            self._reports = list(self._sieve.close(self._reports))
        except CheckerError as error:
            self.fail(error)
        self._notes.extend(self._sieve.notes())

    @property
    def _catalogue(self) -> Rulebooks:
        """The rules of all drafts so far."""
        return Rulebooks(tuple(each.rulebook for each in self._checkers.values() if each))

    def _site(self) -> Site | None:
        """What is measured of all drafts as pages of a site, where that was asked for."""
        if self._survey is None:
            return None
        # A record that cannot be read is no page that could not be checked.
        problems = sum(not each.code.startswith("history-") for _, each in self._problems)
        return self._survey.site(self._as_of, problems)

    def _keep(self, site: Site) -> None:
        """Add the run to the records of `--history`."""
        assert self._survey is not None  # it made the site
        try:
            self._survey.keep(site)
        except CheckerError as error:
            self.fail(error)

    def _material(self, report: Report, site: Site | None, stream: TextIO) -> Material:
        options = self._options
        return Material(
            report=report,
            version=__version__,
            rules=self._catalogue,
            folder=os.getcwd(),
            fail_on=options.fail_on,
            look=Look(
                color=options.color and stream.isatty(),
                columns=_columns(),
                quiet=options.quiet,
                checklist=options.checklist,
                explain_score=options.explain_score,
                readers=options.readers,
                memory=None if self._keeper is None else self._keeper.shown,
            ),
            site=site,
            earlier=self._survey.earlier if self._survey else (),
            parts=self._parts(),
        )

    def _parts(self) -> list[dict[str, Any]] | None:
        """What JSON Lines say of each part of a divided run, where they are asked for."""
        shard = self._options.shard
        if shard is None or not any(each.format.name == JSONL for each in self._options.outputs):
            return None
        from checker.batch.parts import marks

        files = [((OF_DRAFTS, self._places[file.path]), file) for file in self._reports]
        return marks(shard, len(self._places), files, self._problems)

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
