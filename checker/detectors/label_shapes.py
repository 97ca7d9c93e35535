"""Items of a list of labels that set their label off in a way of their own: 定員…30人."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_BULLET = regex(r"(?:[・*‐-]|[0-9]+[.．])?[ 　]*")
_MARK = regex(r"[■□◆◇●○◎▼▽▲△★☆▶※☞⇒→]")
_IN_BRACKETS = regex(
    r"(?:[〈＜《〔［\[【「][^〈〉＜＞《》〔〕［］\[\]【】「」\n]{1,12}[〉＞》〕］\]】」])[ 　]*[：:]?(?=[^ 　はがをにのもでと、。：:])"
)
_DOTS = (
    r"…+|‥+|・{2,}|[.．]{3,}|→|⇒|[ 　]*[=＝][ 　]*|[ 　]+[-－―–—][ 　]+|[ 　]*[／/][ 　]*|[ 　]+"
)
_DOTTED = regex(
    rf"(?P<label>[^、。「」（）()：:…‥→⇒=＝\n]{{1,14}}?)[ 　]*(?P<sign>{_DOTS})[ 　]*(?=[^ 　\nとがはのにで])"
)
_DATED = regex(r"[^：:\n]{0,12}[0-9]日[^：:\n]{0,8}(?P<sign>・|[ 　]{1,2}|、)(?=[^0-9（(：:])")
_ODD_CELL = regex(r"[■□◆◇●▼▽★▶][^。（）\n]{2,10}[：:]?|[^。、：:0-9\n]{1,10}[：:]")
_MARKS = tuple("■□◆◇●▼▽★▶※")
_TABLE = 4
"""Cells of a table in which one can be out of line."""
_PARTICLE = regex("[をがはにへ]")
_PLAIN = regex("[一-鿿]{2,5}")  # a name as 交通費, before an ideographic space
_LEAST = 2
"""So many others must agree before one is out of line."""
_LABEL, _ITEM, _CELL = BlockKind.LABEL, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL
_RUN = frozenset({_LABEL, _ITEM})


@per_rule
def _names(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "labels"))


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (_LABEL.value, _ITEM.value, _CELL.value)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the label of an item that is not set off by a colon as all the others are.

    Options: `labels`, words that are labels also before a space or a slash.
    """
    document = context.document
    names = _names(options)
    run: list[Block] = []
    yield from _in_tables(document)
    if len(document.of_kind(_LABEL)) + len(document.of_kind(_ITEM)) <= _LEAST:
        return
    for block in document.blocks:
        if block.kind in _RUN and not block.quoted:
            run.append(block)
        elif run:
            yield from _in_list(run, document, names)
            run = []
    yield from _in_list(run, document, names)


def _in_tables(document: Document) -> Iterator[Match]:
    """A cell that is marked like a label, alone in its table."""
    if len(document.of_kind(_CELL)) < _TABLE:
        return
    table: list[Block] = []
    for block in document.blocks:
        if block.kind is _CELL:
            table.append(block)
        elif table:
            yield from _in_table(table, document)
            table = []
    yield from _in_table(table, document)


def _in_table(table: Sequence[Block], document: Document) -> Iterator[Match]:
    if len(table) < _TABLE:
        return
    text = document.text
    odd = [b for b in table if _is_odd(text[b.span.start : b.span.end].strip())]
    if len(odd) == 1:
        usual = table[0] if table[0] is not odd[0] else table[1]
        values = {"usual": document.block_text(usual)}
        yield Match(odd[0].span, values, related=(Related(usual.span, "ここと違います"),))


def _is_odd(cell: str) -> bool:
    marked = cell.startswith(_MARKS) or cell.endswith(("：", ":"))  # quicker than the pattern
    return marked and _ODD_CELL.fullmatch(cell) is not None


def _in_list(run: Sequence[Block], document: Document, names: frozenset[str]) -> Iterator[Match]:
    if len(run) <= _LEAST:
        return
    labels = [block for block in run if block.label is not None and _colon(block, document)]
    if len(labels) < max(_LEAST, len(run) - len(labels)):
        return
    marked = [b for b in labels if _mark(b, document)]
    plain = [b for b in labels if b not in marked]
    usual = (plain or labels)[0].label
    assert usual is not None
    related = (Related(usual, "ここと違います"),)
    values = {"usual": usual.cut(document.text) + "："}
    if len(marked) == 1 and len(plain) >= _LEAST and marked[0] is not run[0]:
        label = marked[0].label
        assert label is not None
        yield Match(Span(marked[0].span.start, label.end), values, related=related)
    others = [block for block in run if block not in labels]
    found = [span for block in others if (span := _label(block, document, names))]
    if len(found) == 1 and len(others) <= len(labels):
        yield Match(found[0], values, related=related)


def _colon(block: Block, document: Document) -> bool:
    assert block.label is not None
    return document.text[block.label.end : block.label.end + 2].strip()[:1] in ("：", ":")


def _mark(block: Block, document: Document) -> bool:
    return _MARK.match(document.text, block.span.start) is not None


def _label(block: Block, document: Document, names: frozenset[str]) -> Span | None:
    """What looks like a label at the start of an item."""
    text = document.text
    bullet = _BULLET.match(text, block.span.start, block.span.end)
    start = bullet.end() if bullet else block.span.start
    bracketed = _IN_BRACKETS.match(text, start, block.span.end)
    if bracketed:
        return Span(start, bracketed.end())
    dated = _DATED.match(text, start, block.span.end)
    if dated and dated["sign"] == "・":
        return Span(start, dated.end())
    dotted = _DOTTED.match(text, start, block.span.end)
    if dotted is None:
        return None
    label, sign = dotted["label"], dotted["sign"].strip()
    if (
        sign[:1] in ("", "/", "／", "-", "－", "―", "–", "—")
        and "".join(label.split()) not in names
        and not (dotted["sign"] == "\u3000" and _PLAIN.fullmatch(label))
    ):
        return None
    return None if _PARTICLE.search(label) else Span(start, dotted.end())
