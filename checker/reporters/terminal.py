"""A report for a person at a terminal.

Every finding says, in this order: what is wrong, where, why it matters, who
says so, and what to do. Colour never carries a meaning of its own: without it
the output has the same characters. Nothing of a draft reaches the terminal
unseen: hidden and control characters are shown by their codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from checker.document.lineindex import LineIndex
from checker.explain import PROFILE_NAMES, SEVERITY_NAMES, describe
from checker.model import (
    Applicability,
    Basis,
    Candidate,
    Edit,
    FileReport,
    Finding,
    Fix,
    Report,
    Severity,
    Span,
)
from checker.reporters.checklist import checklist_lines
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.points import Points
from checker.reporters.privacy import hidden
from checker.reporters.screen import Part, Screen, Style
from checker.reporters.width import cut, elide, reveal, starts_phrase, window

MIN_COLUMNS = 40
"""Narrower terminals are treated as this wide: less holds no sentence."""

MANY = 8
"""With more findings than this in a file, a block on top says where to begin."""

FIRST = 5
"""Findings in that block: as many as one can take in at a glance."""

CLEAN_LISTED = 10
"""Files without findings that are named one by one."""

_HANG = 10  # columns in front of what a label (`直し方:`) is about
_SHORT = 24  # a flagged stretch up to this long is shown whole around its fix
_MIN_WORDS = 4  # a related stretch up to this long is shown with the words around it
_MAX_CONTEXT = 12  # characters beside a change that are shown at most
_CONTEXT = 3  # and at least, if there is no pause before
_FALLBACK = 4  # and how many where no phrase can be made out
_NEAR = 10  # edits that are closer together are shown as one change,
_MAX_GROUP = 60  # unless that grows longer than this
_MAX_GROUPS = 3  # changes of one fix that are shown


_SEVERITY_STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.SUGGESTION: Style.SUGGESTION,
}

_FIX_ORDER = {Applicability.SAFE: 0, Applicability.UNSAFE: 1, Applicability.DISPLAY: 2}
_FIX_NOTES = {
    Applicability.SAFE: "--fix で直せます。",
    Applicability.UNSAFE: "--unsafe-fixes で直せます（読み返してください）。",
    Applicability.DISPLAY: "書き手が確かめてから直してください。",
}
_CHOOSE = "書き手が選んでください。"
_PROPOSAL = "次のように直す"
_FILL_IN = "書き手が内容を確かめて、書き入れてください。"


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph under a label; a bullet hangs in front of its lines."""

    parts: tuple[Part, ...]
    bullet: str = ""

    @classmethod
    def of(cls, text: str, style: Style = Style.PLAIN, bullet: str = "") -> _Row:
        """A row in one style."""
        return cls(((text, style),), bullet)


def to_terminal(report: Report, **how: Any) -> str:
    """The report of `terminal_pieces` as one text."""
    return "".join(terminal_pieces(report, **how))


def terminal_pieces(
    report: Report,
    *,
    color: bool,
    columns: int,
    quiet: bool = False,
    ambiguous: int = 1,
    checklist: bool = False,
    explain_score: bool = False,
    readers: int | None = None,
    memory: Memory | None = None,
) -> Iterator[str]:
    """The report as text for a terminal, draft by draft.

    Lines are at most `columns` wide, except for places (`path:line:column`) and
    half-width words that are longer. Problems of inputs are not part of it.

    Args:
        report: What was found.
        color: Whether to use ANSI colours.
        columns: The width of the terminal; less than `MIN_COLUMNS` is taken for
            that many.
        quiet: Only one line for each finding, never wrapped, and no summary.
        ambiguous: Columns of a character of ambiguous width, see `width`.
        checklist: Show what each draft says and lacks also where nothing that
            it needs is missing.
        explain_score: Show for every point that is lost what it is lost for.
        readers: How many read the draft; shows what a plainer text saves them.
        memory: Has what was made of drafts before.
    """
    screen = Screen(max(columns, MIN_COLUMNS), color, ambiguous)
    report = replace(report, files=tuple(map(hidden, report.files)))
    if quiet:
        yield from (_text(_quiet(file, screen)) for file in report.files)
        return
    points = Points(screen, explain_score, len(report.files) == 1, readers)
    look = repr((screen, checklist, points))
    told = False
    for file in report.files:
        made = partial(_block, file, screen, checklist, points)
        text = made() if memory is None else memory(file, look, made)
        told = bool(text)
        yield text
    yield _text(_end(report, screen, points, told=told))


Memory = Callable[[FileReport, str, Callable[[], str]], str]
"""Gives what was made of a draft for a look before, or has it made."""


def _text(lines: Iterable[str]) -> str:
    return "".join([f"{line.rstrip()}\n" for line in lines])


def _block(file: FileReport, screen: Screen, checklist: bool, points: Points) -> str:
    return _text(_draft(file, screen, checklist, points))


def _draft(file: FileReport, screen: Screen, checklist: bool, points: Points) -> Iterator[str]:
    """All that is told of one draft; nothing if there is nothing to tell."""
    listed = file.notice is not None and (checklist or file.notice.lacks)
    if not (file.findings or listed or (points.explain and file.score is not None)):
        return
    yield from _head(file, screen)
    yield from points.lines(file)
    if file.findings:
        yield from _File(file, screen).lines()
    if listed:
        yield ""
        yield from checklist_lines(file, screen)
    yield ""
    yield ""


def _end(report: Report, screen: Screen, points: Points, *, told: bool) -> list[str]:
    """What is told of all drafts together; `told` is whether the last one has a part of its own."""
    lines: list[str] = []
    if report.findings:
        lines += _clean(report, screen, points)
    lines += _summary(report, screen)
    if len(report.files) == 1 and not told:
        lines += points.lines(report.files[0])
    if any(file.score is not None for file in report.files):
        lines += points.caveat()
    lines += _silenced(report, screen)
    lines += _skipped(report, screen)
    return lines


# One line each


def _quiet(file: FileReport, screen: Screen) -> Iterator[str]:
    index = LineIndex(file.source)
    for finding in file.findings:
        severity = screen.paint(
            SEVERITY_NAMES[finding.severity], _SEVERITY_STYLES[finding.severity]
        )
        yield (
            f"{_place(file, index, finding.span.start)}: {severity} "
            f"{one_line(finding.message)} [{finding_id(finding)}]"
        )


def _place(file: FileReport, index: LineIndex, offset: int) -> str:
    line, column = index.position(offset)
    return f"{reveal(file.path)}:{line}:{column}"


# A file


class _File:
    """One file with findings, on its way to the screen."""

    def __init__(self, file: FileReport, screen: Screen) -> None:
        self._file = file
        self._screen = screen
        self._index = LineIndex(file.source)
        self._gutter = len(str(max(self._line_of(f) for f in file.findings)))
        # Where a reason and a basis were told for the first time.
        self._told: dict[tuple[str, str], int] = {}
        self._cited: set[tuple[str, tuple[Basis, ...]]] = set()

    def lines(self) -> Iterator[str]:
        if len(self._file.findings) > MANY:
            yield ""
            yield from self._first()
        for finding in self._file.findings:
            yield ""
            yield from self._finding(finding)

    def _line_of(self, finding: Finding) -> int:
        return self._index.position(finding.span.start)[0]

    def _first(self) -> Iterator[str]:
        screen = self._screen
        findings = self._file.findings
        yield screen.paint("まず直す", Style.STRONG) + f"（全{len(findings)}件のうち）"
        counts = Counter(finding.rule for finding in findings)
        chosen = first_to_mend(findings)
        digits = max(len(str(self._line_of(finding))) for finding in chosen)
        for number, finding in enumerate(chosen, 1):
            severity = SEVERITY_NAMES[finding.severity]
            notes = []
            if counts[finding.rule] > 1:
                notes.append(f"ほか{counts[finding.rule] - 1}か所")
            if finding.fix is not None and finding.fix.applicability is Applicability.SAFE:
                notes.append("--fix で直せます")
            note = f"（{'、'.join(notes)}）" if notes else ""
            start = f"  {number}. {severity}  {self._line_of(finding):>{digits}}行目  "
            title = one_line(finding.title)
            room = screen.columns - screen.width(start)
            if screen.width(title + note) > room:
                note = ""
            row = start + cut(title, room, screen.ambiguous) + note
            painted = screen.paint(severity, _SEVERITY_STYLES[finding.severity])
            yield row.replace(severity, painted, 1)

    def _finding(self, finding: Finding) -> Iterator[str]:
        screen = self._screen
        style = _SEVERITY_STYLES[finding.severity]
        title: list[Part] = [
            (one_line(finding.title), Style.STRONG),
            ("  ", Style.PLAIN),
            (f"[{finding_id(finding)}]", Style.FAINT),
        ]
        yield from screen.flow(title, lead=[(SEVERITY_NAMES[finding.severity], style)], hang=6)
        yield "  " + _place(self._file, self._index, finding.span.start)
        yield from self._excerpt(finding.span, style)
        message = [(one_line(finding.message), Style.PLAIN)]
        yield from screen.flow(message, hang=2)
        yield from self._labelled(
            "関連", (self._related(r.span, r.message) for r in finding.related)
        )
        yield from self._why(finding)
        if finding.fix is not None:
            yield from self._labelled("直し方", self._fix(finding, finding.fix))

    def _excerpt(self, span: Span, style: Style) -> Iterator[str]:
        """The line at fault with a mark under the flagged characters."""
        screen = self._screen
        number = self._line_of_offset(span.start)
        line = self._index.line_span(number)
        text = line.cut(self._file.source)
        margin = self._gutter + 5
        shown = window(
            text,
            Span(span.start - line.start, span.end - line.start),
            screen.columns - margin,
            screen.ambiguous,
        )
        bar = " " * (self._gutter + 2) + " | "
        yield (screen.paint(f"  {number:>{self._gutter}} |", Style.FAINT) + f" {shown.text}")
        mark = "^" * max(shown.columns, 1)
        yield screen.paint(bar, Style.FAINT) + " " * shown.column + screen.paint(mark, style)
        last = self._line_of_offset(max(span.start, span.end - 1))
        if last > number:
            note = f"（{last}行目まで、全部で{last - number + 1}行）"
            yield screen.paint(bar, Style.FAINT) + note

    def _line_of_offset(self, offset: int) -> int:
        return self._index.position(offset)[0]

    def _labelled(self, label: str, rows: Iterable[_Row]) -> Iterator[str]:
        screen = self._screen
        name = f"  {label}:"
        for row in rows:
            lead = [
                (name, Style.STRONG),
                (" " * (_HANG - screen.width(name)), Style.PLAIN),
                (row.bullet, Style.PLAIN),
            ]
            yield from screen.flow(row.parts, lead=lead, hang=_HANG + screen.width(row.bullet))
            name = ""

    def _related(self, span: Span, message: str) -> _Row:
        line, column = self._index.position(span.start)
        source = self._file.source
        if 0 < len(span) <= _MIN_WORDS and not _has_line_end(span.cut(source)):
            first = _context_start(source, span.start, span.start)
            span = Span(first, _context_end(source, span.end, span.end))
        words = _elided(span.cut(source).strip(), self._screen)
        return _Row.of(f"{line}:{column} {one_line(message)}" + (f"（{words}）" if words else ""))

    def _why(self, finding: Finding) -> Iterator[str]:
        """Reason and basis: in full the first time, later a pointer to it."""
        told = self._told.get((finding.rule, finding.why))
        if told is None:
            self._told[finding.rule, finding.why] = self._line_of(finding)
            paragraphs = [part for part in finding.why.split("\n\n") if part.strip()]
            reasons = [_Row.of(one_line(paragraph)) for paragraph in paragraphs]
        else:
            reasons = [_Row.of(f"{told}行目の指摘と同じです。", Style.FAINT)]
        yield from self._labelled("なぜ", reasons if finding.why else ())
        if (finding.rule, finding.basis) not in self._cited:
            self._cited.add((finding.rule, finding.basis))
            bases = (_Row.of(one_line(describe(basis))) for basis in finding.basis)
            yield from self._labelled("根拠", bases)

    # What to do

    def _fix(self, finding: Finding, fix: Fix) -> Iterator[_Row]:
        options = list(fix.candidates)
        if fix.edits and all(fix.edits != candidate.edits for candidate in options):
            options.insert(0, Candidate("", fix.edits))
        if len(options) == 1:
            yield from self._single(finding, fix.applicability, options[0])
        elif options:
            yield _Row.of(_CHOOSE)
            for option in options:
                yield from self._option(finding, option)

    def _option(self, finding: Finding, option: Candidate) -> Iterator[_Row]:
        """One of several proposals; its label only if the change does not say it."""
        label = one_line(option.label)
        changes = self._changes(finding, option.edits)
        after = "".join(text for change in changes for text, _ in change.after)
        if len(changes) == 1 and label in after:
            yield from self._arrows(changes, bullet="・")
        else:
            yield _Row.of(label or _PROPOSAL, bullet="・")
            yield from self._arrows(changes, bullet="  ")

    def _single(
        self, finding: Finding, applicability: Applicability, option: Candidate
    ) -> Iterator[_Row]:
        note = _FIX_NOTES[applicability]
        edits = option.edits
        if not edits:
            # Markup stands in the way of the edit: the words can still be said.
            yield _Row.of(f"「{one_line(option.label)}」と書きます。{note}")
        elif len(edits) == 1 and _adds_lines(edits[0]):
            yield from self._added(edits[0], applicability)
        else:
            changes = self._changes(finding, edits)
            yield from self._arrows(changes, bullet="・" if len(changes) > 1 else "")
            yield _Row.of((self._said(edits[0]) if len(edits) == 1 else "") + note)

    def _added(self, edit: Edit, applicability: Applicability) -> Iterator[_Row]:
        line = self._line_of_offset(edit.span.start)
        yield _Row.of(f"{line}行目の後に、次の行を加えます。")
        for text in edit.text.splitlines():
            if text.strip():
                yield _Row.of(reveal(text.strip()), Style.INSERTED, bullet="+ ")
        note = _FIX_NOTES[applicability]
        yield _Row.of(_FILL_IN if applicability is Applicability.DISPLAY else note)

    def _arrows(self, changes: Sequence[_Change], bullet: str) -> Iterator[_Row]:
        """Before → after, in one row if there is room."""
        screen = self._screen
        room = screen.columns - _HANG - screen.width(bullet)
        for change in changes[:_MAX_GROUPS]:
            parts = (*change.before, (" → ", Style.PLAIN), *change.after)
            if sum(screen.width(text) for text, _ in parts) <= room:
                yield _Row(parts, bullet)
            else:
                yield _Row(change.before, bullet)
                yield _Row(change.after, " " * screen.width(bullet) + "→ ")
        if len(changes) > _MAX_GROUPS:
            yield _Row.of(f"ほか{len(changes) - _MAX_GROUPS}か所", bullet=bullet)

    def _said(self, edit: Edit) -> str:
        """A pure deletion or insertion in words: it is easily overlooked."""
        old = edit.span.cut(self._file.source)
        if old and edit.text:
            return ""
        words = old or edit.text
        if not words.strip("\r\n"):
            name = "改行"
        elif not words.strip():
            name = "空白"
        else:
            name = f"「{_elided(words, self._screen)}」"
        return f"{name}を{'削ります' if old else '加えます'}。"

    def _changes(self, finding: Finding, edits: Sequence[Edit]) -> list[_Change]:
        """The edits, those close together as one, with the words around them."""
        source = self._file.source
        groups: list[list[Edit]] = []
        for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
            if groups:
                group = Span(groups[-1][0].span.start, groups[-1][-1].span.end)
                near = edit.span.start - group.end <= _NEAR and len(group) <= _MAX_GROUP
                if near and not _has_line_end(source[group.end : edit.span.start]):
                    groups[-1].append(edit)
                    continue
            groups.append([edit])
        # No change shows characters that another one touches.
        ends = [0, *(group[-1].span.end for group in groups)]
        starts = [*(group[0].span.start for group in groups[1:]), len(source)]
        changes = [
            self._change(finding.span, group, Span(first, last))
            for group, first, last in zip(groups, ends, starts, strict=False)
        ]
        # Without any words around, an arrow shows nothing; `_said` does.
        return [
            change for change in changes if _is_shown(change.before) and _is_shown(change.after)
        ]

    def _change(self, flagged: Span, group: Sequence[Edit], room: Span) -> _Change:
        """Edits of one place; only characters of `room` are shown around them."""
        source = self._file.source
        changed = Span(group[0].span.start, max(edit.span.end for edit in group))
        shown = Span(min(changed.start, flagged.start), max(changed.end, flagged.end))
        if len(shown) > _SHORT + len(changed) or _has_line_end(shown.cut(source)):
            shown = changed
        start, end = max(shown.start, room.start), min(shown.end, room.end)
        first = max(_context_start(source, start, changed.start), room.start)
        last = min(_context_end(source, end, changed.end), room.end)
        while first < changed.start and source[first].isspace():
            first += 1
        while last > changed.end and source[last - 1].isspace():
            last -= 1
        before: list[Part] = []
        after: list[Part] = []
        at = first
        for edit in group:
            same = reveal(source[at : edit.span.start])
            old = _elided(edit.span.cut(source), self._screen, 4, radicals=True)
            new = _elided(edit.text, self._screen, 4)
            before += [(same, Style.PLAIN), (old, Style.DELETED)]
            after += [(same, Style.PLAIN), (new, Style.INSERTED)]
            at = edit.span.end
        same = reveal(source[at:last])
        return _Change((*before, (same, Style.PLAIN)), (*after, (same, Style.PLAIN)))


@dataclass(frozen=True, slots=True)
class _Change:
    """A few words before and after a fix."""

    before: tuple[Part, ...]
    after: tuple[Part, ...]


def _is_shown(parts: Sequence[Part]) -> bool:
    return any(text.strip() for text, _ in parts)


def _elided(text: str, screen: Screen, rows: int = 1, *, radicals: bool = False) -> str:
    """The text without its middle if it is longer than about `rows` half lines."""
    columns = rows * screen.columns // 2
    if len(text) > 2 * columns:
        # Only very many characters without width could fit all the same.
        text = f"{text[:columns]}{text[-columns:]}"
    return elide(reveal(text, radicals=radicals), columns, screen.ambiguous)


def _adds_lines(edit: Edit) -> bool:
    return not len(edit.span) and edit.text.startswith("\n") and bool(edit.text.strip())


def _has_line_end(text: str) -> bool:
    return "\n" in text or "\r" in text


_WALLS = frozenset("\n\r\t<>|。")
_PAUSES = frozenset("、，～〜 　")
_PAUSES_BEFORE = frozenset("（～〜 　")


def _context_start(source: str, start: int, changed: int) -> int:
    """Where the words in front begin: at a phrase before the change, if one is near."""
    first = max(0, changed - _MAX_CONTEXT)
    at = start
    while at > first and source[at - 1] not in _WALLS:
        if source[at - 1] in _PAUSES or (changed - at >= _CONTEXT and starts_phrase(source, at)):
            return at
        at -= 1
    if at == 0 or source[at - 1] in _WALLS:
        return at
    at = max(at, changed - _FALLBACK)
    while first < at < start and source[at - 1].isdigit() and source[at].isdigit():
        at -= 1
    return min(start, at)


def _context_end(source: str, end: int, changed: int) -> int:
    """Where the words behind end: before the next phrase or behind the sentence."""
    last = min(len(source), changed + _MAX_CONTEXT)
    at = end
    while at < last and source[at] not in _WALLS:
        # White space right behind the change does not count as words.
        if at > changed and not source[changed:at].isspace():
            pause = source[at - 1] in _PAUSES or source[at] in _PAUSES_BEFORE
            if pause or (at - changed >= _CONTEXT and starts_phrase(source, at)):
                return at
        at += 1
    if at < len(source) and source[at] == "。":
        return at + 1
    if at == len(source) or source[at] in _WALLS:
        return at
    at = min(at, changed + _FALLBACK)
    while end < at < last and source[at - 1].isdigit() and source[at].isdigit():
        at += 1
    return max(end, at)


def first_to_mend(findings: Sequence[Finding]) -> list[Finding]:
    """Where to begin: one finding for each rule, at most `FIRST`.

    The graver come first, among them those with a fix that `--fix` applies,
    then `--unsafe-fixes`, then a person; then as they stand in the draft.
    """
    chosen: dict[str, Finding] = {}
    for finding in sorted(findings, key=_urgency):
        chosen.setdefault(finding.rule, finding)
    return list(chosen.values())[:FIRST]


def _urgency(finding: Finding) -> tuple[int, int, Span]:
    rank = len(_FIX_ORDER) if finding.fix is None else _FIX_ORDER[finding.fix.applicability]
    return -finding.severity, rank, finding.span


# Heads and sums


def _head(file: FileReport, screen: Screen) -> Iterator[str]:
    yield screen.paint(f"■ {_path(file)}", Style.STRONG)
    yield from screen.flow([(_about(file), Style.PLAIN)], hang=2)


def _path(file: FileReport) -> str:
    return "標準入力" if file.path == "-" else reveal(file.path)


def _about(file: FileReport) -> str:
    """Title, reader and what is unusual about a file."""
    about = PROFILE_NAMES[file.profile]
    if file.encoding != "utf-8":
        about += f"、文字コード {file.encoding}"
    title = one_line(file.title)
    return f"{title}（{about}）" if title else about


def _clean(report: Report, screen: Screen, points: Points) -> Iterator[str]:
    clean = [file for file in report.files if not file.findings]
    if not clean:
        return
    yield "指摘のないファイル:"
    for file in clean[:CLEAN_LISTED]:
        yield f"  {_path(file)}{points.short(file)}"
    if len(clean) > CLEAN_LISTED:
        yield f"  ほか{len(clean) - CLEAN_LISTED}ファイル"
    yield ""


def _summary(report: Report, screen: Screen) -> Iterator[str]:
    if not report.files:
        yield "点検したファイルはありません。"
        return
    findings = report.findings
    if not findings:
        yield screen.paint("指摘はありません。", Style.STRONG)
        yield from screen.flow([(_checked(report.files), Style.PLAIN)])
        return
    counts = Counter(finding.severity for finding in findings)
    parts: list[Part] = [(f"{len(report.files)}ファイルを点検: ", Style.STRONG)]
    for severity in sorted(Severity, reverse=True):
        if len(parts) > 1:
            parts.append(("、", Style.PLAIN))
        style = _SEVERITY_STYLES[severity] if counts[severity] else Style.PLAIN
        parts.append((f"{SEVERITY_NAMES[severity]} {counts[severity]}", style))
    safe = sum(f.fix is not None and f.fix.applicability is Applicability.SAFE for f in findings)
    if safe:
        parts.append((f"（うち {safe} は --fix で直せます）", Style.PLAIN))
    yield from screen.flow(parts)


def _checked(files: Sequence[FileReport]) -> str:
    """What was looked at, for a report without findings."""
    characters = sum(file.characters for file in files)
    if len(files) == 1:
        return f"点検したもの: {_path(files[0])} {_about(files[0])}、{characters:,}字"
    profiles = "、".join(
        name for p, name in PROFILE_NAMES.items() if any(f.profile is p for f in files)
    )
    return f"点検したもの: {len(files)}ファイル（{profiles}）、合わせて{characters:,}字"


def _silenced(report: Report, screen: Screen) -> Iterator[str]:
    """How many findings somebody has decided to live with."""
    count = sum(len(file.silenced) for file in report.files)
    if count:
        told = f"止めてある指摘が、ほかに{count}件あります（--format json で、理由とともに見られます）。"
        yield from screen.flow([(told, Style.PLAIN)])


def _skipped(report: Report, screen: Screen) -> Iterator[str]:
    """What was not checked: each reason once."""
    reasons: dict[str, dict[str, None]] = {}
    for skipped in (skipped for file in report.files for skipped in file.skipped):
        reasons.setdefault(skipped.reason, {})[skipped.what] = None
    if not reasons:
        return
    yield ""
    yield "点検しなかったもの:"
    for reason, names in reasons.items():
        what = cut(one_line("、".join(names)), screen.columns, screen.ambiguous)
        row = [(f"{one_line(reason)}（{what}）", Style.PLAIN)]
        yield from screen.flow(row, lead=[("  ・", Style.PLAIN)], hang=4)
