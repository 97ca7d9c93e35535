"""The table of what a draft has to say: what stands where, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from checker.document.lineindex import LineIndex
from checker.model import ElementReport, FileReport, NoticeReport
from checker.reporters.screen import Part, Screen, Style
from checker.reporters.width import elide, reveal

SHOWN = 40
"""Columns of the words that are shown for an element."""


def checklist_lines(file: FileReport, screen: Screen) -> Iterator[str]:
    """The table of one draft; one part for each thing that it announces."""
    notice = file.notice
    if notice is None:
        return
    index = LineIndex(file.source)
    yield from screen.flow([(_heading(notice), Style.PLAIN)], lead=[("必要な情報", Style.STRONG)])
    for number, title in enumerate(notice.items):
        states = [state for state in notice.elements if state.item == number]
        if len(notice.items) > 1:
            yield f"  {number + 1}. {reveal(title) or '（見出しなし）'}"
        name_columns = max((screen.width(state.name) for state in states), default=0)
        for state in states:
            if state.status != "not_needed":
                gap = " " * (name_columns - screen.width(state.name))
                lead: list[Part] = [(f"  {_MARKS[_kind(state)]} {state.name}{gap}  ", Style.PLAIN)]
                hang = name_columns + screen.width("  ○   ")
                yield from screen.flow(_row(state, file, index, screen), lead=lead, hang=hang)


_MARKS = {"found": "○", "required": "×", "recommended": "△"}


def _kind(state: ElementReport) -> str:
    if state.status == "found":
        return "found"
    return "required" if state.required else "recommended"


def _heading(notice: NoticeReport) -> str:
    genre = f"（{notice.genre.name}として点検。違うときは --genre で指定してください）"
    return genre if notice.genre.confidence < 1 else f"（{notice.genre.name}）"


def _row(state: ElementReport, file: FileReport, index: LineIndex, screen: Screen) -> list[Part]:
    if state.status == "found" and state.evidence:
        span = state.evidence[0]
        line, _ = index.position(span.start)
        words = " ".join(reveal(span.cut(file.source)).split())
        return [(f"{line}行目  {elide(words, SHOWN, screen.ambiguous)}", Style.PLAIN)]
    if state.status == "found":
        return [("書かれています", Style.PLAIN)]
    if state.required:
        return [("書かれていません", Style.WARNING)]
    return [("あると親切です", Style.SUGGESTION)]
