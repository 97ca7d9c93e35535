"""The façade: what the CLI, the web app and other programs use.

>>> from checker.api import Checker
>>> checker = Checker()
>>> report = checker.check_text("窓口で申請することができます。")
>>> [finding.rule for finding in report.findings]
['wording/koto-ga-dekiru']
"""

from __future__ import annotations

import datetime
import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from checker import __version__, engine, suppression
from checker.analysis import english, syntax
from checker.analysis.morphology import Morphology
from checker.config import Config, nearest
from checker.context import Context
from checker.deadline import Deadline, TooLateError
from checker.document.model import BlockKind, Document, Format
from checker.document.read import read
from checker.document.source import Source
from checker.document.writing import can_encode, fitted
from checker.errors import CheckerError, ConfigError, InputError
from checker.fixing import Mended, Reading, mend
from checker.memory import LOT, LOT_CHARACTERS, settle
from checker.model import (
    PART_NAMES,
    Applicability,
    Basis,
    Category,
    FileReport,
    Finding,
    Problem,
    Profile,
    Report,
    Severity,
    Silenced,
    Skipped,
    Span,
    Tier,
)
from checker.notice.compiled import default_knowledge
from checker.notice.judge import prepare
from checker.notice.report import located_notice
from checker.notice.spec import Knowledge
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.rule import Rulebook
from checker.rulebook.select import RuleSet, Selection, parse_selector, select
from checker.rulebook.words import with_words
from checker.rulepages import RulePage, RuleSummary, page, summary

__all__ = [
    "Basis",
    "Category",
    "Checker",
    "CheckerError",
    "Config",
    "ConfigError",
    "Deadline",
    "Draft",
    "FileReport",
    "Format",
    "InputError",
    "Profile",
    "Report",
    "RulePage",
    "RuleSummary",
    "Rulebook",
    "Severity",
    "Tier",
    "TooLateError",
    "basis_data",
    "basis_text",
    "check_records",
    "decode_draft",
    "find_config",
    "first_to_mend",
    "load_config",
    "names",
    "nearest",
    "problem",
    "report_data",
    "report_schema",
    "report_text",
    "rule_page",
    "rule_summaries",
    "rulebook_for",
    "settle",
    "today",
    "version",
]

JAPAN = datetime.timezone(datetime.timedelta(hours=9), "JST")


def today() -> datetime.date:
    """The day in Japan."""
    return datetime.datetime.now(JAPAN).date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to check.

    Attributes:
        path: What to call it in the report.
        text: Its decoded characters.
        format: How it is written.
        encoding: The encoding it was found in, for the report.
        profile: The reader; wins over front matter and configuration, as do the next three.
        genre: What the draft is, "" to let others say so or guess it.
        medium: Where it appears, "" likewise.
        as_of: The day that is taken for today.
        bom: Whether the file begins with a byte order mark, which is no part of the text.
    """

    path: str
    text: str
    format: Format
    encoding: str = "utf-8"
    profile: Profile | None = None
    genre: str = ""
    medium: str = ""
    as_of: datetime.date | None = None
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a checker is made with besides rules: equal ones make equal reports.

    Attributes:
        config: What the city has decided.
        as_of: The day that is taken for today, None if nobody named it.
        tier: The highest tier of analysis that is allowed.
        score: Whether reports have points.
        pages: Whether they hold what a report on a whole site needs.
    """

    config: Config
    as_of: datetime.date | None
    tier: Tier
    score: bool
    pages: bool

    def checker(self) -> Checker:
        """A checker that is made with them.

        Raises:
            RuleError: See `Checker`.
            ConfigError: See `Checker`.
        """
        return Checker(
            self.config, as_of=self.as_of, tier=self.tier, score=self.score, pages=self.pages
        )


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A draft that was read, and what was found before syntax."""

    draft: Draft
    context: Context
    selection: Selection
    run: engine.Run
    wanted: tuple[int, ...]


class Checker:
    """Checks drafts. Built once, used for many, safe to share between threads.

    Args:
        config: What the city has decided.
        as_of: The day that is taken for today; None means today in Japan, or
            what the front matter of a draft says.
        tier: The highest tier of analysis that is allowed.
        rulebook: The rules; None means those that come with the checker and
            those of `config.rules`.
        raise_crashes: Whether an error in a rule is raised (tests) instead of
            being reported as a finding.
        score: Whether reports have points. Without, nothing of it is imported.
        pages: Whether reports hold what a report on a whole site needs of each draft.

    Raises:
        RuleError: A rule file cannot be used.
        ConfigError: A selector or policy is unknown, a word of the city cannot be
            used, or no rule is left.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        as_of: datetime.date | None = None,
        tier: Tier = Tier.SYNTAX,
        rulebook: Rulebook | None = None,
        raise_crashes: bool = False,
        score: bool = False,
        pages: bool = False,
    ) -> None:
        self.config = config or Config()
        self.rulebook = rulebook or rulebook_for(self.config)
        self.tier = tier
        self.settings = Settings(self.config, as_of, tier, score, pages)
        self._as_of = as_of
        self._raise_crashes = raise_crashes
        self._scores = score
        self._pages = pages
        self._judged: dict[Profile, frozenset[str]] = {}
        self._syntax = tier is Tier.SYNTAX and syntax.available()
        self.knowledge = default_knowledge()
        prepare(self.knowledge)
        check_kinds(self.config.genre, self.config.medium, self.knowledge, "")
        self._selections: dict[Profile, Selection] = {}
        self._parser = _parser()
        if not self._selection(self.config.profile).rules:
            raise ConfigError(
                "no-rules",
                "",
                "点検するルールが1つも残りません。",
                "--select、--ignore、--tier、--profile の組み合わせを見直してください。",
            )

    def check_text(self, text: str, *, format: Format = Format.TEXT, path: str = "-") -> FileReport:
        """Check one text.

        Raises:
            InputError: The text cannot be read (broken front matter).
        """
        return self._finish([self._prepared(Draft(path, text, format))])[0]

    def check(self, drafts: Iterable[Draft], *, deadline: Deadline | None = None) -> Report:
        """Check many drafts; those that cannot be read become problems of the report.

        Drafts are taken in lots, so that a generator may load them and show its
        progress. The day of the report is that of the drafts, if all of them name the same.

        Raises:
            TooLateError: The deadline passed.
        """
        prepared: list[_Prepared | FileReport] = []
        problems: list[Problem] = []
        days: set[datetime.date | None] = set()
        for lot in lots(drafts):
            read_well: list[tuple[Draft, Context]] = []
            for draft in lot:
                days.add(draft.as_of)
                try:
                    read_well.append((draft, self._read(draft, deadline)))
                except CheckerError as error:
                    problems.append(problem(error))
            # What needs no syntax is finished at once, so that memory stays level.
            prepared += [
                item if item.wanted else self._finish([item])[0]
                for item in self._prepare(read_well)
            ]
        waiting = [item for item in prepared if isinstance(item, _Prepared)]
        finished = iter(self._finish(waiting))
        files = tuple(next(finished) if isinstance(item, _Prepared) else item for item in prepared)
        named = days.pop() if len(days) == 1 else None
        return Report((named or self.as_of).isoformat(), files, tuple(problems))

    def warm(self, *, patterns: bool = False) -> None:
        """Load what the first draft would wait for: dictionary, rules and, if allowed, syntax.

        Args:
            patterns: Whether to compile the patterns of all rules, too, by checking what the
                rules flag. Otherwise the first dozens of drafts each compile some. Takes
                seconds; checkers of one process share the result.
        """
        self._words()
        for profile in Profile:
            self._selection(profile)
        if self._syntax:
            self._parser.load()
        if patterns:
            self.check(Draft("-", text, Format.TEXT) for text in _flagged(self.rulebook))

    def fix(self, source: Source, format: Format, *, unsafe: bool = False) -> Mended:
        """Mend a draft to rest; the caller writes the result.

        Raises:
            InputError: The text cannot be read (broken front matter).
        """
        return self._mended(source, format, Applicability.UNSAFE if unsafe else Applicability.SAFE)

    def draft(self, source: Source, format: Format) -> Mended | None:
        """Say all more simply that can be, for a text in easy Japanese; None for another.

        The result is for `checker.drafting.drafted`: a person has to go through it.

        Raises:
            InputError: The text cannot be read (broken front matter).
        """
        # Here, so that a start does not import what only such a draft needs.
        from checker.drafting import SPLITS

        profile = self._read(Draft(source.path, source.text, format, source.encoding)).profile
        if profile is not Profile.EASY:
            return None
        return self._mended(source, format, Applicability.UNSAFE, also=SPLITS)

    def _mended(
        self,
        source: Source,
        format: Format,
        allow: Applicability,
        also: frozenset[str] = frozenset(),
    ) -> Mended:

        def read_and_check(text: str) -> Reading:
            prepared = self._prepared(Draft(source.path, text, format, source.encoding))
            run = self._checked(prepared)
            return Reading(prepared.context, run.findings, run.silenced)

        return mend(
            source.text,
            read_and_check,
            allow=allow,
            also=also,
            encodable=lambda text: can_encode(source, text),
            fitted=lambda text: fitted(source, text),
        )

    def report_of(self, mended: Mended, draft: Draft) -> FileReport:
        """The report on a mended draft, without checking it again."""
        return self._report_of(mended.reading, replace(draft, text=mended.rope.text))

    def report_before(self, mended: Mended, draft: Draft) -> FileReport:
        """The report on a draft as it was before it was mended, without checking it again."""
        return self._report_of(mended.before, draft)

    def _report_of(self, reading: Reading, draft: Draft) -> FileReport:
        selection = self._selection(reading.context.profile)
        return self._file_report(
            draft, reading.context, selection, reading.findings, silenced=reading.silenced
        )

    def _file_report(
        self,
        draft: Draft,
        context: Context,
        selection: Selection,
        findings: Sequence[Finding],
        *,
        crashed: bool = False,
        silenced: tuple[Silenced, ...] = (),
    ) -> FileReport:
        document = context.document
        report = FileReport(
            path=draft.path,
            source=draft.text,
            encoding=draft.encoding,
            profile=context.profile,
            title=_title(document),
            characters=_characters(document) + _characters(document.foreign),
            findings=tuple(findings),
            skipped=(
                *_nothing_to_read(document),
                *document.skipped,
                *_foreign_parts(document, selection),
                *selection.skipped,
            ),
            crashed=crashed,
            notice=located_notice(context),
            sentences=_sentences_with((*findings, *(each.finding for each in silenced)), document),
            bom=draft.bom,
            silenced=silenced,
            day=context.day,
        )
        if self._pages:
            # Here, so that a start does not import what only a site report needs.
            from checker.site.own import page_report

            report = replace(report, page=page_report(document, report.notice))
        if self._scores and document.blocks:
            # Here, so that a start does not import what only a shown score needs.
            from checker.score.whole import judged_parts, scored

            active = self._judged.get(context.profile)
            if active is None:
                active = self._judged[context.profile] = judged_parts(selection, self.rulebook)
            report = scored(report, context, active)
        return report

    @property
    def as_of(self) -> datetime.date:
        """The day that is taken for today where a draft says nothing else."""
        return self._as_of or today()

    def asks(self, rule: str, file: FileReport) -> bool:
        """Whether a draft was asked for all that a selector names, as far as it is selected.

        Args:
            rule: A category, rule or entry, as a user writes it.
            file: The report on the draft, made by this checker.

        Raises:
            ConfigError: Nothing has this name.
        """
        selector = parse_selector(rule, self.rulebook)
        skipped = {name for part in file.skipped for name in part.what.split("、")}
        return suppression.can_find(selector, self._selection(file.profile)) and not any(
            selector.covers(name, selector.entry) for name in skipped
        )

    def _selection(self, profile: Profile) -> Selection:
        if profile not in self._selections:
            config = replace(self.config, profile=profile)
            self._selections[profile] = select(
                self.rulebook, config, tier=self.tier, syntax=self._syntax
            )
        return self._selections[profile]

    def _words(self) -> Morphology | None:
        if self.tier is Tier.TEXT:
            return None
        with _LOADING:
            return _morphology()

    def _read(self, draft: Draft, deadline: Deadline | None = None) -> Context:
        check_kinds(draft.genre, draft.medium, self.knowledge, draft.path)
        document = read(draft.text, draft.format, path=draft.path)
        own = _own_settings(document, draft.path, self.knowledge)
        named = draft.as_of or self._as_of or own.as_of
        return Context(
            document=document,
            as_of=named or today(),
            profile=draft.profile or own.profile or self.config.profile,
            morphology=self._words(),
            knowledge=self.knowledge,
            genre=draft.genre or own.genre or self.config.genre,
            medium=draft.medium or own.medium or self.config.medium,
            path=draft.path,
            city=self.config.city,
            deadline=deadline,
            dated=named is not None,
        )

    def _prepared(self, draft: Draft) -> _Prepared:
        return self._prepare([(draft, self._read(draft))])[0]

    def _prepare(self, drafts: Sequence[tuple[Draft, Context]]) -> list[_Prepared]:
        """Check some drafts as far as that goes without syntax, step by step for all of them."""
        analysed = engine.analysed([context for _, context in drafts], self.rulebook)
        if self._raise_crashes:
            for _, analysis in analysed:
                _raise_first(analysis)
        prepared: dict[int, _Prepared] = {}
        alike: dict[tuple[Profile, bool], list[int]] = {}
        for number, (context, _) in enumerate(analysed):
            alike.setdefault((context.profile, context.morphology is None), []).append(number)
        for (profile, bare), numbers in alike.items():
            selection = self._selection(profile)
            contexts = [analysed[number][0] for number in numbers]
            for context in contexts:
                with suppress(Exception):  # the first rule that asks for it will raise again
                    _ = context.notice
            tiers = (Tier.TEXT,) if bare else (Tier.TEXT, Tier.MORPHEMES)
            runs = self._run(contexts, selection.of(*tiers), selection)
            for number, context, run in zip(numbers, contexts, runs, strict=True):
                wanted = (
                    frozenset[int]() if bare else engine.guarded(context, selection.of(Tier.SYNTAX))
                )
                whole = engine.joined([analysed[number][1], run])
                prepared[number] = _Prepared(
                    drafts[number][0], context, selection, whole, tuple(sorted(wanted))
                )
        return [prepared[number] for number in range(len(drafts))]

    def _run(
        self, contexts: Sequence[Context], rules: RuleSet, selection: Selection
    ) -> list[engine.Run]:
        runs = engine.run(contexts, rules, selection, self.rulebook)
        if self._raise_crashes:
            for run in runs:
                _raise_first(run)
        return runs

    def _finish(self, prepared: Sequence[_Prepared]) -> list[FileReport]:
        """Parse all sentences that syntax rules asked for in one go, then finish."""
        return [
            self._file_report(
                item.draft,
                item.context,
                item.selection,
                run.findings,
                crashed=bool(run.crashes),
                silenced=run.silenced,
            )
            for item, run in zip(prepared, self._deepened(prepared), strict=True)
        ]

    def _checked(self, prepared: _Prepared) -> engine.Run:
        return next(iter(self._deepened([prepared])))

    def _deepened(self, prepared: Sequence[_Prepared]) -> Iterator[engine.Run]:
        texts = [
            (span.cut(item.context.document.folded), span.start)
            for item in prepared
            for span in (item.context.document.sentences[number].span for number in item.wanted)
        ]
        deadline = prepared[0].context.deadline if texts else None
        trees = iter(self._parser.parse(texts, deadline) if texts else ())
        for item in prepared:
            context = item.context.with_trees({number: next(trees) for number in item.wanted})
            deep = item.selection.of(Tier.SYNTAX)
            (run,) = self._run([context], deep if item.wanted else RuleSet(), item.selection)
            found = engine.settled((*item.run.findings, *run.findings), self.rulebook)
            sifted = suppression.apply(found, context, item.selection, self.rulebook)
            crashes = (*item.run.crashes, *run.crashes)
            yield engine.Run(engine.in_order(sifted.findings), crashes, sifted.silenced)


# A process that checks under several configurations needs dictionary and model once.
_LOADING = threading.Lock()


@cache
def _morphology() -> Morphology:
    return Morphology()


@cache
def _parser() -> syntax.SyntaxParser:
    return syntax.SyntaxParser()


def _flagged(rulebook: Rulebook) -> Iterator[str]:
    """The texts that the rules flag, one for each rule."""
    for rule in rulebook:
        bad = [example.text for example in rule.examples.bad]
        bad += [entry.example for entry in rule.entries.values() if entry.example]
        yield "\n\n".join(bad)


def lots(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The drafts in lots that are checked together."""
    lot: list[Draft] = []
    characters = 0
    for draft in drafts:
        lot.append(draft)
        characters += len(draft.text)
        if len(lot) == LOT or characters > LOT_CHARACTERS:
            yield lot
            lot, characters = [], 0
    if lot:
        yield lot


def _raise_first(run: engine.Run) -> None:
    if run.crashes:
        raise run.crashes[0][1]


def rulebook_for(config: Config) -> Rulebook:
    """The rules that come with the checker, those of the city, and the city's own words.

    Raises:
        RuleError: A rule file cannot be used, or an example of a city's own
            rule does not hold.
        ConfigError: A word of the city cannot be used.
    """
    rulebook = default_rulebook()
    if config.rules:
        from checker.proof import prove
        from checker.rulebook.load import combined, load_folder

        own = [file for folder in config.rules for file in load_folder(folder)]
        prove(own)
        rulebook = rulebook.joined(combined(own))
    return with_words(rulebook, config.words)


def problem(error: CheckerError) -> Problem:
    """An error as a value of the report."""
    return Problem(error.path, error.code, error.message, error.remedy)


@dataclass(frozen=True, slots=True)
class _OwnSettings:
    """What the front matter of a draft says about checking it."""

    profile: Profile | None = None
    as_of: datetime.date | None = None
    genre: str = ""
    medium: str = ""


def check_kinds(genre: str, medium: str, knowledge: Knowledge, place: str) -> None:
    """Refuse a genre or medium that nobody knows.

    Raises:
        ConfigError: Names the known ones.
    """
    for what, name, known in (
        ("文書の種類（genre）", genre, knowledge.genres),
        ("媒体（medium）", medium, knowledge.media),
    ):
        if name and name not in known:
            near = nearest(name, known)
            choices = "、".join(f"{key} {spec.name}" for key, spec in known.items())
            raise ConfigError(
                "unknown-kind",
                place,
                f"{what}に「{name}」はありません。",
                f"「{near}」のことでしょうか。" if near else f"使えるもの: {choices}",
            )


def _own_settings(document: Document, path: str, knowledge: Knowledge) -> _OwnSettings:
    """Read `check: {profile: …, as_of: …, genre: …, medium: …}`.

    Raises:
        ConfigError: A value cannot be used.
    """
    profile: Profile | None = None
    as_of: datetime.date | None = None
    kinds = {"check.genre": "", "check.medium": ""}
    for field in document.front_matter:
        line = document.source.count("\n", 0, field.source.start) + 1
        if field.key == "check.profile":
            try:
                profile = Profile(field.value)
            except ValueError as error:
                raise ConfigError(
                    "front-matter-profile",
                    f"{path}:{line}",
                    f"check の profile に「{field.value}」は使えません。",
                    f"{'、'.join(p.value for p in Profile)} のどれかを書いてください。",
                ) from error
        elif field.key in kinds:
            kinds[field.key] = field.value
            check_kinds(kinds["check.genre"], kinds["check.medium"], knowledge, f"{path}:{line}")
        elif field.key == "check.as_of":
            try:
                as_of = datetime.date.fromisoformat(field.value)
            except ValueError as error:
                raise ConfigError(
                    "front-matter-as-of",
                    f"{path}:{line}",
                    f"check の as_of に「{field.value}」は使えません。",
                    "2026-11-22 のように書いてください。",
                ) from error
    return _OwnSettings(profile, as_of, kinds["check.genre"], kinds["check.medium"])


def _characters(document: Document | None) -> int:
    """Characters that a reader reads, white space left out."""
    return 0 if document is None else len("".join(document.text.split()))


def _sentences_with(findings: Sequence[Finding], document: Document) -> tuple[Span, ...]:
    """Where the sentences are, by start, that share a place with a finding."""
    found = sorted((finding.span.start, finding.span.end) for finding in findings)
    if not found:
        return ()
    sentences = [document.to_source(each.span) for each in document.sentences]
    if document.foreign is not None:
        foreign = document.foreign
        sentences += [foreign.to_source(each.span) for each in foreign.sentences]
    sentences.sort()
    # The furthest end of all findings that start up to here.
    starts = [start for start, _ in found]
    ends = list(accumulate((end for _, end in found), max))
    held = []
    for sentence in sentences:
        before = bisect_right(starts, sentence.end)
        if before and ends[before - 1] >= sentence.start:
            held.append(sentence)
    return tuple(held)


def _title(document: Document) -> str:
    for kind in (BlockKind.TITLE, BlockKind.HEADING):
        for block in document.blocks:
            if block.kind is kind:
                return document.block_text(block)
    return ""


def _foreign_parts(document: Document, selection: Selection) -> Iterator[Skipped]:
    """What was not checked because it is not Japanese."""
    foreign = document.foreign
    if foreign is None:
        return
    line = document.source.count("\n", 0, foreign.blocks[0].source.start) + 1
    yield Skipped(
        f"{line}行目からの外国語", "日本語ではないため、日本語のルールでは点検していません。"
    )
    # Only for drafts that have such parts: a start must not import what few of them need.
    from checker.detectors.hard_english import RULE, measurable

    asked = any(active.rule.id == RULE for active in selection.rules)
    if asked and not english.available() and measurable(foreign):
        yield Skipped(
            f"{line}行目からの英語",
            "英語の読みにくさを測る textstat が入っていません。"
            "pip install 'tsutawaru[english]' で使えるようになります。",
        )


def _nothing_to_read(document: Document) -> tuple[Skipped, ...]:
    if document.blocks or document.foreign is not None:
        return ()
    return (Skipped("本文", "読む文字がありません。"),)


# What a program needs besides checking. Each imports what it needs when it is called, so that
# the command does not load what only the web checker uses.


def version() -> str:
    """The version of the checker."""
    return __version__


def find_config(folder: Path) -> Path | None:
    """The nearest `check.toml` in a folder or above it."""
    from checker.config import find

    return find(folder.resolve())


def load_config(path: Path | None) -> Config:
    """What the city has decided; None stands for nothing.

    Raises:
        ConfigError: The file cannot be used.
    """
    from checker.config import load

    return load(path) if path else Config()


def decode_draft(raw: bytes, name: str) -> tuple[str, Format, str]:
    """The characters of a file of which only the bytes and the name are there.

    Returns:
        Its text, the format that its name stands for, and its encoding.

    Raises:
        InputError: The name tells no format, or the bytes are no text.
    """
    from checker.document.read import format_of
    from checker.document.source import decode, is_html_path

    format = format_of(name)
    if format is None:
        raise InputError(
            "unknown-suffix",
            "",
            "この拡張子のファイルは点検できません。",
            "ワードや一太郎の文書は、文章を写して貼り付けてください。"
            "ファイルで点検できるのは、.txt、.md、.html です。",
        )
    source = decode(raw, path="", is_html=is_html_path(name))
    return source.text, format, source.encoding


def report_data(report: Report) -> dict[str, Any]:
    """A report as `check --format json` has it, as values; what is private is hidden."""
    from checker.reporters.json import to_data

    return to_data(report, __version__)


def report_text(data: dict[str, Any]) -> str:
    """Data of `report_data` as the text that `check --format json` writes."""
    from checker.reporters.json import to_text

    return to_text(data)


@cache
def report_schema() -> bytes:
    """The JSON schema of a report."""
    return (Path(__file__).parent / "reporters" / "report.schema.json").read_bytes()


def first_to_mend(report: FileReport) -> list[int]:
    """Where to begin: the numbers of at most five findings of a draft, the most urgent first."""
    from checker.reporters.terminal import first_to_mend as chosen

    numbers = {id(finding): number for number, finding in enumerate(report.findings)}
    return [numbers[id(finding)] for finding in chosen(report.findings)]


def rule_summaries(rulebook: Rulebook) -> list[RuleSummary]:
    """What a list of rules tells, in the order of their ids."""
    return [summary(rule) for rule in rulebook]


def rule_page(rulebook: Rulebook, rule_id: str) -> RulePage | None:
    """What a page on a rule tells; None if no rule has, or had, this id."""
    rule = rulebook.get(rule_id)
    return None if rule is None else page(rule)


def check_records(
    records: Iterable[Mapping[str, Any]],
    *,
    config: Path | None = None,
    profile: Profile | None = None,
    tier: Tier = Tier.MORPHEMES,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    as_of: datetime.date | None = None,
    score: bool = True,
    pages: bool = True,
) -> Iterator[dict[str, Any]]:
    """Check drafts that are given as records: one in, one out, in any number of processes.

    A record has the key `path` (what to call the draft) and either `text` (its characters)
    or `raw` (the bytes of the file); `format` (`markdown`, `text`, `html`) says how it is
    written where the suffix of the path does not. Other keys are passed over.

    Dictionary and rules are loaded once for each process and set of options; a configuration
    that is written anew is not read again. The function can be pickled, and so can
    `functools.partial` of it: hand it to whatever runs it elsewhere.

    Args:
        records: The drafts. They are taken in lots, so that a generator may make them.
        config: A `check.toml`; None for none. Records have no place in its folder:
            `[[paths]]` fits none of them.
        profile: The reader, for drafts that name none.
        tier: The highest tier of analysis that is allowed.
        select: Only these rules.
        ignore: Not these rules.
        as_of: The day that is taken for today, for drafts that name none.
        score: Whether drafts get points.
        pages: Whether reports hold what a report on a whole site needs.

    Yields:
        For each record, in order, what a line of `check --format jsonl` holds: a `file`, or
        an `error` where it cannot be checked. What is private is hidden.

    Raises:
        ConfigError: The configuration or an option cannot be used; with the first record.
        RuleError: A rule file cannot be used; likewise.
    """
    from checker.records import Wanted, checked

    wanted = Wanted(config, profile, tier, tuple(select), tuple(ignore), as_of, score, pages)
    return checked(records, wanted)


def basis_data(basis: Basis) -> dict[str, Any]:
    """An authority as a report has it."""
    from checker.reporters.json import basis_data as data

    return data(basis)


def basis_text(basis: Basis) -> str:
    """An authority in one line."""
    from checker.explain import describe

    return describe(basis)


def names() -> dict[str, dict[str, str]]:
    """What people call what a report names by an id, by kind of id.

    The kinds: `profiles`, `genres`, `media`, `categories`, `severities`, `elements`, `parts`.
    """
    from checker.explain import PROFILE_NAMES, SEVERITY_NAMES

    knowledge = default_knowledge()
    return {
        "profiles": {profile.value: PROFILE_NAMES[profile] for profile in Profile},
        "genres": {key: spec.name for key, spec in knowledge.genres.items()},
        "media": {key: spec.name for key, spec in knowledge.media.items()},
        "categories": {category.value: category.display_name for category in Category},
        "severities": {s.label: SEVERITY_NAMES[s] for s in sorted(Severity, reverse=True)},
        "elements": {key: spec.name for key, spec in knowledge.elements.items()},
        "parts": dict(PART_NAMES),
    }
