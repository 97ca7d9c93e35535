"""Findings in the words of the language server protocol: pure functions.

Lines and columns count from 0 there, and columns in the units that the editor chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lsprotocol import types

from checker.document.lineindex import LineIndex
from checker.document.positions import Positions, Unit
from checker.explain import SEVERITY_NAMES, describe
from checker.lsp.checks import Answer
from checker.model import Applicability, Edit, Finding, Problem, Severity, Span
from checker.regex import regex
from checker.reporters.material import TOOL, Shown
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.proposals import NOTES, joined, proposals

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{TOOL}"
"""The kind of the action that makes all safe fixes; an editor may ask for it when it saves."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}
_UNITS = {
    types.PositionEncodingKind.Utf8: Unit.UTF8,
    types.PositionEncodingKind.Utf16: Unit.UTF16,
    types.PositionEncodingKind.Utf32: Unit.CODE_POINTS,
}
_NOTES = {
    Applicability.SAFE: "意味は変わりません",
    Applicability.UNSAFE: "直した後に読み返してください",
    Applicability.DISPLAY: "書き手が確かめてください",
}
_MARKUP = regex(r"[\\`*_\[\]|~<>#&]")
_SHORT = 40
"""Characters of an edit that its title shows."""


def unit_of(encoding: types.PositionEncodingKind | str | None) -> Unit:
    """What columns count in an editor; UTF-16 units where it says nothing."""
    return _UNITS.get(types.PositionEncodingKind(encoding or "utf-16"), Unit.UTF16)


@dataclass(frozen=True)
class Told:
    """An answer, with places as the editor counts them.

    Attributes:
        answer: What was found.
        unit: What columns count.
    """

    answer: Answer
    unit: Unit

    @cached_property
    def positions(self) -> Positions:
        """Where offsets are."""
        return Positions(LineIndex(self.answer.opened.text), self.unit)

    def range(self, span: Span) -> types.Range:
        """Where a stretch is."""
        region = self.positions.region(span)
        start, end = region.start, region.end
        return types.Range(
            types.Position(start.line - 1, start.column - 1),
            types.Position(end.line - 1, end.column - 1),
        )

    def at(self, place: types.Range) -> list[Finding]:
        """The findings that share a place with a range or touch it, in source order."""
        first, last = _pair(place.start), _pair(place.end)
        return [
            finding
            for finding in self.answer.findings
            if _pair((here := self.range(finding.span)).start) <= last and first <= _pair(here.end)
        ]

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """What the editor marks in the draft."""
        if self.answer.problem is not None:
            return [self._not_checked(self.answer.problem)]
        return [self.diagnostic(finding, uri) for finding in self.answer.findings]

    def diagnostic(self, finding: Finding, uri: str) -> types.Diagnostic:
        """A finding as a mark."""
        return types.Diagnostic(
            range=self.range(finding.span),
            message=finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding_id(finding),
            source=TOOL,
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(uri, self.range(each.span)), each.message
                )
                for each in finding.related
            ]
            or None,
        )

    def _not_checked(self, problem: Problem) -> types.Diagnostic:
        """That a draft is not checked is marked in it: no mark would say that it is well."""
        name, _, place = problem.path.partition(f"{self.answer.opened.name}:")
        number = place.partition(":")[0]
        line = int(number) - 1 if not name and number.isdecimal() else 0
        elsewhere = f"{problem.path}: " if name or not place else ""
        return types.Diagnostic(
            range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
            message=f"点検していません。{elsewhere}{problem.message}\n→ {problem.remedy}",
            severity=types.DiagnosticSeverity.Error,
            code=problem.code,
            source=TOOL,
        )

    def hover(self, position: types.Position, *, markdown: bool) -> types.Hover | None:
        """Why there is a finding, who says so, and what can be done; None where there is none."""
        found = self.at(types.Range(position, position))
        if not found:
            return None
        parts = ["\n".join(_explained(finding, markdown=markdown)) for finding in found]
        kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
        text = ("\n\n---\n\n" if markdown else "\n\n").join(parts)
        return types.Hover(types.MarkupContent(kind, text), self.range(found[0].span))

    def fixes(self, finding: Finding) -> Iterator[tuple[str, tuple[Edit, ...], bool]]:
        """The changes that mend a finding: title, edits, and whether to offer it first."""
        shown, fix = self.answer.shown, finding.fix
        if shown is None or fix is None:
            return
        for number, proposal in enumerate(proposals(shown, finding)):
            title = f"{_change(shown, proposal.edits)}（{_NOTES[fix.applicability]}）"
            first = number == 0 and fix.applicability is Applicability.SAFE
            yield title, proposal.edits, first

    def edits(self, edits: Sequence[Edit]) -> list[types.TextEdit]:
        """Changes of the draft."""
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in edits]


def _pair(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _change(shown: Shown, edits: Sequence[Edit]) -> str:
    whole = joined(shown, edits)
    if whole is None:
        return "直す"
    before = _cut(one_line(whole.span.cut(shown.file.source)))
    after = _cut(one_line(whole.text))
    if not before:
        return f"「{after}」を加える"
    return f"「{before}」を「{after}」に直す" if after else f"「{before}」を削る"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _explained(finding: Finding, *, markdown: bool) -> Iterator[str]:
    def words(text: str) -> str:
        line = one_line(text)
        return _MARKUP.sub(r"\\\g<0>", line) if markdown else line

    blank = [""] if markdown else []
    name = finding_id(finding)
    head = f"{SEVERITY_NAMES[finding.severity]}: {words(finding.title)}"
    yield f"**{head}**" if markdown else head
    yield from blank
    yield words(finding.message)
    yield from blank
    yield f"なぜ: {words(finding.why)}"
    for basis in finding.basis:
        yield from blank
        yield f"根拠: {words(describe(basis))}"
    if finding.fix is not None:
        yield from blank
        yield f"直し方: {words(NOTES[finding.fix.applicability])}"
    yield from blank
    more = f"check --explain {name}"
    yield f"詳しく: `{more}`" if markdown else f"詳しく: {more}"
