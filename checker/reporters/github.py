"""GitHub Actions: annotations beside the lines, and the summary of the step.

GitHub shows ten annotations of each level for a step, so the gravest findings become
annotations and the others go into the summary. All of them stand in the log, too.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from checker.model import Problem, Severity
from checker.reporters.markdown import summary
from checker.reporters.material import Item, Material, worst_first
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.places import STDIN
from checker.reporters.unix import line

MOST_OF_LEVEL = 10
"""Annotations of one level that GitHub shows for a step."""

MOST_SUMMARY_BYTES = 1024 * 1024
"""GitHub shows no summary of a step that is longer."""

_TITLE = 255  # characters
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def to_github(material: Material) -> str:
    """Workflow commands for the gravest findings, then the others as lines of the log."""
    shown, rest = _parted(material)
    problems = material.shown.problems[:MOST_OF_LEVEL]
    lines = [_problem(problem) for problem in problems] + [_annotation(item) for item in shown]
    if rest:
        log = "".join(line(item.draft, item.finding) for item in rest)
        # Words of a draft must not be taken for a command.
        token = blake2b(log.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        lines += [
            f"::group::注釈にしていない指摘 {len(rest):,}件\n::stop-commands::{token}\n",
            log,
            f"::{token}::\n::endgroup::\n",
        ]
    return "".join(lines)


def to_step_summary(material: Material, room: int = MOST_SUMMARY_BYTES) -> str:
    """The summary of the step (Markdown): counts, files, and what is no annotation.

    Args:
        material: The report.
        room: How many UTF-8 bytes it may have.
    """
    _, rest = _parted(material)
    return summary(material, rest, "注釈にしていない指摘", room, _utf8)


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _parted(material: Material) -> tuple[list[Item], list[Item]]:
    """The findings that become annotations, and the others."""
    taken = Counter({"error": min(len(material.report.problems), MOST_OF_LEVEL)})
    shown, rest = [], []
    for item in worst_first(material):
        level = _COMMANDS[item.finding.severity]
        if taken[level] < MOST_OF_LEVEL:
            taken[level] += 1
            shown.append(item)
        else:
            rest.append(item)
    return shown, rest


def _annotation(item: Item) -> str:
    finding = item.finding
    region = item.draft.positions().region(finding.span)
    where: dict[str, str | int] = {}
    if item.draft.path != STDIN:
        where = {"file": item.draft.path, "line": region.start.line, "endLine": region.end.line}
        # Columns of a stretch over several lines are refused.
        if region.start.line == region.end.line:
            where["col"] = region.start.column
            where["endColumn"] = max(region.end.column, region.start.column)
    title = f"{one_line(finding.title)} [{finding_id(finding)}]"[:_TITLE]
    message = f"{one_line(finding.message)}\nなぜ: {one_line(finding.why)}"
    return _command(_COMMANDS[finding.severity], {**where, "title": title}, message)


def _problem(problem: Problem) -> str:
    where: dict[str, str | int] = {"title": "点検できませんでした"}
    if problem.path and problem.path != STDIN:
        where = {"file": problem.path, **where}
    return _command("error", where, f"{problem.message}\n{problem.remedy}")


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
