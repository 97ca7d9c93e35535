"""「持ち物：筆記用具等」: a list that a citizen acts on and that is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_BRACKETS = regex(r"（[^（）\n]*）?|\([^()\n]*\)?")
_OPEN_END = regex(
    "(?<![同均平対高初上優劣中不何特])等(?=$|[。、）)（( 　]|の方|のみ"
    "|を[^。、]{0,10}(?:持|用意|添|提出|準備|出し)|[がは]対象)"
    "|など(?=$|[。 　]|の方)"
    r"|(?<![の自])(?:他|ほか)(?=$|[。（(]|\d)"
    r"|の?各?一部(?:の?地域)?(?=$|[、。）)])|その他(?:の)?周辺(?:の)?地域|周辺(?:の)?地域(?=$|[。）)])"
)
# What every such end holds; brackets are taken out only then.
_SIGN = Scan("等|など|他|ほか|一部|地域")
# 「４．避難所　川上公民館」: a label that the reader of the file took for an item.
_NUMBERED = regex(r"(?:[0-9]{1,2}[.．、)） 　]\s*)?([一-鿿ぁ-ん]{2,8})[ 　：:]+")
_SHORT = 60
_HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_EXAMPLES = regex("例えば|たとえば|例[：:]|主な|おもな")


@per_rule
def _labels(options: Options) -> re.Pattern[str]:
    return regex("|".join(texts(options, "labels")))


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_SIGN,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a 等, など or 他 that ends a list under one of `options["labels"]`.

    The label is that of the line, of the row of the table, or the heading above a
    list. What stands in brackets only illustrates and is left alone.
    """
    document = context.document
    labels = _labels(options)
    heading, rows = "", dict[tuple[int, int], str]()
    signs = {
        document.block_at(found.start()).span.start for found in _SIGN.finditer(document.folded)
    }
    for block in document.blocks if signs else ():
        if block.kind in _HEADS:
            heading = block.span.cut(document.folded)
            continue
        if block.cell is not None and block.cell.column == 0:
            rows[block.cell.table, block.cell.row] = block.span.cut(document.folded)
            continue
        if block.span.start not in signs:
            continue
        text = block.span.cut(document.folded)
        value = _value(block, document, heading, rows, labels)
        if value is None or _EXAMPLES.search(text):
            continue
        bare = _BRACKETS.sub(lambda found: "（" * len(found[0]), value.cut(document.folded))
        for found in _OPEN_END.finditer(bare):
            yield Match(Span(value.start + found.start(), value.start + found.end()))


def _value(
    block: Block,
    document: Document,
    heading: str,
    rows: dict[tuple[int, int], str],
    labels: re.Pattern[str],
) -> Span | None:
    """The stretch that tells what the label asks for, or None."""
    if block.label is not None:
        wanted = labels.fullmatch("".join(block.label.cut(document.folded).split()))
        return block.value if wanted else None
    if block.cell is not None:
        row = rows.get((block.cell.table, block.cell.row), "")
        return block.span if labels.fullmatch(row.strip()) else None
    if block.kind is BlockKind.LIST_ITEM or (
        block.kind is BlockKind.PARAGRAPH and len(block.span) <= _SHORT
    ):
        if labels.fullmatch(heading.strip(" 　0123456789.．■◆●○")):
            return block.span
        name = _NUMBERED.match(block.span.cut(document.folded))
        if name and labels.fullmatch(name[1]):
            return Span(block.span.start + name.end(), block.span.end)
    return None
