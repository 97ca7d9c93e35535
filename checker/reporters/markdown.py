"""A summary for a comment on a pull request.

Words of a draft are shown as they are: nothing in them becomes a link, a mention of
somebody, or markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from checker.explain import SEVERITY_NAMES
from checker.model import Applicability, FileReport, Finding, Severity
from checker.regex import regex
from checker.reporters.material import Item, Material, Shown, worst_first
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.proposals import joined, proposals

MOST_CHARACTERS = 65_536
"""GitHub refuses a longer comment."""

MOST_FILES = 50
"""Files that are listed with their numbers."""

_CELL = 300  # characters of a message; a longer one says nothing more
_PATH = 200
_WORDS = 60

_MARKUP = regex(r"[\\`*_\[\]|~]")
_REFERENCE = regex(r"([@#])(?=\w)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def to_markdown(material: Material) -> str:
    """Counts, files, and the findings, the gravest first; what has no room is counted."""
    found = worst_first(material)
    return summary(material, found, "指摘", MOST_CHARACTERS, _utf16)


def summary(
    material: Material,
    listed: Sequence[Item],
    heading: str,
    most: int,
    size: Callable[[str], int],
) -> str:
    """A summary in which some findings are listed.

    Args:
        material: The report.
        listed: The findings of the list, in its order.
        heading: What stands above the list.
        most: How long the text may be.
        size: Measures a text.
    """
    head = "## お知らせの点検\n\n" + _counts(material) + _problems(material) + _files(material)
    if not listed:
        return head
    head += f"\n### {heading}\n\n| 重さ | 場所 | 内容 | 直し方 | ルール |\n|---|---|---|---|---|\n"
    kept = []
    room = most - size(head) - size(_more(len(listed)))
    for item in listed:
        row = _row(item)
        room -= size(row)
        if room < 0:
            break
        kept.append(row)
    rest = len(listed) - len(kept)
    return head + "".join(kept) + (_more(rest) if rest else "")


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _more(count: int) -> str:
    return f"\nほかに{count:,}件あります。\n"


def _counts(material: Material) -> str:
    findings = material.shown.findings
    files = len(material.drafts)
    if not findings:
        return f"{files:,}ファイルを点検しました。指摘はありません。\n" if files else ""
    counts = Counter(finding.severity for finding in findings)
    told = "、".join(
        f"{SEVERITY_NAMES[severity]} {counts[severity]:,}"
        for severity in sorted(Severity, reverse=True)
    )
    safe = sum(
        finding.fix is not None and finding.fix.applicability is Applicability.SAFE
        for finding in findings
    )
    note = f"（うち {safe:,} は `--fix` で直せます）" if safe else ""
    return f"**{files:,}ファイルを点検: {told}**{note}\n"


def _problems(material: Material) -> str:
    problems = material.shown.problems
    lines = [
        f"- {_path(problem.path)} {cell(problem.message)}{cell(problem.remedy)}\n"
        for problem in problems[:MOST_FILES]
    ]
    if not lines:
        return ""
    rest = len(problems) - len(lines)
    more = f"- ほかに{rest:,}件\n" if rest else ""
    return "\n### 点検できなかったもの\n\n" + "".join(lines) + more


def _files(material: Material) -> str:
    found = sorted(
        (draft for draft in material.drafts if draft.findings),
        key=lambda draft: [-count for count in _severities(draft.file)],
    )
    if not found:
        return ""
    names = " | ".join(SEVERITY_NAMES[each] for each in sorted(Severity, reverse=True))
    rows = [
        f"| {_path(draft.path)} | {_points(draft)} | "
        f"{' | '.join(f'{count:,}' for count in _severities(draft.file))} |\n"
        for draft in found[:MOST_FILES]
    ]
    rest = len(found) - len(rows)
    more = f"\nほかに{rest:,}ファイルに指摘があります。\n" if rest else ""
    return f"\n| ファイル | 点数 | {names} |\n|---|--:|--:|--:|--:|\n{''.join(rows)}{more}"


def _severities(file: FileReport) -> list[int]:
    counts = Counter(finding.severity for finding in file.findings)
    return [counts[severity] for severity in sorted(Severity, reverse=True)]


def _points(draft: Shown) -> str:
    score = draft.file.score
    return "" if score is None or score.total is None else str(score.total)


def _row(item: Item) -> str:
    finding, draft = item.finding, item.draft
    at = draft.positions().at(finding.span.start)
    cells = (
        SEVERITY_NAMES[finding.severity],
        f"{_path(draft.path)}:{at.line}",
        cell(one_line(finding.message), _CELL),
        _change(draft, finding),
        f"`{finding_id(finding)}`",
    )
    return f"| {' | '.join(cells)} |\n"


def _change(draft: Shown, finding: Finding) -> str:
    """The first proposal as words before and after."""
    first = next(proposals(draft, finding), None)
    edit = None if first is None else joined(draft, first.edits)
    if edit is None:
        return ""
    before = cell(one_line(edit.span.cut(draft.file.source)), _WORDS)
    after = cell(one_line(edit.text), _WORDS)
    if not before:
        return f"「{after}」を加えます"
    return f"{before} → {after}" if after else f"「{before}」を削ります"


def _path(path: str) -> str:
    shown = path if len(path) <= _PATH else "…" + path[-_PATH:]
    return cell(one_line(shown))


def cell(text: str, most: int | None = None) -> str:
    """Words that Markdown shows as they are, cut where they are too long."""
    if most is not None and len(text) > most:
        text = text[: most - 1] + "…"
    escaped = _MARKUP.sub(r"\\\g<0>", text.translate(_ENTITIES))
    # A comment of nothing: `@name` and `#12` would call people and other threads.
    return _REFERENCE.sub(r"\1<!-- -->", escaped)
