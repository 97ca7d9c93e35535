"""The reports of files, as `check --format json` writes them, as pages of a site.

Only these values are read, whether they come from a run or from a saved report.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from sys import intern
from typing import Any

import msgspec

from checker.model import Category
from checker.regex import regex
from checker.score.whole import SURE
from checker.site.days import last_day
from checker.site.values import Page, Word

_WORDY = frozenset({Category.JARGON, Category.INCLUSION, Category.WORDING})
_SEVERITIES = ("error", "warning", "suggestion")
_LONGEST_WORD = 20
"""Characters: what is longer is no word that could be replaced everywhere."""

_HIDDEN = "●"
"""What stands for a private person's data in a report."""

_DEPARTMENT = regex(
    r"[^\s、。・,/／（(]*?(?:課|室|局|館|センター|事務所|支所|保健所|本部|委員会)(?![^\s、。・,/／（(]*課)"
)


class _Edit(msgspec.Struct):
    start: int
    end: int
    text: str


class _Fix(msgspec.Struct):
    edits: list[_Edit]


class _Finding(msgspec.Struct):
    rule: str
    entry: str | None
    category: str
    severity: str
    title: str
    start: int
    end: int
    text: str
    fix: _Fix | None


class _Guess(msgspec.Struct):
    id: str
    confidence: float


class _Element(msgspec.Struct):
    element: str
    status: str
    required: bool
    value: str | None


class _Part(msgspec.Struct):
    id: str
    measured: dict[str, float] | None


class _Score(msgspec.Struct):
    total: int | None
    parts: list[_Part]


class _Page(msgspec.Struct):
    published: str | None
    dated_by: str | None
    department: str | None
    sketch: bytes


class _File(msgspec.Struct):
    path: str
    title: str
    characters: int
    genre: _Guess | None
    medium: _Guess | None
    elements: list[_Element] | None
    score: _Score | None
    findings: list[_Finding]
    page: _Page | None = None


class _Tool(msgspec.Struct):
    version: str


class _Report(msgspec.Struct):
    schema_version: int
    tool: _Tool
    as_of: str
    files: list[_File]
    errors: list[dict[str, Any]]


class Read(msgspec.Struct, frozen=True):
    """The pages of a run.

    Attributes:
        as_of: The day of the run.
        tool: The version of the checker.
        pages: In the order of the run.
        titles: The title of each rule that found something.
        categories: Findings by category and severity.
        problems: Inputs that could not be checked.
    """

    as_of: datetime.date
    tool: str
    pages: tuple[Page, ...]
    titles: dict[str, str]
    categories: dict[str, tuple[int, int, int]]
    problems: int


class Reader:
    """Takes in one file of a report after the other, and keeps none of them."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._titles: dict[str, str] = {}
        self._categories: dict[str, list[int]] = {}

    def add(self, data: dict[str, Any]) -> None:
        """Take in one value of `files`."""
        self._add(msgspec.convert(data, _File))

    def _add(self, file: _File) -> None:
        self._pages.append(_page(file))
        for finding in file.findings:
            # With an entry, the title says one word of a whole list (「役所の言葉: 遅滞なく」).
            title = finding.title.rpartition(": ")[0] if finding.entry else finding.title
            self._titles.setdefault(finding.rule, title or finding.title)
            counts = self._categories.setdefault(finding.category, [0, 0, 0])
            counts[_SEVERITIES.index(finding.severity)] += 1

    def read(self, as_of: str, tool: str, problems: int) -> Read:
        """All that was taken in."""
        return Read(
            datetime.date.fromisoformat(as_of),
            tool,
            tuple(self._pages),
            dict(self._titles),
            {name: (e, w, s) for name, (e, w, s) in self._categories.items()},
            problems,
        )


def read_saved(raw: bytes) -> Read:
    """A saved JSON report.

    Raises:
        ValueError: It is none, or one of another version.
    """
    try:
        report = msgspec.json.decode(raw, type=_Report)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
    if report.schema_version != 1:
        raise ValueError(f"schema version {report.schema_version}")
    reader = Reader()
    for file in report.files:
        reader._add(file)
    return reader.read(report.as_of, report.tool.version, len(report.errors))


def _page(file: _File) -> Page:
    own = file.page or _Page(None, None, None, b"")
    published = datetime.date.fromisoformat(own.published) if own.published else None
    sure = file.genre is not None and file.genre.confidence >= SURE
    genre = intern(file.genre.id) if file.genre is not None and sure else ""
    elements = file.elements or []
    required = [each for each in elements if each.required]
    is_press = file.medium is not None and file.medium.id == "press"
    return Page(
        path=file.path,
        title=file.title,
        genre=genre,
        folder="",
        department=_department(own.department or "", elements),
        characters=file.characters,
        score=None if file.score is None else file.score.total,
        sentence_length=_measured(file.score, "readability", "sentence_length"),
        severities=_severities(file.findings),
        rules=tuple(
            (intern(rule), n) for rule, n in Counter(f.rule for f in file.findings).items()
        ),
        required=tuple(dict.fromkeys(intern(each.element) for each in required)),
        missing=tuple(
            dict.fromkeys(intern(each.element) for each in required if each.status == "missing")
        ),
        words=_words(file.findings),
        published=published,
        dated_by=intern(own.dated_by or ""),
        last_day=None
        if is_press
        else last_day(
            [(each.element, each.value or "") for each in elements if each.status == "found"],
            genre,
            published,
        ),
        sketch=own.sketch,
    )


def _measured(score: _Score | None, part: str, name: str) -> float | None:
    for each in score.parts if score else ():
        if each.id == part and each.measured:
            return each.measured.get(name)
    return None


def _severities(findings: Sequence[_Finding]) -> tuple[int, int, int]:
    counts = Counter(finding.severity for finding in findings)
    return counts["error"], counts["warning"], counts["suggestion"]


def _department(named: str, elements: Iterable[_Element]) -> str:
    """A department as short as in a list: 「市民部 市民課 窓口係」 is 「市民課」."""
    values = [e.value or "" for e in elements if e.element == "contact_dept"]
    text = named or next((value for value in values if value), "")
    found = _DEPARTMENT.findall(text)
    if found:
        return intern(str(found[-1]))
    return intern(text) if named else ""


def _words(findings: Sequence[_Finding]) -> tuple[Word, ...]:
    found: dict[str, Word] = {}
    for finding in findings:
        if finding.category not in _WORDY or len(finding.text) > _LONGEST_WORD:
            continue
        if _HIDDEN in finding.text:
            continue
        if finding.category == Category.WORDING and not finding.entry:
            continue
        key = intern(f"{finding.rule}#{finding.entry or finding.text}")
        before = found.get(key)
        found[key] = Word(
            key,
            before.text if before else intern(finding.text),
            before.replacement if before else intern(_replacement(finding)),
            (before.count if before else 0) + 1,
        )
    return tuple(found.values())


def _replacement(finding: _Finding) -> str:
    """How the flagged words read once they are mended, "" where nothing is proposed."""
    if finding.fix is None or not finding.fix.edits:
        return ""
    text, start = finding.text, finding.start
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.start):
        if edit.start < start or edit.end > finding.end or "\n" in edit.text:
            return ""
        text = text[: edit.start - start] + edit.text + text[edit.end - start :]
    return text if len(text) <= 2 * _LONGEST_WORD else ""
