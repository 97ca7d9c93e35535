"""Labels and headings that look like no other of their kind: 【休日の受付】 among 場所：."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_MARK = regex(r"[■□◆◇●○◎▼▽▲△★☆▶【［〔〈《＜]")
_BRACKETED = regex(r"[・-]?[ 　]*(【[^【】]{1,20}】)[ 　]*(?=[^ 　])")
_BULLET = regex(r"[・●○■□◆◇◎▼▲★☆※＊*‐－-]|[（(][0-9０-９]{1,2}[）)]|[0-9０-９]{1,2}[.．)）]|[①-⑳]")
_MARKS = frozenset("・●○■□◆◇◎▼▲★☆※＊*‐－-")
_NUMBERS = frozenset("（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FIGURE = regex("[0-9０-９]+|[①-⑳]")
_LABEL, _ITEM, _HEADING = BlockKind.LABEL, BlockKind.LIST_ITEM, BlockKind.HEADING
_IN_LISTS = frozenset({_LABEL, _ITEM})
_PARTS = {
    "label": (_ITEM.value,),
    "colon": (_LABEL.value,),
    "bullet": (_LABEL.value, _ITEM.value),
    "heading": (_HEADING.value,),
}
_TWO = ("usual", "rare")
_LEAST = 3
"""So many others must agree before one is out of line."""


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return _PARTS[str(options["of"])]


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a lonely exception, as `options["of"]` says.

    `label`: an item that begins with 【…】 in a list of labels (場所：…). `colon`: a
    label with a half-width colon where the others have full-width ones, or the other way
    round. `heading`: a heading with another mark than all the others. `bullet`: an item
    of a list with another bullet or another way to number.
    """
    document = context.document
    of = options["of"]
    if of == "label":
        yield from _labels(document)
    elif of == "colon":
        yield from _colons(document)
    elif of == "bullet":
        yield from _bullets(document)
    else:
        yield from _headings(document)


def _labels(document: Document) -> Iterator[Match]:
    if "【" not in document.text:
        return
    run: list[Block] = []
    for block in (*document.blocks, None):
        if block is not None and block.kind in _IN_LISTS:
            run.append(block)
            continue
        if len(run) >= _LEAST:
            yield from _in_list(run, document)
        run = []


def _in_list(run: Sequence[Block], document: Document) -> Iterator[Match]:
    labels = [block for block in run if block.kind is _LABEL]
    others = [block for block in run if block.kind is _ITEM]
    if len(others) != 1 or len(labels) < _LEAST - 1:
        return
    found = _BRACKETED.match(document.text, others[0].span.start, others[0].span.end)
    if found and not any("【" in document.block_text(block) for block in labels):
        span = Span(found.start(1), found.end(1))
        usual = labels[0].label or labels[0].span
        values = {"usual": usual.cut(document.text) + "："}
        yield Match(span, values, related=(Related(usual, "ここと違います"),))


def _colons(document: Document) -> Iterator[Match]:
    labels, text = document.of_kind(_LABEL), document.text
    if len(labels) < _LEAST or ":" not in text:
        return
    found: dict[str, list[Block]] = {"：": [], ":": []}
    for block in labels:
        if block.label is not None and not block.quoted:
            behind = text[block.label.end : block.label.end + 2].strip()[:1]
            if behind in found:
                found[behind].append(block)
    rare, usual = sorted(found.values(), key=len)
    if rare and len(usual) >= max(_LEAST - 1, len(rare) * 2):
        for block in rare:
            assert block.label is not None
            end = document.text.find(":" if rare is found[":"] else "：", block.label.end) + 1
            shown = (usual[0].label or usual[0].span).cut(document.text)
            values = {"usual": shown + ("：" if rare is found[":"] else ":")}
            yield Match(Span(block.label.start, end), values)


def _bullets(document: Document) -> Iterator[Match]:
    if len(document.of_kind(_LABEL)) + len(document.of_kind(_ITEM)) <= _LEAST:
        return
    run: list[Block] = []
    for block in (*document.blocks, None):
        if block is not None and block.kind in _IN_LISTS:
            run.append(block)
            continue
        # Most items have no mark: the first tells it.
        if len(run) > _LEAST and _bullet(document.text, run[0].span):
            yield from _odd_bullet(run, document.text)
        run = []


def _odd_bullet(run: Sequence[Block], text: str) -> Iterator[Match]:
    marks = [_bullet(text, block.span) for block in run]
    kinds = Counter(marks)
    if len(kinds) == len(_TWO) and "" not in kinds:
        rare, usual = sorted(kinds, key=lambda mark: kinds[mark])
        odd = run[marks.index(rare)]
        # The first one may stand above all the others.
        if kinds[rare] == 1 and odd is not run[0]:
            mark = _BULLET.match(text, odd.span.start)
            assert mark is not None
            yield Match(Span(mark.start(), mark.end()), {"usual": usual})


def _bullet(text: str, span: Span) -> str:
    """The mark of an item, its number as 1."""
    first = text[span.start : span.start + 1]
    if first in _MARKS:
        return first
    if not first or first not in _NUMBERS:
        return ""
    found = _BULLET.match(text, span.start, span.end)
    return _FIGURE.sub("1", found.group()) if found else ""


def _headings(document: Document) -> Iterator[Match]:
    found = document.of_kind(_HEADING)
    if len(found) < _LEAST:
        return
    headings: dict[str, list[Block]] = {}
    for block in found:
        mark = _MARK.match(document.text, block.span.start)
        if mark:
            headings.setdefault(mark.group(), []).append(block)
    if len(headings) != 2:
        return
    rare, usual = sorted(headings.values(), key=len)
    # The first heading may stand above all the others.
    last = rare[0].span.start > usual[-1].span.start
    least = _LEAST - 1 if last else _LEAST
    if len(rare) == 1 and len(usual) >= least and rare[0].span.start > usual[0].span.start:
        values = {"usual": document.text[usual[0].span.start]}
        yield Match(rare[0].span, values, related=(Related(usual[0].span, "ここと違います"),))
