"""Where a comment goes that silences a finding.

A comment in the wrong place tears a list or a table apart. So each place is tried: the draft
is checked with the comment in it, and a place where anything else changes is not taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from checker.document.model import Block, BlockKind, Document, Format
from checker.document.read import read
from checker.errors import CheckerError
from checker.lsp.checks import Answer, Opened
from checker.model import Edit, Finding, Span
from checker.regex import regex
from checker.reporters.oneline import finding_id

REASON = "理由を書いてください"
"""Stands in the place of the reason, which only the writer knows."""

_LIST_MARK = regex(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_CLOSING = regex(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
"""The line that ends front matter."""


def can_ignore(opened: Opened) -> bool:
    """Whether a draft can hold such comments: plain text shows them to its reader."""
    return opened.format is not Format.TEXT


def ignoring(answer: Answer, finding: Finding, check: Callable[[Opened], Answer]) -> Edit | None:
    """The comment that silences a finding and nothing else; None if there is no place for it.

    Args:
        answer: What was found.
        finding: One of the findings.
        check: Checks a draft as `answer` was made.
    """
    opened = answer.opened
    for edit in _places(opened, finding):
        start, text = edit.span.start, opened.text
        edited = replace(opened, text=text[:start] + edit.text + text[start:])
        if _silences(answer, finding, edit, check(edited)):
            return edit
    return None


def _silences(before: Answer, finding: Finding, edit: Edit, after: Answer) -> bool:
    if after.report is None:
        return False
    moved = finding.span
    if edit.span.start <= moved.start:
        moved = moved.shift(len(edit.text))
    if any(f.rule == finding.rule and f.span == moved for f in after.findings):
        return False
    gone = _counted(before) - _counted(after)
    new = _counted(after) - _counted(before)
    return not new and all(rule == finding.rule for rule, _, _ in gone)


def _counted(answer: Answer) -> Counter[tuple[str, str, str]]:
    return Counter((f.rule, f.entry, f.text) for f in answer.findings)


def _places(opened: Opened, finding: Finding) -> Iterator[Edit]:
    """The comment in all places that could do, the best first."""
    name = finding_id(finding)
    comment = f"<!-- check:ignore {name} {REASON} -->"
    whole = f"<!-- check:ignore-file {name} {REASON} -->"
    newline = "\r\n" if "\r\n" in opened.text else "\n"
    try:
        document = read(opened.text, opened.format, path=opened.name)
    except CheckerError:
        return
    block = _block(document, finding.span)
    if block is not None:
        start = block.source.start
        line = max(opened.text.rfind("\n", 0, start), opened.text.rfind("\r", 0, start)) + 1
        lead = opened.text[line:start]
        if opened.format is Format.HTML:
            indent = lead if not lead.strip() else ""
            yield _inserted(start, f"{comment}{newline}{indent}")
        else:
            mark = _LIST_MARK.match(opened.text, line)
            if mark and block.kind is BlockKind.LIST_ITEM:
                # Inside the item before, so that the list stays one list.
                yield _inserted(line, f"{' ' * len(mark[0])}{comment}{newline}")
            quote = lead if lead.strip() in ("", ">") else ""
            yield _inserted(line, f"{quote}{comment}{newline}")
            yield _inserted(line, f"{comment}{newline}{newline}")
        first = document.to_source(Span(block.span.start, block.span.start + 1))
        yield _inserted(first.start, comment)
    yield _inserted(_body(document), f"{whole}{newline}")


def _inserted(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _block(document: Document, span: Span) -> Block | None:
    """The block that a finding is in."""
    found = [
        block
        for block in document.blocks
        if block.span and block.source.start <= span.start <= block.source.end
    ]
    return found[-1] if found else None


def _body(document: Document) -> int:
    """Where a draft begins, behind its front matter."""
    if not document.front_matter:
        return 0
    begun = document.front_matter[-1].source.end
    end = _CLOSING.search(document.source, begun)
    return begun if end is None else end.end()
