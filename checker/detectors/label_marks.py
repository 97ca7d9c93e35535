"""Labels side by side whose marks differ: ●対象, ○定員, 【費用】."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.context import Context
from checker.detectors import Options, texts
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Tier

NEEDS = Tier.TEXT

_MARKS = frozenset("■□◆◇●○◎▼▽▲△★☆▶・【［〔〈《＜")
_LABEL = BlockKind.LABEL
_LEAST = 3
"""Of two labels nobody can say which one is out of line."""


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (_LABEL.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a label whose mark is rarer among the labels around it.

    Only labels of `options["labels"]`: others (電話, 集合) may be a level below.
    """
    document = context.document
    labels = document.of_kind(_LABEL)
    if len(labels) < _LEAST or len({_sign(block, document) for block in labels}) < 2:
        return
    names = frozenset(texts(options, "labels"))
    run: list[Block] = []
    for block in document.blocks:
        if block.kind is _LABEL and not block.quoted:
            if block.label is not None and _name(block, document) in names:
                run.append(block)
        else:
            yield from _rarer(run, document)
            run = []
    yield from _rarer(run, document)


def _sign(block: Block, document: Document) -> str:
    """The mark in front of a label, "" if there is none."""
    first = document.text[block.span.start : block.span.start + 1]
    return first if first in _MARKS else ""


def _name(block: Block, document: Document) -> str:
    assert block.label is not None
    return "".join(block.label.cut(document.folded).split())


def _rarer(run: Sequence[Block], document: Document) -> Iterator[Match]:
    if len(run) < _LEAST:
        return
    found: dict[str, list[Block]] = {}
    for block in run:
        found.setdefault(_sign(block, document), []).append(block)
    usual = max(found, key=lambda mark: (len(found[mark]), -found[mark][0].span.start))
    related = (Related(found[usual][0].span, "ここと違います"),)
    shown = f"「{usual}」" if usual else "印なし"
    for mark, blocks in found.items():
        if mark != usual:
            for block in blocks:
                yield Match(block.label or block.span, {"usual": shown}, related=related)
