"""A number of a series that is written otherwise than the others: 1, 2, （3）; 第1回, 第2回, 3回目."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = regex(
    rf"(?P<before>[（(【第]|ステップ|手順|STEP|Step|その)?[ 　]?(?:(?P<number>[0-9０-９]{{1,2}})"
    rf"|(?P<circled>[{_CIRCLED}]))(?P<behind>[）)】.．]|回目|回|日目|部|章|班|(?=[ 　][^0-9０-９])|$)?"
)
_FIRST = frozenset("（(【第ス手SそＳ0123456789０１２３４５６７８９" + _CIRCLED)
_HEADING, _ITEM = BlockKind.HEADING, BlockKind.LIST_ITEM
_SERIES = (_HEADING, _ITEM, BlockKind.TABLE_CELL)
_LEAST = 2
"""So many others must be written alike before one is out of line."""


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return sorted(kind.value for kind in _SERIES)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the one mark of headings, items or cells that goes on a series in another style."""
    document = context.document
    text = document.text
    series: dict[BlockKind, list[tuple[str, int, Span]]] = {}
    marked = [
        block
        for kind in _SERIES
        for block in document.of_kind(kind)
        if text[block.span.start : block.span.start + 1] in _FIRST
    ]
    if len(marked) <= _LEAST:
        return
    for block in sorted(marked, key=attrgetter("span")):
        start = block.span.start
        if block.quoted:
            continue
        found = _MARK.match(text, start, block.span.end)
        if found is None or (found["behind"] is None and not found["circled"]):
            continue
        circled = found["circled"]
        number = _CIRCLED.index(circled) + 1 if circled else int(found["number"])
        sign = "①" if circled else "1"
        style = f"{found['before'] or ''}{sign}{found['behind'] or ''}"
        series.setdefault(block.kind, []).append((style, number, Span(start, found.end())))
    for marks in series.values():
        yield from _odd(marks, text)
    if _ITEM in series and _HEADING in series:
        both = (*series[_HEADING], *series[_ITEM])
        yield from _between(sorted(both, key=lambda mark: mark[2].start), text)


def _odd(series: list[tuple[str, int, Span]], text: str) -> Iterator[Match]:
    if len(series) <= _LEAST or [n for _, n, _ in series] != list(range(1, len(series) + 1)):
        return
    styles = [style for style, _, _ in series]
    rare = [item for item in series if styles.count(item[0]) == 1]
    if len(rare) != 1 or len(set(styles)) != len(("usual", "rare")):
        return
    usual = next(item for item in series if item is not rare[0])
    values = {"usual": usual[2].cut(text)}
    yield Match(rare[0][2], values, related=(Related(usual[2], "ここと違います"),))


def _between(marks: list[tuple[str, int, Span]], text: str) -> Iterator[Match]:
    """The one heading that is missing in a series of items, where a line has its number."""
    first = next((mark for mark in marks if mark[1] == 1), None)
    same = [mark for mark in marks if first is not None and mark[0] == first[0]]
    if first is None or len(same) <= _LEAST:
        return
    numbers = [number for _, number, _ in same]
    gaps = set(range(1, numbers[-1] + 1)) - set(numbers)
    if len(gaps) != 1 or sorted(set(numbers)) != numbers:
        return
    gap = gaps.pop()
    before, after = same[gap - 2][2], same[gap - 1][2]
    others = [m for m in marks if m[0] != first[0] and before.start < m[2].start < after.start]
    if len(others) == 1 and others[0][1] == gap:
        related = (Related(before, "ここと違います"),)
        yield Match(others[0][2], {"usual": before.cut(text)}, related=related)
