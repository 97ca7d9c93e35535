"""A report for other programs: the same facts as on the terminal, in JSON.

The formats are described by `report.schema.json` and, for JSON Lines,
`report-line.schema.json` beside this module.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from checker.document.lineindex import LineIndex
from checker.model import (
    Basis,
    Category,
    Edit,
    FileReport,
    Finding,
    Fix,
    GuessReport,
    NoticeReport,
    PageReport,
    Problem,
    Related,
    Report,
    Score,
    ScorePart,
    Severity,
    Silenced,
    Skipped,
    Span,
)
from checker.regex import regex
from checker.reporters.privacy import hidden

SCHEMA_VERSION = 1
"""Counts up when a field changes its meaning or disappears."""

OWN_JUDGEMENT = "このツールの判断"
"""What stands in the place of a document when a rule rests on no authority."""

_SURROGATE = regex("[\ud800-\udfff]")


def to_json(report: Report, version: str) -> str:
    """The report as JSON text, indented, with a newline at its end.

    Characters are written as they are; only a lone surrogate, which no encoding
    can hold, is escaped. What the draft says of private persons is hidden by ●.

    Args:
        report: What was found.
        version: The version of the checker.
    """
    return to_text(to_data(report, version))


def to_text(data: dict[str, Any]) -> str:
    """Data of `to_data` as JSON text, see `to_json`."""
    return as_text(data, _escaped)


def to_json_lines(
    report: Report, version: str, parts: Sequence[Mapping[str, Any]] | None = None
) -> str:
    """One line for each file, and one for each input that could not be checked.

    Every line is complete (`report-line.schema.json`), so that the lines of several runs
    are one report when they are put together. What is private is hidden.

    Args:
        report: What was found.
        version: The version of the checker.
        parts: What each line says of its part of a divided run; None for a whole one.
    """
    head = _head(report, version)
    lines: list[dict[str, Any]] = []
    lines += [{**head, "file": file_data(hidden(file))} for file in report.files]
    lines += [{**head, "error": _problem(each)} for each in report.problems]
    if parts is not None:
        lines = [{**line, "part": part} for line, part in zip(lines, parts, strict=True)]
    return "".join([as_line(line, _escaped) for line in lines])


def _escaped(surrogate: str) -> str:
    return f"\\u{ord(surrogate):04x}"


def _replaced(surrogate: str) -> str:
    # Strict parsers (of Go, of protobuf) refuse a lone surrogate also where it is escaped.
    return "\ufffd"


def as_text(data: object, surrogate: Callable[[str], str] = _replaced) -> str:
    """Values as JSON text, indented, with a newline at its end.

    Args:
        data: The values.
        surrogate: What to write for a lone surrogate (in a file name, mostly).
    """
    try:
        # Seven times as fast as the standard library, which writes the same but is able
        # to write lone surrogates.
        return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda found: surrogate(found.group()), text) + "\n"


def as_line(data: object, surrogate: Callable[[str], str] = _replaced) -> str:
    """Values as JSON in one line, see `as_text`."""
    try:
        return msgspec.json.encode(data).decode() + "\n"
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: surrogate(found.group()), text) + "\n"


def to_data(report: Report, version: str) -> dict[str, Any]:
    """The report as values that JSON can hold, what is private hidden."""
    return {
        **_head(report, version),
        "files": [file_data(hidden(file)) for file in report.files],
        "errors": [_problem(problem) for problem in report.problems],
        "summary": _summary(report),
    }


def _head(report: Report, version: str) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "tsutawaru", "version": version},
        "as_of": report.as_of,
    }


def file_data(file: FileReport) -> dict[str, Any]:
    """One value of `files`; what is private has to be hidden before."""
    index = LineIndex(file.source)
    return {
        "path": file.path,
        "encoding": file.encoding,
        "profile": file.profile.value,
        "genre": None if file.notice is None else _guess(file.notice.genre, file.source),
        "medium": None if file.notice is None else _guess(file.notice.medium, file.source),
        "title": file.title,
        "characters": file.characters,
        "elements": None if file.notice is None else _elements(file.notice, file.source),
        "score": None if file.score is None else _score(file.score),
        "findings": [_finding(finding, index) for finding in file.findings],
        "silenced": [_silenced(silenced, index) for silenced in file.silenced],
        "skipped": [_skipped(skipped) for skipped in file.skipped],
        "page": None if file.page is None else _page(file.page),
    }


def _page(page: PageReport) -> dict[str, Any]:
    return {
        "published": page.published or None,
        "dated_by": page.dated_by or None,
        "department": page.department or None,
        "sketch": b64encode(page.sketch).decode("ascii"),
    }


def _guess(guess: GuessReport, source: str) -> dict[str, Any]:
    return {
        "id": guess.id,
        "confidence": round(guess.confidence, 2),
        "evidence": _words(guess.evidence, source),
        "second": guess.second or None,
    }


def _elements(notice: NoticeReport, source: str) -> list[dict[str, Any]]:
    return [
        {
            "element": state.element,
            "item": state.item,
            "status": state.status,
            "required": state.required,
            "evidence": _words(state.evidence, source),
            "value": state.value or None,
        }
        for state in notice.elements
    ]


def _score(score: Score) -> dict[str, Any]:
    level = score.level
    fast, slow = score.reading_seconds
    return {
        "total": score.total,
        "band": score.band or None,
        "reference_only": score.reference_only,
        "reason": score.reason or None,
        "parts": [_part(part) for part in score.parts],
        "gains": [{"id": g.id, "points": g.points, "message": g.message} for g in score.gains],
        "level": None
        if level is None
        else {
            "group": level.group,
            "name": level.name,
            "mean_level": level.mean_level,
            "jreadability": level.jreadability,
            "jreadability_band": level.jreadability_band or None,
        },
        "reading_seconds": {"fast": fast, "slow": slow},
        "plain_saves_seconds": round(score.plain_seconds, 1),
    }


def _part(part: ScorePart) -> dict[str, Any]:
    return {
        "id": part.id,
        "points": part.points,
        "budget": part.budget,
        "reason": part.reason or None,
        "measured": dict(part.measured) or None,
        "lines": [
            {
                "id": line.id,
                "points": line.points,
                "message": line.message,
                "example": line.example or None,
            }
            for line in part.lines
        ],
    }


def _words(spans: Iterable[Span], source: str) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "text": s.cut(source)} for s in spans]


def _finding(finding: Finding, index: LineIndex) -> dict[str, Any]:
    span = finding.span
    line, column = index.position(span.start)
    end_line, end_column = index.position(span.end)
    return {
        "rule": finding.rule,
        "entry": finding.entry or None,
        "category": finding.category.value,
        "severity": finding.severity.label,
        "title": finding.title,
        "message": finding.message,
        "why": finding.why,
        "basis": [basis_data(basis) for basis in finding.basis],
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "utf16_start": index.utf16(span.start),
        "utf16_end": index.utf16(span.end),
        "text": finding.text,
        "related": [_related(related) for related in finding.related],
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _silenced(silenced: Silenced, index: LineIndex) -> dict[str, Any]:
    place = silenced.place
    return {
        "finding": _finding(silenced.finding, index),
        "by": silenced.by.value,
        "selector": silenced.selector,
        "reason": silenced.reason or None,
        "line": None if place is None else index.position(place.start)[0],
    }


def basis_data(basis: Basis) -> dict[str, Any]:
    """An authority, or our own reason."""
    return {
        "document": OWN_JUDGEMENT if basis.own else basis.document,
        "issuer": "" if basis.own else basis.issuer,
        "year": None if basis.own else basis.year,
        "section": "" if basis.own else basis.section,
        "verified": False if basis.own else basis.verified,
        "reason": basis.own,
    }


def _related(related: Related) -> dict[str, Any]:
    return {"start": related.span.start, "end": related.span.end, "message": related.message}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value,
        "edits": _edits(fix.edits),
        "candidates": [
            {"label": candidate.label, "edits": _edits(candidate.edits)}
            for candidate in fix.candidates
        ],
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in edits]


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {"what": skipped.what, "reason": skipped.reason}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _summary(report: Report) -> dict[str, Any]:
    severities = Counter(finding.severity for finding in report.findings)
    categories = Counter(finding.category for finding in report.findings)
    return {
        "files": len(report.files),
        "findings": len(report.findings),
        "by_severity": {
            severity.label: severities[severity] for severity in sorted(Severity, reverse=True)
        },
        "by_category": {
            category.value: categories[category]
            for category in sorted(Category)
            if categories[category]
        },
    }
