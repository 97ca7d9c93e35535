"""The formats of a report, by name.

Light to import: `check --help` shows the names. A reporter is imported when its format is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from checker.reporters.material import Material, Reporter


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One format.

    Attributes:
        name: What `--format` calls it.
        what: What it is for, in Japanese.
        suffix: How the names of its files end, mostly.
        streams: Whether the report of several drafts is those of each, one behind the
            other, so that it can be written draft by draft, or put together from parts.
        scored: Whether it shows points.
        pages: Whether it tells what a report on a whole site needs of each draft.
        gathers: Whether it is made of the drafts measured together, and of nothing else.
        load: Imports its reporter.
    """

    name: str
    what: str
    suffix: str
    load: Callable[[], Reporter]
    streams: bool = False
    scored: bool = False
    pages: bool = False
    gathers: bool = False

    def render(self, material: Material) -> str:
        """The report in this format."""
        return self.load()(material)

    def pieces(self, material: Material) -> Iterator[str]:
        """The same in pieces, so that a long text need not be held at once."""
        if self.name == TEXT:
            yield from _text_pieces(material)
        else:
            yield self.render(material)


def _of(module: str, function: str) -> Callable[[], Reporter]:
    def load() -> Reporter:
        found = getattr(import_module(f"checker.reporters.{module}"), function)
        return cast("Reporter", found)

    return load


def _text(material: Material) -> str:
    return "".join(_text_pieces(material))


def _text_pieces(material: Material) -> Iterator[str]:
    from checker.reporters.terminal import terminal_pieces

    look = material.look
    return terminal_pieces(
        material.report,
        color=look.color,
        columns=look.columns,
        quiet=look.quiet,
        checklist=look.checklist,
        explain_score=look.explain_score,
        readers=look.readers,
        memory=look.memory,
    )


def _json(material: Material) -> str:
    from checker.reporters.json import to_json

    return to_json(material.shown, material.version)


def _jsonl(material: Material) -> str:
    from checker.reporters.json import to_json_lines

    return to_json_lines(material.shown, material.version, material.parts)


TEXT = "text"
JSONL = "jsonl"
GITHUB = "github"

_ALL = (
    ReportFormat(TEXT, "画面で読む", ".txt", lambda: _text, scored=True),
    ReportFormat(
        "json", "すべての値を、1つのJSONで", ".json", lambda: _json, scored=True, pages=True
    ),
    ReportFormat(
        JSONL,
        "ファイルごとに1行のJSONで",
        ".jsonl",
        lambda: _jsonl,
        streams=True,
        scored=True,
        pages=True,
    ),
    ReportFormat("sarif", "GitHubのコードスキャンや編集ソフト", ".sarif", _of("sarif", "to_sarif")),
    ReportFormat(
        GITHUB, "GitHub Actionsの注釈と要約", ".log", _of("github", "to_github"), scored=True
    ),
    ReportFormat("gitlab", "GitLabのコード品質", ".json", _of("gitlab", "to_gitlab")),
    ReportFormat("rdjson", "reviewdog", ".json", _of("rdjson", "to_rdjson")),
    ReportFormat(
        "rdjsonl", "reviewdog（1行に1件）", ".jsonl", _of("rdjson", "to_rdjsonl"), streams=True
    ),
    ReportFormat("checkstyle", "JenkinsやSonarQube", ".xml", _of("checkstyle", "to_checkstyle")),
    ReportFormat("junit", "自動の試験の結果として", ".xml", _of("junit", "to_junit")),
    ReportFormat(
        "unix", "1行に1件（編集ソフト、grep）", ".txt", _of("unix", "to_unix"), streams=True
    ),
    ReportFormat(
        "markdown", "プルリクエストに書く要約", ".md", _of("markdown", "to_markdown"), scored=True
    ),
    ReportFormat(
        "html",
        "サイト全体の報告（1つのページ）",
        ".html",
        _of("html", "to_html"),
        scored=True,
        gathers=True,
    ),
)

FORMATS = {each.name: each for each in _ALL}
"""All formats, in the order in which they are listed."""
